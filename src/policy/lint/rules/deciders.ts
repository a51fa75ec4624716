import { isEveryAge, partOf, type CallerSet, type Effect, type Reach } from '../../effect';
import type { JudgedStatement, PolicyEffect } from '../policyEffect';

/** Whether a statement applies for certain to all requests of these callers for an action, whatever they say. */
export function appliesAlways(reach: Reach, action: string, asked: CallerSet, effect: Effect): boolean {
  const part = partOf(reach, action, 'certain', effect.states);
  return (
    part !== undefined &&
    (asked & ~part.callers) === 0 &&
    part.states === effect.states.all &&
    isEveryAge(part.ages)
  );
}

/** Actions that are denied at every age and in every state to all of some callers, and by which statements. */
export interface Lockout {
  /** Statements each of which denies some of the actions by itself, with these. */
  readonly alone: readonly { readonly denial: JudgedStatement; readonly actions: readonly string[] }[];
  /** What only several statements deny together. */
  readonly together: readonly string[];
}

/** Which of some actions are denied for good to all of these callers. */
export function lockoutOf(
  { effect, denials }: PolicyEffect,
  actions: readonly string[],
  callers: CallerSet,
): Lockout {
  const denied = actions.filter((action) => effect.isAlwaysDenied({ action, callers }));
  let left = denied;
  const alone: { denial: JudgedStatement; actions: readonly string[] }[] = [];
  for (const denial of denials) {
    if (left.length === 0) break;
    const own = left.filter((action) => appliesAlways(denial.reach, action, callers, effect));
    if (own.length > 0) alone.push({ denial, actions: own });
    left = left.filter((action) => !own.includes(action));
  }
  return { alone, together: left };
}

/** `A`, `A and B`, `A, B and C`. */
export function listOf(names: readonly string[], word: 'and' | 'or' = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1) ?? ''}`;
}
