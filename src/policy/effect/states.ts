import type { ConditionTest, PolicyDocument } from '../document';
import { isAgeKey, readConditionKey } from '../vocabulary/conditionKeys';
import { callerKeys } from './callers';
import { comparesByName, hasVariable, holdsAt } from './judgeAlone';

/** A condition key that the policy tests, with the values of requests that are told apart. */
export interface Facet {
  /** As the policy writes it first: `glacier:ResourceTag/LegalHold`. */
  readonly key: string;
  /** A tag of the vault, which requests for some actions carry, or anything else a request says. */
  readonly kind: 'tag' | 'context';
  /** Those the policy names and others in their stead; undefined where the key is absent. */
  readonly values: readonly (string | undefined)[];
  /**
   * Which of them stand for others too: the one in place of all that the policy does not name, and those made up to fit
   * a pattern. A test with wildcards, an order or a range may hold for some of those others and not for the rest.
   */
  readonly standIns: ReadonlySet<string | undefined>;
  /** Which of them stand for all other spellings of the same, in capitals that the policy does not name. */
  readonly otherCapitals: ReadonlySet<string | undefined>;
}

/** One combination of a value of each facet, by its number. */
export type State = number;

/** A set of states, one bit each. */
export type StateSet = bigint;

export interface States {
  /** Those whose combinations are told apart. */
  readonly facets: readonly Facet[];
  /** Keys that could be told apart, had there not been too many combinations: outcomes depend on them. */
  readonly leftOut: readonly string[];
  readonly count: number;
  readonly all: StateSet;
  /** No tag at all on the vault: how it stands on an ordinary day. */
  readonly untagged: StateSet;
  /** The states in which all these tests hold. */
  readonly whereHold: (tests: readonly ConditionTest[]) => StateSet;
  /** Those in which they hold whatever the value is that stands for others, and those in which they may. */
  readonly whereHoldForAll: (tests: readonly ConditionTest[]) => StateSet;
  readonly whereMayHold: (tests: readonly ConditionTest[]) => StateSet;
  /** Whether a key is told apart at all; what is left out depends on more than can be listed. */
  readonly knows: (key: string) => boolean;
  /** Whether requests never have but one value of a key, or none. */
  readonly isConstant: (key: string) => boolean;
  readonly valuesIn: (state: State) => Readonly<Record<string, string | undefined>>;
  /** The states in which a facet, by its key, has this value. */
  readonly whereIs: (key: string, value: string | undefined) => StateSet;
}

/** More combinations are not told apart. */
const mostStates = 128;

/** What is known of requests beforehand, by key in lower case. */
export type KnownValues = Readonly<Record<string, string>>;

export function statesOf(document: PolicyDocument, knownValues: KnownValues): States {
  const facets: Facet[] = [];
  const leftOut: string[] = [];
  let count = 1;
  const all = facetsOf(document, knownValues);
  // What AWS keeps constant or never sends costs nothing, then come tags, in the order of the text.
  for (const facet of all.sort((a, b) => rank(a) - rank(b))) {
    if (facet.values.length === 0) continue;
    if (count * facet.values.length <= mostStates) {
      facets.push(facet);
      count *= facet.values.length;
    } else leftOut.push(facet.key);
  }
  const everything = (1n << BigInt(count)) - 1n;
  const lifts = new Map(liftsOf(facets, count).map((lift) => [lift.facet.key.toLowerCase(), lift]));
  const cache = new WeakMap<ConditionTest, StateSet>();
  const whereHolds = (test: ConditionTest): StateSet => {
    const before = cache.get(test);
    if (before !== undefined) return before;
    const lift = lifts.get(test.key.toLowerCase());
    const set = lift ? statesWhereHolds(test, lift) : everything;
    cache.set(test, set);
    return set;
  };
  /** The states in which one answer does not do for all the values that the one of the state stands for. */
  const openTo = (test: ConditionTest): StateSet => {
    const lift = lifts.get(test.key.toLowerCase());
    return !lift || test.values.length === 0 || comparesByName(test) ? 0n : lift.standIns;
  };
  return {
    facets,
    leftOut,
    count,
    all: everything,
    untagged: [...lifts.values()]
      .filter(({ facet }) => facet.kind === 'tag')
      .reduce((set, { facet, sets }) => set & (sets[facet.values.indexOf(undefined)] ?? 0n), everything),
    whereHold: (tests) => tests.reduce((set, test) => set & whereHolds(test), everything),
    whereHoldForAll: (tests) =>
      tests.reduce((set, test) => set & whereHolds(test) & ~openTo(test), everything),
    whereMayHold: (tests) => tests.reduce((set, test) => set & (whereHolds(test) | openTo(test)), everything),
    knows: (key) => lifts.has(key.toLowerCase()),
    isConstant: (key) => lifts.get(key.toLowerCase())?.facet.values.length === 1,
    whereIs: (key, value) => {
      const lift = lifts.get(key.toLowerCase());
      return lift?.sets[lift.facet.values.indexOf(value)] ?? 0n;
    },
    valuesIn: (state) => {
      const bit = 1n << BigInt(state);
      return Object.fromEntries(
        [...lifts.values()].map(({ facet, sets }) => [
          facet.key,
          facet.values[sets.findIndex((set) => (set & bit) !== 0n)],
        ]),
      );
    },
  };
}

