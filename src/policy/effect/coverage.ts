import type { Statement } from '../document';
import { vaultPolicyActions } from '../vocabulary/actions';
import {
  everyAge,
  intersect,
  isEveryAge,
  isWithin,
  noAge,
  unite,
  type AgeInterval,
  type AgeSet,
} from './ageSet';
import type { CallerSet } from './callers';
import { actionIndex, type Reach } from './reach';
import type { States, StateSet } from './states';

/** `certain`: statements that apply for certain. `possible`: those too that may apply. */
export type Certainty = 'certain' | 'possible';

/** Ages by callers and states, of one statement or of several with the same callers and states. */
export interface Part {
  readonly callers: CallerSet;
  readonly states: StateSet;
  readonly ages: AgeSet;
}

/** What statements of one effect reach together. */
export interface Coverage {
  /**
   * The ages at which some statement applies to a request for this action, for each of these callers in each of these
   * states; every age or none where the action has no age. Never too many ages if certain, never too few if possible.
   */
  agesFor(action: number, callers: CallerSet, states: StateSet): AgeSet;
}

/** The work for one question is bounded; beyond, only what covers all callers and states at once is counted. */
const mostSteps = 20_000;

export function coverageOf(
  reaches: readonly Reach[],
  effect: Statement['effect'],
  certainty: Certainty,
  states: States,
): Coverage {
  const counted = reaches.filter((reach) => reach.effect === effect && reach.covers !== 'no');
  const partsOf = vaultPolicyActions.map((_, action): (() => readonly Part[]) => {
    let parts: readonly Part[] | undefined;
    return () =>
      (parts ??= gather(
        counted.flatMap((reach) =>
          reach.actions & (1 << action) ? (partAt(reach, action, certainty, states) ?? []) : [],
        ),
      ));
  });
  const known = new Map<string, AgeSet>();
  return {
    agesFor: (action, callers, wanted) => {
      const question = `${action} ${callers} ${wanted}`;
      const before = known.get(question);
      if (before) return before;
      const ages = commonAges(partsOf[action]?.() ?? [], callers, wanted, certainty);
      known.set(question, ages);
      return ages;
    },
  };
}

/** What a statement reaches of the requests for one action; undefined for none of them. */
export function partOf(reach: Reach, action: string, certainty: Certainty, states: States): Part | undefined {
  const index = actionIndex(action);
  return index !== undefined && reach.actions & (1 << index)
    ? partAt(reach, index, certainty, states)
    : undefined;
}

function partAt(reach: Reach, action: number, certainty: Certainty, { all }: States): Part | undefined {
  const { age = false, tag = false } = vaultPolicyActions[action] ?? {};
  const certain = certainty === 'certain';
  if (certain && (reach.covers !== 'yes' || reach.depends || !reach.exhaustive)) return undefined;
  const callers = certain ? reach.callers : reach.possibleCallers;
  const sampled = tag ? reach.states : reach.statesWithoutTags;
  // Where the states do not stand for all values, another one may be reached.
  const states = certain || reach.exhaustive ? sampled : all;
  const ages = age ? (reach.ages ?? (certain ? noAge : everyAge)) : reach.withoutAge ? everyAge : noAge;
  return callers === 0 || states === 0n || ages.length === 0 ? undefined : { callers, states, ages };
}

function gather(parts: readonly Part[]): readonly Part[] {
  const groups = new Map<string, { readonly part: Part; readonly intervals: AgeInterval[] }>();
  for (const part of parts) {
    const key = `${part.callers} ${part.states}`;
    const group = groups.get(key);
    if (group) group.intervals.push(...part.ages);
    else groups.set(key, { part, intervals: [...part.ages] });
  }
  return [...groups.values()].map(({ part, intervals }) => ({ ...part, ages: unite(intervals) }));
}

function commonAges(
  parts: readonly Part[],
  callers: CallerSet,
  states: StateSet,
  certainty: Certainty,
): AgeSet {
  const whole = parts.filter((part) => (callers & ~part.callers) === 0 && (states & ~part.states) === 0n);
  const base = unite(whole.flatMap(({ ages }) => ages));
  if (isEveryAge(base)) return base;
  const rest = parts.filter(
    (part) => (callers & part.callers) !== 0 && (states & part.states) !== 0n && !isWithin(part.ages, base),
  );
  if (rest.length === 0) return base;
  if (rest.length * rest.length > mostSteps) return certainty === 'certain' ? base : everyAge;
  let common = everyAge;
  for (const group of alike(callers, rest))
    for (const theirs of partition(states, group)) {
      common = intersect(common, unite([...base, ...theirs.flatMap(({ ages }) => ages)]));
      if (isWithin(common, base)) return base;
    }
  return common;
}

/** For each kind of caller that the parts tell apart, the parts that concern it. */
function alike(callers: CallerSet, parts: readonly Part[]): readonly (readonly Part[])[] {
  const groups = new Map<string, readonly Part[]>();
  for (let bit = 0; bit < 31; bit += 1) {
    if (!(callers & (1 << bit))) continue;
    const concerning = parts.filter((part) => part.callers & (1 << bit));
    groups.set(parts.map((part) => (part.callers & (1 << bit) ? '1' : '0')).join(''), concerning);
  }
  return [...groups.values()];
}

/** The parts that hold in each of the states, states with the same parts taken together. */
function* partition(states: StateSet, parts: readonly Part[]): Iterable<readonly Part[]> {
  let pieces: { states: StateSet; parts: readonly Part[] }[] = [{ states, parts: [] }];
  for (const part of parts)
    pieces = pieces.flatMap((piece) => {
      const inside = piece.states & part.states;
      const outside = piece.states & ~part.states;
      return [
        ...(inside === 0n ? [] : [{ states: inside, parts: [...piece.parts, part] }]),
        ...(outside === 0n ? [] : [{ states: outside, parts: piece.parts }]),
      ];
    });
  for (const piece of pieces) yield piece.parts;
}
