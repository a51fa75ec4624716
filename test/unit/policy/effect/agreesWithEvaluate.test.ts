import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PolicyDocument, PrincipalEntry, Statement } from '../../../../src/policy/document';
import { effectOf, hasAge, type Cell, type Effect } from '../../../../src/policy/effect';
import { evaluate } from '../../../../src/policy/evaluate';
import { operators } from '../../../../src/policy/vocabulary/operators';
import { vaultPolicyActions } from '../../../../src/policy/vocabulary/actions';
import { account, otherAccount, vault } from '../evaluate/asking';

const principals = [
  account,
  `arn:aws:iam::${account}:root`,
  `arn:aws:iam::${account}:user/ana`,
  `arn:aws:iam::${account}:role/ops/Backup`,
  `arn:aws:sts::${account}:assumed-role/Backup/monday`,
  `arn:aws:iam::${otherAccount}:user/eve`,
  otherAccount,
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
    values: fc.array(fc.constantFrom(...principals, `arn:aws:iam::${account}:*`, 'anonymous'), {
      maxLength: 2,
    }),
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
const document: fc.Arbitrary<PolicyDocument> = fc.record({
  version: fc.constantFrom<PolicyDocument['version']>('2012-10-17', '2012-10-17', '2008-10-17'),
  id: fc.constant(undefined),
  statements: fc.array(statement, { minLength: 1, maxLength: 4 }),
});

const somewhere = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const cellOf = (
  effect: Effect,
  [action, caller, age, state]: readonly [number, number, number, number],
): Cell => {
  const pick = <Item>(items: readonly Item[], at: number): Item => {
    const item = items[Math.floor(at * items.length)];
    assert(item !== undefined);
    return item;
  };
  return {
    action: pick([...vaultPolicyActions, ...vaultPolicyActions.filter((each) => each.age)], action).name,
    caller: pick(effect.callers.list, caller),
    age: pick([...effect.ages, 5000], age),
    state: Math.floor(state * effect.states.count),
  };
};
const place = fc.tuple(somewhere, somewhere, somewhere, somewhere);

describe('the effect of a policy', () => {
  it('is what evaluate says of every kind of request, wherever it is sure', function () {
    this.timeout(60_000);
    let sure = 0;
    let unsure = 0;
    fc.assert(
      fc.property(
        document,
        fc.array(place, { minLength: 8, maxLength: 8 }),
        fc.boolean(),
        (policy, places, named) => {
          const effect = effectOf(policy, named ? { vaultArn: vault } : {});
          for (const at of places) {
            const cell = cellOf(effect, at);
            const request = effect.requestOf(cell);
            const said = evaluate(policy, request);
            const verdict = effect.at(cell);
            if (!verdict.sure) {
              unsure += 1;
              continue;
            }
            sure += 1;
            assert.equal(verdict.decision, said.decision, JSON.stringify({ request, verdict, said }));
            assert.ok(verdict.statements.every((index) => said.statements.includes(index)));
          }
        },
      ),
      { numRuns: 3000 },
    );
    assert.ok(sure > 4 * unsure, `${sure} sure, ${unsure} not`);
  });

  it('over many requests is never more certain and never less possible than over each', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(document, fc.array(place, { minLength: 8, maxLength: 8 }), (policy, places) => {
        const effect = effectOf(policy);
        for (const at of places) {
          const { action, age, caller, state } = cellOf(effect, at);
          const question = {
            action,
            callers: 1 << effect.callers.list.indexOf(caller),
            states: 1n << BigInt(state),
          };
          const verdict = effect.at({ action, age, caller, state });
          const denied = verdict.sure && verdict.decision === 'explicitDeny';
          const maybe = verdict.sure ? denied : verdict.possible.includes('explicitDeny');
          if (hasAge(effect.deniedAges({ action }, 'certain'), age)) assert.ok(denied, action);
          if (hasAge(effect.deniedAges(question, 'certain'), age)) assert.ok(denied, action);
          if (maybe) assert.ok(hasAge(effect.deniedAges(question, 'possible'), age), action);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
