import type { Statement } from '../document';
import type { Decision } from '../evaluate';
import type { AgeSet } from './ageSet';

/** Denied; allowed by this policy; left to other policies; or decided by the request, or by what AWS does not say. */
export type Outcome = 'denied' | 'allowed' | 'open' | 'depends';

/** Ages at which a policy says the same for the same reason. */
export interface Band {
  /** In whole days, both included; `to` is Infinity where there is no end. */
  readonly from: number;
  readonly to: number;
  readonly outcome: Outcome;
  /** Zero-based indexes of the statements that decide, in order. */
  readonly statements: readonly number[];
  /** What may come out; one unless it depends. */
  readonly possible: readonly Decision['decision'][];
  /** On what it depends: `depends on aws:SourceIp (statement 2)`. */
  readonly why?: string;
}

/** A statement that has a say in one kind of request. */
export interface Say {
  readonly index: number;
  readonly effect: Statement['effect'];
  readonly ages: AgeSet;
  /** Why it is not certain to apply; undefined where it is. */
  readonly doubt: string | undefined;
}

/** Where the bands of a row have named as many statements as they may, each further one names no more than these. */
const fewStatements = 20;

/** More doubts than these are not for one sentence. */
const mostDoubts = 3;

/**
 * What statements come to, from age 0 to Infinity: one sweep over the ends of their ages. `whole` is false where the
 * bands name no more than the first statements.
 *
 * @param mostNamed How many statements all bands together may name.
 */
export function bandsOf(
  says: readonly Say[],
  mostNamed: number,
): { readonly bands: readonly Band[]; readonly named: number; readonly whole: boolean } {
  const starting = new Map<number, Say[]>([[0, []]]);
  const ending = new Map<number, Say[]>();
  for (const say of says)
    for (const { from, to } of say.ages) {
      at(starting, from).push(say);
      if (to !== Infinity) {
        at(starting, to + 1);
        at(ending, to + 1).push(say);
      }
    }
  const days = [...starting.keys()].sort((a, b) => a - b);
  const active = activeStatements();
  const bands: Band[] = [];
  let named = 0;
  let whole = true;
  days.forEach((from, place) => {
    for (const say of ending.get(from) ?? []) active.remove(say);
    for (const say of starting.get(from) ?? []) active.add(say);
    const most = named > mostNamed ? fewStatements : Infinity;
    const said = active.verdict(most);
    named += said.statements.length;
    whole &&= said.statements.length < most;
    const to = (days[place + 1] ?? Infinity) - 1;
    const last = bands.at(-1);
    if (last && isSame(last, said)) bands[bands.length - 1] = { ...last, to };
    else bands.push({ from, to, ...said });
  });
  return { bands, named, whole };
}

function at(days: Map<number, Say[]>, day: number): Say[] {
  const before = days.get(day);
  if (before) return before;
  const none: Say[] = [];
  days.set(day, none);
  return none;
}

type Said = Omit<Band, 'from' | 'to'>;

interface Active {
  add(say: Say): void;
  remove(say: Say): void;
  verdict(mostStatements: number): Said;
}

/** The statements that have a say at one age: a Deny for certain decides, then a possible one, then each Allow. */
function activeStatements(): Active {
  const sure = { Deny: new Set<number>(), Allow: new Set<number>() };
  const perhaps = { Deny: doubted(), Allow: doubted() };
  return {
    add: ({ index, effect, doubt }) => {
      if (doubt === undefined) sure[effect].add(index);
      else perhaps[effect].add(index, doubt);
    },
    remove: ({ index, effect, doubt }) => {
      if (doubt === undefined) sure[effect].delete(index);
      else perhaps[effect].remove(index, doubt);
    },
    verdict: (most) => {
      if (sure.Deny.size > 0)
        return { outcome: 'denied', statements: inOrder([sure.Deny], most), possible: ['explicitDeny'] };
      const allowed = sure.Allow.size > 0;
      const otherwise: readonly Decision['decision'][] = allowed
        ? ['allow']
        : perhaps.Allow.all.size > 0
          ? ['allow', 'implicitDeny']
          : ['implicitDeny'];
      if (perhaps.Deny.all.size > 0)
        return {
          outcome: 'depends',
          statements: inOrder([perhaps.Deny.all, sure.Allow, perhaps.Allow.all], most),
          possible: ['explicitDeny', ...otherwise],
          why: whyOf([...perhaps.Deny.byDoubt, ...(allowed ? [] : perhaps.Allow.byDoubt)]),
        };
      if (allowed)
        return { outcome: 'allowed', statements: inOrder([sure.Allow], most), possible: otherwise };
      if (otherwise.length === 1) return { outcome: 'open', statements: [], possible: otherwise };
      return {
        outcome: 'depends',
        statements: inOrder([perhaps.Allow.all], most),
        possible: otherwise,
        why: whyOf([...perhaps.Allow.byDoubt]),
      };
    },
  };
}

/** Statements that may or may not apply, by what is doubtful about them. */
interface Doubted {
  readonly all: ReadonlySet<number>;
  readonly byDoubt: ReadonlyMap<string, ReadonlySet<number>>;
  add(index: number, doubt: string): void;
  remove(index: number, doubt: string): void;
}

function doubted(): Doubted {
  const all = new Set<number>();
  const byDoubt = new Map<string, Set<number>>();
  return {
    all,
    byDoubt,
    add: (index, doubt) => {
      all.add(index);
      const group = byDoubt.get(doubt) ?? new Set();
      byDoubt.set(doubt, group.add(index));
    },
    remove: (index, doubt) => {
      all.delete(index);
      const group = byDoubt.get(doubt);
      group?.delete(index);
      if (group?.size === 0) byDoubt.delete(doubt);
    },
  };
}

function inOrder(sets: readonly ReadonlySet<number>[], most: number): readonly number[] {
  const all: number[] = [];
  for (const set of sets)
    for (const index of set) {
      if (all.length >= most) return all.sort((a, b) => a - b);
      all.push(index);
    }
  return all.sort((a, b) => a - b);
}

/** `depends on aws:SourceIp (statement 2)`, and what else does. */
function whyOf(doubts: readonly (readonly [doubt: string, statements: ReadonlySet<number>])[]): string {
  const told = doubts
    .slice(0, mostDoubts)
    .map(([doubt, statements]) => `${doubt} (${statementsInWords(statements)})`);
  return `${told.join('; ')}${doubts.length > told.length ? '; and on more' : ''}`;
}

/** `statement 2`, `statements 2 and 3`, `5 statements`, counted from 1. */
export function statementsInWords(indexes: Iterable<number>): string {
  const all = [...indexes];
  if (all.length > mostDoubts) return `${all.length} statements`;
  const numbers = all.sort((a, b) => a - b).map((index) => index + 1);
  if (numbers.length === 1) return `statement ${numbers.join()}`;
  return `statements ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1) ?? ''}`;
}

function isSame(band: Said, other: Said): boolean {
  return (
    band.outcome === other.outcome &&
    band.why === other.why &&
    band.possible.join() === other.possible.join() &&
    band.statements.length === other.statements.length &&
    band.statements.every((index, place) => other.statements[place] === index)
  );
}
