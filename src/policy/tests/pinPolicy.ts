import type { PolicyDocument } from '../document';
import type { Band } from '../effect/bands';
import { othersBit, type Caller } from '../effect/callers';
import { callersInWords } from '../effect/callersInWords';
import { effectOf, type Effect } from '../effect/effectOf';
import { effectTable, type EffectRow } from '../effect/effectTable';
import { statesInWords } from '../effect/statesInWords';
import { parseVaultArn } from '../syntax/vaultArn';
import { vaultPolicyActions } from '../vocabulary/actions';
import { wordOfKind } from './callerWords';
import { everybody, nameOfCaller } from './callersMeant';
import { ageInWords, daysInWords, some } from './nameOfCase';
import { parsePolicyTests } from './parsePolicyTests';
import type { Expectation, KnownValues } from './policyTests';
import { runPolicyTests } from './runPolicyTests';
import { statesInFields, type StateFields } from './statesInFields';

/** A case as it stands in a file. */
type WrittenCase = Readonly<Record<string, unknown>>;

/** More cases than these nobody reads; what is left out is said. */
const mostCases = 200;

/**
 * Writes down what a policy does as a test file: one case for each span of ages, group of callers and state that it
 * tells apart. Every case was run and passes. What nobody can tell is said in a comment in place of a case.
 * @param policyName the name of the policy's file, for the comment at the top
 */
export function pinPolicy(document: PolicyDocument, policyName: string): string {
  const whole = effectOf(document);
  const { rows: allRows, limits } = effectTable(whole);
  const effect = withoutFederated(whole);
  const rows = allRows
    .map((row) => ({ ...row, callers: row.callers.filter(isInTests) }))
    .filter(({ callers }) => callers.length > 0);
  const blocks: string[] = [];
  let count = 0;
  for (const row of rows) {
    const heading = headingOf(row, effect);
    const cases = joined(row.bands).flatMap((band) => casesOf(band, row, effect, document));
    if (count + cases.length > mostCases) {
      blocks.push(comment(`More is left out: this file has ${mostCases} cases at most.`));
      break;
    }
    count += cases.length;
    blocks.push([comment(heading), ...cases].join('\n'));
  }
  const head = [
    `What ${policyName} does, written down as it was. Where it is not what you want, change the policy or the case.`,
    'What a case leaves out, it claims for all: every caller, action, age, tag and condition key.',
    ...(effect.callers.list.length < whole.callers.list.length
      ? ['Federated sessions of users are not spoken of: tests have no word for them.']
      : []),
    ...limits,
  ];
  const lines = ['{', ...head.map((line) => comment(line, '  ')), '  "tests": [', ...blocks, '  ]', '}', ''];
  return lines.join('\n');
}

/** Tests have no word for the sessions of GetFederationToken. */
function isInTests({ federated }: Caller): boolean {
  return federated !== true;
}

/** The same effect in words that do not count those sessions. */
function withoutFederated(effect: Effect): Effect {
  const { callers } = effect;
  return { ...effect, callers: { ...callers, list: callers.list.filter(isInTests) } };
}

/** Which statement decides is not what is pinned: neighbours that come to the same are one. */
function joined(bands: readonly Band[]): readonly Band[] {
  const result: Band[] = [];
  for (const band of bands) {
    const last = result.at(-1);
    if (last && band.outcome !== 'depends' && last.outcome === band.outcome)
      result[result.length - 1] = { ...last, to: band.to };
    else result.push(band);
  }
  return result;
}

function headingOf({ callers, states }: EffectRow, effect: Effect): string {
  const inStates = statesInWords(states, effect);
  return [callersInWords(callers, effect), inStates].filter((part) => part !== '').join('. ');
}

/** @param indent as far as a case goes in, unless said */
function comment(text: string, indent = '    '): string {
  return `${indent}// ${text.replace(/\s+/g, ' ')}`;
}

const expectationOf: Readonly<Record<Exclude<Band['outcome'], 'depends'>, Expectation>> = {
  denied: 'denied',
  allowed: 'allowed',
  open: 'left to other policies',
};

/** The cases for one span of ages, each on its lines; a comment where there can be none. */
function casesOf(band: Band, row: EffectRow, effect: Effect, document: PolicyDocument): readonly string[] {
  const ages = row.hasAge ? ` (${daysInWords(band)})` : '';
  if (band.outcome === 'depends')
    return [
      comment(`${some(row.actions)}${ages} is not pinned: it ${band.why ?? 'depends on the request'}.`),
    ];
  const expect = expectationOf[band.outcome];
  for (const beyond of beyondBound(effect, document))
    for (const inFull of [false, true]) {
      const who = principalsOf(row.callers, effect, beyond);
      const cases = statesInFields(row.states, effect, inFull).map((fields) =>
        written(band, row, fields, who, expect, effect),
      );
      if (cases.every((each) => passes(each, document))) return cases.map(inLines);
    }
  return [comment(`${some(row.actions)}${ages} is not pinned: it depends on more than a test can say.`)];
}

/**
 * Whom the policy names beyond those whom the effect tells apart: they may get the same as the others of their kind,
 * and are left out where they do not.
 */
