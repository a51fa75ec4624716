import type { ConditionTest, PrincipalEntry, Statement } from '../document';
import { matchesAction } from '../evaluate/action';
import { matchesResource } from '../evaluate/arn';
import { openPattern } from '../openPattern';
import { isAgeKey } from '../vocabulary/conditionKeys';
import { actionPrefix, vaultPolicyActions } from '../vocabulary/actions';
import { isMatchAll, wildcardPattern } from '../wildcard';
import { everyAge, intersect, type AgeSet } from './ageSet';
import { agesOfTest } from './agesOfTest';
import { callerKeys, isSparedForCertain, meantBy, othersBit, type Callers, type CallerSet } from './callers';
import { holdsFor } from './callerTests';
import { comparesByName, hasVariable, holdsAt } from './judgeAlone';
import { isVaultTagKey, type States, type StateSet } from './states';

/** A set of the 27 actions of a vault policy, one bit each in the order of `vaultPolicyActions`. */
export type ActionSet = number;

export const everyAction: ActionSet = 2 ** vaultPolicyActions.length - 1;

/** The place of an action, given with or without prefix and in any case; undefined for one no vault policy governs. */
export function actionIndex(name: string): number | undefined {
  return placeOf.get(name.toLowerCase().replace(actionPrefix, ''));
}

const placeOf = new Map(vaultPolicyActions.map(({ name }, index) => [name.toLowerCase(), index]));

export function actionSet(...names: readonly string[]): ActionSet {
  return names.reduce((set, name) => {
    const index = actionIndex(name);
    return index === undefined ? set : set | (1 << index);
  }, 0);
}

/** The names in a set, without prefix, in their order. */
export function actionNames(set: ActionSet): readonly string[] {
  return vaultPolicyActions.flatMap(({ name }, index) => (set & (1 << index) ? [name] : []));
}

/**
 * The requests to which one statement applies: those of these actions by these callers, at these ages, in these
 * states. It applies to a request that is in all four.
 */
export interface Reach {
  readonly index: number;
  readonly effect: Statement['effect'];
  readonly actions: ActionSet;
  /** Whether the Resource covers the vault; `perhaps` where a variable decides. */
  readonly covers: 'yes' | 'no' | 'perhaps';
  readonly callers: CallerSet;
  /** With those whom AWS may count in although the text spares them, or of whom too little is known. */
  readonly possibleCallers: CallerSet;
  /** Callers who stand for some whom a test on this key reaches and for others whom it does not. */
  readonly openCallers: readonly { readonly key: string; readonly callers: CallerSet }[];
  /** Callers who may stand for some of those left out whom the principal names. */
  readonly callersLeftOut: CallerSet;
  /** For requests that carry an age; undefined where that cannot be told (dates, wildcards, variables). */
  readonly ages: AgeSet | undefined;
  /** For requests that carry none. */
  readonly withoutAge: boolean;
  /** For requests that carry the tags of the vault. */
  readonly states: StateSet;
  /** For requests that carry none of them. */
  readonly statesWithoutTags: StateSet;
  /** Whether it depends on more than callers, ages and states: variables, keys with lists, too many values. */
  readonly depends: boolean;
  /** Whether the states stand for all values there are; not where wildcards, ranges or dates are compared. */
  readonly exhaustive: boolean;
  /** Whether it may apply while the vault has no tag at all. */
  readonly untagged: boolean;
  /** For every value that the values of a state stand for, and for some of them at least: with tags and without. */
  readonly statesForAll: StateSet;
  readonly statesForSome: StateSet;
  readonly statesForAllWithoutTags: StateSet;
  readonly statesForSomeWithoutTags: StateSet;
  /** The keys, as written, on whose values it depends beyond callers, ages and states. */
  readonly openKeys: readonly string[];
}

/** What one policy asks for all its statements. */
export interface ReachContext {
  readonly version: string;
  readonly vaultArn: string;
  readonly callers: Callers;
  readonly states: States;
}

/** Works out for a policy what each of its statements reaches. The cost grows with the text alone. */
export function reachReader(context: ReachContext): (statement: Statement, index: number) => Reach {
  const actionsOf = memo(namedActions);
  const callersOf = memo((key: string) => namedCallers(JSON.parse(key) as PrincipalEntry, context));
  return (statement, index) => {
    const { action, conditions, effect } = statement;
    const named = action.entries.reduce((set, entry) => set | actionsOf(entry), 0);
    const tests = sortTests(conditions, context);
    const { states } = context;
    const told = [...tests.tag, ...tests.context];
    const isOpen = (test: ConditionTest): boolean =>
      test.values.length > 0 && !comparesByName(test) && !states.isConstant(test.key);
    const withoutTags = tests.tag.concat(tests.openTag).every((test) => holdsAt(test, undefined));
    return {
      index,
      effect,
      actions: action.negated ? everyAction & ~named : named,
      covers: coverage(statement, context),
      ...callersReached(statement, tests.caller, context, callersOf),
      ages: agesReached(tests),
      withoutAge: tests.age.every((test) => holdsAt(test, undefined)),
      states: states.whereHold(told),
      statesWithoutTags: withoutTags ? states.whereHold(tests.context) : 0n,
      depends: tests.open.length + tests.openTag.length > 0,
      exhaustive: !told.some(isOpen),
      untagged: withoutTags,
      statesForAll: states.whereHoldForAll(told),
      statesForSome: states.whereMayHold(told),
      statesForAllWithoutTags: withoutTags ? states.whereHoldForAll(tests.context) : 0n,
      statesForSomeWithoutTags: withoutTags ? states.whereMayHold(tests.context) : 0n,
      openKeys: [...tests.open, ...tests.openTag, ...told.filter(isOpen)].map(({ key }) => key),
    };
  };
}

