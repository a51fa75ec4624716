import assert from 'node:assert/strict';
import { evaluate, type AuthorizationRequest } from '../../../../src/policy/evaluate';
import { actions, vaultPolicyActions } from '../../../../src/policy/vocabulary/actions';
import {
  account,
  holds,
  holdsIn2008,
  otherAccount,
  policy,
  read,
  request,
  statement,
  type Elements,
} from './asking';

const age = 'glacier:ArchiveAgeInDays';
const hold = 'glacier:ResourceTag/LegalHold';
const deletion = 'glacier:DeleteArchive';

const decide = (statements: Elements[], given: Partial<AuthorizationRequest> = {}) =>
  evaluate(policy(statements), request(given)).decision;
const denyWith = (Condition: Elements, Action: unknown = deletion): Elements =>
  statement({ Action, Condition });
const atAge = (days: number) => ({ context: { [age]: String(days) } });
const tagged = (value: string) => ({ context: { [hold]: value } });
/** A request that carries the age only where Glacier sends it. */
const realistic = (name: string, days: number): Partial<AuthorizationRequest> => ({
  action: `glacier:${name}`,
  context: actions.find((action) => action.name === name)?.age ? { [age]: String(days) } : {},
});

describe('evaluate: traps that decide real outcomes', () => {
  it('1. NumericLessThan 365 protects ages 0 to 364, NumericLessThanEquals one day more', () => {
    const ages = [0, 364, 365, 366];
    assert.deepEqual(
      ages.map((days) => decide([denyWith({ NumericLessThan: { [age]: '365' } })], atAge(days))),
      ['explicitDeny', 'explicitDeny', 'implicitDeny', 'implicitDeny'],
    );
    assert.deepEqual(
      ages.map((days) => decide([denyWith({ NumericLessThanEquals: { [age]: '365' } })], atAge(days))),
      ['explicitDeny', 'explicitDeny', 'explicitDeny', 'implicitDeny'],
    );
  });

  it('2. Deny glacier:* with an age blocks deletion and retrieval of young archives and nothing else', () => {
    const deny = denyWith({ NumericLessThan: { [age]: '365' } }, 'glacier:*');
    const denied = vaultPolicyActions.filter(
      ({ name }) => decide([deny], realistic(name, 10)) === 'explicitDeny',
    );
    assert.deepEqual(
      denied.map(({ name }) => name),
      ['DeleteArchive', 'InitiateJob'],
    );
  });

  it('3. a negated or IfExists test on a key the action never has makes a Deny hit every request', () => {
    for (const condition of [
      { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } },
      { NumericNotEquals: { [age]: '0' } },
      { NumericLessThanIfExists: { [age]: '365' } },
    ])
      assert.equal(decide([denyWith(condition, 'glacier:*')], realistic('UploadArchive', 0)), 'explicitDeny');
  });

  it('4. a legal hold: "true" has case, "" is a second value, an absent tag a third', () => {
    const both = denyWith({ StringLike: { [hold]: ['true', ''] } });
    const decisions = (['true', '', 'True', 'TRUE', 'false'] as const).map((value) =>
      decide([both], tagged(value)),
    );
    assert.deepEqual(decisions, [
      'explicitDeny',
      'explicitDeny',
      'implicitDeny',
      'implicitDeny',
      'implicitDeny',
    ]);
    assert.equal(decide([both], { context: {} }), 'implicitDeny');
  });

  it('5. a positive hold test fails open, a negated one fails closed', () => {
    assert.equal(decide([denyWith({ StringEquals: { [hold]: 'true' } })], { context: {} }), 'implicitDeny');
    assert.equal(
      decide([denyWith({ StringNotEquals: { [hold]: 'false' } })], { context: {} }),
      'explicitDeny',
    );
  });

  it('6. a hold on deletion leaves the tags to whoever may change them', () => {
    const onHold = denyWith({ StringEquals: { [hold]: 'true' } });
    assert.equal(
      decide([onHold], { ...tagged('true'), action: 'glacier:RemoveTagsFromVault' }),
      'implicitDeny',
    );
  });

  it('7. a Deny for the own root leaves out other accounts', () => {
    const deny = statement({ Principal: { AWS: `arn:aws:iam::${account}:root` } });
    assert.equal(decide([deny]), 'explicitDeny');
    assert.equal(decide([deny], { principal: `arn:aws:iam::${otherAccount}:user/eve` }), 'implicitDeny');
  });

  it('8. a date operator on the age reads days as seconds since 1970', () => {
    assert.equal(holds({ DateLessThan: { [age]: '365' } }, { [age]: '100' }), true);
    assert.equal(holds({ DateLessThan: { [age]: '2020-01-01' } }, { [age]: '100' }), true);
  });

  it('9. several numbers in one test are OR: only the loosest counts', () => {
    const deny = denyWith({ NumericLessThan: { [age]: ['90', '2557'] } });
    assert.deepEqual(
      [89, 90, 2556, 2557].map((days) => decide([deny], atAge(days))),
      ['explicitDeny', 'explicitDeny', 'explicitDeny', 'implicitDeny'],
    );
  });

  it('10. two operators in one Condition are AND, two statements are OR', () => {
    const young = { NumericLessThan: { [age]: '365' } };
    const held = { StringEquals: { [hold]: 'true' } };
    const old = { context: { [age]: '400', [hold]: 'true' } };
    assert.equal(decide([denyWith({ ...young, ...held })], old), 'implicitDeny');
    assert.equal(decide([denyWith(young), denyWith(held)], old), 'explicitDeny');
  });

  it('11. Bool aws:MultiFactorAuthPresent false misses long-term keys, BoolIfExists does not', () => {
    const key = 'aws:MultiFactorAuthPresent';
    assert.equal(holds({ Bool: { [key]: 'false' } }, {}), false);
    assert.equal(holds({ BoolIfExists: { [key]: 'false' } }, {}), true);
    assert.equal(holds({ BoolIfExists: { [key]: 'false' } }, { [key]: 'true' }), false);
  });

  it('12. variables under 2008 are plain text: the Deny is dead', () => {
    const condition = { StringEquals: { 'aws:username': '${aws:PrincipalTag/owner}' } };
    const context = { 'aws:username': 'ana', 'aws:PrincipalTag/owner': 'ana' };
    assert.equal(holds(condition, context), true);
    assert.equal(holdsIn2008(condition, context), false);
  });

  it('13. ForAllValues on an absent key is true', () => {
    assert.equal(holds({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } }, {}), true);
  });

  it('14. an Allow that names a user, a role or everyone allows by itself', () => {
    const user = `arn:aws:iam::${account}:user/ana`;
    for (const Principal of ['*', { AWS: user }, { AWS: account }])
      assert.equal(decide([statement({ Effect: 'Allow', Principal })]), 'allow');
  });

  it('15. a bound on aws:CurrentTime begins or ends by itself', () => {
    const deny = denyWith({ DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } });
    const at = (time: string) => decide([deny], { context: { 'aws:CurrentTime': time } });
    assert.deepEqual(
      [at('2029-12-31T23:59:59Z'), at('2030-01-01T00:00:00Z')],
      ['explicitDeny', 'implicitDeny'],
    );
  });

  it('16. a Deny of everything also blocks completing and aborting', () => {
    for (const action of ['glacier:CompleteVaultLock', 'glacier:AbortVaultLock'])
      for (const Action of ['*', 'glacier:*VaultLock'])
        assert.equal(decide([statement({ Action })], { action }), 'explicitDeny');
  });

  it('17. 2555 days end before seven calendar years do', () => {
    const days = (Date.UTC(2031, 5, 1) - Date.UTC(2024, 5, 1)) / 86_400_000;
    assert.equal(days, 2556);
    const deny = (limit: string) => denyWith({ NumericLessThan: { [age]: limit } });
    assert.equal(decide([deny('2555')], atAge(days - 1)), 'implicitDeny');
    assert.equal(decide([deny('2557')], atAge(days)), 'explicitDeny');
  });
});

