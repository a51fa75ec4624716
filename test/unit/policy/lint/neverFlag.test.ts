import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  lint,
  looksLikePolicy,
  parsePolicy,
  readPolicyDocument,
  type Diagnostic,
} from '../../../../src/policy';

const examples = join(import.meta.dirname, '../../../fixtures/awsExamples');
const example = (name: string): string => readFileSync(join(examples, name), 'utf8');

function policy(changes: Record<string, unknown> = {}, outer: Record<string, unknown> = {}): string {
  const statement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 'glacier:DeleteArchive',
    Resource: 'arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-2024',
    Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '366' } },
    ...changes,
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement, keepVault], ...outer });
}

/** Without it the linter says that the empty vault can be deleted. */
const keepVault = { Effect: 'Deny', Principal: '*', Action: 'glacier:DeleteVault', Resource: '*' };

const judge = (text: string, targetVaultArn?: string): readonly Diagnostic[] =>
  lint(parsePolicy(text), { targetVaultArn });
const codes = (found: readonly Diagnostic[]): string[] => found.map(({ code }) => code);

/** What these say is true of them as lock policies. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  // The CLI guide tells the reader to replace this word.
  'cliWrapper.json': ['placeholder-left'],
  // Examples of access policies: there, an Allow for other accounts can be withdrawn.
  'crossAccountUpload.json': ['permanent-allow', 'permanent-allow'],
  'mfaDelete.json': ['permanent-allow'],
};

/** What only allows is not taken for a lock policy unless a person says so. */
const accessPolicies = [
  'crossAccountUpload.json',
  'mfaDelete.json',
  'ownerRights.json',
  'timeBasedDelete.json',
];

describe("AWS's own examples", () => {
  for (const name of readdirSync(examples)) {
    it(`get no error: ${name}`, () => {
      const errors = judge(example(name)).filter(({ severity }) => severity === 'error');
      assert.deepEqual(codes(errors), exceptions[name] ?? []);
      assert.equal(looksLikePolicy(parsePolicy(example(name))), !accessPolicies.includes(name));
      const { sentText } = parsePolicy(example(name));
      assert.equal(readPolicyDocument(sentText ?? '').ok, true);
    });
  }

  it('get a warning for the documentation account and vault', () => {
    const warnings = judge(example('retention.json')).filter(({ severity }) => severity === 'warning');
    assert.deepEqual(codes(warnings), ['placeholder-left']);
  });
});

describe('the example of the SDK for another vault', () => {
  const target = 'arn:aws:glacier:us-west-2:999999999999:vaults/my-vault';

  it('is an error with the fix that names the vault', () => {
    const text = example('initiateVaultLock.json');
    const errors = judge(text, target).filter(({ severity }) => severity === 'error');
    assert.deepEqual(codes(errors), ['resource-not-this-vault']);
    assert.deepEqual(
      errors.flatMap(({ fixes }) => fixes.map(({ title }) => title)),
      ["Use this vault's ARN"],
    );
  });
});

describe('never flagged', () => {
  const legal: Readonly<Record<string, string>> = {
    'a hyphen in a Sid (parliament, boogy and the IAM language server object)': policy({ Sid: 'deny-young' }),
    'a space in a Sid': policy({ Sid: 'deny young archives' }),
    'Principal "*" in a Deny': policy(),
    'Resource "*"': policy({ Resource: '*' }),
    'a wildcard in a Deny': policy({ Action: 'glacier:DeleteArch*' }),
    'a missing Id and a missing Sid': policy(),
    'a numeric operator on the age (generic linters call it a type error)': policy(),
    'glacier:ResourceTag on DeleteArchive (parliament calls it unknown)': policy({
      Action: ['glacier:DeleteArchive', 'glacier:AddTagsToVault', 'glacier:RemoveTagsFromVault'],
      Condition: { StringNotEqualsIgnoreCase: { 'glacier:ResourceTag/LegalHold': 'false' } },
    }),
    'a quoted number': policy({ Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '366' } } }),
    'an unquoted number': policy({ Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': 366 } } }),
    'a list with one entry': policy({ Action: ['glacier:DeleteArchive'] }),
    'Statement as an object': policy(
      {},
      {
        Statement: {
          ...keepVault,
          Action: ['glacier:DeleteArchive', 'glacier:DeleteVault', 'glacier:*TagsToVault', 'glacier:Remove*'],
          Condition: { StringNotEqualsIgnoreCase: { 'glacier:ResourceTag/Hold': 'false' } },
        },
      },
    ),
    'an Id': policy({}, { Id: 'Retention 2024 – finance' }),
    'a proper wrapper': JSON.stringify({ Policy: policy() }),
    'a byte order mark': `\uFEFF${policy()}`,
  };
  for (const [name, text] of Object.entries(legal)) it(name, () => assert.deepEqual(codes(judge(text)), []));

  it('the spelling ArchiveAgeinDays gets a hint at most', () => {
    const found = judge(policy({ Condition: { NumericLessThan: { 'glacier:ArchiveAgeinDays': '366' } } }));
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ['hint'],
    );
  });

  it('an Allow for the own account gets no error', () => {
    const text = policy({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::210987654321:root' } });
    assert.deepEqual(
      judge(text).filter(({ severity }) => severity === 'error'),
      [],
    );
  });

  it('findings at the very first character are kept (the AWS Toolkit drops them)', () => {
    const [first] = judge('{}');
    assert.deepEqual(first?.range, { start: 0, end: 1 });
  });

  it('odd runs of wildcards are expanded, not compared as text', () => {
    assert.deepEqual(codes(judge(policy({ Action: 'glacier:Delete**Archive' }))), []);
    assert.deepEqual(codes(judge(policy({ Action: 'glacier:Delete??Archive' }))), ['unknown-action']);
  });
});

describe('lint', () => {
  it('takes another severity for a rule, or none', () => {
    const parsed = parsePolicy(policy({ Effect: 'deny', Action: 'DeleteArchive' }));
    const found = lint(parsed, { severities: { 'invalid-effect': 'hint', 'unknown-action': 'off' } });
    assert.deepEqual(
      found.map(({ code, severity }) => [code, severity]),
      [['invalid-effect', 'hint']],
    );
  });

  it('ignores a target that is no vault ARN', () => {
    assert.deepEqual(codes(judge(policy(), 'ledger-2024')), []);
  });

  it('lists diagnostics in the order of the text', () => {
    const starts = judge(
      '{"Statement":[{"principal":1,"Effect":"deny","Action":"x","Resource":"y"}],"x":1}',
    ).map(({ range }) => range.start);
    assert.ok(starts.length > 4);
    assert.deepEqual(
      starts,
      [...starts].sort((a, b) => a - b),
    );
  });

  it('survives hostile files in bounded time', function () {
    this.timeout(10_000);
    const hostile = [
      `{"Statement":[${'{"Effect":"x","Action":["a","b"],"Resource":["c"],"Condition":{"a":{"b":[]}}},'.repeat(3000)}{}]}`,
      `{"Statement":{"Action":["${'*a'.repeat(5000)}"],"Resource":["arn:aws:glacier:${'${'.repeat(5000)}"]}}`,
      `{${'"a":1,'.repeat(50_000)}"b":2}`,
      `{"Statement":[${'['.repeat(60)}`,
      '{"Statement":[{"__proto__":{"constructor":"x"},"constructor":1,"Condition":{"__proto__":{"toString":"1"}}}]}',
    ];
    for (const text of hostile)
      for (const target of [undefined, 'arn:aws:glacier:us-west-2:111122223333:vaults/v'])
        judge(text, target);
  });
});
