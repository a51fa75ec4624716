import assert from 'node:assert/strict';
import fc from 'fast-check';
import { effectOf, hasAge, type Cell, type Effect } from '../../../../src/policy/effect';
import { evaluate } from '../../../../src/policy/evaluate';
import { vaultPolicyActions } from '../../../../src/policy/vocabulary/actions';
import { vault } from '../evaluate/asking';
import { anyDocument } from './anyDocument';

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
        anyDocument,
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
      fc.property(anyDocument, fc.array(place, { minLength: 8, maxLength: 8 }), (policy, places) => {
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
