import { actionSet, isEveryAge, isWithin, type CallerSet, type Effect, type Reach } from '../../effect';
import { policyEffect, type JudgedStatement } from '../policyEffect';
import { openingBrace, overPolicy } from '../rule';
import { inDays } from './age';

const deletion = actionSet('DeleteArchive');
const retention = deletion | actionSet('DeleteVault');

/** A retention that binds some only: the access policy stays changeable and can let in the others later. */
export const principalScopeHole = overPolicy(function* (_, context) {
  const judged = policyEffect(context);
  if (!judged) return;
  const { effect, denials } = judged;
  for (const denial of denials) {
    const { tree, reach } = denial;
    const free = leftOut(reach, effect);
    if (free === 0 || tree.notPrincipal || !tree.principal?.value) continue;
    const narrow = tree.principal.value.kind === 'object' && !namesEveryone(denial);
    const at = narrow ? tree.principal.value.span : (callerTest(denial) ?? openingBrace(tree.node));
    const { ages } = reach;
    const widens =
      narrow && (reach.actions & ~retention) === 0 && ages && !isEveryAge(ages) && !reach.withoutAge;
    yield {
      at,
      message: `${until(ages)} deleting is denied to ${narrow ? 'those named here' : 'some'} only: the access policy, which can always be changed, may let in ${whom(free, effect)}, for ever once locked. Deny it to everyone ("*").`,
      fixes: [
        widens
          ? {
              title: 'Use Principal "*"',
              edits: [context.editor.replace(tree.principal.value, '*')],
              preferred: true,
            }
          : undefined,
      ],
    };
  }
});

/** The ordinary callers whom a Deny of deleting that is meant for the owner does not bind, nor any other statement. */
function leftOut(
  { actions, ages, callers, possibleCallers, states, covers }: Reach,
  effect: Effect,
): CallerSet {
  const { list, ofOwner } = effect.callers;
  if ((actions & deletion) === 0 || (callers & ofOwner) === 0 || covers === 'no') return 0;
  if (!ages || ages.length === 0 || states === 0n) return 0;
  return list.reduce((set, { named }, index) => {
    const caller = 1 << index;
    if (named || possibleCallers & caller) return set;
    const denied = effect.deniedAges({ action: 'DeleteArchive', callers: caller, states }, 'possible');
    return isWithin(ages, denied) ? set : set | caller;
  }, 0);
}

function namesEveryone({ statement }: JudgedStatement): boolean {
  return statement.principal.entries.some(({ type }) => type === 'everyone');
}

function callerTest({ tree }: JudgedStatement) {
  return tree.tests.find(({ key }) => /^aws:Principal/i.test(key.key.value))?.key.key.span;
}

function until(ages: Reach['ages']): string {
  const [first] = ages ?? [];
  return first?.from === 0 && first.to !== Infinity ? `Up to an age of ${inDays(first.to)}` : 'Here';
}

function whom(set: CallerSet, { callers }: Effect): string {
  const kinds = callers.list.flatMap(({ kind }, index) => (set & (1 << index) ? [kind] : []));
  const ofOwner = kinds.some((kind) => kind.startsWith('owner'));
  return ofOwner ? 'others of the account, and other accounts' : 'other accounts';
}
