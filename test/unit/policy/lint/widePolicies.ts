import fc from 'fast-check';
import { conditionKeys, operators, vaultPolicyActions } from '../../../../src/policy';
import { target } from './somePolicies';

/** Policies that reach every rule: each element right, nearly right, or of another kind altogether. */

type Elements = Readonly<Record<string, unknown>>;

const account = '210987654321';
const operator = fc
  .tuple(
    fc.constantFrom('', '', '', '', 'ForAllValues:', 'ForAnyValue:', 'forallvalues:', 'ForAny:'),
    fc.oneof(
      fc.constantFrom(...operators.map(({ name }) => name)),
      fc.constantFrom('NumericLesThan', 'LessThan', 'numericlessthan', 'StringEqual', 'IPAddress', 'Boolean'),
    ),
    fc.constantFrom('', '', '', '', 'IfExists', 'IfExist'),
  )
  .map((parts) => parts.join(''));
const key = fc.oneof(
  fc.constantFrom(...conditionKeys.map(({ name, tagged }) => (tagged ? `${name}/Hold` : name))),
  fc.constantFrom(
    'glacier:ArchiveAgeInDays',
    'glacier:ResourceTag/LegalHold',
    'aws:SourceIp',
    'aws:CurrentTime',
  ),
  fc.constantFrom(
    'glacier:ArchiveAgeinDays',
    'glacier:ArchiveAge',
    'ArchiveAgeInDays',
    'glacier:ResourceTag',
  ),
  fc.constantFrom(
    'aws:ARN',
    'aws:sourceip',
    'SourceIp',
    'ec2:SourceInstanceARN',
    'aws:PrincipalTag',
    'aws:Nothing',
  ),
);
const value = fc.oneof(
  fc.constantFrom<unknown>('366', '365', '2555', '0', '-1', '8760', '365.5', '1 year', 366, 0, 1e9, ''),
  fc.constantFrom<unknown>('true', 'false', 'True', true, false, 'yes', 'released', 'maybe'),
  fc.constantFrom('2031-01-01T00:00:00Z', '2019-01-01', '1924991999', '2031-13-01', '01/02/2031'),
  fc.constantFrom(
    '203.0.113.0/24',
    '203.0.113.7/24',
    '10.0.0.0/8',
    '2001:db8::/32',
    '300.1.1.1',
    '203.0.113.7',
  ),
  fc.constantFrom(
    '${aws:username}',
    '${aws:PrincipalTag/team}',
    "${aws:userid, 'x'}",
    '${',
    '${aws:x',
    '${*}',
  ),
  fc.constantFrom('ledger-*', 'a?b', '*', 'eu-west-1', 'euwest-1', 'vpce-0a1b2c3d', 'o-a1b2c3d4e5', '<team>'),
  fc.constantFrom(
    target,
    `arn:aws:iam::${account}:role/Keeper`,
    account,
    '111122223333',
    'arn:aws:iam::1:root',
  ),
  fc.constantFrom<unknown>(null, {}, [[]]),
);
const orList = (entry: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 3, arbitrary: entry }, fc.array(entry, { maxLength: 3 }));
const condition = fc.dictionary(operator, fc.dictionary(key, orList(value), { maxKeys: 2 }), { maxKeys: 2 });

const action = fc.oneof(
  fc.constantFrom(...vaultPolicyActions.map(({ name }) => `glacier:${name}`)),
  fc.constantFrom(
    'glacier:DeleteArchive',
    'glacier:DeleteArchive',
    'glacier:*',
    'glacier:Delete*',
    'glacier:*VaultLock',
  ),
  fc.constantFrom('*', 'DeleteArchive', 'glacier:DeletArchive', 'Glacier:deletearchive', '*:DeleteArchive'),
  fc.constantFrom(
    'glacier:ListVaults',
    's3:DeleteObject',
    'glacier:Upload*',
    'glacier: DeleteArchive',
    '${x}',
    'glacier:X*',
  ),
);
const resource = fc.constantFrom(
  '*',
  target,
  target,
  'arn:aws:glacier:eu-west-1:210987654321:vaults/other',
  'arn:aws:glacier:eu-west-1:210987654321:vaults/led*',
  'arn:aws:glacier:eu-west-1:210987654321:vault/ledger-2024',
  'arn:aws:glacier:euwest-1:210987654321:vaults/ledger-2024',
  'arn:aws-cn:glacier:eu-west-1:210987654321:vaults/ledger-2024',
  'arn:aws:glacier:REGION:111122223333:vaults/examplevault',
  'arn:aws:glacier:eu-west-1:210987654321:vaults/${aws:PrincipalTag/team}',
  'arn:aws:Glacier:eu-west-1:2109:vaults/ledger-2024',
  `${target}/archives/*`,
  'arn:aws:s3:::ledger-2024',
  'ledger-2024',
  ' *',
  '',
);
const principal = fc.constantFrom(
  '*',
  account,
  '21098765432',
  '111122223333',
  `arn:aws:iam::${account}:root`,
  'arn:aws:iam::310987654321:root',
  `arn:aws:iam::${account}:user/ana`,
  `arn:aws:iam::${account}:role/Keeper`,
  `arn:aws:iam::${account}:role/app-*`,
  `arn:aws:iam::${account}:group/g`,
  `arn:aws:sts::${account}:assumed-role/Keeper/session`,
  'AROAEXAMPLEEXAMPLE123',
  'AIDAEXAMPLEEXAMPLE123',
  'backup.amazonaws.com',
  'backup',
);
const principals = fc.oneof(
  fc.constantFrom<unknown>('*', '*', { AWS: '*' }),
  fc.dictionary(
    fc.constantFrom('AWS', 'AWS', 'Service', 'Federated', 'CanonicalUser', 'aws'),
    orList(principal),
    {
      maxKeys: 2,
    },
  ),
  principal,
);

function element(name: string, content: fc.Arbitrary<unknown>): fc.Arbitrary<Elements> {
  return fc
    .tuple(fc.constantFrom(name, name, name, name, name, name, `Not${name}`, name.toLowerCase(), ''), content)
    .map(([written, some]): Elements => (written === '' ? {} : { [written]: some }));
}

const statement = fc
  .tuple(
    fc.constantFrom<Elements>({}, {}, {}, { Sid: '' }, { Sid: 'keep-${x}' }, { Sid: 'keep' }, { Sid: 1 }),
    fc
      .constantFrom<unknown>('Deny', 'Deny', 'Deny', 'Deny', 'Allow', 'Allow', 'deny', 'Denied', true)
      .map((Effect): Elements => ({ Effect })),
    element('Principal', principals),
    element('Action', orList(action)),
    element('Resource', orList(resource)),
    fc
      .option(fc.oneof({ weight: 9, arbitrary: condition }, value), { freq: 5 })
      .map((Condition): Elements => (Condition === null ? {} : { Condition })),
  )
  .map((elements): Elements => Object.assign({}, ...elements) as Elements);

/** As the service would take them, or not. */
export const widePolicies: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom<Elements>(
      { Version: '2012-10-17' },
      { Version: '2012-10-17' },
      { Version: '2012-10-17' },
      { Version: '2008-10-17' },
      { Version: '2012-06-01' },
      {},
      { Version: '2012-10-17', Id: '${x}' },
    ),
    fc.oneof({ weight: 9, arbitrary: fc.array(statement, { minLength: 1, maxLength: 4 }) }, statement),
    fc.integer({ min: 0, max: 2 }),
  )
  .map(([head, Statement, indent]) => JSON.stringify({ ...head, Statement }, undefined, indent));
