import assert from 'node:assert/strict';
import { deletionByStatement } from '../../../../src/policy';
import { policyOf, younger } from '../picture/drawing';

const vaultArn = 'arn:aws:glacier:us-west-2:123456789012:vaults/examplevault';
const days = (...statements: readonly Readonly<Record<string, unknown>>[]) =>
  deletionByStatement(policyOf(...statements), { vaultArn }).map(({ rows }) => rows.map(({ day }) => day));

describe('deletion, statement by statement', () => {
  it('tells the first day of each Deny as if it were alone', () => {
    assert.deepEqual(days(younger(365), younger(2557)), [[365], [2557]]);
  });

  it('tells situations apart, and a statement that lets nothing be deleted', () => {
    const [tagged] = deletionByStatement(
      policyOf({ Condition: { StringEquals: { 'glacier:ResourceTag/Hold': 'on' } } }),
      { vaultArn },
    );
    assert.deepEqual(
      tagged?.rows.map(({ situation, day, deletable }) => [situation, day, deletable]),
      [
        ['Tag Hold: another value or missing', 0, 'at any age'],
        ['Tag Hold: on', undefined, 'never'],
      ],
    );
  });

  it('has nothing to tell of statements about other actions or vaults, nor of an Allow', () => {
    const elsewhere = { Resource: 'arn:aws:glacier:us-west-2:123456789012:vaults/other' };
    assert.deepEqual(days({ Action: 'glacier:DeleteVault' }, elsewhere, { Effect: 'Allow' }, younger(30)), [
      [],
      [],
      [],
      [30],
    ]);
  });
});
