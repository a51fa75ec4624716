import type { PolicyDocument } from '../document';
import { everyAge, type AgeInterval } from '../effect/ageSet';
import { judge, type AuthorizationRequest, type Decision } from '../evaluate';
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

/** One action by one caller in one state. */
export interface CaseCell {
  readonly action: string;
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

/** One case never costs more; a usual one asks some dozen requests. */
export const mostRequests = 200_000;

/** Asks the policy everything that a case is about. */
export function bandsOfCase(testCase: PolicyTestCase, document: PolicyDocument, steps: AgeSteps): CaseBands {
  const actions = (testCase.actions ?? vaultPolicyActions.map(({ name }) => name)).flatMap(
    (name) => findAction(name) ?? [],
  );
  const spans = spansOf(testCase.ages ?? everyAge, steps);
  const cells: CaseCell[] = [];
  let requests = 0;
  for (const { callers, states } of situationsOf(testCase, document))
    for (const state of states)
      for (const caller of callers) {
        const situation = state.of(caller);
        const opened = { tagged: openDocument(document, situation, true), plain: openDocument(document, situation, false) };
        for (const action of actions) {
          const asked = action.age ? (spans?.length ?? 1) : 1;
          requests += asked;
          if (requests > mostRequests) return { cells, requests: requests - asked, cut: true };
          const open = action.tag ? opened.tagged : opened.plain;
          const bands = action.age
            ? bandsByAge(open, situation, action, spans)
            : [band(open, situation, action, undefined)];
          cells.push({ action: action.name, caller, state: state.label, bands });
        }
      }
  return { cells, requests, cut: false };
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
  if (sureDeny.length > 0) return { ages, outcome: 'denied', statements: indexes(sureDeny), doubt: undefined, request };
  const sureAllow = pick('Allow', true);
  const unsure = [...pick('Deny', false), ...(sureAllow.length > 0 ? [] : pick('Allow', false))];
  const [first] = unsure;
  if (first) return { ages, outcome: 'cannot be told', statements: indexes([...unsure, ...sureAllow]), doubt: first.doubt, request };
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