interface SortedTests {
  readonly age: readonly ConditionTest[];
  /** Of the age, but with a variable in it. */
  readonly ageOpen: boolean;
  readonly caller: readonly ConditionTest[];
  readonly tag: readonly ConditionTest[];
  readonly context: readonly ConditionTest[];
  readonly openTag: readonly ConditionTest[];
  readonly open: readonly ConditionTest[];
}

function sortTests(conditions: readonly ConditionTest[], { version, states }: ReachContext): SortedTests {
  const sorted = {
    age: [] as ConditionTest[],
    ageOpen: false,
    caller: [] as ConditionTest[],
    tag: [] as ConditionTest[],
    context: [] as ConditionTest[],
    openTag: [] as ConditionTest[],
    open: [] as ConditionTest[],
  };
  for (const test of conditions) {
    const key = test.key.toLowerCase();
    const variable = hasVariable(test, version);
    if (isAgeKey(key)) {
      sorted.age.push(test);
      sorted.ageOpen ||= variable;
    } else if (isVaultTagKey(key)) (variable || !states.knows(key) ? sorted.openTag : sorted.tag).push(test);
    else if (variable) sorted.open.push(test);
    else if (callerKeys.includes(key)) sorted.caller.push(test);
    else (states.knows(key) ? sorted.context : sorted.open).push(test);
  }
  return sorted;
}

function namedActions(entry: string): ActionSet {
  if (isMatchAll(entry)) return everyAction;
  return vaultPolicyActions.reduce(
    (set, { name }, index) => (matchesAction(entry, actionPrefix + name) ? set | (1 << index) : set),
    0,
  );
}

function coverage({ resource }: Statement, { version, vaultArn }: ReachContext): Reach['covers'] {
  const { negated, entries } = resource;
  const isOpen = (entry: string): boolean => version === '2012-10-17' && entry.includes('${');
  if (entries.some((entry) => !isOpen(entry) && matchesResource(entry, vaultArn, wildcardPattern)))
    return negated ? 'no' : 'yes';
  if (entries.some((entry) => isOpen(entry) && matchesResource(entry, vaultArn, openPattern)))
    return 'perhaps';
  return negated ? 'yes' : 'no';
}

type Meant = ReturnType<typeof meantBy>;

function namedCallers(entry: PrincipalEntry, { callers }: ReachContext): Meant {
  return entry.type === 'everyone' ? { all: callers.all, some: 0 } : meantBy(entry, callers);
}

function callersReached(
  statement: Statement,
  tests: readonly ConditionTest[],
  context: ReachContext,
  callersOf: (key: string) => Meant,
): Pick<Reach, 'callers' | 'possibleCallers' | 'openCallers' | 'callersLeftOut'> {
  const { all, list } = context.callers;
  const { negated, entries } = statement.principal;
  const meant = entries.map((entry) => callersOf(JSON.stringify(entry)));
  const named = meant.reduce((set, each) => set | each.all, 0);
  const leftOut = meant.reduce((set, each) => set | each.some, 0) & ~named;
  // Of callers that are not told apart nothing is certain but that everyone is everyone.
  const mayBeOthers = negated ? all & ~named & othersBit : all & othersBit;
  let certain = negated ? all & ~named & ~leftOut & ~othersBit : named;
  let possible = certain | leftOut | mayBeOthers;
  if (negated && statement.effect === 'Deny')
    list.forEach((caller, index) => {
      if (named & (1 << index) && !isSparedForCertain(statement, caller)) possible |= 1 << index;
    });
  const openCallers: { key: string; callers: CallerSet }[] = [];
  if (tests.length > 0) certain &= ~othersBit;
  for (const test of tests) {
    let open = 0;
    list.forEach((caller, index) => {
      const bit = 1 << index;
      if (!(possible & bit)) return;
      // What a service's request says of it is not documented beyond that it is one.
      const known = caller.kind !== 'service' || caller.context[test.key.toLowerCase()] !== undefined;
      const holds = known ? holdsFor(test, caller, list) : 'some';
      if (holds !== 'all') certain &= ~bit;
      if (holds === 'none') possible &= ~bit;
      if (holds === 'some' && known) open |= bit;
    });
    if (open !== 0) openCallers.push({ key: test.key, callers: open });
  }
  return { callers: certain, possibleCallers: possible, openCallers, callersLeftOut: leftOut };
}

function agesReached({ age, ageOpen }: SortedTests): AgeSet | undefined {
  let ages: AgeSet = everyAge;
  let open = ageOpen;
  for (const test of age) {
    const held = agesOfTest(test);
    if (held) ages = intersect(ages, held);
    else open = true;
  }
  // However open a test is, where the others never hold together nothing is left to it.
  return open && ages.length > 0 ? undefined : ages;
}

function memo<Result>(judge: (key: string) => Result): (key: string) => Result {
  const known = new Map<string, Result>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const result = judge(key);
    known.set(key, result);
    return result;
  };
}
