import assert from 'node:assert/strict';
import fc from 'fast-check';
import { effectOf, type Caller, type Cell, type Effect } from '../../../../src/policy/effect';
import { evaluate, type AuthorizationRequest } from '../../../../src/policy/evaluate';
import { vaultPolicyActions } from '../../../../src/policy/vocabulary/actions';
import { matchesWildcard } from '../../../../src/policy/wildcard';
import { account, otherAccount, policy, statement, vault, type Elements } from '../evaluate/asking';
import { anyDocument } from './anyDocument';

/** Somebody of whom the effect was not made, as a request says it. */
interface Outsider {
  readonly principal: string;
  readonly arn: string;
  readonly account: string;
  readonly type: 'User' | 'AssumedRole' | 'FederatedUser' | 'Account';
}

const user = (name: string, id = account): Outsider => {
  const arn = `arn:aws:iam::${id}:user/${name}`;
  return { principal: arn, arn, account: id, type: 'User' };
};
const role = (path: string, id = account): Outsider => ({
  principal: `arn:aws:sts::${id}:assumed-role/${path.slice(path.lastIndexOf('/') + 1)}/tuesday`,
  arn: `arn:aws:iam::${id}:role/${path}`,
  account: id,
  type: 'AssumedRole',
});
const federated = (name: string, id = account): Outsider => {
  const arn = `arn:aws:sts::${id}:federated-user/${name}`;
  return { principal: arn, arn, account: id, type: 'FederatedUser' };
};
const root = (id: string): Outsider => {
  const arn = `arn:aws:iam::${id}:root`;
  return { principal: arn, arn, account: id, type: 'Account' };
};

const outsiders: readonly Outsider[] = [
  ...[account, otherAccount, '444477778888', '000000000000'].flatMap((id) => [
    ...['ana', 'Ana', 'anb', 'bob', 'a-b', 'team/ana'].map((name) => user(name, id)),
    ...['LegalAdmin', 'Backups', 'x/Archivist', 'ops/Backup', 'plain'].map((path) => role(path, id)),
    federated('ana', id),
    federated('bob', id),
    root(id),
  ]),
  { ...role('ops/Backup'), principal: `arn:aws:sts::${account}:assumed-role/Backup/monday` },
];

/** The callers of the effect who stand for somebody; several where two patterns fit. */
function standInsOf({ callers: { list } }: Effect, { principal, arn, account: id, type }: Outsider) {
  const exact = list.filter((caller) => caller.named && caller.principal === principal);
  // The root of an account in the list stands for the account, and so for the root too.
  if (exact.length > 0) return exact;
  const own = list.filter(
    ({ named, pattern, context, principal: theirs }) =>
      named &&
      pattern === undefined &&
      context['aws:principalarn'] === arn &&
      theirs.includes('nobody-names'),
  );
  if (own.length > 0) return own;
  // Where nothing tells them apart, a federated session is one of its user.
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const ofUser = list.filter(
    ({ named, context, principal: theirs }) =>
      named && context['aws:principalaccount'] === id && theirs.endsWith(`:user/${name}`),
  );
  if (type === 'FederatedUser' && !list.some((caller) => caller.federated) && ofUser.length > 0)
    return ofUser;
  const fitting = list.filter(({ pattern }) => pattern !== undefined && matchesWildcard(pattern, arn));
  if (fitting.length > 0) return fitting;
  const ofAccount = list.filter((caller) => caller.named && caller.principal === root(id).arn);
  if (id !== account && ofAccount.length > 0) return ofAccount;
  const ordinary = list.filter((caller) => !caller.named);
  const kinds: Readonly<Record<Outsider['type'], Caller['kind']>> = {
    Account: 'owner root',
    User: 'owner user',
    FederatedUser: 'owner user',
    AssumedRole: 'owner role session',
  };
  const kind = id === account ? kinds[type] : 'another account';
  const found = ordinary.filter((caller) => caller.kind === kind);
  const ofType = found.filter(
    ({ federated: isSession }) => (isSession === true) === (type === 'FederatedUser'),
  );
  return ofType.length > 0 ? ofType : found;
}

function requestBy(effect: Effect, cell: Cell, who: Outsider): AuthorizationRequest {
  const asked = effect.requestOf(cell);
  const context = {
    ...asked.context,
    'aws:principalarn': who.arn,
    'aws:principalaccount': who.account,
    'aws:principaltype': who.type,
    'aws:principalisawsservice': 'false',
  };
  return { ...asked, principal: who.principal, context };
}

