import type { PolicyDocument } from '../document';
import type { AgeInterval } from '../effect/ageSet';
import { judge, reasonsOf, type AuthorizationRequest } from '../evaluate';
import { ageStepsOf, type AgeSteps } from './ageSteps';
import { daysInWords, principalInWords, some } from './nameOfCase';
import { bandTable, groupCells, type CellGroup } from './bandTable';
import { bandsOfCase, type CaseBand, type CaseCell, type Outcome } from './caseBands';
import type { PolicyTestCase, PolicyTests } from './policyTests';

/** How a case came out. */
export interface CaseResult {
  readonly case: PolicyTestCase;
  readonly passed: boolean;
  /** How many requests were judged; they stand for all that the case is about. */
  readonly requests: number;
  /** What is not as expected; empty exactly if the case passed. */
  readonly deviations: readonly Deviation[];
  /** What the case expects and what is so, line by line comparable. */
  readonly expected: string;
  readonly actual: string;
}

/** Requests that do not get what is expected: those at these ages of all these callers, actions and states. */
export interface Deviation {
  readonly actions: readonly string[];
  readonly callers: readonly string[];
  /** What is told apart beside them, in words; empty where nothing is. */
  readonly states: readonly string[];
  /** All of the ages in one piece; undefined for actions without an age. */
  readonly ages: AgeInterval | undefined;
  readonly actual: Outcome;
  /** The statements that decide, or may decide, by place from 0. */
  readonly statements: readonly number[];
  /** Why, in sentences. */
  readonly reasons: readonly string[];
  /** The first request of them; undefined where the case is about too many to ask for. */
  readonly request: AuthorizationRequest | undefined;
}

/** Runs all cases that can be run, in their order. Those with problems are left out. */
export function runPolicyTests({ cases }: PolicyTests, document: PolicyDocument): readonly CaseResult[] {
  const steps = ageStepsOf(document);
  return cases
    .filter(({ problems }) => problems.length === 0)
    .map((testCase) => runCase(testCase, document, steps));
}

export function runCase(testCase: PolicyTestCase, document: PolicyDocument, steps: AgeSteps): CaseResult {
  const { cells, requests, cut } = bandsOfCase(testCase, document, steps);
  if (cut) return cannotRun(testCase, tooMany);
  if (requests === 0) return cannotRun(testCase, nobody);
  const { groups, all } = groupedBands(cells);
  const strangers = testCase.by.filter((each) => !isThere(each, document));
  const deviations = groups.flatMap((group) =>
    group.bands
      .filter((band) => !isAsExpected(band, testCase, document))
      .map((band) => deviation(group, band, all, testCase, document)),
  );
  const [first, ...others] = deviations;
  const noStatement = strangers.map(
    (each) =>
      `The policy has no statement ${typeof each === 'string' ? `with the Sid "${each}"` : `at place ${each}, counted from 0`}.`,
  );
  return {
    case: testCase,
    passed: deviations.length === 0,
    requests,
    deviations: first ? [{ ...first, reasons: [...noStatement, ...first.reasons] }, ...others] : [],
    expected: table(groups, all, testCase, () => wanted(testCase)),
    actual: table(groups, all, testCase, (band) =>
      isAsExpected(band, testCase, document) ? wanted(testCase) : inWords(band, document),
    ),
  };
}

/** What a case comes to, with what is alike told together. */
export function groupedBands(cells: readonly CaseCell[]): {
  readonly groups: readonly CellGroup<CaseBand>[];
  readonly all: All;
} {
  const groups = groupCells(
    cells.map(({ actions, caller, state, bands }) => ({
      actions,
      callers: [caller.label],
      states: [state],
      bands,
      key: JSON.stringify(bands.map(answerIn)),
    })),
  );
  const all = {
    callers: new Set(cells.map(({ caller }) => caller.label)).size,
    states: new Set(cells.map(({ state }) => state)).size,
  };
  return { groups, all };
}

/** All of a band but the request, which always differs. JSON knows no Infinity. */
function answerIn({ ages, outcome, statements, doubt }: CaseBand): readonly unknown[] {
  return [ages ? `${ages.from} ${ages.to}` : '', outcome, statements, doubt];
}

const tooMany =
  'The case is about more requests than can be tried that this policy may answer differently. Say more of them: the action, the tags, the context.';
const nobody = 'The case is about nobody: all whom "principal" means are left out by "notPrincipal".';

function cannotRun(testCase: PolicyTestCase, reason: string): CaseResult {
  return {
    case: testCase,
    passed: false,
    requests: 0,
    deviations: [
      {
        actions: [],
        callers: [],
        states: [],
        ages: undefined,
        actual: 'cannot be told',
        statements: [],
        reasons: [reason],
        request: undefined,
      },
    ],
    expected: wanted(testCase),
    actual: 'cannot be told',
  };
}

