import { inSeries } from '../inSeries';
import { vaultPolicyActions } from '../vocabulary/actions';
import { everyAge, noAge } from './ageSet';
import { bandsOf, type Band, type Say } from './bands';
import { othersBit, type Caller } from './callers';
import { doubtsOf, openCallerKeys } from './doubts';
import type { Effect } from './effectOf';
import type { Reach } from './reach';
import type { State, StateSet } from './states';

/** Requests of which a policy says the same: any of these actions, by any of these callers, in any of these states. */
export interface EffectRow {
  /** Without prefix, in their order. */
  readonly actions: readonly string[];
  /** Whether requests for these actions carry the age of an archive; without, there is one band. */
  readonly hasAge: boolean;
  readonly callers: readonly Caller[];
  readonly states: readonly State[];
  /** Every age from 0 to Infinity, in order; neighbours differ. */
  readonly bands: readonly Band[];
}

/** What a policy says to every kind of request: each is in one row. Deletion comes first, then retrieval. */
export interface EffectTable {
  readonly effect: Effect;
  readonly rows: readonly EffectRow[];
  /** False where a bound cut something; `limits` says what. What is cut is told as depending, never as certain. */
  readonly complete: boolean;
  /** Sentences about what was cut. */
  readonly limits: readonly string[];
}

/** The work is bounded; beyond, the states of a request are not told apart any more. */
const mostSteps = 150_000;

/** So many statements are named in a row before and after that. */
const mostNamed = 20_000;
const mostNamedLater = 200;

/** Everything that a policy does, told from its own numbers and names. Callers and states alike are told together. */
export function effectTable(effect: Effect): EffectTable {
  const { reaches, callers, states } = effect;
  const budget: Budget = { steps: mostSteps, statesCut: false, statementsCut: false };
  const rows: Keyed[] = [];
  for (const group of alikeActions(reaches)) {
    const columns = groupBy(callers.list, (_, place) => callerKey(group.reaches, place, effect)).map(
      (places) => columnOf(group, places, effect, budget),
    );
    // Callers told apart by a statement may still get the same: another may decide.
    for (const same of groupBy(columns, ({ key }) => key)) {
      const [first] = same.map((place) => columns[place]);
      if (!first) continue;
      const places = same.flatMap((place) => columns[place]?.callers ?? []).sort((a, b) => a - b);
      for (const { statesIn, bands, key } of first.pieces)
        rows.push({
          actions: group.actions,
          hasAge: group.hasAge,
          callers: places.flatMap((place) => callers.list[place] ?? []),
          states: listStates(statesIn, states.count),
          bands,
          key: `${places.join()} ${statesIn} ${key}`,
        });
    }
  }
  const limits = limitsOf(effect, budget);
  return { effect, rows: mergeActions(rows), complete: limits.length === 0, limits };
}

interface Budget {
  steps: number;
  statesCut: boolean;
  statementsCut: boolean;
}

function limitsOf({ callers, states }: Effect, budget: Budget): readonly string[] {
  return [
    ...(states.leftOut.length > 0
      ? [
          `The policy tests too many keys to tell all their values apart: ${keysInWords(states.leftOut)} ${states.leftOut.length === 1 ? 'is' : 'are'} only named where an outcome depends on ${states.leftOut.length === 1 ? 'it' : 'them'}.`,
        ]
      : []),
    ...(callers.all & othersBit
      ? ['The policy names more principals than are told apart here; of those left out nothing is said.']
      : []),
    ...(budget.statesCut
      ? [
          'The policy has too many statements and conditions to tell all situations apart; what is left open says so.',
        ]
      : []),
    ...(budget.statementsCut ? ['Where very many statements decide, only the first of them are named.'] : []),
  ];
}

const mostKeys = 3;

function keysInWords(keys: readonly string[]): string {
  const more = keys.length - mostKeys;
  return inSeries([...keys.slice(0, mostKeys), ...(more > 0 ? [`${more} more`] : [])]);
}

/** Actions of which all statements say the same. */
interface ActionGroup {
  readonly actions: readonly string[];
  readonly hasAge: boolean;
  readonly tagged: boolean;
  /** The statements that reach them and cover the vault, or may. */
  readonly reaches: readonly Reach[];
}

const first = ['DeleteArchive', 'InitiateJob'];

function alikeActions(reaches: readonly Reach[]): readonly ActionGroup[] {
  const counted = reaches.filter(
    ({ covers, actions, possibleCallers }) => covers !== 'no' && actions !== 0 && possibleCallers !== 0,
  );
  const inOrder = vaultPolicyActions
    .map((action, index) => ({
      ...action,
      index,
      reaching: counted.filter(({ actions }) => actions & (1 << index)),
    }))
    .sort((a, b) => rank(a.name) - rank(b.name) || a.index - b.index);
  return groupBy(
    inOrder,
    ({ age, tag, reaching }) => `${age} ${tag} ${reaching.map(({ index }) => index).join()}`,
  ).flatMap((places) => {
    const group = places.flatMap((place) => inOrder[place] ?? []);
    const [one] = group;
    return one
      ? [{ actions: group.map(({ name }) => name), hasAge: one.age, tagged: one.tag, reaches: one.reaching }]
      : [];
  });
}

function rank(name: string): number {
  const place = first.indexOf(name);
  return place === -1 ? first.length : place;
}

/** How certainly each statement reaches a caller; callers with the same answers are alike to the policy. */
function callerKey(reaches: readonly Reach[], place: number, { callers }: Effect): string {
  const bit = 1 << place;
  const service = callers.list[place]?.kind === 'service';
  return reaches
    .map((reach) => {
      if (!(reach.possibleCallers & bit)) return '-';
      if (reach.callers & bit) return '+';
      const why = reach.callersLeftOut & bit ? 'o' : service ? 's' : '?';
      return `${why}${openCallerKeys(reach, bit).join()} `;
    })
    .join('');
}

