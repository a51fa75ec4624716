import assert from 'node:assert/strict';
import { readPolicyDocument, statementInWords } from '../../../../src/policy';

const account = '111122223333';
const arnOf = (name: string) => `arn:aws:glacier:us-west-2:${account}:vaults/${name}`;

const arn = arnOf('claims');
const age = (operator: string, days: unknown = 2557) => ({
  [operator]: { 'glacier:ArchiveAgeInDays': days },
});
const tag = { StringEquals: { 'glacier:ResourceTag/LegalHold': 'true' } };

describe('statementInWords', () => {
  const table: readonly (readonly [changes: Readonly<Record<string, unknown>>, line: string])[] = [
    [{}, 'Denies DeleteArchive to everyone'],
    [{ Effect: 'Allow' }, 'Allows DeleteArchive to everyone'],
    [
      { Condition: age('NumericLessThan') },
      'Denies DeleteArchive to everyone while the archive is younger than 2,557 days',
    ],
    [
      { Condition: age('numericlessthan', '1') },
      'Denies DeleteArchive to everyone while the archive is younger than 1 day',
    ],
    [
      { Condition: age('NumericLessThanEquals') },
      'Denies DeleteArchive to everyone while the archive is 2,557 days old or younger',
    ],
    [
      { Condition: age('NumericGreaterThan') },
      'Denies DeleteArchive to everyone while the archive is older than 2,557 days',
    ],
    [
      { Condition: age('NumericGreaterThanEquals') },
      'Denies DeleteArchive to everyone while the archive is 2,557 days old or older',
    ],
    [
      { Condition: age('NumericEquals', 0) },
      'Denies DeleteArchive to everyone while the archive is exactly 0 days old',
    ],
    [
      { Condition: { ...age('NumericGreaterThan', 30), ...age('NumericLessThan', 365) } },
      'Denies DeleteArchive to everyone while the archive is older than 30 days and younger than 365 days',
    ],
    ...['DateLessThan', 'ForAllValues:NumericLessThan', 'Unknown'].map(
      (operator) =>
        [
          { Condition: age(operator) },
          `Denies DeleteArchive to everyone while the test ${operator} glacier:ArchiveAgeInDays "2557" holds`,
        ] as const,
    ),
    ...['a', ''].map(
      (days) =>
        [
          { Condition: age('NumericLessThan', days) },
          `Denies DeleteArchive to everyone while the test NumericLessThan glacier:ArchiveAgeInDays "${days}" holds`,
        ] as const,
    ),
    [
      { Condition: age('NumericNotEquals') },
      'Denies DeleteArchive to everyone while the age of the archive is missing or not 2557',
    ],
    [
      { Condition: age('NumericLessThanIfExists', '1.5') },
      'Denies DeleteArchive to everyone while the age of the archive is less than 1.5 or missing',
    ],
    [
      { Condition: age('NumericLessThan', [1, 2]) },
      'Denies DeleteArchive to everyone while the archive is younger than 1 or 2 days',
    ],
    [
      { Condition: age('NumericEquals', [1, 7, 30]) },
      'Denies DeleteArchive to everyone while the archive is exactly 1, 7 or 30 days old',
    ],
    [
      { Condition: age('NumericLessThan', []) },
      'Denies DeleteArchive to everyone while the test NumericLessThan glacier:ArchiveAgeInDays without a value holds',
    ],
    [
      { Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['a', 'b', 'c', 'd'] } } },
      'Denies DeleteArchive to everyone while the test ForAnyValue:StringEquals aws:CalledVia with one of 4 values holds',
    ],
    [
      { Condition: { ...tag, ...age('NumericLessThan') } },
      'Denies DeleteArchive to everyone while the archive is younger than 2,557 days and the tag LegalHold of the vault is "true"',
    ],
    [{ Principal: { AWS: '*' } }, 'Denies DeleteArchive to everyone'],
    [{ Principal: { AWS: `arn:aws:iam::${account}:root` } }, `Denies DeleteArchive to account ${account}`],
    [{ Principal: { AWS: account } }, `Denies DeleteArchive to account ${account}`],
    [
      { Principal: { AWS: `arn:aws:iam::${account}:user/eve` } },
      `Denies DeleteArchive to arn:aws:iam::${account}:user/eve`,
    ],
    [{ Principal: { Service: account } }, `Denies DeleteArchive to ${account}`],
    [{ Principal: { AWS: [account, '*'] } }, 'Denies DeleteArchive to everyone'],
    [{ Principal: { AWS: [] } }, 'Denies DeleteArchive to nobody'],
    [
      { Principal: undefined, NotPrincipal: { AWS: account } },
      `Denies DeleteArchive to everyone but account ${account}`,
    ],
    [{ Principal: undefined, NotPrincipal: '*' }, 'Denies DeleteArchive to nobody'],
    [{ Action: 'glacier:*' }, 'Denies every action to everyone'],
    [{ Action: ['glacier:DeleteArchive', '*'] }, 'Denies every action to everyone'],
    [{ Action: undefined, NotAction: '*' }, 'Denies no action to everyone'],
    [{ Action: [] }, 'Denies no action to everyone'],
    [
      { Action: ['glacier:DeleteArchive', 'Glacier:Delete*'] },
      'Denies DeleteArchive and Delete* to everyone',
    ],
    [{ Action: 's3:GetObject' }, 'Denies "s3:GetObject" (no action of a vault policy) to everyone'],
    [
      { Action: 'glacier:DeleteArchive ' },
      'Denies "glacier:DeleteArchive " (no action of a vault policy) to everyone',
    ],
    [
      { Action: undefined, NotAction: ['glacier:Get*', 'glacier:DeleteArchive '] },
      'Denies every action but Get* and "glacier:DeleteArchive " (no action of a vault policy) to everyone',
    ],
    [
      { Action: ['glacier:A*', 'glacier:UploadArchive', 'glacier:InitiateJob'] },
      'Denies 3 patterns of actions to everyone',
    ],
    [
      { Action: ['glacier:UploadArchive', 'glacier:B', 'glacier:C*'] },
      'Denies 2 patterns of actions (1 more entry matches none) to everyone',
    ],
    [
      { Principal: { AWS: `arn:aws:iam::${account}:user/*` } },
      `Denies DeleteArchive to "arn:aws:iam::${account}:user/*" (matches nobody)`,
    ],
    [
      { Principal: { Federated: 'cognito-identity.amazonaws.com' } },
      'Denies DeleteArchive to "cognito-identity.amazonaws.com" (matches nobody)',
    ],
    [
      { Principal: { AWS: [account, `arn:aws:sts::${account}:assumed-role/R/*`] } },
      'Denies DeleteArchive to 2 principals, of which 1 matches nobody',
    ],
    [
      { Action: undefined, NotAction: 'glacier:InitiateJob' },
      'Denies every action but InitiateJob to everyone',
    ],
    [
      {
        Action: ['glacier:DeleteArchive', 'glacier:DeleteVault', 'glacier:InitiateJob'],
        Principal: { AWS: [account, '222233334444'] },
        Condition: { ...tag, Bool: { 'aws:SecureTransport': false } },
      },
      'Denies 3 actions to 2 principals while the tag LegalHold of the vault is "true" and aws:SecureTransport is "false"',
    ],
    [{ Resource: arnOf('other') }, 'Denies DeleteArchive to everyone (not about this vault)'],
    [{ Resource: [arnOf('other'), arnOf('cl*')] }, 'Denies DeleteArchive to everyone'],
    [
      { Resource: undefined, NotResource: arnOf('other'), Condition: age('NumericLessThan') },
      `Denies DeleteArchive to everyone on every vault but ${arnOf('other')} while the archive is younger than 2,557 days`,
    ],
    [{ Resource: arn.replace('glacier', '*') }, 'Denies DeleteArchive to everyone (not about this vault)'],
    [
      { Resource: arnOf("${aws:username, 'claims'}") },
      'Denies DeleteArchive to everyone (about this vault only where a variable fits)',
    ],
    [{ Resource: undefined, NotResource: arn }, 'Denies DeleteArchive to everyone (not about this vault)'],
  ];
  for (const [changes, line] of table) {
    it(`${JSON.stringify(changes)}: ${line}`, () => {
      const reading = readPolicyDocument(
        JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Deny',
            Principal: '*',
            Action: 'glacier:DeleteArchive',
            Resource: arn,
            ...changes,
          },
        }),
      );
      assert.ok(reading.ok, reading.ok ? '' : reading.problem);
      const [statement] = reading.document.statements;
      assert.ok(statement !== undefined);
      assert.equal(statementInWords(statement, arn), line);
    });
  }
});
