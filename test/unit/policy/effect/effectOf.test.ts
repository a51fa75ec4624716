import assert from 'node:assert/strict';
import { effectOf, everyAge, isEveryAge, type CallerKind, type Effect } from '../../../../src/policy/effect';
import { account, otherAccount, policy, read, statement, vault, type Elements } from '../evaluate/asking';

const effect = (...statements: readonly Elements[]): Effect =>
  effectOf(policy(statements.map((elements) => statement({ Resource: vault, ...elements }))));
const age = (operator: string, value: unknown): Elements => ({
  [operator]: { 'glacier:ArchiveAgeInDays': value },
});
const deletion = (condition: Elements, more: Elements = {}): Elements => ({
  Action: 'glacier:DeleteArchive',
  Condition: condition,
  ...more,
});

function caller({ callers }: Effect, kind: CallerKind) {
  const found = callers.list.find((each) => each.kind === kind && !each.named);
  assert(found);
  return found;
}

/** The first deletable day of the owner's root on a vault without tags. */
function firstDay(of: Effect) {
  const state = [...Array(of.states.count).keys()].find((each) => of.states.untagged & (1n << BigInt(each)));
  assert(state !== undefined);
  return of.firstDeletableDay(caller(of, 'owner root'), state);
}

describe('the first deletable day', () => {
  const days: readonly (readonly [what: string, day: number | undefined, Elements[]])[] = [
    ['NumericLessThan', 365, [deletion(age('NumericLessThan', '365'))]],
    ['NumericLessThanEquals', 366, [deletion(age('NumericLessThanEquals', 365))]],
    [
      'several values, of which the largest decides',
      2557,
      [deletion(age('NumericLessThan', ['90', '2557']))],
    ],
    ['a fraction', 365, [deletion(age('NumericLessThan', '364.5'))]],
    ['no condition', undefined, [{ Action: 'glacier:Delete*' }]],
    ['the wrong end', 0, [deletion(age('NumericGreaterThan', '30'))]],
    [
      'two ends',
      undefined,
      [deletion(age('NumericLessThan', 9)), deletion(age('NumericGreaterThanEquals', '9'))],
    ],
    [
      'two ends with a gap',
      9,
      [deletion(age('NumericLessThan', 9)), deletion(age('NumericGreaterThan', '9'))],
    ],
    ['all but one day', 9, [deletion(age('NumericNotEquals', 9))]],
    ['the age left open', 365, [deletion(age('NumericLessThanIfExists', 365))]],
    ['a set operator', 365, [deletion(age('ForAllValues:NumericLessThan', 365))]],
    ['Null, which is never true of archives', 0, [deletion(age('Null', 'true'))]],
    ['Null, which is always false of archives', undefined, [deletion(age('Null', 'false'))]],
    ['an absent tag', 0, [deletion({ StringEquals: { 'glacier:ResourceTag/Hold': 'true' } })]],
    [
      'an absent tag, negated',
      undefined,
      [deletion({ StringNotEquals: { 'glacier:ResourceTag/Hold': 'x' } })],
    ],
    ['another action', 0, [{ Action: 'glacier:DeleteVault' }]],
    ['all actions but one', undefined, [{ NotAction: 'glacier:InitiateJob', Action: undefined }]],
    ['a second vault', 365, [deletion(age('NumericLessThan', 365)), { Resource: `${vault}-2` }]],
    [
      'everybody but a service',
      undefined,
      [{ NotPrincipal: { Service: 'x.amazonaws.com' }, Principal: undefined }],
    ],
  ];
  for (const [what, day, statements] of days)
    it(`with ${what} is ${day ?? 'none'}`, () => {
      assert.deepEqual(
        { ...firstDay(effect(...statements)), statements: [] },
        { day, sure: true, statements: [] },
      );
    });

  it('names the statements that deny the day before', () => {
    const of = effect(deletion(age('NumericLessThan', 30)), deletion(age('NumericLessThan', 365)));
    assert.deepEqual(firstDay(of), { day: 365, sure: true, statements: [1] });
  });

  it('is not sure where more decides than age, tags and caller', () => {
    const conditions: readonly Elements[] = [
      {
        ...age('NumericLessThan', 365),
        StringEquals: { 'glacier:ResourceTag/A': 'true', 'aws:username': '${aws:userid}' },
      },
      { StringNotEquals: { 'glacier:ResourceTag/A': '${aws:username}' } },
      age('DateLessThan', '365'),
    ];
    const [held, open, date] = conditions.map((condition) => firstDay(effect(deletion(condition))));
    assert.deepEqual(held, { day: 0, sure: true, statements: [] });
    assert.deepEqual(open, { day: 0, sure: false, statements: [] });
    assert.deepEqual(date, { day: 0, sure: false, statements: [] });
  });
});

describe('NotPrincipal in a Deny', () => {
  const role = `arn:aws:iam::${account}:role/Keeper`;
  const session = `arn:aws:sts::${account}:assumed-role/Keeper/friday`;
  const verdict = (...spared: string[]) => {
    const of = effect({ NotPrincipal: { AWS: spared }, Principal: undefined, Action: 'glacier:DeleteVault' });
    const keeper = of.callers.list.findLast(({ named, kind }) => named && kind !== 'owner root');
    assert(keeper);
    return of.at({ action: 'DeleteVault', caller: keeper, age: 0, state: 0 });
  };

  it('that names a role without its session and account leaves unsure whether the role is spared', () => {
    assert.deepEqual(verdict(role), {
      sure: false,
      possible: ['explicitDeny', 'implicitDeny'],
      statements: [0],
    });
    assert.equal(verdict(role, account).sure, false);
  });

  it('that names session, role and account spares them', () => {
    const spared = verdict(role, session, `arn:aws:iam::${account}:root`);
    assert.deepEqual(spared, { sure: true, decision: 'implicitDeny', statements: [] });
  });
});

