import { isWithin, type Effect, type Reach } from '../../effect';
import { policyEffect, type JudgedStatement } from '../policyEffect';
import { openingBrace, overPolicy } from '../rule';
import { removeStatement } from './removeStatement';

/** So many of the broadest statements of each effect are compared with all others. */
const mostCompared = 8;

/** A statement that says nothing that another one does not say already. */
export const redundantStatement = overPolicy(function* (policy, context) {
  const judged = policyEffect(context);
  if (!judged) return;
  const { effect } = judged;
  const sound = judged.statements.filter(({ reach }) => isCertain(reach, effect));
  const seen = new Map<string, JudgedStatement>();
  const broadest = [...sound].sort((a, b) => breadth(b.reach) - breadth(a.reach));
  for (const one of sound) {
    const { tree, reach, statement } = one;
    const key = keyOf(reach);
    const same = seen.get(key);
    seen.set(key, same ?? one);
    const broader =
      same ??
      broadest
        .filter((other) => other.statement.effect === statement.effect)
        .slice(0, mostCompared)
        .find((other) => other !== one && includes(other.reach, reach) && !includes(reach, other.reach));
    if (!broader) continue;
    yield {
      at: tree.sid?.value?.span ?? openingBrace(tree.node),
      covers: tree.node.span,
      message: `${nameOf(broader, judged.statements)} ${statement.effect === 'Deny' ? 'denies' : 'allows'} all of this already. Once locked, a statement that does nothing can only mislead: remove it.`,
      fixes: [removeStatement(policy, tree, context.editor)],
    };
  }
});

/** What may or may not apply, and what never does, is compared with nothing. */
function isCertain(reach: Reach, effect: Effect): boolean {
  const { actions, covers, callers, possibleCallers, ages, states, statesWithoutTags } = reach;
  if (covers !== 'yes' || reach.depends || !reach.exhaustive || callers !== possibleCallers) return false;
  if (actions === 0 || callers === 0 || !ages || (states | statesWithoutTags) === 0n) return false;
  return (callers & ~effect.callers.all) === 0 && (ages.length > 0 || reach.withoutAge);
}

function includes(outer: Reach, inner: Reach): boolean {
  return (
    (inner.actions & ~outer.actions) === 0 &&
    (inner.callers & ~outer.callers) === 0 &&
    (inner.states & ~outer.states) === 0n &&
    (inner.statesWithoutTags & ~outer.statesWithoutTags) === 0n &&
    (outer.withoutAge || !inner.withoutAge) &&
    isWithin(inner.ages ?? [], outer.ages ?? [])
  );
}

function keyOf({ effect, actions, callers, states, statesWithoutTags, withoutAge, ages }: Reach): string {
  const days = (ages ?? []).map(({ from, to }) => `${from}-${to}`).join(',');
  return [effect, actions, callers, states, statesWithoutTags, withoutAge, days].join(' ');
}

function breadth({ actions, callers, ages, withoutAge }: Reach): number {
  const bits = (set: number): number => set.toString(2).replaceAll('0', '').length;
  const days = (ages ?? []).reduce((sum, { from, to }) => sum + Math.min(to, 1e6) - Math.min(from, 1e6), 0);
  return bits(callers) * 100 + bits(actions) + days / 1e6 + (withoutAge ? 1 : 0);
}

function nameOf(statement: JudgedStatement, all: readonly JudgedStatement[]): string {
  const sid = statement.tree.sid?.value;
  if (sid?.kind === 'string' && sid.value !== '') return `"${sid.value}"`;
  return `Statement ${all.indexOf(statement) + 1}`;
}