function beyondBound(
  { callers, vaultArn }: Effect,
  document: PolicyDocument,
): readonly (readonly Caller[])[] {
  if (!(callers.all & othersBit)) return [[]];
  const { partition = 'aws', account = '' } = parseVaultArn(vaultArn) ?? {};
  const told = new Set(callers.list.map(({ principal }) => principal));
  const others = everybody(document, partition, account).flatMap(({ caller }) =>
    caller.named && !told.has(caller.principal) ? [caller] : [],
  );
  return [[], others];
}

function written(
  band: Band,
  row: EffectRow,
  { tags, contexts }: StateFields,
  { principal, notPrincipal }: WrittenPrincipals,
  expect: Expectation,
  effect: Effect,
): WrittenCase {
  const { actions, hasAge } = row;
  const isEveryAction = actions.length === vaultPolicyActions.length;
  const isEveryAge = band.from === 0 && band.to === Infinity;
  return {
    name: nameOf(band, row, expect, effect),
    ...(principal ? { principal: oneOrMore(principal) } : {}),
    ...(notPrincipal.length > 0 ? { notPrincipal: oneOrMore(notPrincipal) } : {}),
    ...(isEveryAction ? {} : { action: oneOrMore(actions) }),
    ...(!hasAge || isEveryAge ? {} : { age: band.from === band.to ? band.from : ageInWords(band) }),
    ...(tags ? { tags: oneOrMore(tags.map(withNulls)) } : {}),
    ...(contexts ? { context: oneOrMore(contexts.map(withNulls)) } : {}),
    expect,
  };
}

function nameOf(band: Band, row: EffectRow, expect: Expectation, effect: Effect): string {
  const { actions, callers, states, hasAge } = row;
  const isOnce = band.from === 0 && band.to === Infinity;
  return [
    some(actions),
    ...(callers.length === effect.callers.list.length ? [] : [callersInWords(callers, effect)]),
    statesInWords(states, effect),
    hasAge && !isOnce ? daysInWords(band) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')
    .concat(`: ${expect}`);
}

/** Whom a case is about, as it says it. Undefined: everyone. */
interface WrittenPrincipals {
  readonly principal: readonly string[] | undefined;
  readonly notPrincipal: readonly string[];
}

/**
 * Says a group of callers by words for their kinds, without those of a kind who are not in it, and by the names of those
 * whose kind is not.
 */
function principalsOf(
  group: readonly Caller[],
  { callers: { list } }: Effect,
  beyond: readonly Caller[],
): WrittenPrincipals {
  const ordinary = list.filter(({ named }) => !named);
  const words = ordinary.filter((caller) => group.includes(caller)).map(({ kind }) => wordOfKind[kind]);
  const isSaid = ({ kind }: Caller): boolean => words.includes(wordOfKind[kind]);
  const leftOut = [...list.filter((caller) => !group.includes(caller)), ...beyond].filter(isSaid);
  const accounts = leftOut.filter(isForeignRoot).map(accountOf);
  // To leave out an account is to leave out everybody in it: who is meant all the same is named.
  const names = group
    .filter((caller) => caller.named && (!isSaid(caller) || accounts.includes(accountOf(caller))))
    .map(nameOfCaller);
  const owners = ordinary.filter(isOwner).map(({ kind }) => wordOfKind[kind]);
  const isOwned = owners.every((word) => words.includes(word));
  const said = isOwned ? ['owner', ...words.filter((word) => !owners.includes(word))] : words;
  return {
    principal:
      words.length < ordinary.length
        ? [...said, ...names]
        : names.length > 0
          ? ['everyone', ...names]
          : undefined,
    notPrincipal: leftOut.map((caller) => (isForeignRoot(caller) ? accountOf(caller) : nameOfCaller(caller))),
  };
}

function isForeignRoot({ kind, principal }: Caller): boolean {
  return kind === 'another account' && principal.endsWith(':root');
}

function accountOf({ context }: Caller): string {
  return context['aws:principalaccount'] ?? '';
}

function isOwner({ kind }: Caller): boolean {
  return kind.startsWith('owner');
}

function oneOrMore<Item>(list: readonly Item[]): Item | readonly Item[] {
  const [first, ...others] = list;
  return first !== undefined && others.length === 0 ? first : list;
}

function withNulls(values: KnownValues): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value ?? null]));
}

function passes(testCase: WrittenCase, document: PolicyDocument): boolean {
  const tests = parsePolicyTests(JSON.stringify({ tests: [testCase] }));
  return tests.problems.length === 0 && runPolicyTests(tests, document).every(({ passed }) => passed);
}

/** One field a line, lists on theirs. */
function inLines(testCase: WrittenCase): string {
  const fields = Object.entries(testCase).map(
    ([name, value]) => `      ${JSON.stringify(name)}: ${valueInLines(value)}`,
  );
  return ['    {', fields.join(',\n'), '    },'].join('\n');
}

const lineLength = 100;

/** A list that is too long for a line, on as few as it needs. */
function valueInLines(value: unknown): string {
  const line = spaced(value);
  if (!Array.isArray(value) || line.length <= lineLength) return line;
  const lines: string[] = [];
  for (const item of value) {
    const text = `${spaced(item)},`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length < lineLength)
      lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return ['[', ...lines.map((each) => `        ${each}`), '      ]'].join('\n');
}

/** JSON on one line, with blanks as people set them. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${spaced(each)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
