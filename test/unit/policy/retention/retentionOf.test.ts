import assert from 'node:assert/strict';
import {
  composedText,
  composePolicy,
  retentionInBrief,
  retentionOf,
  type PolicyWishes,
} from '../../../../src/policy';

const vaultArn = 'arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-2026';

const composed = (wishes: Omit<PolicyWishes, 'vaultArn'>): string =>
  composedText(composePolicy({ vaultArn, ...wishes }));

const deny = (more: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny',
      Principal: '*',
      Action: 'glacier:DeleteArchive',
      Resource: vaultArn,
      ...more,
    },
  });

describe('the retention of a policy', () => {
  const cases: readonly [string, string, string][] = [
    ['years, leap days counted', composed({ retentionDays: 2557, keepVault: true }), '7 years'],
    ['a few days', composed({ retentionDays: 10, keepVault: false }), '10 days'],
    ['one day', composed({ retentionDays: 1, keepVault: false }), '1 day'],
    [
      'a legal hold beside it, which can be lifted',
      composed({
        retentionDays: 2557,
        legalHold: { tag: 'LegalHold', keeper: { by: 'mfa' } },
        keepVault: true,
      }),
      '7 years',
    ],
    [
      'a legal hold alone',
      composed({ legalHold: { tag: 'LegalHold', keeper: { by: 'mfa' } }, keepVault: true }),
      'kept in part',
    ],
    ['no test of the age', deny({}), 'for ever'],
    ['nothing about archives', composed({ keepVault: true }), 'no retention'],
    ['a policy for another vault', deny({ Resource: `${vaultArn}-other` }), 'no retention'],
    [
      'somebody who is not bound',
      deny({ Principal: { AWS: 'arn:aws:iam::210987654321:role/Clerk' } }),
      'kept in part',
    ],
    [
      'the wrong end of the age',
      deny({ Condition: { NumericGreaterThan: { 'glacier:ArchiveAgeInDays': '365' } } }),
      'kept in part',
    ],
    ['no policy at all', '{', 'policy cannot be read'],
  ];
  for (const [name, policy, words] of cases)
    it(`${name}: ${words}`, () => {
      assert.equal(retentionInBrief(retentionOf(policy, vaultArn)), words);
    });

  it('counts in days', () => {
    assert.deepEqual(retentionOf(composed({ retentionDays: 2557, keepVault: true }), vaultArn), {
      kind: 'days',
      days: 2557,
    });
  });
});
