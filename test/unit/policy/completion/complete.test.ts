import assert from 'node:assert/strict';
import { vaultPolicyActions } from '../../../../src/policy';
import { accepted, farArn, labels, offered, otherArn, vaultArn } from './completing';

const statement = (elements: string): string => `{"Version":"2012-10-17","Statement":[{${elements}}]}`;
const deletion = '"Action":"glacier:DeleteArchive"';
const condition = (content: string, action = deletion): string =>
  statement(`"Effect":"Deny",${action},"Condition":${content}`);

describe('completion offers', () => {
  const first: readonly [what: string, text: string, expected: readonly string[]][] = [
    ['the elements of a policy', '{|}', ['Version', 'Statement', 'Id']],
    ['the elements that are missing', '{"Version":"2012-10-17",|}', ['Statement', 'Id']],
    ['elements between quotes', '{"Version":"2012-10-17","|"}', ['Statement', 'Id']],
    ['elements where a comma is missing', '{"Version":"2012-10-17" |}', ['Statement', 'Id']],
    ['versions', '{"Version":|}', ['2012-10-17', '2008-10-17']],
    ['versions between quotes', '{"Version":"20|"}', ['2012-10-17', '2008-10-17']],
    [
      'the elements of a statement',
      statement('|'),
      ['Effect', 'Principal', 'Action', 'Resource', 'Condition'],
    ],
    ['them in a single statement', '{"Statement":{|', ['Effect', 'Principal', 'Action', 'Resource']],
    ['them in a wrapper that is no string', '{"Policy":{"Statement":[{|}]}}', ['Effect', 'Principal']],
    [
      'no element whose counterpart is there',
      statement('"NotAction":"*","Principal":"*",|'),
      ['Effect', 'Resource', 'Condition', 'Sid', 'NotResource'],
    ],
    ['the element itself while it is rewritten', statement('"Eff|ect":"Deny"'), ['Effect', 'Principal']],
    ['effects', statement('"Effect":|'), ['Deny', 'Allow']],
    ['effects without quotes', statement('"Effect": De|'), ['Deny', 'Allow']],
    ['actions between quotes', statement('"Action":"|"'), ['glacier:DeleteArchive', 'glacier:DeleteVault']],
    ['actions in a text that breaks off', '{"Statement":[{"Action":"gl|', ['glacier:DeleteArchive']],
    ['actions in a list that is not closed', '{"Statement":[{"Action":[|', ['glacier:DeleteArchive']],
    [
      'elements behind a list that is not closed',
      '{"Statement":[{"Action":["glacier:DeleteVault"\n"Effect":"Deny",|',
      ['Principal', 'Resource', 'Condition'],
    ],
    [
      'actions that are not in the list',
      statement('"Action":["glacier:DeleteArchive",|]'),
      ['glacier:DeleteVault', 'glacier:AddTagsToVault'],
    ],
    [
      'actions that no entry covers',
      statement('"Action":["glacier:Delete*","|"]'),
      ['glacier:AddTagsToVault', 'glacier:RemoveTagsFromVault'],
    ],
    ['everyone first in a Deny', statement('"Effect":"Deny","Principal":|'), ['*']],
    [
      'the account first in an Allow',
      statement('"Effect":"Allow","Principal":|'),
      ['{ "AWS": "arn:aws:iam::210987654321:root" }'],
    ],
    ['kinds of principal', statement('"Principal":{|}'), ['AWS', 'Service']],
    [
      'the account of the vault, then those in sight',
      statement('"Principal":{"AWS":["|"]}'),
      ['arn:aws:iam::210987654321:root', 'arn:aws:iam::310987654321:root'],
    ],
    ['service principals', statement('"Principal":{"Service":"l|"}'), ['backup.amazonaws.com']],
    ['this vault, then all others', statement('"Resource":"|"'), [vaultArn, '*', otherArn, farArn]],
    ['what suits the age first', condition('{|}'), ['NumericLessThan', 'NumericGreaterThanEquals']],
    [
      'what suits a tag first, for actions without an age',
      condition('{|}', '"Action":"glacier:AddTagsToVault"'),
      ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase', 'StringEquals'],
    ],
    [
      'what suits the keys that are there',
      condition('{"|":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}}'),
      ['DateEquals', 'DateNotEquals', 'DateLessThan'],
    ],
    ['the age under a numeric operator', condition('{"NumericLessThan":{|}}'), ['glacier:ArchiveAgeInDays']],
    ['tags under a text operator', condition('{"StringEquals":{"|"}}'), ['glacier:ResourceTag/…']],
    [
      'tags that are named elsewhere',
      condition('{"StringLike":{"glacier:ResourceTag/Case":"1"},"StringEquals":{"|"}}'),
      ['glacier:ResourceTag/Case', 'glacier:ResourceTag/…'],
    ],
    [
      'keys with several values under a set operator',
      condition('{"ForAnyValue:StringLike":{|}}'),
      ['aws:PrincipalOrgPaths', 'aws:ResourceOrgPaths'],
    ],
    ['ages', condition('{"NumericLessThan":{"glacier:ArchiveAgeInDays":"|"}}'), ['366', '731', '1096']],
    ['truth values', condition('{"Bool":{"aws:SecureTransport":|}}'), ['true', 'false']],
    ['presence under Null', condition('{"Null":{"glacier:ArchiveAgeInDays":"|"}}'), ['false', 'true']],
    [
      'tag values that are used elsewhere',
      condition(
        '{"StringEquals":{"glacier:ResourceTag/Hold":"yes"},"StringLike":{"glacier:resourcetag/hold":"|"}}',
      ),
      ['yes', 'true', 'false'],
    ],
    [
      'the accounts in sight',
      condition('{"StringEquals":{"aws:PrincipalAccount":"|"}}'),
      ['210987654321', '310987654321'],
    ],
    [
      'roles and users as text, before the root user',
      condition('{"ArnLike":{"aws:PrincipalArn":"|"}}'),
      [
        'arn:aws:iam::210987654321:role/…',
        'arn:aws:iam::310987654321:role/…',
        'arn:aws:iam::210987654321:user/…',
        'arn:aws:iam::310987654321:user/…',
        'arn:aws:iam::210987654321:root',
      ],
    ],
    [
      'regions, those of the vaults first',
      condition('{"StringEquals":{"aws:RequestedRegion":["|"]}}'),
      ['eu-west-1', 'us-east-2', 'af-south-1'],
    ],
    [
      'dates',
      condition('{"DateLessThan":{"aws:CurrentTime":"|"}}'),
      ['2026-05-17T00:00:00Z', '2027-01-01T00:00:00Z', '2027-05-17T00:00:00Z'],
    ],
    [
      'whole statements in a list',
      '{"Statement":[|]}',
      ['{ }', 'Keep archives for 1 year', 'Keep archives for 3 years'],
    ],
    ['whole policies in an empty file', '|', ['Policy: keep archives for 1 year']],
  ];
  for (const [what, text, expected] of first)
    it(`${what}: ${text}`, () => {
      assert.deepEqual(labels(text).slice(0, expected.length), expected);
    });

  const nothing: readonly [what: string, text: string][] = [
    ['between a key and its colon', '{"Version"| :"2012-10-17"}'],
    ['right behind a value', '{"Version":"2012-10-17"|}'],
    ['before the value that is there', '{"Version": |"2012-10-17"}'],
    ['right behind a key', '{"Version":"2012-10-17","Id"|:"x"}'],
    ['in a comment', '{ // Ver|\n}'],
    ['behind the policy', '{"Version":"2012-10-17"} |'],
    ['in a Sid', statement('"Sid":"|"')],
    ['in what is no element', '{"Other":{"|"}}'],
    ['outside of the string of a wrapper', '{"Policy"|:"{}"}'],
    ['within an escape', '{"Policy":"{\\|"Version\\":1}"}'],
  ];
  for (const [what, text] of nothing)
    it(`nothing ${what}: ${text}`, () => assert.deepEqual(labels(text), []));

  it('the ARN of root as one user in aws:PrincipalArn and as the account in a Principal', () => {
    const detailIn = (text: string): string | undefined =>
      offered(text).find(({ label }) => label === 'arn:aws:iam::210987654321:root')?.detail;
    assert.equal(detailIn(condition('{"ArnLike":{"aws:PrincipalArn":"|"}}')), 'the root user alone');
    assert.equal(detailIn(statement('"Principal":{"AWS":"|"}')), 'account');
  });

  it('every action of a vault policy, each once, and no other', () => {
    const all = labels(statement('"Action":"|"')).filter((label) => !label.includes('*'));
    assert.deepEqual([...all].sort(), vaultPolicyActions.map(({ name }) => `glacier:${name}`).sort());
  });

  it('no wildcard in a Deny that reaches the lock itself', () => {
    const wildcards = (effect: string): readonly string[] =>
      labels(statement(`"Effect":"${effect}","Action":"|"`)).filter((label) => label.endsWith('*'));
    assert.ok(wildcards('Allow').includes('glacier:*'));
    assert.ok(wildcards('Deny').includes('glacier:Delete*'));
    for (const risky of [
      'glacier:*',
      'glacier:Abort*',
      'glacier:Complete*',
      'glacier:Get*',
      'glacier:Initiate*',
    ])
      assert.ok(!wildcards('Deny').includes(risky), risky);
  });

  it('keys that the actions carry', () => {
    const keys = (action: string): readonly string[] =>
      labels(condition('{"Null":{|}}', `"Action":"${action}"`));
    assert.ok(keys('glacier:InitiateJob').includes('glacier:ArchiveAgeInDays'));
    assert.ok(!keys('glacier:DeleteVault').includes('glacier:ArchiveAgeInDays'));
    assert.ok(keys('glacier:DeleteVault').includes('glacier:ResourceTag/…'));
    assert.ok(!keys('glacier:ListJobs').includes('glacier:ResourceTag/…'));
    assert.ok(!keys('glacier:ListJobs').includes('aws:SourceVpce'));
  });

  it('patterns over the vaults in sight', () => {
    const all = labels(statement('"Resource":"|"'));
    assert.ok(all.includes('arn:aws:glacier:eu-west-1:210987654321:vaults/*'));
    assert.ok(all.includes('arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-*'));
    assert.ok(!all.includes('arn:aws:glacier:us-east-2:310987654321:vaults/imaging*'));
  });

  const segments: readonly [typed: string, expected: readonly string[]][] = [
    ['arn:', ['arn:aws:glacier:', 'arn:aws-cn:glacier:']],
    ['arn:aws:gl', ['arn:aws:glacier:', 'arn:aws-cn:glacier:']],
    ['arn:aws-cn:glacier:', ['arn:aws-cn:glacier:cn-north-1:', 'arn:aws-cn:glacier:cn-northwest-1:']],
    ['arn:aws:glacier:eu-north-1:', ['arn:aws:glacier:eu-north-1:210987654321:vaults/']],
    ['arn:aws:glacier:eu-north-1:410987654321:', ['arn:aws:glacier:eu-north-1:410987654321:vaults/']],
    ['arn:aws:s3:', []],
    ['arn:aws:glacier:atlantis:', []],
  ];
  for (const [typed, expected] of segments)
    it(`the next part of ${typed}`, () => {
      const parts = offered(statement(`"Resource":"${typed}|"`)).filter(({ kind }) => kind === 'arnPart');
      assert.deepEqual(parts.map(({ label }) => label).slice(0, expected.length), expected);
      if (expected.length === 0) assert.deepEqual(parts, []);
    });

  it('nothing that needs vaults where there are none', () => {
    const none = { targetVaultArn: undefined, vaultArns: [] };
    assert.deepEqual(labels(statement('"Resource":"|"'), none), ['*']);
    assert.deepEqual(labels(statement('"Principal":{"AWS":"|"}'), none), ['*']);
  });

  it('what is compared with the text that is replaced', () => {
    const [quoted] = offered(statement('"Action":"gl|"'));
    assert.equal(quoted?.filterText, '"glacier:DeleteArchive');
    const [bare] = offered(statement('"Action": gl|'));
    assert.equal(bare?.filterText, 'glacier:DeleteArchive');
    const wrapper = JSON.stringify({ Policy: statement('"Action":"gl|"') });
    assert.equal(offered(wrapper)[0]?.filterText, '\\"glacier:DeleteArchive');
  });
});

