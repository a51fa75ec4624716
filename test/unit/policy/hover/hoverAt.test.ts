import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hoverAt, parsePolicy, type HoverOptions, type PolicyHover } from '../../../../src/policy';
import { pointAt, policyWith, readCursor } from './cursor';

const options: HoverOptions = { now: Date.UTC(2026, 10, 22, 12), rulePage: (code) => `rule:${code}` };

function hover(marked: string): (PolicyHover & { readonly words: string }) | undefined {
  const { text, offset } = readCursor(marked);
  const found = hoverAt(parsePolicy(text), offset, options);
  return found && { ...found, words: text.slice(found.range.start, found.range.end) };
}

const age = (operator: string, days: unknown) => ({
  Condition: { [operator]: { 'glacier:ArchiveAgeInDays': days } },
});
const tag = (operator: string, value: unknown) => ({
  Condition: { [operator]: { 'glacier:ResourceTag/LegalHold': value } },
});
const deny = (Action: unknown, changes: object = {}) => policyWith({ Action, ...changes });
const byNotAction = (NotAction: unknown) => policyWith({ Action: undefined, NotAction });
const to = (Principal: unknown, Effect = 'Deny') => policyWith({ Principal, Effect });
const on = (Resource: unknown) => policyWith({ Resource });

type Row = readonly [marked: string, ...expected: readonly (string | RegExp)[]];

