import type { PolicyDocument } from '../document';
import {
  actionNames,
  actionSet,
  callersInWords,
  effectOf,
  effectTable,
  statesInWords,
  type ActionSet,
  type Band,
  type Caller,
  type CallerSet,
  type Effect,
  type EffectTable,
  type Outcome,
  type Quote,
  type State,
  type StateSet,
} from '../effect';
import { actionIndex } from '../effect/reach';
import { vaultPolicyActions } from '../vocabulary/actions';
import { canonicalText, sameMeaning } from './canonicalText';

/** Requests to which one policy says something else than the other. */
export interface EffectChange {
  /** Without prefix; deletion and retrieval come first. */
  readonly actions: readonly string[];
  /** Whether the change is about archives of certain ages; otherwise it is about all requests for these actions. */
  readonly hasAge: boolean;
  readonly callers: readonly Caller[];
  readonly states: readonly State[];
  /** In whole days, both included; `to` is Infinity where there is no end. */
  readonly from: number;
  readonly to: number;
  readonly was: Side;
  readonly becomes: Side;
}

/** What one of the two policies says. */
export interface Side {
  readonly outcome: Outcome;
  /** Zero-based indexes of the statements of that policy that decide, in order. */
  readonly statements: readonly number[];
  /** On what it depends, where it does. */
  readonly why?: string;
}

/** What another policy changes for a vault. */
export interface EffectDifference {
  /** Empty where both policies do the same to every request. What weighs most comes first. */
  readonly changes: readonly EffectChange[];
  /** Sentences about what was cut at a bound; then there may be more changes. */
  readonly limits: readonly string[];
  /** Who is in a group of callers: `Everyone, root included`. */
  callersInWords(callers: readonly Caller[], quote?: Quote): string;
  /** In which situations: `Tag LegalHold: true`; empty where it is all of them. */
  statesInWords(states: readonly State[], quote?: Quote): string;
}

export interface DifferenceOptions {
  /** The vault both policies are meant for. */
  readonly vaultArn?: string | undefined;
  /** Whether the first changes are enough, for who wants to know no more than whether there are any. */
  readonly onlyWhether?: boolean;
}

/** More pairs of rows are not looked at. */
const mostPairs = 200_000;

/**
 * What becomes denied or allowed, or ceases to be, when one policy takes the place of another: to whom, in which
 * situations and at which ages. Both are judged for the callers, the situations and the break points that either of
 * them names. What depends on the request in both is a change only where other statements decide it.
 *
 * @param before Undefined where no policy is in force.
 */
export function effectDifference(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  { vaultArn, onlyWhether = false }: DifferenceOptions = {},
): EffectDifference {
  const [was, becomes] = [before ?? noPolicy, after ?? noPolicy];
  const tellApart = together(was, becomes);
  const [old, next] = [was, becomes].map((policy) => effectTable(effectOf(policy, { vaultArn, tellApart })));
  if (!old || !next) return differenceIn(effectOf(tellApart, { vaultArn }), [], []);
  const { effect } = old;
  if (sameMeaning(was, becomes)) return differenceIn(effect, [], []);
  const found = new Findings();
  let pairs = 0;
  const isSameDoubt = sameDoubts(was, becomes);
  const rows = next.rows.map((row) => ({ ...row, extent: extentOf(row, effect) }));
  for (const row of old.rows) {
    if (onlyWhether && found.any) break;
    const extent = extentOf(row, effect);
    for (const other of rows) {
      if ((pairs += 1) > mostPairs) break;
      const both = intersection(extent, other.extent);
      if (both) walk(row.bands, other.bands, isSameDoubt, (change) => found.add(change, both));
    }
  }
  const cut = pairs > mostPairs ? ['The policies are too large to compare all of what they do.'] : [];
  return differenceIn(effect, found.changes(effect), [...new Set([...old.limits, ...next.limits, ...cut])]);
}

const noPolicy: PolicyDocument = { version: '2012-10-17', id: undefined, statements: [] };

/** A document that names what either names. In the language of 2008 a variable is a value to be told apart. */
function together(a: PolicyDocument, b: PolicyDocument): PolicyDocument {
  const version = a.version === b.version ? a.version : '2008-10-17';
  return { version, id: undefined, statements: [...a.statements, ...b.statements] };
}

function differenceIn(
  effect: Effect,
  changes: readonly EffectChange[],
  limits: readonly string[],
): EffectDifference {
  return {
    changes,
    limits,
    callersInWords: (callers, quote) => callersInWords(callers, effect, quote),
    statesInWords: (states, quote) => statesInWords(states, effect, quote),
  };
}

/** Some requests: any of these actions by any of these callers in any of these states. */
interface Extent {
  readonly actions: ActionSet;
  readonly callers: CallerSet;
  readonly states: StateSet;
}

function extentOf(
  { actions, callers, states }: EffectTable['rows'][number],
  { callers: all }: Effect,
): Extent {
  const places = new Map(all.list.map((caller, place) => [caller.principal, place]));
  return {
    actions: actionSet(...actions),
    callers: callers.reduce((set, { principal }) => set | (1 << (places.get(principal) ?? 0)), 0),
    states: states.reduce((set, state) => set | (1n << BigInt(state)), 0n),
  };
}

