import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, fixAll, lint, parsePolicy, type Diagnostic } from '../../../../src/policy';
import { target } from './somePolicies';
import { widePolicies } from './widePolicies';

/** The laws of fixes over policies with anything in them. More of them by hand, to hunt: VAULT_LOCK_RUNS=20000. */
const numRuns = Number(process.env['VAULT_LOCK_RUNS'] ?? 300);

/** Behind these the text was not looked at, or not as what it is: what their fix brings to light was there before. */
const hiding: readonly string[] = [
  'unknown-element',
  'unknown-operator',
  'unknown-condition-key',
  'condition-key-format',
  'tag-key-missing',
  'invalid-effect',
  'placeholder-left',
  'arn-format',
  'arn-region',
  'arn-partition',
  'resource-type',
  'data-type',
  'operator-type',
];

/** What they find is in the effect of a whole statement, which any repair may bring about. */
const aboutEffect: readonly string[] = [
  'age-blocks-retrieval',
  'age-on-other-actions',
  'absent-key-matches-all',
  'blocks-lock-process',
  'deny-everything',
  'deny-never-applies',
  'notprincipal-break-glass',
  'permanent-allow',
];

const errorsIn = (found: readonly Diagnostic[]): readonly string[] =>
  found.filter(({ severity }) => severity === 'error').map(({ code }) => code);

describe('repairs, whatever the policy', () => {
  it('keep the text JSON, remove their finding and add no error', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(widePolicies, fc.boolean(), (text, withTarget) => {
        const options = withTarget ? { targetVaultArn: target } : {};
        const before = lint(parsePolicy(text), options);
        for (const { code, message, range, fixes } of before)
          for (const { title, edits } of fixes) {
            const after = applyEdits(text, edits);
            const said = `${title} (${code}): ${text} became ${after}`;
            const parsed = parsePolicy(after);
            assert.deepEqual(parsed.syntaxErrors, [], said);
            const left = lint(parsed, options);
            const remains = left.some(
              (one) => one.code === code && one.message === message && one.range.start === range.start,
            );
            const fewer = left.length < before.length;
            assert.ok(!remains || fewer, said);
            if (hiding.includes(code)) continue;
            const known = [...errorsIn(before), ...aboutEffect];
            assert.deepEqual(
              errorsIn(left).filter((found) => !known.includes(found)),
              [],
              said,
            );
          }
      }),
      { numRuns },
    );
  });

  it('of spelling and structure, all at once, leave JSON and nothing to repair', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(widePolicies, fc.boolean(), (text, wrapped) => {
        const file = wrapped ? JSON.stringify({ Policy: text }) : text;
        const repaired = applyEdits(file, fixAll(parsePolicy(file)));
        assert.deepEqual(parsePolicy(repaired).syntaxErrors, [], repaired);
        assert.deepEqual(fixAll(parsePolicy(repaired)), [], `${file} became ${repaired}`);
      }),
      { numRuns },
    );
  });
});