export function isAsExpected(
  { outcome, statements }: CaseBand,
  { expect, by }: PolicyTestCase,
  document: PolicyDocument,
): boolean {
  if (expect === 'not denied') return outcome === 'allowed' || outcome === 'left to other policies';
  return outcome === expect && by.every((each) => statements.some((index) => isNamed(each, index, document)));
}

function isNamed(name: string | number, index: number, { statements }: PolicyDocument): boolean {
  return typeof name === 'number' ? name === index : statements[index]?.sid === name;
}

function isThere(name: string | number, document: PolicyDocument): boolean {
  return document.statements.some((_, index) => isNamed(name, index, document));
}

/** How much there is of what a group may have all of. */
export interface All {
  readonly callers: number;
  readonly states: number;
}

function deviation(
  { actions, callers, states }: CellGroup<CaseBand>,
  { ages, outcome, statements, doubt, request }: CaseBand,
  all: All,
  testCase: PolicyTestCase,
  document: PolicyDocument,
): Deviation {
  return {
    actions,
    callers: whoInWords(callers, all, testCase),
    states: states.length === all.states ? [] : states,
    ages,
    actual: outcome,
    statements,
    reasons: doubt === undefined ? reasonsFor(document, request) : [doubt],
    request,
  };
}

function reasonsFor(document: PolicyDocument, request: AuthorizationRequest): readonly string[] {
  return reasonsOf(document, request, judge(document, request)).map(({ text }) => text);
}

function table(
  groups: readonly CellGroup<CaseBand>[],
  all: All,
  testCase: PolicyTestCase,
  say: (band: CaseBand) => string,
): string {
  return bandTable(
    groups.map((group) => ({
      heading: headingOf(group, all, testCase),
      lines: joined(group.bands.map((band) => ({ ages: band.ages, text: say(band) }))),
    })),
  );
}

/** Neighbours that say the same are told in one line. */
function joined<Line extends { readonly ages: AgeInterval | undefined; readonly text: string }>(
  lines: readonly Line[],
): readonly Line[] {
  const result: Line[] = [];
  for (const line of lines) {
    const last = result.at(-1);
    if (last?.ages && line.ages && last.text === line.text && last.ages.to === line.ages.from - 1)
      result[result.length - 1] = { ...last, ages: { from: last.ages.from, to: line.ages.to } };
    else result.push(line);
  }
  return result;
}

export function headingOf(
  { actions, callers, states }: CellGroup<CaseBand>,
  all: All,
  testCase: PolicyTestCase,
): string {
  const who = whoInWords(callers, all, testCase);
  const parts = [some(actions), some(who)];
  if (states.length < all.states)
    parts.push(states.map((state) => (state === '' ? 'otherwise' : state)).join(' or '));
  return parts.join(' · ');
}

/** All callers of a case go by the words of the case. */
function whoInWords(
  callers: readonly string[],
  all: All,
  { principals, notPrincipals }: PolicyTestCase,
): readonly string[] {
  if (callers.length < all.callers || notPrincipals) return callers;
  return principals?.map(principalInWords) ?? ['everyone'];
}

function wanted({ expect, by }: PolicyTestCase): string {
  return by.length === 0
    ? expect
    : `${expect} by ${by.map((each) => (typeof each === 'string' ? each : `[${each}]`)).join(', ')}`;
}

function inWords({ outcome, statements }: CaseBand, document: PolicyDocument): string {
  if (statements.length === 0) return outcome;
  return `${outcome}${outcome === 'cannot be told' ? ': ' : ' by '}${statementNames(statements, document)}`;
}

/** `keep-for-a-year, [2]`: Sids, and places counted from 0 where there is none. */
export function statementNames(statements: readonly number[], document: PolicyDocument): string {
  return statements.map((index) => nameOf(document.statements[index]?.sid, index)).join(', ');
}

function nameOf(sid: string | undefined, index: number): string {
  return sid === undefined || sid === '' ? `[${index}]` : sid;
}

function spanInWords(ages: AgeInterval): string {
  const words = daysInWords(ages);
  return ages.to !== Infinity ? `on ${words}` : ages.from === 0 ? `at ${words}` : words;
}

/** Which requests a deviation is about: `on days 365-400, for DeleteArchive, by other account`. */
export function deviationInWords({ actions, callers, states, ages }: Deviation): string {
  return [
    ages && spanInWords(ages),
    actions.length > 0 && `for ${some(actions)}`,
    callers.length > 0 && `by ${some(callers)}`,
    states.length > 0 &&
      `with ${states.map((state) => (state === '' ? 'nothing else' : state)).join(' or ')}`,
  ]
    .filter((part) => typeof part === 'string')
    .join(', ');
}
