import type { ConditionTest, PolicyDocument, Statement } from '../document';
import { callerKeys, isSparedForCertain } from '../effect/callers';
import { comparesByName } from '../effect/judgeAlone';
import { matchesPrincipal } from '../evaluate/principal';
import { isAgeKey } from '../vocabulary/conditionKeys';
import type { Situation } from './situations';
import { differsInKind, splitsKind } from './splitsKind';

/**
 * A policy as a situation sees it that does not say all that the policy looks at: the statements without what cannot be
 * judged, and for each why it may apply or not. Judged with all of them and with none of them, a decision that comes out
 * the same is certain.
 */
export interface OpenDocument {
  readonly document: PolicyDocument;
  /** By statement; undefined where all can be judged. */
  readonly doubts: readonly (string | undefined)[];
}

/** Leaves out of a policy what a situation does not tell. */
export function openDocument(document: PolicyDocument, situation: Situation, hasTags: boolean): OpenDocument {
  const opened = document.statements.map((statement) =>
    openStatement(statement, document.version, situation, hasTags),
  );
  const doubts = opened.map(({ doubt }) => doubt);
  if (doubts.every((doubt) => doubt === undefined)) return { document, doubts };
  return { document: { ...document, statements: opened.map(({ statement }) => statement) }, doubts };
}

function openStatement(
  statement: Statement,
  version: string,
  situation: Situation,
  hasTags: boolean,
): { readonly statement: Statement; readonly doubt: string | undefined } {
  const isSaid = (key: string): boolean => isKnown(key, situation, hasTags);
  const open = statement.conditions.filter(
    (test) => keysInDoubt(test, version, situation, hasTags).length > 0,
  );
  const openEntries = statement.resource.entries.filter((entry) =>
    variablesIn(entry, version).some((name) => !isSaid(name)),
  );
  const { caller } = situation.caller;
  const isSpared =
    statement.effect === 'Deny' &&
    statement.principal.negated &&
    statement.principal.entries.some((entry) => matchesPrincipal(entry, caller.evaluated));
  const unsurelySpared = isSpared && !isSparedForCertain(statement, caller);
  if (open.length === 0 && openEntries.length === 0 && !unsurelySpared)
    return { statement, doubt: undefined };
  const { negated, entries } = statement.resource;
  const closed = entries.filter((entry) => !openEntries.includes(entry));
  const widened = negated ? [] : openEntries.map((entry) => entry.replace(/\$\{[^{}]*\}/g, '*'));
  const keys = [
    ...open.flatMap((test) => keysInDoubt(test, version, situation, hasTags)),
    ...openEntries.flatMap((entry) => variablesIn(entry, version)).filter((name) => !isSaid(name)),
  ];
  return {
    statement: {
      ...statement,
      conditions: statement.conditions.filter((test) => !open.includes(test)),
      resource: { negated, entries: [...closed, ...widened] },
      principal: unsurelySpared ? { negated: false, entries: [{ type: 'everyone' }] } : statement.principal,
    },
    doubt: keys.length > 0 ? notSaid(keys, situation) : sparedInDoubt,
  };
}

const sparedInDoubt =
  'AWS does not promise that a NotPrincipal spares somebody unless it lists the session, the role and the account.';

function notSaid(keys: readonly string[], situation: Situation): string {
  const ofCaller = keys.find((key) => isOfStandIn(key.toLowerCase(), situation));
  if (ofCaller !== undefined)
    return `The policy looks at ${ofCaller}, in which those differ whom the case means. Name somebody in "principal".`;
  const [key = '', ...others] = new Set(keys);
  const more = others.length === 0 ? '' : ` (and ${others.join(', ')})`;
  const field = key.toLowerCase().startsWith('glacier:resourcetag/') ? 'tags' : 'context';
  return `The policy looks at ${key}${more}, of which the case says nothing. Say it in "${field}".`;
}

/** The keys of a test that the situation says too little of to answer it: its own, and those of its variables. */
function keysInDoubt(
  test: ConditionTest,
  version: string,
  situation: Situation,
  hasTags: boolean,
): readonly string[] {
  const key = test.key.toLowerCase();
  // Of a key that is missing no value is asked for.
  if (isMissing(key, situation, hasTags)) return [];
  const variables = test.values.flatMap((value) => variablesIn(value, version));
  const untold = variables.filter((name) => !isKnown(name, situation, hasTags));
  return isJudged(test, key, variables.length > 0, situation, hasTags) ? untold : [test.key, ...untold];
}

function isMissing(key: string, { tags, context }: Situation, hasTags: boolean): boolean {
  if (key.startsWith('glacier:resourcetag/'))
    return !hasTags || (tags.has(key) && tags.get(key) === undefined);
  return context.has(key) && context.get(key) === undefined;
}

/** Whether the situation says enough of the key of a test. */
function isJudged(
  test: ConditionTest,
  key: string,
  hasVariable: boolean,
  situation: Situation,
  hasTags: boolean,
): boolean {
  if (isAgeKey(key)) return true;
  if (!isTold(key, situation, hasTags)) return false;
  // One value stands for all others only where values are compared by name, and the policy names them.
  if (hasVariable) return isKnown(key, situation, hasTags);
  if (situation.standIns.has(key) && !comparesByName(test)) return false;
  return !(isOfStandIn(key, situation) && splitsKind(test, situation.caller.caller));
}

/** Whether a key has a definite value, or is definitely missing. */
function isKnown(name: string, situation: Situation, hasTags: boolean): boolean {
  const key = name.toLowerCase();
  if (isAgeKey(key)) return true;
  if (!isTold(key, situation, hasTags) || situation.standIns.has(key)) return false;
  return !(isOfStandIn(key, situation) && differsInKind(key, situation.caller.caller));
}

/** Whether a key says what it does for a caller that stands for others of its kind; not where the case says it. */
function isOfStandIn(key: string, { caller, context }: Situation): boolean {
  return caller.standIn && callerKeys.includes(key) && context.get(key) === caller.caller.context[key];
}

function isTold(key: string, { tags, context, caller }: Situation, hasTags: boolean): boolean {
  if (key.startsWith('glacier:resourcetag/')) return !hasTags || tags.has(key);
  // What a service's request says of it is not documented beyond that it is one.
  return context.has(key) || (callerKeys.includes(key) && caller.caller.kind !== 'service');
}

/** The keys a text refers to: `${aws:username}`, also with a default; escapes are none. */
function variablesIn(text: string, version: string): readonly string[] {
  if (version !== '2012-10-17' || !text.includes('${')) return [];
  return [...text.matchAll(/\$\{([^{}]*)\}/g)].flatMap(([, name = '']) =>
    /^[*?$]$/.test(name) ? [] : [name.replace(/, '.*$/s, '')],
  );
}