function rank({ kind, values }: Facet): number {
  if (values.length <= 1) return 0;
  return kind === 'tag' ? 1 : 2;
}

/** Whether a key is a tag of the vault. */
export function isVaultTagKey(key: string): boolean {
  return key.toLowerCase().startsWith('glacier:resourcetag/');
}

/** What the tests of a key tell apart. */
interface NamedValues {
  readonly key: string;
  readonly values: Map<string, Naming>;
  /** Those of tests to which capitals are alike. */
  readonly anyCapitals: Set<string>;
}

/** Named, capitals included; made up to fit a pattern; or in place of all spellings that are not named. */
type Naming = 'named' | 'made up' | 'other capitals';

/** The keys that are tested, with their values, or with none where they cannot be listed. */
function facetsOf({ statements, version }: PolicyDocument, knownValues: KnownValues): Facet[] {
  const named = new Map<string, NamedValues>();
  for (const { conditions } of statements)
    for (const test of conditions) {
      const lower = test.key.toLowerCase();
      if (isAgeKey(lower) || callerKeys.includes(lower)) continue;
      const entry = named.get(lower) ?? { key: test.key, values: new Map(), anyCapitals: new Set() };
      named.set(lower, entry);
      if (hasVariable(test, version)) continue;
      const byName = comparesByName(test);
      const ignoresCapitals = /^(?:For(?:All|Any)Values?:)?(?:Bool|String(?:Not)?EqualsIgnoreCase)/i.test(
        test.operator,
      );
      for (const value of sampleValues(test)) {
        if (entry.values.size + entry.anyCapitals.size > mostStates) break;
        if (ignoresCapitals) entry.anyCapitals.add(value);
        else if (byName || !entry.values.has(value)) entry.values.set(value, byName ? 'named' : 'made up');
      }
    }
  return [...named].map(([lower, entry]): Facet => {
    const { key } = entry;
    const values = withOtherCapitals(entry);
    const kind = isVaultTagKey(lower) ? 'tag' : 'context';
    const told = valuesOf(lower, [...values.keys()], knownValues);
    // Of the two truth values and of one that is known beforehand none stands for others.
    const open = told.length > 1 && readConditionKey(lower)?.key.type !== 'Bool';
    const standIns = told.filter((value) => open && value !== undefined && values.get(value) !== 'named');
    const otherCapitals = standIns.filter(
      (value) => value !== undefined && values.get(value) === 'other capitals',
    );
    return { key, kind, values: told, standIns: new Set(standIns), otherCapitals: new Set(otherCapitals) };
  });
}

