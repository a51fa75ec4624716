import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellsOf, harmless } from '../../../src/cli/lint/cells';
import { excerptOf } from '../../../src/cli/lint/excerpt';
import { LineIndex } from '../../../src/cli/lint/lineIndex';
import { textReport } from '../../../src/cli/lint/textReport';
import { dressFor } from '../../../src/cli/dress';
import type { Diagnostic } from '../../../src/policy';

const excerpt = (text: string, what: string, columns = 100) => {
  const start = text.indexOf(what);
  return excerptOf(text, new LineIndex(text), { start, end: start + what.length }, columns);
};

const diagnostic: Diagnostic = {
  code: 'invalid-effect',
  severity: 'error',
  message:
    'Effect is "Allow" or "Deny", letter for letter; Glacier refuses "deny" and every other spelling of it.',
  range: { start: 10, end: 16 },
  fixes: [],
};
const text = '{"Effect":"deny"}';
const report = (columns: number | undefined): string =>
  textReport(
    { files: [{ path: 'a.json', text, lines: new LineIndex(text), diagnostics: [diagnostic] }], unread: [] },
    { colour: false, columns },
  );

describe('the text report', () => {
  it('breaks messages where the terminal ends, and only there', () => {
    assert.ok(report(undefined).includes(diagnostic.message));
    const lines = report(60).split('\n');
    assert.deepEqual(
      lines.filter((line) => cellsOf(line) > 60),
      [],
    );
    assert.equal(lines.filter((line) => line.startsWith(' '.repeat(15))).length, 2);
  });

  it('says when nothing was found, and when nothing was judged', () => {
    const dress = { colour: false, columns: undefined };
    const file = { path: 'a.json', text, lines: new LineIndex(text), diagnostics: [] };
    assert.equal(textReport({ files: [file], unread: [] }, dress), '1 file judged: no findings.');
    const unread = [{ path: 'b.json', problem: '' }];
    assert.equal(textReport({ files: [file], unread }, dress), '1 file judged, 1 not read: no findings.');
    assert.equal(textReport({ files: [], unread }, dress), 'Nothing was judged.');
  });

  it('has colours on a terminal, unless it cannot or may not', () => {
    const terminal = { isTTY: true, columns: 80 };
    assert.deepEqual(dressFor(terminal, {}), { colour: true, columns: 80 });
    assert.equal(dressFor(terminal, { NO_COLOR: '1' }).colour, false);
    assert.equal(dressFor(terminal, { NO_COLOR: '' }).colour, true);
    assert.equal(dressFor(terminal, { TERM: 'dumb' }).colour, false);
    assert.equal(dressFor(terminal, { NO_COLOR: '1', FORCE_COLOR: '' }).colour, true);
    assert.deepEqual(dressFor({}, {}), { colour: false, columns: undefined });
  });
});

describe('an excerpt', () => {
  it('underlines what is marked, as wide as it is shown', () => {
    assert.deepEqual(excerpt('x\n  "a": "保存😀e\u0301",\n', '"保存😀e\u0301"'), {
      source: '"a": "保存😀e\u0301",',
      underline: '     ^^^^^^^^^',
    });
  });

  it('stops at the end of the line', () => {
    assert.deepEqual(excerpt('{ "a": {\n  "b": 1 } }', '{\n  "b": 1 }'), {
      source: '{ "a": {',
      underline: '       ^',
    });
  });

  it('marks a place without extent, and shows nothing of an empty line', () => {
    assert.equal(excerptOf('{', new LineIndex('{'), { start: 1, end: 1 }, 80)?.underline, ' ^');
    assert.equal(excerptOf('\n', new LineIndex('\n'), { start: 0, end: 0 }, 80), undefined);
  });

  it('never is wider than there is room, nor marks anything else', () => {
    const unit = fc.constantFrom('a', 'b', '界', '😀', 'e\u0301', '\t', '\u001B', '\u202E', '\uD83D', ' ');
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 1200 }),
        fc.nat(1200),
        fc.nat(300),
        fc.integer({ min: 20, max: 90 }),
        (line, start, length, columns) => {
          const range = { start: Math.min(start, line.length), end: Math.min(start + length, line.length) };
          const shown = excerptOf(line, new LineIndex(line), range, columns);
          if (!shown) return;
          assert.ok(cellsOf(shown.source) <= columns, shown.source);
          assert.doesNotMatch(shown.source, /[\p{Cc}\u202E]/u);
          assert.match(shown.underline, /^ *\^+$/);
        },
      ),
    );
  });

  it('shows what could do harm on a terminal as a sign', () => {
    assert.equal(harmless('a\u001B[31m\u009B\u202Eb\tc\u007F'), 'a␛[31m\uFFFD\uFFFDb c␡');
  });
});