/** What a group of alike callers gets in all states. */
interface Column {
  readonly callers: readonly number[];
  readonly pieces: readonly {
    readonly statesIn: StateSet;
    readonly bands: readonly Band[];
    readonly key: string;
  }[];
  readonly key: string;
}

function columnOf(group: ActionGroup, callers: readonly number[], effect: Effect, budget: Budget): Column {
  const [place = 0] = callers;
  const doubts = doubtsOf(effect, place);
  const candidates = group.reaches.flatMap((reach) => candidate(reach, group, place, doubts));
  const { all } = effect.states;
  // States with the same statements, and then states that come to the same for all that.
  const merged = new Map<string, { statesIn: StateSet; bands: readonly Band[] }>();
  for (const statesIn of statePieces(candidates, all, budget)) {
    const says = candidates.flatMap((one) => sayIn(one, statesIn));
    const { bands, named, whole } = bandsOf(says, budget.steps > 0 ? mostNamed : mostNamedLater);
    budget.steps -= says.length + named;
    budget.statementsCut ||= !whole;
    const key = JSON.stringify(bands);
    const before = merged.get(key);
    merged.set(key, { statesIn: statesIn | (before?.statesIn ?? 0n), bands });
  }
  const pieces = [...merged]
    .map(([key, piece]) => ({ ...piece, key }))
    .sort((a, b) => (lowest(a.statesIn) < lowest(b.statesIn) ? -1 : 1));
  return { callers, pieces, key: pieces.map(({ key, statesIn }) => `${statesIn} ${key}`).join('\n') };
}

/** The lowest bit of a set: what is missing comes before what is there. */
function lowest(states: StateSet): StateSet {
  return states & -states;
}

/** A statement that may reach these callers, with the states in which it does. */
interface Candidate {
  readonly say: Say;
  readonly forAll: StateSet;
  readonly forSome: StateSet;
  /** What is said of it in states of which it may reach some. */
  readonly doubtInStates: string;
}

function candidate(
  reach: Reach,
  { hasAge, tagged }: ActionGroup,
  place: number,
  doubts: ReturnType<typeof doubtsOf>,
): readonly Candidate[] {
  if (!(reach.possibleCallers & (1 << place))) return [];
  const forSome = tagged ? reach.statesForSome : reach.statesForSomeWithoutTags;
  const ages = hasAge ? (reach.ages ?? everyAge) : reach.withoutAge ? everyAge : noAge;
  if (forSome === 0n || ages.length === 0) return [];
  const doubt = doubts.always(reach, hasAge);
  return [
    {
      say: { index: reach.index, effect: reach.effect, ages, doubt },
      forAll: tagged ? reach.statesForAll : reach.statesForAllWithoutTags,
      forSome,
      doubtInStates: doubt ?? doubts.inSomeStates(reach),
    },
  ];
}

/** All states, cut so that each statement reaches all of a piece or none of it, or may reach all of it. */
function statePieces(candidates: readonly Candidate[], all: StateSet, budget: Budget): readonly StateSet[] {
  const borders = new Set(candidates.flatMap(({ forAll, forSome }) => [forAll, forSome]));
  let pieces: readonly StateSet[] = [all];
  for (const border of borders) {
    budget.steps -= pieces.length;
    if (budget.steps < 0) {
      budget.statesCut = true;
      return [all];
    }
    if (border === all) continue;
    pieces = pieces.flatMap((piece) => [piece & border, piece & ~border].filter((part) => part !== 0n));
  }
  return pieces;
}

function sayIn({ say, forAll, forSome, doubtInStates }: Candidate, states: StateSet): readonly Say[] {
  if ((states & ~forAll) === 0n) return [say];
  return (states & forSome) === 0n ? [] : [{ ...say, doubt: doubtInStates }];
}

function listStates(set: StateSet, count: number): readonly State[] {
  return Array.from({ length: count }, (_, state): State => state).filter(
    (state) => set & (1n << BigInt(state)),
  );
}

interface Keyed extends EffectRow {
  readonly key: string;
}

/** Actions that get the same from everybody in every state are told together. */
function mergeActions(rows: readonly Keyed[]): readonly EffectRow[] {
  const ofAction = new Map<string, Keyed[]>();
  for (const row of rows) {
    const name = row.actions.join();
    const before = ofAction.get(name);
    if (before) before.push(row);
    else ofAction.set(name, [row]);
  }
  const groups = [...ofAction.values()];
  const order = new Map(vaultPolicyActions.map(({ name }, index) => [name, index]));
  return groupBy(groups, (group) => `${group[0]?.hasAge} ${group.map(({ key }) => key).join('\n')}`).flatMap(
    (places) => {
      const [rowsOfOne = []] = places.map((place) => groups[place]);
      const actions = places
        .flatMap((place) => groups[place]?.[0]?.actions ?? [])
        .sort((a, b) => rank(a) - rank(b) || (order.get(a) ?? 0) - (order.get(b) ?? 0));
      return rowsOfOne.map(({ hasAge, callers, states, bands }) => ({
        actions,
        hasAge,
        callers,
        states,
        bands,
      }));
    },
  );
}

function groupBy<Item>(
  items: readonly Item[],
  key: (item: Item, place: number) => string,
): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  items.forEach((item, place) => {
    const name = key(item, place);
    const group = groups.get(name);
    if (group) group.push(place);
    else groups.set(name, [place]);
  });
  return [...groups.values()];
}