describe("evaluate: AWS's own examples", () => {
  const examplevault = 'arn:aws:glacier:us-west-2:123456789012:vaults/examplevault';
  const owner = 'arn:aws:iam::123456789012:user/ana';

  it('retention: archives are deletable from day 365', () => {
    const document = read({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'deny-based-on-archive-age',
          Principal: '*',
          Effect: 'Deny',
          Action: 'glacier:DeleteArchive',
          Resource: [examplevault],
          Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' } },
        },
      ],
    });
    const ask = (days: string, principal: string) =>
      evaluate(document, request({ principal, resource: examplevault, context: { [age]: days } })).decision;
    for (const principal of [owner, '*', '444455556666']) {
      assert.equal(ask('364', principal), 'explicitDeny');
      assert.equal(ask('365', principal), 'implicitDeny');
    }
  });

  it('legal hold: a hold denies, without one the young archives are allowed to go', () => {
    const document = read({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'lock-vault',
          Principal: '*',
          Effect: 'Deny',
          Action: ['glacier:DeleteArchive'],
          Resource: [examplevault],
          Condition: { StringLike: { 'glacier:ResourceTag/LegalHold': ['true', ''] } },
        },
        {
          Sid: 'you-can-delete-archive-less-than-1-year-old',
          Principal: { AWS: 'arn:aws:iam::123456789012:root' },
          Effect: 'Allow',
          Action: ['glacier:DeleteArchive'],
          Resource: [examplevault],
          Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' } },
        },
      ],
    });
    const ask = (context: AuthorizationRequest['context']) =>
      evaluate(document, request({ principal: owner, resource: examplevault, context }));
    assert.deepEqual(ask({ [age]: '10' }), { decision: 'allow', statements: [1] });
    assert.deepEqual(ask({ [age]: '10', [hold]: 'true' }), { decision: 'explicitDeny', statements: [0] });
    assert.deepEqual(ask({ [age]: '400' }), { decision: 'implicitDeny', statements: [] });
  });

  it('the REST example: own account only, other spelling of the key, one day more', () => {
    const document = read({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Define-vault-lock',
          Effect: 'Deny',
          Principal: { AWS: 'arn:aws:iam::999999999999:root' },
          Action: 'glacier:DeleteArchive',
          Resource: 'arn:aws:glacier:us-west-2:999999999999:vaults/examplevault',
          Condition: { NumericLessThanEquals: { 'glacier:ArchiveAgeinDays': '365' } },
        },
      ],
    });
    const ask = (days: string, principal: string) =>
      evaluate(
        document,
        request({
          principal,
          resource: 'arn:aws:glacier:us-west-2:999999999999:vaults/examplevault',
          context: { [age]: days },
        }),
      ).decision;
    assert.equal(ask('365', 'arn:aws:sts::999999999999:assumed-role/ops/me'), 'explicitDeny');
    assert.equal(ask('366', '999999999999'), 'implicitDeny');
    assert.equal(ask('10', '111122223333'), 'implicitDeny');
  });
});
