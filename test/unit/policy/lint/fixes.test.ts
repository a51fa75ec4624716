import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, lint, parsePolicy, type Diagnostic } from '../../../../src/policy';
import { effectRules } from '../../../../src/policy/lint/catalogue/effect';
import { readCases } from './cases';
import { somePolicies, target } from './somePolicies';

const envelopes = {
  'a bare file': (text: string) => text,
  'a wrapper': (text: string) => JSON.stringify({ Policy: text }),
  'a file with CRLF and indentation': (text: string) =>
    text.replaceAll(/([[{,]) *(?=")/g, '$1\r\n    ').replaceAll('|', ''),
} as const;

/** What these find was there before, behind a name that nobody could read, or behind the finding that was mended. */
const aboutEffect: readonly string[] = [
  ...Object.keys(effectRules),
  'absent-key-matches-all',
  'age-on-other-actions',
  // It stands back where a Deny is found to be the worse mistake.
  'permanent-allow',
];

const aboutHolds: readonly string[] = ['hold-tag-mutable', 'hold-tag-value'];

/** What a mistake hides until it is mended: an Effect that nobody could read, a hold whose tag nobody could tell, a date. */
const hiddenBehind: Readonly<Record<string, readonly string[]>> = {
  'invalid-effect': ['permanent-allow'],
  'condition-key-format': aboutHolds,
  'duplicate-condition-key': aboutHolds,
  'unknown-condition-key': aboutHolds,
  'wrong-tag-key-family': aboutHolds,
  'operator-type': ['time-bomb'],
  'set-operator-on-single': ['age-on-other-actions'],
  // Both say that the value never matches; the wildcard is told first.
  'wildcard-without-like': ['invalid-region'],
};

/** The laws of every fix, over all bad cases, in several layouts. */
describe('every fix', () => {
  for (const [envelope, put] of Object.entries(envelopes)) {
    for (const { code, name, good, text, target, now } of readCases()) {
      if (good) continue;
      const file = put(text);
      const options = { targetVaultArn: target, now };
      const before = lint(parsePolicy(file), options);
      for (const [place, diagnostic] of before.entries())
        for (const fix of diagnostic.fixes)
          it(`${fix.title} (${code}: ${name}, in ${envelope})`, () => {
            const after = applyEdits(file, fix.edits);
            const left = lint(parsePolicy(after), options);
            assert.ok(
              count(left, diagnostic.code) < count(before, diagnostic.code),
              `its cause is gone: ${after}`,
            );
            assert.ok(problems(after) <= problems(file), 'the JSON is no worse');
            const hidden = hiddenBehind[diagnostic.code] ?? [];
            const effects: readonly string[] = Object.keys(effectRules);
            const counted = left.filter(
              ({ code, severity }) => severity === 'error' || !effects.includes(code),
            );
            const raised = newCodes(before, counted).filter((found) => !hidden.includes(found));
            assert.deepEqual(raised, [], `it raises nothing new: ${after}`);
            assert.ok(before.indexOf(diagnostic) === place);
          });
    }
  }

  it('of a name raises no error by itself, in whatever policy', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(somePolicies, fc.boolean(), (text, withTarget) => {
        const options = withTarget ? { targetVaultArn: target } : {};
        const before = lint(parsePolicy(text), options);
        for (const { code, fixes } of before)
          for (const { title, edits } of fixes) {
            const after = applyEdits(text, edits);
            const left = lint(parsePolicy(after), options);
            const raised = left.filter(({ severity }) => severity === 'error');
            const hidden = [...aboutEffect, ...(hiddenBehind[code] ?? [])];
            const unmasked = newCodes(before, raised).filter((found) => !hidden.includes(found));
            assert.deepEqual(unmasked, [], `${title} (${code}): ${text} became ${after}`);
          }
      }),
      { numRuns: 1000 },
    );
  });

  it('is the only preferred one of its diagnostic', function () {
    this.timeout(20_000);
    for (const { text, target } of readCases())
      for (const { fixes } of lint(parsePolicy(text), { targetVaultArn: target }))
        assert.ok(fixes.filter(({ preferred }) => preferred).length <= 1);
  });
});

function count(diagnostics: readonly Diagnostic[], code: string): number {
  return diagnostics.filter((diagnostic) => diagnostic.code === code).length;
}

function problems(text: string): number {
  return parsePolicy(text).syntaxErrors.length;
}

/** What is found after and was not before, whatever its severity. */
function newCodes(before: readonly Diagnostic[], after: readonly Diagnostic[]): string[] {
  const known = before.map(({ code }) => code);
  return after.map(({ code }) => code).filter((code) => !known.includes(code));
}
