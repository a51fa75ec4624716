import type { PolicyDocument } from '../document';
import { everyAge, type AgeInterval } from '../effect/ageSet';
import { judge, type AuthorizationRequest, type Decision } from '../evaluate';
import { matchesAction } from '../evaluate/action';
import { actionPrefix, findAction, vaultPolicyActions, type Action } from '../vocabulary/actions';
import { mostDays, spansOf, type AgeSteps } from './ageSteps';
import type { TestCaller } from './callersMeant';
import { openDocument, type OpenDocument } from './openDocument';
import type { Expectation, PolicyTestCase } from './policyTests';
import { situationsOf, type Situation } from './situations';

/** What a policy says to requests of a case, in the words of the file. */
export type Outcome = Exclude<Expectation, 'not denied'> | 'cannot be told';

/** Ages in one piece that get the same answer from the same statements. */
export interface CaseBand {
  /** Undefined for actions whose requests carry no age. */
  readonly ages: AgeInterval | undefined;
  readonly outcome: Outcome;
  /** Zero-based indexes of the statements that decide, or that may. */
  readonly statements: readonly number[];
  /** Why it cannot be told. */
  readonly doubt: string | undefined;
  /** The first of these requests. */
  readonly request: AuthorizationRequest;
}

/** Actions that are alike to the policy, by one caller in one state. */
export interface CaseCell {
  readonly actions: readonly string[];
  readonly caller: TestCaller;
  readonly state: string;
  readonly bands: readonly CaseBand[];
}

export interface CaseBands {
  readonly cells: readonly CaseCell[];
  /** How many requests were judged; each stands for all of its span of ages. */
  readonly requests: number;
  /** True where the case is about more than can be asked for. */
  readonly cut: boolean;
}

/** So many statements are judged for one case at most, about a second; a usual case takes some hundred. */
const mostJudged = 1_000_000;

/** Asks the policy everything that a case is about. */
export function bandsOfCase(testCase: PolicyTestCase, document: PolicyDocument, steps: AgeSteps): CaseBands {
  const actions = alikeActions(testCase.actions ?? vaultPolicyActions.map(({ name }) => name), document);
  const spans = spansOf(testCase.ages ?? everyAge, steps);
  const asked = actions.reduce((sum, { one }) => sum + (one.age ? (spans?.length ?? 1) : 1), 0);
  const vaults = situationsOf(testCase, document);
  const situations = vaults.reduce((sum, { callers, states }) => sum + callers.length * states.length, 0);
  const requests = situations * asked;
  if (requests * document.statements.length > mostJudged) return { cells: [], requests: 0, cut: true };
  const cells: CaseCell[] = [];
  for (const { callers, states } of vaults)
    for (const state of states)
      for (const caller of callers) {
        const situation = state.of(caller);
        const tagged = openDocument(document, situation, true);
        const plain = openDocument(document, situation, false);
        for (const { one, names } of actions) {
          const open = one.tag ? tagged : plain;
          const bands = one.age
            ? bandsByAge(open, situation, one, spans)
            : [band(open, situation, one, undefined)];
          cells.push({ actions: names, caller, state: state.label, bands });
        }
      }
  return { cells, requests, cut: false };
}

/** The actions that no statement tells apart are asked for once. */
function alikeActions(
  names: readonly string[],
  { statements }: PolicyDocument,
): readonly { readonly one: Action; readonly names: readonly string[] }[] {
  const groups = new Map<string, { one: Action; names: string[] }>();
  for (const name of names) {
    const one = findAction(name);
    if (!one) continue;
    const matched = statements.map(({ action }) =>
      action.entries.some((entry) => matchesAction(entry, actionPrefix + one.name)) ? '+' : '-',
    );
    const key = `${one.age} ${one.tag} ${matched.join('')}`;
    const group = groups.get(key);
    if (group) group.names.push(one.name);
    else groups.set(key, { one, names: [one.name] });
  }
  return [...groups.values()];
}

function bandsByAge(
  open: OpenDocument,
  situation: Situation,
  action: Action,
  spans: readonly AgeInterval[] | undefined,
): readonly CaseBand[] {
  if (!spans) {
    const first = band(open, situation, action, { from: 0, to: Infinity });
    return [{ ...first, outcome: 'cannot be told', doubt: unknownSteps }];
  }
  const bands: CaseBand[] = [];
  for (const span of spans) {
    const next = band(open, situation, action, span);
    const last = bands.at(-1);
    if (last?.ages?.to === span.from - 1 && isSame(last, next))
      bands[bands.length - 1] = { ...last, ages: { from: last.ages.from, to: span.to } };
    else bands.push(next);
  }
  return bands;
}

const unknownSteps = `The policy compares the age with a date, a pattern or a variable, so that every day has to be tried. Name ages with an end, ${mostDays} days at most.`;

function isSame(a: CaseBand, b: CaseBand): boolean {
  return a.outcome === b.outcome && a.doubt === b.doubt && a.statements.join() === b.statements.join();
}

const outcomes: Readonly<Record<Decision['decision'], Outcome>> = {
  explicitDeny: 'denied',
  allow: 'allowed',
  implicitDeny: 'left to other policies',
};

function band(
  { document, doubts }: OpenDocument,
  situation: Situation,
  action: Action,
  ages: AgeInterval | undefined,
): CaseBand {
  const request = requestOf(situation, action, ages?.from);
  const { traces } = judge(document, request);
  const applying = document.statements.flatMap(({ effect }, index) =>
    traces[index]?.applies === true ? [{ index, effect, doubt: doubts[index] }] : [],
  );
  const pick = (effect: 'Allow' | 'Deny', sure: boolean): readonly (typeof applying)[number][] =>
    applying.filter((each) => each.effect === effect && (each.doubt === undefined) === sure);
  const indexes = (list: typeof applying | readonly (typeof applying)[number][]): readonly number[] =>
    list.map(({ index }) => index).sort((a, b) => a - b);
  const sureDeny = pick('Deny', true);
  if (sureDeny.length > 0)
    return { ages, outcome: 'denied', statements: indexes(sureDeny), doubt: undefined, request };
  const sureAllow = pick('Allow', true);
  const unsure = [...pick('Deny', false), ...(sureAllow.length > 0 ? [] : pick('Allow', false))];
  const [first] = unsure;
  if (first)
    return {
      ages,
      outcome: 'cannot be told',
      statements: indexes([...unsure, ...sureAllow]),
      doubt: first.doubt,
      request,
    };
  const decision = sureAllow.length > 0 ? 'allow' : 'implicitDeny';
  return { ages, outcome: outcomes[decision], statements: indexes(sureAllow), doubt: undefined, request };
}

function requestOf(situation: Situation, action: Action, age: number | undefined): AuthorizationRequest {
  const context: [string, string | readonly string[]][] = [];
  for (const [key, value] of situation.context) if (value !== undefined) context.push([key, value]);
  if (action.tag)
    for (const [key, value] of situation.tags) if (value !== undefined) context.push([key, value]);
  if (age !== undefined) context.push(['glacier:ArchiveAgeInDays', String(age)]);
  return {
    principal: situation.caller.caller.principal,
    action: actionPrefix + action.name,
    resource: situation.vault,
    context: Object.fromEntries(context),
  };
}