describe('what is denied to everybody', () => {
  const denied = (...statements: Elements[]) =>
    effect(...statements).deniedAges({ action: 'DeleteArchive' }, 'certain');
  const hold = (operator: string, value: string): Elements =>
    deletion({ [operator]: { 'glacier:ResourceTag/Hold': value } });

  it('counts statements together, however they are written', () => {
    const together: readonly (readonly Elements[])[] = [
      [hold('StringEquals', 'true'), hold('StringNotEquals', 'true')],
      [hold('StringEqualsIgnoreCase', 'true'), hold('StringNotEqualsIgnoreCase', 'TRUE')],
      [hold('Null', 'true'), hold('StringLike', '*')],
      [
        { Principal: { AWS: account } },
        { Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${account}:root` } },
      ],
      [
        { Condition: { StringEquals: { 'aws:PrincipalAccount': account } } },
        { Condition: { StringNotEquals: { 'aws:PrincipalAccount': account } } },
        { Principal: { Service: 'backup.amazonaws.com' } },
        { Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } },
      ],
      [{ Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }],
      [
        { Condition: { Bool: { 'aws:SecureTransport': false } } },
        { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
      ],
      [{ Condition: { StringEquals: { 'aws:ResourceAccount': account } } }],
    ];
    for (const statements of together)
      assert.deepEqual(denied(...statements), everyAge, JSON.stringify(statements));
  });

  it('leaves out what is not the same, or not for certain', () => {
    const apart: readonly (readonly Elements[])[] = [
      [hold('StringEquals', 'true'), hold('StringNotEqualsIgnoreCase', 'true')],
      [hold('StringEquals', 'true'), hold('StringEquals', 'false')],
      [hold('StringLike', 't*'), hold('StringNotLike', 't*')],
      [{ Principal: { AWS: account } }, { Principal: { AWS: otherAccount } }],
      [{ Condition: { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/Keeper` } } }],
      [deletion(age('NumericLessThan', 365)), { Resource: `${vault}-2` }],
    ];
    for (const statements of apart)
      assert.equal(isEveryAge(denied(...statements)), false, JSON.stringify(statements));
  });
});

describe('an effect', () => {
  it('lists the ages around each number that the policy names', () => {
    const of = effect(deletion(age('NumericLessThan', ['365', '0', 'x'])));
    assert.deepEqual(of.ages, [0, 1, 364, 365, 366]);
  });

  it('tells those apart whom the policy names', () => {
    const of = effect({ Principal: { AWS: [`arn:aws:iam::${account}:role/ops/Backup`, otherAccount] } });
    assert.deepEqual(
      of.callers.list.map(({ kind, named, principal }) => (named ? principal : kind)),
      [
        'owner root',
        'owner user',
        'owner role session',
        'another account',
        'service',
        'anonymous',
        `arn:aws:sts::${account}:assumed-role/Backup/some-session-nobody-names`,
        `arn:aws:iam::${otherAccount}:root`,
      ],
    );
  });

  it('is that of the vault it is asked for, else of one the policy names, else of any', () => {
    const of = (Resource: string, vaultArn?: string) => {
      const { vaultArn: arn, vaultIsKnown } = effectOf(policy([statement({ Resource })]), { vaultArn });
      return [arn, vaultIsKnown];
    };
    assert.deepEqual(of(`${vault}-2`, vault), [vault, true]);
    assert.deepEqual(of(vault), [vault, true]);
    const pattern = of('arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-*');
    assert.deepEqual(pattern, ['arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-x', false]);
    for (const entry of [
      '*',
      'x',
      'arn:aws:glacier:*',
      'arn:aws:s3:::x',
      '',
      ':::::',
      'arn:aws:glacier:*:*:vaults/*',
    ])
      assert.match(String(of(entry)[0]), /^arn:aws:glacier:us-east-1:\d{12}:vaults\/some-vault$/, entry);
  });

  it('knows when age, tags and conditions are in a request', () => {
    const of = effect({
      Condition: { Null: { 'glacier:ArchiveAgeInDays': 'true', 'glacier:ResourceTag/A': 'true' } },
    });
    const root = caller(of, 'owner root');
    const decisions = ['DeleteArchive', 'UploadArchive', 'ListJobs'].map((action) =>
      [...Array(of.states.count).keys()].map((state) => {
        const verdict = of.at({ action, caller: root, age: 0, state });
        return verdict.sure && verdict.decision === 'explicitDeny';
      }),
    );
    assert.deepEqual(decisions, [
      [false, false],
      [true, false],
      [true, true],
    ]);
  });

  it('takes a key that is named like a part of JavaScript for a key', () => {
    for (const key of ['__proto__', 'constructor', 'toString'])
      assert.equal(
        firstDay(effect(deletion(JSON.parse(`{"StringEquals":{"${key}":"x"}}`) as Elements))).day,
        0,
      );
  });

  it('takes a policy without Version by the rules of 2008', () => {
    const of = effectOf(
      read({
        Statement: [
          statement({ Resource: vault, Condition: { StringNotEquals: { 'aws:username': '${x}' } } }),
        ],
      }),
    );
    assert.equal(of.reaches[0]?.depends, false);
  });
});