function assertHolds(effect: Effect, document: Parameters<typeof evaluate>[0], cell: Cell, who: Outsider) {
  const verdict = effect.at(cell);
  const said = evaluate(document, requestBy(effect, cell, who)).decision;
  const possible = verdict.sure ? [verdict.decision] : verdict.possible;
  const about = JSON.stringify({ who, by: cell.caller.principal, verdict, said });
  assert.ok(possible.includes(said), about);
  return verdict.sure;
}

const somewhere = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('a caller who stands for others', () => {
  it('gets for certain only what each of them gets', function () {
    this.timeout(60_000);
    let sure = 0;
    let unsure = 0;
    fc.assert(
      fc.property(
        anyDocument,
        fc.array(fc.tuple(fc.constantFrom(...outsiders), somewhere, somewhere), {
          minLength: 12,
          maxLength: 12,
        }),
        (document, asked) => {
          const effect = effectOf(document, { vaultArn: vault });
          for (const [who, at, where] of asked) {
            const action = vaultPolicyActions[Math.floor(at * 27)]?.name ?? 'DeleteArchive';
            const state = Math.floor(where * effect.states.count);
            const standIns = standInsOf(effect, who);
            assert.ok(standIns.length > 0, who.principal);
            for (const caller of standIns)
              if (assertHolds(effect, document, { action, caller, age: 30, state }, who)) sure += 1;
              else unsure += 1;
          }
        },
      ),
      { numRuns: 1500 },
    );
    assert.ok(sure > 2 * unsure, `${sure} sure, ${unsure} not`);
  });

  const deletion = (more: Elements): Elements => ({
    Action: 'glacier:DeleteArchive',
    Resource: vault,
    ...more,
  });
  const arn = (operator: string, value: string, key = 'aws:PrincipalArn') =>
    deletion({ Condition: { [operator]: { [key]: value } } });
  const of = (id: string, rest: string): string => `arn:aws:iam::${id}:${rest}`;
  const many = [...Array(30).keys()].map((n) => deletion({ Principal: { AWS: of(account, `user/u${n}`) } }));
  const cases: readonly (readonly [what: string, Elements[], Outsider])[] = [
    ['a role of any account', [arn('ArnNotLike', of('*', 'role/LegalAdmin'))], role('LegalAdmin')],
    [
      'a role of any other account',
      [arn('ArnNotLike', of('*', 'role/LegalAdmin'))],
      role('LegalAdmin', otherAccount),
    ],
    ['a role by the end of its ARN', [arn('StringNotLike', '*role/LegalAdmin')], role('LegalAdmin')],
    ['some users', [arn('ArnLike', of(account, 'user/*-*'))], user('ana')],
    ['some users by their first letter', [arn('ArnLike', of(account, 'user/s*'))], user('ana')],
    ['all but some roles', [arn('ArnNotLike', of(account, 'role/Back*'))], role('Backups')],
    ['some accounts', [arn('StringNotLike', '4444*', 'aws:PrincipalAccount')], user('ana', '444477778888')],
    [
      'all but federated sessions',
      [arn('StringNotEquals', 'FederatedUser', 'aws:PrincipalType')],
      federated('bob'),
    ],
    [
      'a federated session',
      [deletion({ Principal: { AWS: federated('bob').arn }, Effect: 'Allow' })],
      federated('bob'),
    ],
    ['an account of noughts', [deletion({ Principal: { AWS: '000000000000' } })], root('000000000001')],
    [
      'a user of that name',
      [deletion({ Principal: { AWS: of(account, 'user/some-user-nobody-names') } })],
      user('ana'),
    ],
    ['more than are told apart', many, user('u29')],
    [
      'two roles of one name',
      [arn('ArnLike', of(account, 'role/a/Admin')), arn('ArnNotEquals', of(account, 'role/b/Admin'))],
      role('b/Admin'),
    ],
  ];
  for (const [what, statements, who] of cases)
    it(`is told apart or in doubt where the policy names ${what}`, () => {
      const document = policy(statements.map((elements) => statement(elements)));
      const effect = effectOf(document);
      const standIns = standInsOf(effect, who);
      assert.ok(standIns.length > 0);
      for (const caller of standIns)
        assertHolds(effect, document, { action: 'DeleteArchive', caller, age: 0, state: 0 }, who);
    });

  it('is certain where a pattern fits all or none of them', () => {
    const document = policy([statement(arn('ArnLike', of(account, '*')))]);
    const effect = effectOf(document);
    for (const who of [
      user('ana'),
      role('plain'),
      federated('bob'),
      root(account),
      user('eve', otherAccount),
    ])
      for (const caller of standInsOf(effect, who))
        assert.ok(assertHolds(effect, document, { action: 'DeleteArchive', caller, age: 0, state: 0 }, who));
  });
});
