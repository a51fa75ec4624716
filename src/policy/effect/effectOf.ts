import type { PolicyDocument } from '../document';
import type { AuthorizationRequest, Decision } from '../evaluate';
import { parseDecimal } from '../evaluate/number';
import { isAgeKey } from '../vocabulary/conditionKeys';
import { actionPrefix, vaultPolicyActions } from '../vocabulary/actions';
import { complement, hasAge, type AgeSet } from './ageSet';
import { callersOf, firstAccountIn, type Caller, type Callers, type CallerSet } from './callers';
import { coverageOf, type Certainty } from './coverage';
import { actionIndex, reachReader, type ActionSet, type Reach } from './reach';
import { statesOf, type State, type States, type StateSet } from './states';
import { vaultInQuestion } from './vaultInQuestion';

/** One kind of request. */
export interface Cell {
  /** `DeleteArchive`, with or without prefix. */
  readonly action: string;
  readonly caller: Caller;
  /** In whole days; left out of account for actions without an age. */
  readonly age: number;
  readonly state: State;
}

/** What the policy says to one kind of request. */
export type Verdict =
  | {
      readonly sure: true;
      readonly decision: Decision['decision'];
      /** Zero-based indexes of the statements that decide. */
      readonly statements: readonly number[];
    }
  | {
      /** AWS's behaviour is not documented well enough, or more decides than a cell holds. */
      readonly sure: false;
      readonly possible: readonly Decision['decision'][];
      /** The statements that may or may not apply, and those that decide if they do not. */
      readonly statements: readonly number[];
    };

/** From which age on an archive can be deleted. */
export interface FirstDeletableDay {
  /** Undefined: at no age. */
  readonly day: number | undefined;
  /** False where a statement may deny it longer. */
  readonly sure: boolean;
  /** The statements that deny deleting the day before. */
  readonly statements: readonly number[];
}

/** A question about several kinds of requests at once. What is left out means all. */
export interface Question {
  readonly action: string;
  readonly callers?: CallerSet;
  readonly states?: StateSet;
}

/** What a policy does, by action, caller, age of the archive and state of the request. */
export interface Effect {
  /** The vault it was judged for. */
  readonly vaultArn: string;
  /** False where that vault is made up, because neither the policy nor the person names one. */
  readonly vaultIsKnown: boolean;
  readonly callers: Callers;
  readonly states: States;
  /** 0, and each number of days that the policy names with the day before and after it, in order. */
  readonly ages: readonly number[];
  /** What each statement reaches, in the order of the document. */
  readonly reaches: readonly Reach[];
  /** What the policy says to a kind of request; agrees with `evaluate` on `requestOf` of it wherever it is sure. */
  at(cell: Cell): Verdict;
  /** A request of that kind. */
  requestOf(cell: Cell): AuthorizationRequest;
  /**
   * The ages at which requests are denied to all these callers in all these states: for certain, so that there are
   * never too many, or possibly, so that there are never too few. For actions without an age every age or none.
   */
  deniedAges(question: Question, certainty: Certainty): AgeSet;
  /** Whether they are denied for certain at every age: cheaper to ask than for the ages. */
  isAlwaysDenied(question: Question): boolean;
  firstDeletableDay(caller: Caller, state: State): FirstDeletableDay;
}

export interface EffectOptions {
  /** The vault the policy is meant for. */
  readonly vaultArn?: string | undefined;
  /**
   * Whose callers and situations are told apart in place of the policy's own: what several policies name together, so
   * that their effects have the same callers and states by the same numbers.
   */
  readonly tellApart?: PolicyDocument | undefined;
}

/**
 * Works out what a policy does, once it is in force, with the evaluator's own judgement: each statement becomes a box
 * of actions, callers, ages and states, and questions are answered by uniting boxes.
 */
