import {
  complement,
  everyAge,
  isEveryAge,
  statementsInWords,
  type AgeSet,
  type Band,
  type DeletableFrom,
  type Effect,
  type EffectSummary,
} from '../effect';
import { agesOf, statementsOf } from '../effect/restrictions';
import { againstTheCalendar, roughly } from '../retention/calendar';
import { withThousands } from '../withThousands';
import { agesInWords } from './agesInWords';
import { callersAtStart, callersInSentence, isEverybody, situationAfter } from './callersInSentence';
import type { Fact } from './fact';
import { strong, type Marked } from './marked';

/** From which day on archives can be deleted and by whom, where the protection has gaps, and whom it leaves out. */
export function deletionFacts({ deletion, notCovered, table: { effect } }: EffectSummary): readonly Fact[] {
  const common = { actions: ['DeleteArchive'] };
  return [
    ...deletion.map((one): Fact => ({
      ...common,
      kind: 'first-deletable-day',
      text: firstDayInWords(one, effect),
      day: one.day ?? null,
      certain: one.certain,
      callers: one.callers,
      states: one.states,
      ages: one.ages,
      statements: one.statements,
    })),
    ...mergeAlike(deletion.filter(hasGaps)).map((one): Fact => ({
      ...common,
      kind: 'protection-gap',
      text: gapsInWords(one, effect),
      certain: true,
      callers: one.callers,
      states: one.states,
      ages: complement(one.ages),
      statements: statementsOf(deniedBands(one)),
    })),
    ...notCovered.map(({ callers, states }): Fact => ({
      ...common,
      kind: 'not-covered',
      text: `${strong('Not covered')}${situationAfter(states, effect)}: ${callersInSentence(callers, effect)}. No statement keeps them from deleting archives of any age, should another policy ever let them.`,
      certain: true,
      callers,
      states,
      ages: everyAge,
      statements: [],
    })),
  ];
}

/** When archives can be deleted, for a cell of a table: `from day 365 on (1 year)`. */
export function deletableInWords({ row: { bands } }: DeletableFrom): Marked {
  const parts: Marked[] = [];
  const free = bands.filter(({ outcome }) => outcome === 'open' || outcome === 'allowed');
  const allowed = bands.filter(({ outcome }) => outcome === 'allowed');
  const perhaps = groupByWhy(bands);
  if (free.length > 0 || perhaps.length === 0) parts.push(agesInWords(agesOf(free)));
  if (allowed.length > 0) {
    const ages = agesOf(allowed);
    const when = allowed.length === free.length ? '' : ` ${agesInWords(ages)}`;
    parts.push(`allowed by this policy itself${when} (${statementsInWords(statementsOf(allowed))})`);
  }
  for (const [why, group] of perhaps) parts.push(`${agesInWords(agesOf(group))}: ${why}`);
  return parts.join('; ');
}

function groupByWhy(bands: readonly Band[]): readonly (readonly [string, readonly Band[]])[] {
  const groups = new Map<string, Band[]>();
  for (const band of bands) {
    if (band.outcome !== 'depends') continue;
    const group = groups.get(band.why ?? '');
    if (group) group.push(band);
    else groups.set(band.why ?? '', [band]);
  }
  return [...groups];
}

/** Those with the same gaps are told together where any of the callers in any of the states has them. */
function mergeAlike(all: readonly DeletableFrom[]): readonly DeletableFrom[] {
  const groups = new Map<string, DeletableFrom[]>();
  for (const one of all) {
    const key = JSON.stringify([one.ages, statementsOf(deniedBands(one))]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const callers = [...new Set(group.flatMap((one) => one.callers))];
    const states = [...new Set(group.flatMap((one) => one.states))].sort((a, b) => a - b);
    const count = group.reduce((sum, one) => sum + one.callers.length * one.states.length, 0);
    return first && count === callers.length * states.length ? [{ ...first, callers, states }] : group;
  });
}

function firstDayInWords(one: DeletableFrom, effect: Effect): Marked {
  const { day, ages, callers, states, row } = one;
  const situation = situationAfter(states, effect);
  const whom = callersInSentence(callers, effect, 'go on');
  const by = one.statements.length > 0 ? ` (${statementsInWords(one.statements)})` : '';
  const nobody = isEverybody(callers, effect);
  const who = nobody ? 'Nobody, root included,' : callersAtStart(callers, effect);
  const can = nobody ? 'can' : 'cannot';
  if (day === undefined)
    return nobody
      ? `Nobody, root included, can ${strong('ever')} delete an archive${situation}${by}.`
      : `${who} can ${strong('never')} delete an archive${situation}${by}.`;
  if (isEveryAge(ages)) {
    const [why] = groupByWhy(row.bands).map(([reason]) => reason);
    if (one.certain && why === undefined)
      return `Nothing here keeps ${whom} from deleting archives of any age${situation}.`;
    return `Whether ${whom} can delete an archive${situation} ${asClause(deletableInWords(one))}.`;
  }
  if (day === 0) {
    const otherwise = '; at any other age it is denied';
    return groupByWhy(row.bands).length === 0
      ? `Nothing here keeps ${whom} from deleting archives ${agesInWords(ages)}${situation}${otherwise}.`
      : `Whether ${whom} can delete an archive${situation} ${asClause(deletableInWords(one))}${otherwise}.`;
  }
  const length = lengthInWords(day);
  const later = one.certain ? '' : ` From then on: ${deletableInWords(one)}.`;
  const until = `${strong(`day ${withThousands(day)}`)}${length === undefined ? '' : ` (${length})`}`;
  return `${who} ${can} delete an archive before ${until}${situation}${by}.${later}`;
}

function asClause(words: Marked): Marked {
  return `is open: ${words}`;
}

/** `7 years, leap days included`, else roughly. */
function lengthInWords(days: number): string | undefined {
  return againstTheCalendar(days) ?? roughly(days);
}

function deniedBands({ row }: DeletableFrom): readonly Band[] {
  return row.bands.filter(({ outcome }) => outcome === 'denied');
}

/** Whether archives can be deleted at some age and no more at a later one. */
function hasGaps({ ages }: DeletableFrom): boolean {
  return ages.length > 0 && (ages.length > 1 || ages.at(-1)?.to !== Infinity);
}

function gapsInWords(one: DeletableFrom, effect: Effect): Marked {
  const denied = complement(one.ages);
  const by = statementsInWords(statementsOf(deniedBands(one)));
  const whom = isEverybody(one.callers, effect) ? '' : ` for ${callersInSentence(one.callers, effect)}`;
  const lead = `${strong('The protection has gaps')}${whom}${situationAfter(one.states, effect)}.`;
  if (isSingleDays(denied))
    return `${lead} Deletion is denied ${agesInWords(denied)} of an archive's life only (${by}), and possible on the days before and between.`;
  const last = one.ages.at(-1);
  const end = last?.to === Infinity ? '' : ' What is left then can never be deleted.';
  return `${lead} Archives can be deleted ${agesInWords(one.ages)}, and no more ${agesInWords(afterFirst(denied, one.ages))} (${by}).${end}`;
}

/** The denied ages that come after some at which archives could be deleted. */
function afterFirst(denied: AgeSet, deletable: AgeSet): AgeSet {
  const first = deletable[0]?.from ?? 0;
  return denied.filter(({ from }) => from > first);
}

function isSingleDays(ages: AgeSet): boolean {
  return ages.every(({ from, to }) => to - from <= 1);
}
