import assert from 'node:assert/strict';
import { lint, parsePolicy, type Diagnostic } from '../../../../src/policy';

/**
 * What other tools get wrong about vault policies. What they flag wrongly is in neverFlag.test.ts; here is what they
 * miss or misplace.
 */
const judge = (text: string): readonly Diagnostic[] => lint(parsePolicy(text));
const codes = (text: string): string[] => judge(text).map(({ code }) => code);
const shown = (text: string): string[] => judge(text).map(({ range }) => text.slice(range.start, range.end));

function policy(changes: Record<string, unknown>, indent?: number): string {
  const statement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 'glacier:DeleteArchive',
    Resource: 'arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-2024',
    Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '366' } },
    ...changes,
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, undefined, indent);
}

describe('what others overlook', () => {
  it('the Deny is judged, not only the Allow (cloudsplaining and most checks of boogy)', () => {
    const found = judge(policy({ Action: 'glacier:*', Condition: undefined }));
    assert.ok(found.some(({ code, severity }) => code === 'deny-everything' && severity === 'error'));
  });

  it('a template of CloudFormation is told to be one (cfn-lint has no type for it)', () => {
    const text = JSON.stringify({ Resources: { Lock: { Type: 'Custom::VaultLock', Properties: {} } } });
    assert.deepEqual(codes(text), ['wrong-envelope']);
  });

  it('the policy of Terraform is `policy`, and `access_policy` is none of a lock (AWS Toolkit reads the latter)', () => {
    const resource = { aws_glacier_vault_lock: { main: { policy: policy({}) } } };
    assert.deepEqual(codes(JSON.stringify({ resource })), ['wrong-envelope']);
  });
});

describe('places', () => {
  it('are those of the text on every line (AWS Toolkit takes line 1 for line 0 and offsets for columns)', () => {
    const text = policy({ Effect: 'deny', Action: 'glacier:DeletArchive' }, 2);
    assert.deepEqual(shown(text), ['"deny"', '"glacier:DeletArchive"']);
    const [first] = judge(text);
    const line = text.slice(0, first?.range.start).split('\n').length - 1;
    assert.equal(text.split('\n')[line]?.trim(), '"Effect": "deny",');
  });

  it('are kept at the very beginning (AWS Toolkit drops what is at position 0)', () => {
    assert.deepEqual(
      judge('{"Statement": []}')
        .filter(({ range }) => range.start === 0)
        .map(({ code }) => code),
      ['missing-version'],
    );
  });
});

/** Writings of an action that all mean the same to AWS, and that a comparison of texts takes for something else. */
describe('odd wildcards slip past no rule (string checks let them)', () => {
  const same: Readonly<Record<string, readonly string[]>> = {
    'glacier:*': ['*', '**', 'glacier:**', 'GLACIER:*', 'glacier:*?', 'glacier:?*'],
    'glacier:DeleteArchive': ['glacier:deletearchive', 'glacier:D*e*Archive', 'glacier:DeleteArch??e'],
    'glacier:*VaultLock': ['glacier:**VaultLock', 'glacier:*vaultlock*', 'glacier:*V?ultL*k'],
    'glacier:Delete*': ['glacier:Del**', 'glacier:delete?*', 'Glacier:D*lete*'],
  };
  const settings: Readonly<Record<string, Record<string, unknown>>> = {
    'an age': {},
    'no condition': { Condition: undefined },
    'another age': { Condition: { NumericNotEquals: { 'glacier:ArchiveAgeInDays': '0' } } },
    'a hold': { Condition: { StringEquals: { 'glacier:ResourceTag/LegalHold': 'true' } } },
  };
  /** Whether a name is written with its capitals, and whether a fix can be offered, may well differ. */
  const judged = (Action: string, changes: Record<string, unknown>): string[] =>
    codes(policy({ ...changes, Action })).filter((code) => code !== 'canonical-spelling');

  for (const [plain, others] of Object.entries(same))
    for (const [setting, changes] of Object.entries(settings))
      it(`${plain} under ${setting}`, () => {
        for (const other of others) assert.deepEqual(judged(other, changes), judged(plain, changes), other);
      });
});

describe('equivalent operators', () => {
  const age = (operator: string, value: string): string[] =>
    codes(policy({ Action: 'glacier:*', Condition: { [operator]: { 'glacier:ArchiveAgeInDays': value } } }));

  it('of a retention are judged alike (a query for NumericLessThan alone sees no retention in the other)', () => {
    for (const operator of ['NumericLessThanEquals', 'ForAnyValue:NumericLessThan', 'NumericGreaterThan'])
      assert.ok(age(operator, '366').includes('age-blocks-retrieval'), operator);
  });

  it('that are true without an age are found in every form', () => {
    for (const operator of [
      'NumericNotEquals',
      'NumericLessThanIfExists',
      'ForAllValues:NumericLessThan',
      'StringNotEquals',
    ])
      assert.ok(age(operator, '366').includes('absent-key-matches-all'), operator);
  });
});
