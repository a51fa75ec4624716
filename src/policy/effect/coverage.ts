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
import { actionIndex, type ActionSet, type Reach } from './reach';
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
  /** Whether that is every age; soon told where no statement reaches the oldest archives. */
  isAlways(action: number, callers: CallerSet, states: StateSet): boolean;
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
  const groups = new Map<ActionKind, readonly Group[]>();
  const groupsOf = (kind: ActionKind): readonly Group[] => {
    const known = groups.get(kind) ?? gather(counted, kind, certainty, states);
    groups.set(kind, known);
    return known;
  };
  const answers = new Map<string, AgeSet>();
  // Most actions are denied by the same statements as others, and have the same answer.
  const byGroups = new Map<string, AgeSet>();
  const find = (index: number, callers: CallerSet, wanted: StateSet): AgeSet => {
    const kind = kindOf(index);
    const concerned = groupsOf(kind).filter(({ actions }) => actions & (1 << index));
    const question = `${kind} ${callers} ${wanted} ${concerned.map(({ number }) => number).join()}`;
    const before = byGroups.get(question);
    if (before) return before;
    const parts = concerned.map(({ part }) => part);
    const ages = commonAges(parts, callers, wanted, certainty);
    byGroups.set(question, ages);
    return ages;
  };
  const agesFor: Coverage['agesFor'] = (index, callers, wanted) => {
    const question = `${index} ${callers} ${wanted}`;
    const answer = answers.get(question) ?? find(index, callers, wanted);
    answers.set(question, answer);
    return answer;
  };
  return {
    agesFor,
    isAlways: (index, callers, wanted) => {
      // Retention ends some day: most policies are told by this.
      const endless = groupsOf(kindOf(index)).some(({ part }) => part.ages.at(-1)?.to === Infinity);
      return endless && isEveryAge(agesFor(index, callers, wanted));
    },
  };
}

/** What requests for an action carry. */
type ActionKind = 'age and tags' | 'tags' | 'neither';

const kinds: readonly ActionKind[] = vaultPolicyActions.map(({ age, tag }) =>
  age ? 'age and tags' : tag ? 'tags' : 'neither',
);

function kindOf(action: number): ActionKind {
  return kinds[action] ?? 'neither';
}

/** What a statement reaches of the requests for one action; undefined for none of them. */
export function partOf(reach: Reach, action: string, certainty: Certainty, states: States): Part | undefined {
  const index = actionIndex(action);
  return index !== undefined && reach.actions & (1 << index)
    ? partAt(reach, kindOf(index), certainty, states)
    : undefined;
}

function partAt(reach: Reach, kind: ActionKind, certainty: Certainty, { all }: States): Part | undefined {
  const certain = certainty === 'certain';
  if (certain && (reach.covers !== 'yes' || reach.depends || !reach.exhaustive)) return undefined;
  const callers = certain ? reach.callers : reach.possibleCallers;
  const sampled = kind === 'neither' ? reach.statesWithoutTags : reach.states;
  // Where the states do not stand for all values, another one may be reached.
  const states = certain || reach.exhaustive ? sampled : all;
  const ages =
    kind === 'age and tags'
      ? (reach.ages ?? (certain ? noAge : everyAge))
      : reach.withoutAge
        ? everyAge
        : noAge;
  return callers === 0 || states === 0n || ages.length === 0 ? undefined : { callers, states, ages };
}

/** A part that several actions have in common. */
interface Group {
  readonly number: number;
  readonly actions: ActionSet;
  readonly part: Part;
}

/** Takes statements together that differ in their ages only. */
function gather(
  reaches: readonly Reach[],
  kind: ActionKind,
  certainty: Certainty,
  states: States,
): readonly Group[] {
  const groups = new Map<string, { actions: ActionSet; part: Part; intervals: AgeInterval[] }>();
  for (const reach of reaches) {
    const part = partAt(reach, kind, certainty, states);
    if (!part) continue;
    const { actions } = reach;
    const key = `${actions} ${part.callers} ${part.states}`;
    const group = groups.get(key);
    if (group) group.intervals.push(...part.ages);
    else groups.set(key, { actions, part, intervals: [...part.ages] });
  }
  return [...groups.values()].map(({ actions, part, intervals }, number) => ({
    number,
    actions,
    part: { ...part, ages: unite(intervals) },
  }));
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
