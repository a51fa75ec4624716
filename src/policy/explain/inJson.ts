import type { AgeSet } from '../effect/ageSet';
import type { Caller } from '../effect/callers';
import { callersInWords } from '../effect/callersInWords';
import type { EffectTable } from '../effect/effectTable';
import type { State } from '../effect/states';
import { statesInWords } from '../effect/statesInWords';

/** Who asks and in which situation, in words and one by one, as reports in JSON tell it. */
export function whoInJson(
  callers: readonly Caller[],
  states: readonly State[],
  { effect }: Pick<EffectTable, 'effect'>,
): {
  readonly callers: string;
  readonly principals: readonly Caller['principal'][];
  readonly situation: string;
} {
  return {
    callers: callersInWords(callers, effect),
    principals: callers.map(({ principal }) => principal),
    situation: statesInWords(states, effect),
  };
}

/** Ranges of whole days, both ends included. */
export function daysInJson(
  ages: AgeSet,
): readonly { readonly fromDay: number; readonly toDay: number | null }[] {
  return ages.map(({ from, to }) => ({ fromDay: from, toDay: dayInJson(to) }));
}

/** JSON has no Infinity: null stands for no end. */
export function dayInJson(day: number): number | null {
  return day === Infinity ? null : day;
}
