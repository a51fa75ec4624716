import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, fixAll, lint, parsePolicy } from '../../../../src/policy';
import { somePolicies } from './somePolicies';

const fixed = (text: string): string => applyEdits(text, fixAll(parsePolicy(text)));

describe('fix all', function () {
  this.timeout(30_000);

  it('repairs what lies apart with small edits', () => {
    const text =
      '{\n  "Version": "2012-06-01", "Statement": [{"Effect": "deny", "Principal": "*", "Action": "glacier:DeleteArchive", "Resource": "*"}]\n}';
    const edits = fixAll(parsePolicy(text));
    assert.equal(edits.length, 2);
    assert.equal(applyEdits(text, edits), text.replace('2012-06-01', '2012-10-17').replace('deny', 'Deny'));
  });

  it('goes on where one repair makes way for the next', () => {
    const text =
      '{"Version":"2012-10-17","Statement":[{"effect":"deny","principal":"*","action":"glacier:DeleteArchive","Resource":"*",}]}';
    const result = fixed(text);
    assert.equal(
      result,
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"glacier:DeleteArchive","Resource":"*"}]}',
    );
  });

  it('leaves alone what needs a decision, and what a person switched off', () => {
    const text = '{"Version":"2012-10-17","Statement":[{"Effect":"deny","Action":"s3:*"}]}';
    const options = { severities: { 'invalid-effect': 'off' } } as const;
    assert.deepEqual(fixAll(parsePolicy(text), options), []);
  });

  it('leaves nothing to fix, in whatever policy and envelope', () => {
    fc.assert(
      fc.property(somePolicies, fc.boolean(), (policy, wrapped) => {
        const text = wrapped ? JSON.stringify({ Policy: policy }) : policy;
        const result = fixed(text);
        assert.deepEqual(fixAll(parsePolicy(result)), [], `${text} became ${result}`);
        const left = lint(parsePolicy(result)).flatMap(({ fixes }) => fixes);
        assert.ok(left.every(({ fixAll: safe }) => !safe));
      }),
      { numRuns: 40 },
    );
  });
});
