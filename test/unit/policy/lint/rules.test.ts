import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, lint, parsePolicy, ruleCodes, rules } from '../../../../src/policy';
import { readCases } from './cases';

const cases = readCases();
const pages = join(import.meta.dirname, '../../../../media/rules');

describe('rules of the linter', () => {
  for (const code of ruleCodes) {
    describe(code, () => {
      const own = cases.filter((each) => each.code === code);

      it('has cases of both kinds, a title and a page', () => {
        assert.ok(own.some(({ good }) => good) && own.some(({ good }) => !good));
        assert.match(rules[code].title, /^[A-Z].{10,70}[^.]$/);
        assert.ok(existsSync(join(pages, `${code}.md`)));
      });

      for (const { name, good, text, marks, target, now, severity, also, fixes } of own) {
        it(`${good ? 'is silent about' : 'finds'} ${name}`, () => {
          const found = lint(parsePolicy(text), { targetVaultArn: target, now });
          const mine = found.filter((diagnostic) => diagnostic.code === code);
          assert.deepEqual(
            mine.map(({ range }) => text.slice(range.start, range.end)),
            marks.map(({ start, end }) => text.slice(start, end)),
          );
          assert.deepEqual(
            mine.map(({ range }) => range),
            marks,
          );
          assert.equal(good, marks.length === 0);
          for (const diagnostic of mine) assert.equal(diagnostic.severity, severity ?? rules[code].severity);

          const others = found.filter((each) => each.code !== code && each.severity === 'error');
          assert.deepEqual([...new Set(others.map((each) => each.code))].sort(), [...also].sort());

          for (const { title, result } of fixes) {
            const fix = mine.flatMap((diagnostic) => diagnostic.fixes).find((each) => each.title === title);
            assert.ok(fix, `offers "${title}", not only ${JSON.stringify(mine.map((each) => each.fixes))}`);
            assert.equal(applyEdits(text, fix.edits), result);
          }
        });
      }
    });
  }

  it('are the only ones that have cases or pages', () => {
    const known: readonly string[] = ruleCodes;
    const strangers = [
      ...cases.map(({ code }) => code),
      ...readdirSync(pages).map((name) => name.replace(/\.md$/, '')),
    ];
    assert.deepEqual(
      strangers.filter((code) => !known.includes(code)),
      [],
    );
  });

  it('yield to rules that exist and not to each other in a circle', () => {
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
      if (seen.has(from)) return false;
      seen.add(from);
      const stronger: readonly string[] = ruleCodes.includes(from as (typeof ruleCodes)[number])
        ? (rules[from as (typeof ruleCodes)[number]].yieldsTo ?? [])
        : assert.fail(`There is no rule ${from}.`);
      return stronger.some((next) => next === to || reaches(next, to, seen));
    };
    for (const code of ruleCodes) assert.equal(reaches(code, code), false, code);
  });

  it('say what is wrong in at most three sentences', () => {
    for (const { text, target } of cases)
      for (const { message, code } of lint(parsePolicy(text), { targetVaultArn: target })) {
        assert.match(message, /^(?:["A-Z0-9]|aws:|glacier:).*\.$/s, code);
        assert.ok(message.length < 420, `${code}: ${message}`);
      }
  });
});