/** The values named, and for those whose capitals do not matter to some test one in place of all other spellings. */
function withOtherCapitals({ values, anyCapitals }: NamedValues): ReadonlyMap<string, Naming> {
  const all = new Map(values);
  const folded = new Set<string>();
  for (const value of anyCapitals) {
    if (folded.has(fold(value))) continue;
    folded.add(fold(value));
    if (value.toLowerCase() === value.toUpperCase()) {
      all.set(value, 'named');
      continue;
    }
    for (const spelling of spellingsOf(value))
      if (values.get(spelling) !== 'named' && fold(spelling) === fold(value)) {
        all.set(spelling, 'other capitals');
        break;
      }
  }
  return all;
}

/** The same text in one way of capitals after the other: as it is, all small, all large, and with single ones turned. */
function* spellingsOf(value: string): Iterable<string> {
  yield value;
  yield value.toLowerCase();
  yield value.toUpperCase();
  const characters = Array.from(value);
  const turned = (character: string): string =>
    character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
  for (const start of [value.toLowerCase(), value.toUpperCase()].map((text) => Array.from(text)))
    for (let at = 0; at < characters.length && at < mostStates; at += 1)
      yield start.map((character, place) => (place === at ? turned(character) : character)).join('');
}

/** What a test tells apart. */
function sampleValues(test: ConditionTest): readonly string[] {
  if (/Null$/i.test(test.operator)) return [];
  return test.values.map((value) => {
    if (/Bool/i.test(test.operator)) return value.toLowerCase();
    return comparesByName(test) ? value : value.replace(/\*/g, '').replace(/\?/g, 'x');
  });
}

function valuesOf(
  lower: string,
  named: readonly string[],
  knownValues: KnownValues,
): readonly (string | undefined)[] {
  const key = readConditionKey(lower)?.key;
  if (key?.presence === 'never for Glacier') return [undefined];
  const known = Object.hasOwn(knownValues, lower) ? knownValues[lower] : undefined;
  if (known !== undefined) return [known];
  if (key?.multiValued === true || named.length > mostStates) return [];
  const absent = key?.presence === 'every request' ? [] : [undefined];
  if (key?.type === 'Bool') return [...absent, 'true', 'false'];
  let other = 'another value';
  while (named.some((value) => value.toLowerCase() === other)) other += '.';
  return [...absent, ...named, other];
}

interface Lift {
  readonly facet: Facet;
  /** For each value the states that have it. */
  readonly sets: readonly StateSet[];
  /** Those whose value stands for others. */
  readonly standIns: StateSet;
  /** By value without case, the places of those values. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

function liftsOf(facets: readonly Facet[], count: number): readonly Lift[] {
  let stride = 1;
  return facets.map((facet) => {
    const size = facet.values.length;
    const sets = facet.values.map((_, place) => {
      let set = 0n;
      for (let state = 0; state < count; state += 1)
        if (Math.floor(state / stride) % size === place) set |= 1n << BigInt(state);
      return set;
    });
    stride *= size;
    const places = new Map<string, number[]>();
    facet.values.forEach((value, place) => {
      if (value === undefined) return;
      const group = places.get(fold(value));
      if (group) group.push(place);
      else places.set(fold(value), [place]);
    });
    const standIns = sets.reduce(
      (all, set, place) => (facet.standIns.has(facet.values[place]) ? all | set : all),
      0n,
    );
    return { facet, sets, standIns, places };
  });
}

function fold(text: string): string {
  return text.toLowerCase().toUpperCase();
}

function statesWhereHolds(test: ConditionTest, { facet, sets, places }: Lift): StateSet {
  const judge = (place: number): StateSet => (holdsAt(test, facet.values[place]) ? (sets[place] ?? 0n) : 0n);
  if (!comparesByName(test)) return facet.values.reduce((set, _, place) => set | judge(place), 0n);
  // To such a test all values are alike that it does not name, so that one of them is asked for all.
  const told = new Set(test.values.flatMap((value) => places.get(fold(value)) ?? []));
  let states = 0n;
  let others: boolean | undefined;
  facet.values.forEach((value, place) => {
    if (value === undefined || told.has(place)) states |= judge(place);
    else if ((others ??= holdsAt(test, value))) states |= sets[place] ?? 0n;
  });
  return states;
}