export function effectOf(
  document: PolicyDocument,
  { vaultArn, tellApart = document }: EffectOptions = {},
): Effect {
  const { arn, vault, certain } = vaultInQuestion(tellApart, vaultArn, firstAccountIn(tellApart));
  const callers = callersOf(tellApart, vault.partition, vault.account);
  const states = statesOf(tellApart, {
    'aws:resourceaccount': vault.account,
    ...(certain ? { 'aws:requestedregion': vault.region } : {}),
  });
  const read = reachReader({ version: document.version, vaultArn: arn, callers, states });
  const reaches = document.statements.map(read);
  const denied = {
    certain: coverageOf(reaches, 'Deny', 'certain', states),
    possible: coverageOf(reaches, 'Deny', 'possible', states),
  };
  const deniedAges: Effect['deniedAges'] = ({ action, ...asked }, certainty) => {
    const index = actionIndex(action);
    return index === undefined
      ? []
      : denied[certainty].agesFor(index, asked.callers ?? callers.all, asked.states ?? states.all);
  };
  const isAlwaysDenied: Effect['isAlwaysDenied'] = ({ action, ...asked }) => {
    const index = actionIndex(action);
    return (
      index !== undefined &&
      denied.certain.isAlways(index, asked.callers ?? callers.all, asked.states ?? states.all)
    );
  };
  const at = (cell: Cell): Verdict => judge(reaches, callers, cell);
  return {
    vaultArn: arn,
    vaultIsKnown: certain,
    callers,
    states,
    ages: agesIn(document),
    reaches,
    at,
    requestOf: (cell) => requestOf(cell, arn, states),
    deniedAges,
    isAlwaysDenied,
    firstDeletableDay: (caller, state) => {
      const question = {
        action: 'DeleteArchive',
        callers: 1 << callers.list.indexOf(caller),
        states: 1n << BigInt(state),
      };
      const [first] = complement(deniedAges(question, 'certain'));
      const day = first?.from;
      const before = at({ action: 'DeleteArchive', caller, state, age: day === undefined ? 0 : day - 1 });
      return {
        day,
        sure: day === undefined || !hasAge(deniedAges(question, 'possible'), day),
        statements: day === 0 ? [] : before.statements,
      };
    },
  };
}

type Applies = 'yes' | 'no' | 'perhaps';

function judge(reaches: readonly Reach[], { list }: Callers, cell: Cell): Verdict {
  const index = actionIndex(cell.action);
  const sure: Record<Reach['effect'], number[]> = { Allow: [], Deny: [] };
  const perhaps: Record<Reach['effect'], number[]> = { Allow: [], Deny: [] };
  if (index !== undefined)
    for (const reach of reaches) {
      const applies = appliesTo(reach, index, 1 << list.indexOf(cell.caller), cell);
      if (applies === 'yes') sure[reach.effect].push(reach.index);
      if (applies === 'perhaps') perhaps[reach.effect].push(reach.index);
    }
  if (sure.Deny.length > 0) return { sure: true, decision: 'explicitDeny', statements: sure.Deny };
  const otherwise: readonly Decision['decision'][] =
    sure.Allow.length > 0
      ? ['allow']
      : perhaps.Allow.length > 0
        ? ['allow', 'implicitDeny']
        : ['implicitDeny'];
  const [decision] = otherwise;
  if (perhaps.Deny.length > 0)
    return {
      sure: false,
      possible: ['explicitDeny', ...otherwise],
      statements: [...perhaps.Deny, ...sure.Allow, ...perhaps.Allow].sort((a, b) => a - b),
    };
  return otherwise.length === 1 && decision
    ? { sure: true, decision, statements: sure.Allow }
    : { sure: false, possible: otherwise, statements: perhaps.Allow };
}

function appliesTo(reach: Reach, action: number, caller: ActionSet, { age, state }: Cell): Applies {
  if (!(reach.actions & (1 << action)) || reach.covers === 'no') return 'no';
  if (!(reach.possibleCallers & caller)) return 'no';
  const { age: hasAnAge = false, tag = false } = vaultPolicyActions[action] ?? {};
  if (!((tag ? reach.states : reach.statesWithoutTags) & (1n << BigInt(state)))) return 'no';
  const ageUnsure = hasAnAge && reach.ages === undefined;
  if (hasAnAge ? reach.ages && !hasAge(reach.ages, age) : !reach.withoutAge) return 'no';
  const unsure = ageUnsure || reach.depends || reach.covers === 'perhaps' || !(reach.callers & caller);
  return unsure ? 'perhaps' : 'yes';
}

function requestOf(
  { action, caller, age, state }: Cell,
  resource: string,
  states: States,
): AuthorizationRequest {
  const index = actionIndex(action);
  const asked = index === undefined ? undefined : vaultPolicyActions[index];
  const context: Record<string, string> = { ...caller.context };
  const values = states.valuesIn(state);
  for (const { key, kind } of states.facets) {
    const value = values[key];
    if (value !== undefined && (kind === 'context' || asked?.tag === true)) context[key] = value;
  }
  if (asked?.age) context['glacier:ArchiveAgeInDays'] = String(age);
  return { principal: caller.principal, action: actionPrefix + (asked?.name ?? action), resource, context };
}

/** Policy language, "What explain evaluates": an answer can only change at these ages. */
function agesIn({ statements }: PolicyDocument): readonly number[] {
  const ages = new Set([0]);
  for (const { conditions } of statements)
    for (const { key, values } of conditions)
      if (isAgeKey(key))
        for (const value of values) {
          const days = parseDecimal(value) ? Math.floor(Number(value)) : NaN;
          for (const near of [days - 1, days, days + 1])
            if (Number.isSafeInteger(near) && near >= 0) ages.add(near);
        }
  return [...ages].sort((a, b) => a - b);
}