const table: Readonly<Record<string, readonly Row[]>> = {
  'an age': [
    [
      pointAt(policyWith(age('NumericLessThan', '365')), '365'),
      '**365 days: one year without a leap day**',
      'Deletion is denied on days 0 to 364. **Day 365** is the first',
      'uploaded today (22 Nov 2026) can be deleted from **22 Nov 2027** on; what was uploaded by 22 Nov 2025 can be today',
      'keep a spare day',
      '(rule:age-boundary)',
    ],
    [
      pointAt(policyWith(age('NumericLessThanEquals', 365)), '365'),
      'on days 0 to 365. **Day 366**',
      '**23 Nov 2027**',
    ],
    [
      pointAt(policyWith(age('NumericLessThan', '2557')), '2557'),
      '**2,557 days: 7 years, leap days included**',
    ],
    [
      pointAt(policyWith(age('NumericLessThan', '2555')), '2555'),
      '**2,555 days: 7 years of 365 days, 1 or 2 days short by the calendar**',
    ],
    [pointAt(policyWith(age('NumericLessThan', '90')), '90'), '**90 days: ≈ 3 months**'],
    [pointAt(policyWith(age('NumericLessThan', '1')), '1"}'), '**1 day**', 'on day 0. **Day 1**'],
    [pointAt(policyWith(age('NumericLessThan', '0')), '0"}'), 'this test never holds'],
    [
      pointAt(policyWith(age('NumericGreaterThan', '30')), '30'),
      'Deletion is denied from **day 31** on. Before, nothing is denied',
      'can be deleted before **23 Dec 2026** and never after',
      '(rule:age-direction)',
    ],
    [pointAt(policyWith(age('NumericGreaterThanEquals', 0)), '0}'), 'denied on every day'],
    [pointAt(policyWith(age('NumericEquals', '7')), '7"}'), 'on **day 7** and on no other'],
    [pointAt(policyWith(age('NumericNotEquals', '7')), '7"}'), 'on every day but **day 7**'],
    [
      pointAt(policyWith({ Effect: 'Allow', ...age('NumericLessThan', '365') }), '365'),
      'Deletion is allowed on days 0 to 364',
      'A retention is the other way round',
    ],
    [
      pointAt(policyWith(age('NumericLessThan', ['90', '2557'])), '90'),
      '**90 days: without effect**',
      'the largest decides: **2,557 days**',
      '(rule:age-several-values)',
    ],
    [pointAt(policyWith(age('NumericGreaterThan', ['90', '30'])), '90'), 'the smallest decides: **30 days**'],
    [
      pointAt(deny('glacier:*', age('NumericLessThan', 365)), '365'),
      'Deletion and retrieval are denied on days 0 to 364',
    ],
    [
      pointAt(deny('glacier:DeleteVault', age('NumericLessThan', 365)), '365'),
      'the test never holds and the statement never applies',
    ],
    [
      pointAt(deny('glacier:DeleteVault', age('NumericLessThanIfExists', 365)), '365'),
      'the test always holds, whatever the number',
    ],
    [
      pointAt(
        policyWith({
          Condition: {
            NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' },
            StringEquals: { 'glacier:ResourceTag/LegalHold': 'true' },
          },
        }),
        '365',
      ),
      'if the other conditions of the statement hold too',
    ],
    [
      pointAt(policyWith(age('NumericLessThan', '1 year')), '1 year'),
      'is no number of days',
      '(rule:age-value)',
    ],
    [pointAt(policyWith(age('DateLessThan', '365')), '365'), 'The age is a number', '(rule:age-operator)'],
    [
      pointAt(policyWith(age('NumericLessThan', '1e300')), '1e300'),
      '**More days than any archive gets old**',
      'on every day',
    ],
  ],
  'an action': [
    [
      pointAt(deny('glacier:DeleteArchive'), 'glacier:D'),
      '**DeleteArchive** · Write',
      'carry the age of the archive and the tags of the vault',
      'glacier-2012-06-01/DeleteArchive',
    ],
    [pointAt(deny('GLACIER:deletearchive'), 'GLACIER'), '**DeleteArchive** · Write'],
    [pointAt(deny('glacier:UploadArchive'), 'glacier:U'), 'but no age: a test of the age never matches'],
    [pointAt(deny('glacier:ListJobs'), 'glacier:L'), 'neither an age nor tags'],
    [
      pointAt(deny('glacier:DescribeVault'), 'glacier:D'),
      'Says nothing about a lock: only GetVaultLock does',
    ],
    [pointAt(deny('glacier:GetVaultLock'), 'glacier:G'), 'It never gives the lock ID back'],
    [pointAt(deny('glacier:DeleteVault'), 'glacier:D'), 'can be deleted once it is empty'],
    [pointAt(deny('glacier:CompleteVaultLock'), 'glacier:C'), 'Locked is final at once'],
    [
      pointAt(deny('glacier:InitiateVaultLock'), 'glacier:I'),
      'in full force from here on, for 24 hours',
      'gone afterwards',
    ],
    [pointAt(deny('glacier:SetVaultAccessPolicy'), 'glacier:S'), 'cannot permit what the lock policy denies'],
    [
      pointAt(deny('glacier:CreateVault'), 'glacier:C'),
      '**Not in a vault policy**',
      '(rule:action-not-in-vault-policy)',
    ],
    [pointAt(deny('glacier:ListVaults'), 'glacier:L'), 'does not concern any vault'],
    [
      pointAt(deny('glacier:Delete*'), 'glacier:D'),
      '**`glacier:Delete*`** stands for 4 actions of a vault',
      '`DeleteArchive`, `DeleteVault`, `DeleteVaultAccessPolicy` and `DeleteVaultNotifications`',
    ],
    [
      pointAt(deny('glacier:*'), 'glacier:*'),
      'stands for all 27 actions',
      '- Write: AbortMultipartUpload',
      '6 more fit',
    ],
    [pointAt(byNotAction('glacier:Get*'), 'glacier:G'), 'which NotAction leaves out'],
    [
      pointAt(byNotAction('glacier:GetJobOutput'), 'glacier:G'),
      '**NotAction leaves it out**',
      'What remains, 26 actions',
    ],
    [pointAt(byNotAction('*'), 'NotAction'), 'Nothing remains'],
    [
      pointAt(deny('glacier:DeletArchive'), 'glacier:D'),
      'is no action of Glacier, so it never applies',
      '(rule:unknown-action)',
    ],
    [pointAt(deny('s3:PutObject'), 's3:'), 'S3 Object Lock and Glacier'],
    [pointAt(deny('backup:DeleteRecoveryPoint'), 'backup'), 'AWS Backup Vault Lock and Glacier'],
    [pointAt(deny('*:DeleteArchive'), '*:D'), 'no wildcard before the colon'],
    [pointAt(deny('glacier:Delete*'), 'Action'), '**What the statement is about**: 4 actions'],
  ],
  'a principal': [
    [pointAt(to('*'), '*"'), '**Everyone**', 'root user of the owning account is not exempt', 'AWS Support'],
    [pointAt(to('*', 'Allow'), '*"'), 'stays allowed for ever'],
    [
      pointAt(to({ AWS: 'arn:aws:iam::210987654321:root' }), 'arn:aws:iam'),
      '**The whole account 210987654321**',
      '`:root` does not mean the root user alone',
      'is not exempt',
      'Other accounts are not denied',
    ],
    [pointAt(to({ AWS: '210987654321' }), '210987'), '`arn:aws:iam::210987654321:root` means the same'],
    [pointAt(to({ AWS: '210987654321' }, 'Allow'), '210987'), 'up to their own policies'],
    [
      pointAt(to({ AWS: 'arn:aws:iam::210987654321:user/a/eve' }), 'arn:aws:iam'),
      '**The user `eve`** of account 210987654321',
    ],
    [
      pointAt(to({ AWS: 'arn:aws:iam::210987654321:role/app' }), 'arn:aws:iam'),
      '**The role `app`**',
      'all its sessions',
    ],
    [
      pointAt(to({ AWS: 'arn:aws:sts::210987654321:assumed-role/app/x' }), 'arn:aws:sts'),
      '**One session** of the role `app`',
    ],
    [
      pointAt(to({ AWS: 'arn:aws:iam::210987654321:user/*' }), 'arn:aws:iam'),
      'matches nobody',
      '(rule:principal-wildcard)',
    ],
    [pointAt(to({ AWS: 'arn:aws:iam::210987654321:group/ops' }), 'arn:aws:iam'), 'a group is no principal'],
    [pointAt(to({ AWS: 'AROAABCDEFGHIJKLMNOPQ' }), 'AROA'), '**A role that is gone**'],
    [pointAt(to({ AWS: 'me' }), 'me"'), 'no account, user or role'],
    [pointAt(to({ Service: 'backup.amazonaws.com' }), 'backup.'), '**The service `backup.amazonaws.com`**'],
    [pointAt(to({ Federated: 'x' }), 'x"'), 'of no use in a vault policy'],
    [pointAt(to('arn:aws:iam::210987654321:root'), 'arn:aws:iam'), 'no principal in this form'],
    [pointAt(to({ AWS: '*' }), 'AWS'), 'Accounts, users, roles and sessions'],
    [
      pointAt(policyWith({ Principal: undefined, NotPrincipal: { AWS: '210987654321' } }), '210987654321"}'),
      'left out by NotPrincipal',
      'Everybody else is denied',
    ],
  ],
  'a resource': [
    [
      pointAt(on('arn:aws:glacier:us-west-2:210987654321:vaults/ledger'), 'arn:aws:glacier'),
      '**Vault `ledger`**',
      '`us-west-2` · US West (Oregon)',
      '`210987654321` · the account that owns the vault',
    ],
    [
      pointAt(on('arn:aws:glacier:*:210987654321:vaults/led*'), 'arn:aws:glacier'),
      '**Vaults `led*`**',
      '`*` · any region',
    ],
    [pointAt(on('*'), '*"}'), '**Every resource**'],
    [pointAt(on('arn:aws:glacier:mars-1:210987654321:vaults/a'), 'arn:'), 'no region with Glacier vaults'],
    [pointAt(on('arn:aws:s3:::bucket'), 'arn:aws:s3'), 'belongs to another service', '(rule:resource-type)'],
    [
      pointAt(on('arn:aws:glacier:us-west-2:*'), 'arn:aws'),
      '**All vaults whose ARN begins with `arn:aws:glacier:us-west-2:`**',
    ],
    [pointAt(on('arn:aws:glacier:us-west-2:-:vaults/a'), 'arn:aws'), '`-` · no account'],
    [pointAt(on('arn:aws:glacier'), 'arn:aws'), 'no complete ARN', '(rule:arn-format)'],
    [
      pointAt(on('arn:aws:glacier:us-west-2:210987654321:vaults/a/archives/b'), 'arn:'),
      'no ARN for a single archive',
    ],
    [pointAt(policyWith({ Resource: undefined, NotResource: '*' }), '*"}'), 'left out by NotResource'],
  ],
  'an operator': [
    [
      pointAt(policyWith(age('NumericLessThan', '365')), 'NumericL'),
      '**NumericLessThan**',
      'If the request lacks the key, the test fails',
      'Here, with 365 days: Deletion is denied on days 0 to 364',
    ],
    [pointAt(policyWith(tag('StringNotEquals', 'a')), 'StringN'), 'the test holds all the same'],
    [
      pointAt(policyWith(tag('StringEqualsIfExists', 'a')), 'StringE'),
      'IfExists: if the request lacks the key, the test holds',
    ],
    [
      pointAt(policyWith(tag('ForAnyValue:StringEquals', 'a')), 'ForAny'),
      'One value of the request that passes is enough',
    ],
    [pointAt(policyWith(tag('StringLessThan', 'a')), 'StringL'), 'is no operator', '(rule:unknown-operator)'],
  ],
  'a condition key': [
    [
      pointAt(policyWith(age('NumericLessThan', '365')), 'glacier:Arch'),
      '**`glacier:ArchiveAgeInDays`** · Numeric',
      'Only requests for DeleteArchive and InitiateJob carry it',
    ],
    [
      pointAt(
        deny(['glacier:DeleteArchive', 'glacier:DeleteVault'], age('NumericLessThan', '3')),
        'glacier:Arch',
      ),
      'In this statement DeleteVault never has it',
    ],
    [
      pointAt(deny('glacier:DeleteVault', age('NumericLessThan', '3')), 'glacier:Arch'),
      'No action of this statement has it',
    ],
    [
      pointAt(policyWith(tag('StringEquals', 'true')), 'glacier:Res'),
      '**`glacier:ResourceTag/LegalHold`** · String',
      'a single archive cannot be held',
    ],
    [
      pointAt(policyWith({ Condition: { StringEquals: { 'glacier:ResourceTag': 'a' } } }), 'glacier:Res'),
      'The key of the tag is missing',
      '(rule:tag-key-missing)',
    ],
    [
      pointAt(policyWith({ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }), 'aws:S'),
      '**No request to Glacier carries it: Glacier has no VPC endpoints.**',
    ],
    [
      pointAt(policyWith({ Condition: { StringEquals: { 'aws:ResourceTag/LegalHold': 'a' } } }), 'aws:R'),
      '`glacier:ResourceTag/LegalHold`',
    ],
    [
      pointAt(policyWith({ Condition: { StringEquals: { 'aws:TagKeys': 'a' } } }), 'aws:T'),
      'needs `ForAnyValue:` or `ForAllValues:`',
    ],
    [
      pointAt(policyWith({ Condition: { StringEquals: { 'glacier:Age': 'a' } } }), 'glacier:Age'),
      'is no condition key',
      '(rule:unknown-condition-key)',
    ],
    [
      pointAt(policyWith({ Condition: { StringEquals: { 'ec2:Vpc': 'a' } } }), 'ec2'),
      'belongs to another service',
    ],
    [
      pointAt(policyWith({ Condition: { StringEquals: { age: 'a' } } }), 'age"'),
      'one has a prefix',
      '(rule:condition-key-format)',
    ],
  ],
  'a value': [
    [
      pointAt(policyWith(tag('StringEquals', 'true')), 'true'),
      'Holds if **the tag LegalHold of the vault is "true"**',
      'Capitals count: `TRUE` is another value',
      'Without the tag the test fails',
    ],
    [
      pointAt(policyWith(tag('StringNotEquals', 'released')), 'released'),
      'Without the tag the test holds too',
    ],
    [pointAt(policyWith(tag('StringEquals', ['true', ''])), 'true'), 'is "true" or empty', 'one is enough'],
    [pointAt(policyWith(tag('StringEquals', 't*')), 't*'), 'stand for themselves'],
    [
      pointAt(policyWith({ Condition: { DateLessThan: { 'aws:CurrentTime': '2031-01-01' } } }), '2031'),
      'aws:CurrentTime is before 2031-01-01',
      'midnight UTC',
      'begins or ends by itself',
    ],
    [
      pointAt(policyWith({ Condition: { Bool: { 'aws:SecureTransport': false } } }), 'false'),
      'aws:SecureTransport is "false"',
    ],
    [
      pointAt(policyWith({ Condition: { Null: { 'aws:SourceIp': 'true' } } }), 'true'),
      'aws:SourceIp is missing',
    ],
    [
      pointAt(
        policyWith({
          Condition: {
            IpAddress: { 'aws:SourceIp': ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'] },
          },
        }),
        '192.0.2.3',
      ),
      'Holds if **aws:SourceIp is in 192.0.2.3**',
      'one is enough',
    ],
  ],
  'a variable': [
    [
      pointAt(
        policyWith({ Condition: { StringEquals: { 'aws:userid': '${aws:username}' } } }),
        'aws:username',
      ),
      '**The value of `aws:username`** in each request',
      'IAM users',
    ],
    [
      pointAt(
        policyWith({ Condition: { StringEquals: { 'aws:userid': "${aws:username, 'x'}" } } }),
        'aws:username',
      ),
      'Without it `x` is taken',
    ],
    [
      pointAt(
        policyWith({ Condition: { StringEquals: { 'aws:userid': '${aws:username}' } } }, '2008-10-17'),
        'aws:username',
      ),
      '**Plain text**',
    ],
    [
      pointAt(policyWith({ Condition: { StringLike: { 'aws:userid': 'a${*}' } } }), '{*'),
      '**The character `*` itself**',
    ],
  ],
  'an element': [
    [pointAt(policyWith({}), '2012-10-17'), '**The current policy language**'],
    [
      pointAt(policyWith({}, '2012-06-01'), '2012'),
      'no version of the policy language',
      '(rule:invalid-version)',
    ],
    [pointAt(policyWith({}), 'Version'), 'not a date of your own'],
    [
      pointAt(policyWith({}), 'Statement'),
      '**1 statement**',
      'Within 24 hours it is either completed and final, or gone',
      'a new vault with a new lock',
    ],
    [
      pointAt(policyWith(age('NumericLessThan', '365')), 'Effect'),
      '**Denies DeleteArchive to everyone while the archive is younger than 365 days**',
      'A Deny wins over every Allow',
    ],
    [
      pointAt(policyWith({ Effect: 'Allow' }), 'Allow'),
      '**Allows DeleteArchive to everyone**',
      'can never be withdrawn',
    ],
    [pointAt(policyWith({ Sid: 'keep' }), 'keep'), '**Denies DeleteArchive to everyone**', 'only a name'],
    [pointAt(policyWith({ Effect: 'deny' }), 'deny'), '`"Deny"` or `"Allow"`'],
    [pointAt(policyWith({}), 'Principal'), 'Whom the statement is about'],
    [pointAt(policyWith({}), 'Resource'), 'A policy sits on one vault'],
    [pointAt(policyWith(tag('StringEquals', 'a')), 'Condition'), 'write two statements'],
  ],
};

describe('hoverAt', () => {
  for (const [subject, rows] of Object.entries(table))
    for (const [marked, ...expected] of rows)
      it(`${subject}: ${String(expected[0])}`, () => {
        const found = hover(marked);
        assert.ok(found, `nothing at ${marked}`);
        for (const part of expected)
          if (typeof part === 'string')
            assert.ok(found.markdown.includes(part), `${part}\nis not in\n${found.markdown}`);
          else assert.match(found.markdown, part);
      });

  it('covers the word without its quotes, in both envelopes', () => {
    const policy = policyWith(age('NumericLessThan', '365'));
    for (const words of ['glacier:DeleteArchive', '365', 'NumericLessThan', 'Effect', 'Deny']) {
      assert.equal(hover(pointAt(policy, words))?.words, words);
      assert.equal(hover(pointAt(JSON.stringify({ Policy: policy }), words))?.words, words);
    }
  });

  it('covers just the variable in a longer text', () => {
    const text = policyWith({ Condition: { StringLike: { 'aws:userid': 'a-${aws:username}-b' } } });
    assert.equal(hover(pointAt(text, 'aws:username'))?.words, '${aws:username}');
    assert.notEqual(hover(pointAt(text, 'a-$'))?.words, '${aws:username}');
  });

  it('names the vault that a Resource names outright, and no other', () => {
    const arn = 'arn:aws:glacier:us-west-2:210987654321:vaults/ledger';
    assert.equal(hover(pointAt(on(arn), 'arn:'))?.vaultArn, arn);
    assert.equal(hover(pointAt(on(`${arn}*`), 'arn:'))?.vaultArn, undefined);
  });

  it('works while the text is being typed', () => {
    for (const text of [
      '{"Statement":[{"Effect":"De|ny"',
      '{"Statement":{"Action":["glacier:Delete|Archive"',
      '{"Statement":[{"Condition":{"Numeric|LessThan":',
      '{"Policy":"{\\"Statement\\":[{\\"Effect\\":\\"De|ny\\"',
    ])
      assert.ok(hover(text), text);
  });

  it('does not say of those whom NotPrincipal spares that they are denied, nor the contrary of the others', () => {
    for (const spared of ['210987654321', 'arn:aws:iam::210987654321:role/app', '*']) {
      const text = policyWith({ Principal: undefined, NotPrincipal: { AWS: spared } });
      const said = hover(pointAt(text, `${spared}"}`))?.markdown ?? '';
      assert.match(said, /Everybody else is denied/);
      assert.doesNotMatch(said, /All of them are denied|is not exempt|is not denied/);
    }
  });

  it('says nothing between the words, of other JSON, and where a policy has nothing', () => {
    for (const text of [
      '|',
      '{ | }',
      '{"a":"b|"}',
      '[|1]',
      '{"Statement":[{ | "Effect":"Deny"}]}',
      '{"Statement":5|}',
      pointAt(
        policyWith({ Condition: { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-x/r-y/' } } }),
        'o-x',
      ),
    ])
      assert.equal(hover(text), undefined, text);
  });

  it('shows texts of a policy as they are, whatever characters are in them', () => {
    const evil = '[click](command:evil) `x` **b** <b>';
    const found = hover(pointAt(deny(evil), '[click'));
    assert.ok(found?.markdown.includes(`\`\`${evil}\`\``), found?.markdown);
    const sid = hover(pointAt(policyWith({ Principal: { AWS: '[a](command:x)' } }), 'Effect'));
    assert.ok(sid?.markdown.includes('\\[a\\](command:x)'), sid?.markdown);
  });

  it('never throws, wherever one points in whatever text', function () {
    this.timeout(30_000);
    const word = fc.oneof(
      fc.constantFrom(
        ...[
          'Deny',
          'Allow',
          '*',
          'glacier:*',
          'glacier:DeleteArchive',
          'Delete*',
          '365',
          '1e999',
          '-1',
          '${aws:x',
          '${*}',
          '',
        ],
        ...[
          'arn:aws:glacier:us-west-2:210987654321:vaults/a',
          'arn:',
          'arn:::::',
          '2012-10-17',
          '\u0000',
          '`',
          '\ud800',
        ],
      ),
      fc.string({ maxLength: 12 }),
      fc.double(),
      fc.constant(null),
    );
    const value = fc.oneof(
      word,
      fc.array(word, { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('AWS', 'Service', 'a'), word),
    );
    const key = fc.constantFrom(
      'glacier:ArchiveAgeInDays',
      'glacier:ResourceTag/a',
      'glacier:ResourceTag',
      'aws:TagKeys',
      'aws:CurrentTime',
      'x',
      '',
    );
    const operator = fc.constantFrom(
      'NumericLessThan',
      'NumericNotEquals',
      'Null',
      'StringLike',
      'DateLessThan',
      'ForAllValues:StringEquals',
      'x',
      '',
    );
    const condition = fc.oneof(value, fc.dictionary(operator, fc.oneof(value, fc.dictionary(key, value))));
    const elements = [
      'Sid',
      'Effect',
      'Principal',
      'NotPrincipal',
      'Action',
      'NotAction',
      'Resource',
      'NotResource',
    ];
    const parts: Record<string, fc.Arbitrary<unknown>> = { Condition: condition };
    for (const name of elements) parts[name] = value;
    const statement = fc.oneof(value, fc.record(parts, { requiredKeys: [] }));
    const policy = fc.record(
      { Version: value, Id: value, Statement: fc.oneof(statement, fc.array(statement, { maxLength: 3 })) },
      { requiredKeys: [] },
    );
    const text = fc.oneof(
      policy.map((made) => JSON.stringify(made)),
      policy.map((made) => JSON.stringify({ Policy: JSON.stringify(made) })),
      fc.string(),
    );
    fc.assert(
      fc.property(
        text,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 400 }),
        (whole, end, step) => {
          // Cut off anywhere: that is what a text looks like while it is typed.
          const cut = end > 0.5 ? whole : whole.slice(0, Math.floor(whole.length * end * 2));
          const parsed = parsePolicy(cut);
          for (const offset of [step % (cut.length + 1), Math.floor(end * cut.length), cut.length]) {
            const found = hoverAt(parsed, offset, options);
            if (!found) continue;
            assert.ok(found.range.start <= offset && offset <= found.range.end, `${cut} at ${offset}`);
            assert.ok(found.markdown.trim() !== '');
            assert.doesNotMatch(found.markdown, /undefined|NaN|\[object/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
