import assert from 'node:assert/strict';
import { formatVaultArn, isVaultName, parsePolicy, parseVaultArn, vaultArnsOf } from '../../../../src/policy';

describe('parseVaultArn', () => {
  const arns: readonly [string, boolean][] = [
    ['arn:aws:glacier:us-west-2:111122223333:vaults/ledger.2024_a-b', true],
    ['arn:aws-us-gov:glacier:us-gov-east-1:111122223333:vaults/v', true],
    ['arn:aws-iso-b:glacier:us-isob-east-1:111122223333:vaults/v', true],
    ['arn:aws:glacier:us-west-2:111122223333:vaults/*', false],
    ['arn:aws:glacier:*:111122223333:vaults/v', false],
    ['arn:aws:glacier:us-west-2:11112222333:vaults/v', false],
    ['arn:aws:glacier:us-west-2:111122223333:vault/v', false],
    ['arn:aws:glacier:us-west-2:111122223333:vaults/v/archives/a', false],
    ['arn:aws:glacier:us-west-2:111122223333:vaults/v ', false],
    ['arn:aws:glacier:us-west-2:111122223333:vaults/', false],
    ['arn:aws:s3:us-west-2:111122223333:vaults/v', false],
    ['arn:aws:glacier:us-west-2:111122223333:vaults/${aws:username}', false],
  ];
  for (const [arn, good] of arns) {
    it(`${good ? 'reads' : 'refuses'} ${arn}`, () => {
      const parts = parseVaultArn(arn);
      assert.equal(parts && formatVaultArn(parts), good ? arn : undefined);
    });
  }
});

describe('isVaultName', () => {
  it('takes 1 to 255 of the legal characters', () => {
    assert.deepEqual(['a', 'A.b_c-9', 'x'.repeat(255)].map(isVaultName), [true, true, true]);
    assert.deepEqual(['', 'a b', 'a/b', 'ä', 'x'.repeat(256), 'a\n'].map(isVaultName), Array(6).fill(false));
  });
});

describe('vaultArnsOf', () => {
  it('lists the literal vaults with their places', () => {
    const text =
      '{"Statement":[{"Resource":"arn:aws:glacier:us-west-2:111122223333:vaults/a"},' +
      '{"Resource":["*","arn:aws:glacier:us-west-2:111122223333:vaults/b*","arn:aws:glacier:us-west-2:111122223333:vaults/b"]}]}';
    const found = vaultArnsOf(parsePolicy(text)).map(({ arn, range }) => [
      arn,
      text.slice(range.start, range.end),
    ]);
    const [a, b] = ['a', 'b'].map((name) => `arn:aws:glacier:us-west-2:111122223333:vaults/${name}`);
    assert.deepEqual(found, [
      [a, a],
      [b, b],
    ]);
  });
});
