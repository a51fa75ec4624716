import assert from 'node:assert/strict';
import { fillTemplate, isTemplate, lint, parsePolicy } from '../../../../src/policy';

const arn = 'arn:aws-cn:glacier:cn-north-1:210987654321:vaults/ledger-2026';

const template = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'keep',
        Effect: 'Deny',
        Principal: '*',
        Action: 'glacier:DeleteArchive',
        Resource: '${vaultArn}',
        Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '2557' } },
      },
      {
        Sid: 'stay',
        Effect: 'Deny',
        Principal: { AWS: 'arn:aws-cn:iam::${account}:root' },
        Action: 'glacier:DeleteVault',
        Resource: 'arn:aws-cn:glacier:${region}:${account}:vaults/${vaultName}',
      },
    ],
  },
  undefined,
  2,
);

const codes = (text: string): readonly string[] =>
  lint(parsePolicy(text), { now: new Date(0) }).map(({ code }) => code);

describe('a policy template', () => {
  it('is what leaves the vault open, and not what has variables of AWS', () => {
    assert.equal(isTemplate(template), true);
    for (const text of ['${aws:userid}', '${VaultArn}', '${vaultArn', '$vaultArn', '${*}', ''])
      assert.equal(isTemplate(text), false, text);
  });

  it('is filled in with the parts of the ARN, and is a policy for that vault then', () => {
    const filled = fillTemplate(template, arn);
    assert.equal(isTemplate(filled), false);
    const { Statement } = JSON.parse(filled) as {
      readonly Statement: readonly { readonly Resource: string }[];
    };
    assert.deepEqual(
      Statement.map(({ Resource }) => Resource),
      [arn, arn],
    );
    assert.ok(filled.includes('"arn:aws-cn:iam::210987654321:root"'));
    assert.deepEqual(
      lint(parsePolicy(filled), { targetVaultArn: arn, now: new Date(0) }).filter(
        ({ severity }) => severity === 'error',
      ),
      [],
    );
  });

  it('leaves every other text as it is', () => {
    const text = '{"Resource": "$& ${aws:userid} ${*} ${vaultarn}"}';
    assert.equal(fillTemplate(text, arn), text);
  });

  it('is told to be one in the editor, once for each text, and by no rule on variables', () => {
    assert.deepEqual(
      codes(template).filter((code) => code !== 'deletevault-unprotected'),
      ['placeholder-left', 'placeholder-left', 'placeholder-left'],
    );
  });
});
