import fc from 'fast-check';
import type {
  ConditionTest,
  PolicyDocument,
  PrincipalEntry,
  Statement,
} from '../../../../src/policy/document';
import type { AuthorizationRequest } from '../../../../src/policy/evaluate';
import { operators } from '../../../../src/policy/vocabulary/operators';
import { account, otherAccount, vault } from '../evaluate/asking';

const chinese = 'arn:aws-cn:glacier:cn-north-1:111122223333:vaults/examplevault';
const callers = [
  `arn:aws:iam::${account}:root`,
  `arn:aws:iam::${account}:user/ana`,
  `arn:aws:iam::${account}:role/ops/Backup`,
  `arn:aws:sts::${account}:assumed-role/Backup/monday`,
  `arn:aws:iam::${otherAccount}:root`,
  `arn:aws:iam::${otherAccount}:user/eve`,
];
const principals = [account, otherAccount, ...callers, `arn:aws-cn:iam::${account}:root`];

const entry: fc.Arbitrary<PrincipalEntry> = fc.oneof(
  fc.constant<PrincipalEntry>({ type: 'everyone' }),
  fc.record({ type: fc.constant('AWS' as const), value: fc.constantFrom(...principals) }),
  fc.record({ type: fc.constant('Service' as const), value: fc.constant('backup.amazonaws.com') }),
);
const list = <Item>(item: fc.Arbitrary<Item>) =>
  fc.record({
    negated: fc.constantFrom(false, false, true),
    entries: fc.array(item, { maxLength: 4 }),
  });

/** Values that operators compare in several spellings, together so that they meet. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  Numeric: ['365', '365.0', '+365', '3.65e2', '0365', '.5', '0.50', '-0', '0', '12abc', '1e400', '${n}'],
  Date: [
    '2030-01-01',
    '2030-01-01T00:00:00Z',
    '2030-01-01T01:00+01:00',
    '2030',
    '1893456000',
    '1893456000.0',
    '2030-01-01T00:00:00.5Z',
    '1e3',
    '1000',
    'soon',
  ],
  Bool: ['true', 'True', 'TRUE', 'false', 'False', 'yes', '${b}'],
  Null: ['true', 'True', 'false', 'FALSE', 'x'],
  IpAddress: ['10.0.0.0/8', '10.1.2.3/8', '10.1.2.3', '10.1.2.3/32', '2001:db8::1', '2001:DB8:0:0::1', 'x'],
  Binary: ['QQ==', 'QR==', 'aGk='],
  Arn: [...principals, 'arn:aws:iam::*:user/*', 'arn:aws:iam::**:user/*?*', 'arn:aws:*', '*', '${k}', '${K}'],
  String: [
    '',
    'true',
    'True',
    'a*',
    'a**',
    'a?*',
    'a*?',
    'abc',
    'ABC',
    '*',
    '${k}',
    '${*}',
    "${k, 'v'}",
    '${K}',
    "${K, 'v'}",
    "${k, 'V'}",
    'ß',
    'ss',
  ],
};
const keys = [
  'glacier:ArchiveAgeInDays',
  'glacier:archiveageindays',
  'aws:PrincipalArn',
  'aws:CurrentTime',
  'aws:SourceIp',
  'glacier:ResourceTag/Hold',
  'glacier:resourcetag/hold',
  'aws:CalledVia',
  'k',
];
const test: fc.Arbitrary<ConditionTest> = fc
  .tuple(
    fc.constantFrom('', '', 'ForAllValues:', 'ForAnyValue:', 'forallvalues:', 'some:'),
    fc.constantFrom(...operators),
    fc.constantFrom('', '', 'IfExists', 'ifexists'),
    fc.boolean(),
    fc.constantFrom(...keys),
    fc.infiniteStream(fc.nat()),
    fc.nat({ max: 4 }),
  )
  .map(([set, { name, family }, ifExists, small, key, places, count]) => {
    const known = spellings[family] ?? [];
    const values = [...places.take(count)].map((place) => known[place % known.length] ?? '');
    return { operator: set + (small ? name.toLowerCase() : name) + ifExists, key, values };
  });

const statement: fc.Arbitrary<Statement> = fc.record({
  sid: fc.constantFrom(undefined, 'one', 'two'),
  effect: fc.constantFrom('Allow', 'Deny'),
  principal: list(entry),
  action: list(
    fc.constantFrom(
      '*',
      '**',
      'glacier:*',
      'GLACIER:delete**',
      'glacier:Delete*',
      'glacier:DELETEARCHIVE',
      'glacier:*?Job',
      'glacier:?*Job',
      'gl**:X',
      's3:Get*',
    ),
  ),
  resource: list(
    fc.constantFrom(
      '*',
      '**',
      vault,
      'arn:aws:glacier:**',
      'arn:aws:glacier:*',
      'arn:aws:glacier:*:*:vaults/e*?',
      'arn:aws:glacier:*:*:vaults/e?*',
      'arn:aws:glacier:us-west-2:*:vaults/${k}',
      'arn:aws:glacier:us-west-2:*:vaults/${K}',
      'arn:aws:**:us-west-2:*:vaults/*',
      'arn:*:glacier:*:*:vaults/*',
      chinese,
    ),
  ),
  conditions: fc.array(test, { maxLength: 4 }),
});

/** Policies in many spellings, with entries that come twice and tests that mean the same. */
export const policies: fc.Arbitrary<PolicyDocument> = fc.record({
  version: fc.constantFrom('2012-10-17', '2008-10-17'),
  id: fc.constantFrom(undefined, 'an id'),
  statements: fc.array(statement, { minLength: 1, maxLength: 4 }),
});

const values = fc.constantFrom(...Object.values(spellings).flat(), '400', 'axc');
/** Requests as AWS sends them: nobody calls a vault of another partition, and a key comes once. */
export const requests: fc.Arbitrary<AuthorizationRequest> = fc
  .record({
    principal: fc.constantFrom(...callers, account, otherAccount, '*', 'backup.amazonaws.com'),
    action: fc.constantFrom(
      'glacier:DeleteArchive',
      'glacier:InitiateJob',
      'glacier:UploadArchive',
      's3:GetObject',
    ),
    resource: fc.constantFrom(vault, chinese, `${vault}-2`),
    context: fc.dictionary(
      fc.constantFrom(...keys.filter((key) => !/archiveage|resourcetag/.test(key))),
      fc.oneof(values, fc.array(values, { maxLength: 3 })),
    ),
  })
  .map((request) => ({
    ...request,
    principal:
      request.resource === chinese ? request.principal.replace('arn:aws:', 'arn:aws-cn:') : request.principal,
  }));