function intersection(a: Extent, b: Extent): Extent | undefined {
  const actions = a.actions & b.actions;
  const callers = a.callers & b.callers;
  if (actions === 0 || callers === 0) return undefined;
  const states = a.states & b.states;
  return states === 0n ? undefined : { actions, callers, states };
}

type Found = Pick<EffectChange, 'from' | 'to' | 'was' | 'becomes'>;

/** One walk along the bands of both; neighbours that change alike are told together. */
function walk(
  old: readonly Band[],
  next: readonly Band[],
  isSameDoubt: (was: Band, becomes: Band) => boolean,
  tell: (change: Found) => void,
): void {
  let open: Found | undefined;
  let at = 0;
  for (const was of old) {
    for (let becomes = next[at]; becomes && becomes.from <= was.to; becomes = next[at]) {
      const changed =
        was.outcome !== becomes.outcome || (was.outcome === 'depends' && !isSameDoubt(was, becomes));
      const from = Math.max(was.from, becomes.from);
      const to = Math.min(was.to, becomes.to);
      if (open && changed && isSide(open.was, was) && isSide(open.becomes, becomes)) open = { ...open, to };
      else {
        if (open) tell(open);
        open = changed ? { from, to, was: sideOf(was), becomes: sideOf(becomes) } : undefined;
      }
      if (becomes.to > was.to) break;
      at += 1;
    }
  }
  if (open) tell(open);
}

function sideOf({ outcome, statements, why }: Band): Side {
  return { outcome, statements, ...(why === undefined ? {} : { why }) };
}

function isSide(side: Side, band: Band): boolean {
  return (
    side.outcome === band.outcome &&
    side.why === band.why &&
    side.statements.length === band.statements.length &&
    side.statements.every((index, place) => band.statements[place] === index)
  );
}

/** Whether the same statements leave a request open: then what comes out is the same, whatever it is. */
function sameDoubts(before: PolicyDocument, after: PolicyDocument): (was: Band, becomes: Band) => boolean {
  const numbers = new Map<string, number>();
  const [old, next] = [before, after].map((policy) => {
    const numberOf = memo((index: number): number => {
      const text = canonicalText({ ...policy, statements: policy.statements.slice(index, index + 1) });
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      return number;
    });
    return memo(({ statements }: Band): string => [...new Set(statements.map(numberOf))].sort().join());
  });
  return (was, becomes) => was.possible.join() === becomes.possible.join() && old?.(was) === next?.(becomes);
}

function memo<Key, Result>(judge: (key: Key) => Result): (key: Key) => Result {
  const known = new Map<Key, Result>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const result = judge(key);
    known.set(key, result);
    return result;
  };
}

/** Takes requests together that change alike. */
class Findings {
  private readonly byChange = new Map<string, { readonly change: Found; readonly extents: Extent[] }>();

  get any(): boolean {
    return this.byChange.size > 0;
  }

  add(change: Found, extent: Extent): void {
    const { from, to, was, becomes } = change;
    const name = `${from} ${to} ${nameOf(was)} ${nameOf(becomes)}`;
    const known = this.byChange.get(name);
    if (known) known.extents.push(extent);
    else this.byChange.set(name, { change, extents: [extent] });
  }

  changes(effect: Effect): readonly EffectChange[] {
    return [...this.byChange.values()]
      .flatMap(({ change, extents }) => united(extents).map((extent) => toChange(change, extent, effect)))
      .sort(byWeight);
  }
}

function nameOf({ outcome, statements, why = '' }: Side): string {
  return `${outcome} ${statements.join()} ${why}`;
}

function toChange(change: Found, { actions, callers, states }: Extent, effect: Effect): EffectChange {
  const names = [...actionNames(actions)].sort((a, b) => rank(a) - rank(b));
  return {
    ...change,
    actions: names,
    hasAge: names.every((name) => vaultPolicyActions[actionIndex(name) ?? -1]?.age === true),
    callers: effect.callers.list.filter((_, place) => callers & (1 << place)),
    states: Array.from({ length: effect.states.count }, (_, state): State => state).filter(
      (state) => states & (1n << BigInt(state)),
    ),
  };
}

/** States, then callers, then actions that have the rest in common. */
function united(extents: readonly Extent[]): readonly Extent[] {
  const byStates = unite(extents, ({ actions, callers }) => `${actions} ${callers}`);
  const byCallers = unite(byStates, ({ actions, states }) => `${actions} ${states}`);
  return unite(byCallers, ({ callers, states }) => `${callers} ${states}`);
}

function unite(extents: readonly Extent[], common: (extent: Extent) => string): readonly Extent[] {
  const groups = new Map<string, Extent>();
  for (const extent of extents) {
    const name = common(extent);
    const before = groups.get(name) ?? extent;
    groups.set(name, {
      actions: before.actions | extent.actions,
      callers: before.callers | extent.callers,
      states: before.states | extent.states,
    });
  }
  return [...groups.values()];
}

const first = ['DeleteArchive', 'InitiateJob'];

function rank(action: string): number {
  const place = first.indexOf(action);
  return place < 0 ? first.length : place;
}

function byWeight(a: EffectChange, b: EffectChange): number {
  return (
    rank(a.actions[0] ?? '') - rank(b.actions[0] ?? '') ||
    a.from - b.from ||
    b.callers.length - a.callers.length ||
    b.states.length - a.states.length
  );
}