describe('an accepted item', () => {
  const cases: readonly [what: string, before: string, label: string, after: string][] = [
    [
      'replaces the whole string, quotes included',
      statement('"Action":"glacier:Get|Foo"'),
      'glacier:DeleteArchive',
      statement('"Action":"glacier:DeleteArchive"'),
    ],
    ['replaces a word', statement('"Effect": De|'), 'Deny', statement('"Effect": "Deny"')],
    [
      'replaces a word with a colon in it',
      statement('"Action": glacier:De|'),
      'glacier:DeleteArchive',
      statement('"Action": "glacier:DeleteArchive"'),
    ],
    [
      'replaces no more of a text that breaks off than its word',
      '{"Statement":[{"Action":"gl|\n}]}',
      'glacier:DeleteVault',
      '{"Statement":[{"Action":"glacier:DeleteVault"\n}]}',
    ],
    [
      'brings the comma before what follows',
      '{\n  |\n  "Statement": []\n}',
      'Version',
      '{\n  "Version": "2012-10-17",\n  "Statement": []\n}',
    ],
    [
      'brings the comma before the next in a list',
      statement('"Action":[|"glacier:DeleteArchive"]'),
      'glacier:DeleteVault',
      statement('"Action":["glacier:DeleteVault","glacier:DeleteArchive"]'),
    ],
    [
      'brings the comma that is missing before it',
      '{\n  "Version": "2012-10-17"\n  "|"\n}',
      'Id',
      '{\n  "Version": "2012-10-17",\n  "Id": "|"\n}',
    ],
    [
      'brings the value before the next member',
      '{\n  "Version": |\n  "Statement": []\n}',
      '2012-10-17',
      '{\n  "Version": "2012-10-17",\n  "Statement": []\n}',
    ],
    ['keeps colon and value of a key', '{"Ver|":"2008-10-17"}', 'Version', '{"Version":"2008-10-17"}'],
    [
      'sets a blank behind the colon where others do',
      '{"Id": "x", "Version":|}',
      '2012-10-17',
      '{"Id": "x", "Version": "2012-10-17"}',
    ],
    [
      'is escaped in a wrapper',
      JSON.stringify({ Policy: statement('"Action":"|"') }),
      'glacier:DeleteArchive',
      JSON.stringify({ Policy: statement('"Action":"glacier:DeleteArchive"') }),
    ],
    [
      'is escaped in a wrapper, its comma too',
      JSON.stringify({ Policy: '{"Version": "2012-10-17" |}' }),
      'Id',
      JSON.stringify({ Policy: '{"Version": "2012-10-17", "Id": "|"}' }),
    ],
    [
      'leaves the cursor where the role is named',
      statement('"Principal":{"AWS":"|"}'),
      'arn:aws:iam::210987654321:role/…',
      statement('"Principal":{"AWS":"arn:aws:iam::210987654321:role/|"}'),
    ],
    [
      'asks for the tag key',
      condition('{"StringEquals":{|}}'),
      'glacier:ResourceTag/…',
      condition('{"StringEquals":{"glacier:ResourceTag/LegalHold":"|"}}'),
    ],
    [
      'replaces the string of a Principal by an object',
      statement('"Principal":"|"'),
      '{ "AWS": … }',
      statement('"Principal":{"AWS":"|"}'),
    ],
    [
      'is laid out like its surroundings',
      '{\n  "Statement": [\n    {\n      |\n    }\n  ]\n}',
      'Condition',
      '{\n  "Statement": [\n    {\n      "Condition": {\n\t|\n}\n    }\n  ]\n}',
    ],
  ];
  for (const [what, before, label, after] of cases)
    it(what, () => assert.equal(accepted(before, label), after));

  it('is a policy', () => {
    assert.equal(
      accepted('{|}', 'Policy: keep archives for 7 years'),
      `{
	"Version": "2012-10-17",
	"Statement": [
		{
			"Sid": "keep-archives-for-7-years",
			"Effect": "Deny",
			"Principal": "*",
			"Action": "glacier:DeleteArchive",
			"Resource": "${vaultArn}",
			"Condition": {
				"NumericLessThan": {
					"glacier:ArchiveAgeInDays": "2557"
				}
			}
		},
		{
			"Sid": "keep-the-vault",
			"Effect": "Deny",
			"Principal": "*",
			"Action": "glacier:DeleteVault",
			"Resource": "${vaultArn}"
		}
	]
}`,
    );
  });

  it('asks for the vault where it is not certain', () => {
    const [, , item] = offered('{"Statement":[|]}', { targetVaultArn: undefined });
    assert.match(
      item?.text ?? '',
      new RegExp(`"Resource":"\\$\\{1\\|\\*,${otherArn},${vaultArn},${farArn}\\|\\}"`),
    );
  });

  it('gives a statement a Sid that is free', () => {
    const text = accepted(
      '{"Statement":[{"Sid":"keep-the-vault"},{"Sid":"keep-the-vault-2"},|]}',
      'Keep the vault',
    );
    assert.match(text, /"keep-the-vault-3"/);
  });

  it('holds no snippet syntax where the editor takes none', () => {
    for (const item of offered(condition('{"StringEquals":{|}}'), { snippets: false })) {
      assert.equal(item.snippet, false);
      assert.doesNotMatch(item.text, /[$…]/);
    }
  });
});
