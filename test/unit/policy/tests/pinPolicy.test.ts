import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { PolicyDocument } from '../../../../src/policy/document';
import { effectOf } from '../../../../src/policy/effect/effectOf';
import { evaluate } from '../../../../src/policy/evaluate';
import { parsePolicy } from '../../../../src/policy/syntax/parsedPolicy';
import { readPolicyDocument } from '../../../../src/policy/syntax/readPolicyDocument';
import { parsePolicyTests } from '../../../../src/policy/tests/parsePolicyTests';
import { pinPolicy } from '../../../../src/policy/tests/pinPolicy';
import { runPolicyTests } from '../../../../src/policy/tests/runPolicyTests';
import { account, otherAccount, policy, statement, vault } from '../evaluate/asking';

/** The names of the cases pinned of one policy that another does not keep. */
function broken(pinned: PolicyDocument, by: PolicyDocument): readonly string[] {
  const text = pinPolicy(pinned, 'ledger.vault-lock.json');
  const tests = parsePolicyTests(text);
  assert.deepEqual(tests.problems, [], text);
  return runPolicyTests(tests, by)
    .filter(({ passed }) => !passed)
    .map(({ case: { name } }) => name);
}

function retention(days: number): PolicyDocument {
  const Condition = { NumericLessThan: { 'glacier:ArchiveAgeInDays': days } };
  return policy([statement({ Action: 'glacier:DeleteArchive', Resource: vault, Condition })]);
}

const ana = `arn:aws:iam::${account}:user/ana`;
const officer = `arn:aws:iam::${account}:role/LegalOfficer`;

const document = fc
  .array(
    fc.record({
      Effect: fc.constantFrom('Deny', 'Deny', 'Allow'),
      Action: fc.constantFrom<unknown>('glacier:DeleteArchive', 'glacier:*', 'glacier:Delete*', [
        'glacier:InitiateJob',
        'glacier:AddTagsToVault',
      ]),
      Principal: fc.constantFrom<unknown>(
        '*',
        { AWS: account },
        { AWS: [ana, officer] },
        { AWS: otherAccount },
      ),
      Resource: fc.constant(vault),
      Condition: fc.constantFrom<unknown>(
        {},
        { NumericLessThan: { 'glacier:ArchiveAgeInDays': '7' } },
        { NumericGreaterThanEquals: { 'glacier:ArchiveAgeInDays': '30' } },
        { StringEquals: { 'glacier:ResourceTag/Hold': ['true', ''] } },
        {
          StringNotEquals: { 'glacier:ResourceTag/Hold': 'false' },
          Bool: { 'aws:SecureTransport': 'false' },
        },
        { ArnNotEquals: { 'aws:PrincipalArn': officer } },
        { StringEqualsIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((list) => policy(list.map((elements) => statement(elements))));

describe('pinned policies', function () {
  this.timeout(120_000);

  it('are told in few cases with comments', () => {
    const text = pinPolicy(retention(365), 'ledger.vault-lock.json');
    assert.match(text, /^\{\n {2}\/\/ What ledger\.vault-lock\.json does/);
    const { cases } = parsePolicyTests(text);
    assert.deepEqual(
      cases.map(({ name }) => name),
      [
        'DeleteArchive · days 0-364: denied',
        'DeleteArchive · from day 365: left to other policies',
        'InitiateJob: left to other policies',
        'AbortMultipartUpload, AbortVaultLock and 23 more: left to other policies',
      ],
    );
  });

  it('notice a day more or less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10_000 }), fc.constantFrom(-1, 1), (days, more) => {
        assert.deepEqual(broken(retention(days), retention(days)), []);
        assert.equal(broken(retention(days), retention(days + more)).length, 1);
      }),
      { numRuns: 25 },
    );
  });

  it('say what is not pinned, because nobody can tell', () => {
    const Condition = { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } };
    const text = pinPolicy(policy([statement({ Action: 'glacier:DeleteArchive', Condition })]), 'x');
    assert.match(text, /\/\/ DeleteArchive.* is not pinned: .*aws:CurrentTime/);
    assert.ok(!parsePolicyTests(text).cases.some(({ actions }) => actions?.includes('DeleteArchive')));
  });

  it('say who else of a kind is meant by leaving out whom the policy names', () => {
    const users = Array.from({ length: 30 }, (_, n) => `arn:aws:iam::${account}:user/u${n}`);
    const spare = (names: readonly string[]): PolicyDocument =>
      policy([statement({ Resource: vault, Condition: { StringNotEquals: { 'aws:PrincipalArn': names } } })]);
    const [first, ...others] = users;
    assert.ok(first !== undefined);
    const text = pinPolicy(spare([first]), 'x');
    assert.match(text, /"notPrincipal": "arn:aws:iam::111122223333:user\/u0"/);
    assert.deepEqual(broken(spare([first]), spare([first])), []);
    assert.notDeepEqual(broken(spare([first]), spare(others)), []);
    assert.notDeepEqual(broken(spare([first]), spare(users.slice(0, 2))), []);
    // More of them than the effect tells apart.
    assert.deepEqual(broken(spare(users), spare(users)), []);
    assert.match(pinPolicy(spare(users), 'x'), /is not pinned: it depends on aws:PrincipalArn/);
  });

  const examples = path.resolve(import.meta.dirname, '../../../fixtures/awsExamples');
  for (const name of readdirSync(examples))
    it(`hold for the example of AWS: ${name}`, () => {
      const { sentText } = parsePolicy(readFileSync(path.join(examples, name), 'utf8'));
      const reading = readPolicyDocument(sentText ?? '');
      assert.ok(reading.ok);
      assert.deepEqual(broken(reading.document, reading.document), []);
    });

  it('hold for any policy', () => {
    fc.assert(
      fc.property(document, (given) => {
        assert.deepEqual(broken(given, given), []);
      }),
      { numRuns: 25 },
    );
  });

  it('break where another policy decides otherwise', () => {
    fc.assert(
      fc.property(document, document, (given, other) => {
        if (broken(given, other).length > 0) return;
        // Whom only the other policy names was pinned with all of their kind.
        const tellApart = { ...given, statements: [...given.statements, ...other.statements] };
        const effect = effectOf(given, { tellApart });
        // Tests have no word yet for sessions of GetFederationToken; pinned tests say of them that they are not pinned.
        for (const caller of effect.callers.list.filter(({ federated }) => federated !== true))
          for (const action of ['DeleteArchive', 'InitiateJob', 'DeleteVault', 'DescribeVault'])
            for (let state = 0; state < effect.states.count; state += 1)
              for (const age of effect.ages) {
                const request = effect.requestOf({ action, caller, age, state });
                assert.equal(evaluate(other, request).decision, evaluate(given, request).decision);
              }
      }),
      { numRuns: 40 },
    );
  });
});
