import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineIndex } from '../../../src/cli/lint/lineIndex';

describe('LineIndex', () => {
  it('counts lines after LF, CR LF and CR, and characters in UTF-16 units', () => {
    const text = 'a\r\n😀b\rc\n';
    const lines = new LineIndex(text);
    const place = (what: string) => lines.positionAt(text.indexOf(what));
    assert.deepEqual(place('a'), { line: 0, character: 0 });
    assert.deepEqual(place('b'), { line: 1, character: 2 });
    assert.deepEqual(place('c'), { line: 2, character: 0 });
    assert.deepEqual(lines.positionAt(text.length + 5), { line: 3, character: 0 });
    assert.deepEqual(lines.boundsOf(1), { start: 3, end: 6 });
    assert.deepEqual(new LineIndex('').positionAt(0), { line: 0, character: 0 });
  });

  it('places every offset where counting from the start does', () => {
    const some = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '😀') });
    fc.assert(
      fc.property(some, fc.nat(40), (text, offset) => {
        const before = text.slice(0, offset);
        // Between the two halves of a line end is still on the line that it ends.
        const whole = before.endsWith('\r') && text.charAt(offset) === '\n' ? before.slice(0, -1) : before;
        const lines = whole.split(/\r\n|[\n\r]/);
        const line = lines.length - 1;
        const character = (lines.at(-1) ?? '').length + before.length - whole.length;
        assert.deepEqual(new LineIndex(text).positionAt(offset), { line, character });
      }),
    );
  });
});
