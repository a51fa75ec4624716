import { everyAge, isWithin, type Effect, type Reach } from '../../effect';
import { vaultPolicyActions } from '../../vocabulary/actions';
import { policyEffect } from '../policyEffect';
import { openingBrace, overPolicy } from '../rule';
import { removeStatement } from './removeStatement';

/** An Allow that the denials of the same policy always overrule. */
export const redundantAllow = overPolicy(function* (policy, context) {
  const judged = policyEffect(context);
  if (!judged || judged.denials.length === 0) return;
  for (const { tree, statement, reach } of judged.statements) {
    if (statement.effect !== 'Allow' || !isOverruled(reach, judged.effect)) continue;
    yield {
      at: tree.effect?.value?.span ?? openingBrace(tree.node),
      covers: tree.node.span,
      message:
        'The denials of this policy overrule this Allow in every case: it promises what never happens, for ever once locked. Remove it, or narrow what denies it.',
      fixes: [removeStatement(policy, tree, context.editor)],
    };
  }
});

/** Whether whatever the statement may allow is denied for certain. What it never allows is no promise to be overruled. */
function isOverruled(reach: Reach, effect: Effect): boolean {
  const { actions, possibleCallers: callers, covers, exhaustive } = reach;
  if (actions === 0 || callers === 0 || covers === 'no') return false;
  let promises = false;
  for (const [index, { name, age, tag }] of vaultPolicyActions.entries()) {
    if (!(actions & (1 << index))) continue;
    const sampled = tag ? reach.states : reach.statesWithoutTags;
    const states = exhaustive ? sampled : effect.states.all;
    if (states === 0n || (age ? reach.ages?.length === 0 : !reach.withoutAge)) continue;
    promises = true;
    const denied = effect.deniedAges({ action: name, callers, states }, 'certain');
    const asked = age && reach.ages ? reach.ages : everyAge;
    if (!isWithin(asked, denied)) return false;
  }
  return promises;
}
