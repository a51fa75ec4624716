import fc from 'fast-check';
import type { PolicyDocument, PrincipalEntry, Statement } from '../../../../src/policy/document';
import { operators } from '../../../../src/policy/vocabulary/operators';
import { account, otherAccount, vault } from '../evaluate/asking';

const principals = [
  account,
  `arn:aws:iam::${account}:root`,
  `arn:aws:iam::${account}:user/ana`,
  `arn:aws:iam::${account}:role/ops/Backup`,
  `arn:aws:sts::${account}:assumed-role/Backup/monday`,
  `arn:aws:iam::${otherAccount}:user/eve`,
  otherAccount,
  `arn:aws:sts::${account}:federated-user/ana`,
];
const patternsOfCallers = [
  `arn:aws:iam::${account}:*`,
  `arn:aws:iam::${account}:user/a*`,
  `arn:aws:iam::${account}:role/*/Backup`,
  `arn:aws:iam::*:role/Back*`,
  `arn:aws:iam::*:user/an?`,
  `arn:aws:iam::${otherAccount}:user/*`,
  '*:role/Backup',
  '*-*',
  '4444*',
];
const entry: fc.Arbitrary<PrincipalEntry> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<PrincipalEntry>({ type: 'everyone' }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('AWS' as const), value: fc.constantFrom(...principals) }),
  },
  fc.record({ type: fc.constant('Service' as const), value: fc.constant('backup.amazonaws.com') }),
  fc.record({ type: fc.constant('CanonicalUser' as const), value: fc.constant('79a5') }),
);

const ages = ['0', '30', '364.5', '365', '366', '-1', '1e3', '12abc', '0365', '*'];
const words = [
  '',
  'true',
  'TRUE',
  'True',
  'false',
  'hold-1',
  'hold-*',
  '*',
  'h?ld',
  '365',
  '${aws:username}',
];
const keyed = fc.oneof(
  fc.record({
    key: fc.constantFrom('glacier:ArchiveAgeInDays', 'glacier:archiveageindays'),
    values: fc.array(fc.constantFrom(...ages), { maxLength: 3 }),
  }),
  fc.record({
    key: fc.constantFrom(
      'glacier:ResourceTag/Hold',
      'glacier:resourcetag/HOLD',
      'glacier:ResourceTag/Class',
      'aws:SecureTransport',
      'aws:username',
      'aws:SourceVpce',
      'aws:CurrentTime',
      'aws:SourceIp',
      'aws:CalledVia',
      'aws:ResourceAccount',
      'aws:PrincipalType',
      'aws:PrincipalIsAWSService',
      'foo:Bar',
    ),
    values: fc.array(fc.constantFrom(...words, account, '2030-01-01', '10.0.0.0/8'), { maxLength: 3 }),
  }),
  fc.record({
    key: fc.constantFrom('aws:PrincipalArn', 'aws:PrincipalAccount'),
    values: fc.array(fc.constantFrom(...principals, ...patternsOfCallers, 'anonymous'), {
      maxLength: 2,
    }),
  }),
  fc.record({
    key: fc.constant('aws:PrincipalType'),
    values: fc.array(fc.constantFrom('User', 'AssumedRole', 'FederatedUser', 'Anonymous'), { maxLength: 2 }),
  }),
);
const operator = fc
  .tuple(
    fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'),
    fc.oneof(
      fc.constantFrom(...operators.map(({ name }) => name), 'Unknown'),
      fc.constantFrom(
        'NumericLessThan',
        'NumericGreaterThanEquals',
        'StringEquals',
        'StringNotEquals',
        'Null',
      ),
    ),
    fc.constantFrom('', '', 'IfExists'),
  )
  .map((parts) => parts.join(''));
const condition = fc
  .tuple(operator, keyed, fc.constantFrom(undefined, 'true', 'false'))
  .map(([name, test, presence]) =>
    name.includes('Null') && presence
      ? { operator: name, ...test, values: [presence] }
      : { operator: name, ...test },
  );

const list = <Item>(item: fc.Arbitrary<Item>) =>
  fc.record({
    negated: fc.constantFrom(false, false, false, true),
    entries: fc.array(item, { minLength: 1, maxLength: 3 }),
  });
const statement: fc.Arbitrary<Statement> = fc.record({
  sid: fc.constant(undefined),
  effect: fc.constantFrom('Deny', 'Deny', 'Allow'),
  principal: list(entry),
  action: list(
    fc.constantFrom(
      '*',
      'glacier:*',
      'glacier:Delete*',
      'glacier:initiatejob',
      'gl*:X',
      'glacier:UploadArchive',
      's3:*',
    ),
  ),
  resource: list(
    fc.constantFrom(
      '*',
      vault,
      'arn:aws:glacier:*',
      'arn:aws:glacier:*:*:vaults/e*',
      `${vault}-2`,
      'arn:aws:glacier:us-west-2:*:vaults/${aws:username}',
    ),
  ),
  conditions: fc.array(condition, { maxLength: 2 }),
});
/** Policies whose statements meet each other: few principals, actions, tags and numbers, in every form. */
export const anyDocument: fc.Arbitrary<PolicyDocument> = fc.record({
  version: fc.constantFrom<PolicyDocument['version']>('2012-10-17', '2012-10-17', '2008-10-17'),
  id: fc.constant(undefined),
  statements: fc.array(statement, { minLength: 1, maxLength: 4 }),
});
