import { unite, type AgeInterval, type AgeSet } from '../effect/ageSet';
import { isVaultTagKey } from '../effect/states';
import { parseArn } from '../evaluate/arn';
import type { JsonNode } from '../syntax/jsonNode';
import { parseVaultArn } from '../syntax/vaultArn';
import { actionPrefix, actions, expandAction, findAction, vaultPolicyActions } from '../vocabulary/actions';
import { conditionKeys, isAgeKey, readConditionKey } from '../vocabulary/conditionKeys';
import { nearest } from '../vocabulary/nearest';
import { hasWildcard } from '../wildcard';
import { callerWords, isCallerWord } from './callerWords';
import { itemsOf, kindInWords, membersOf, textOf, type Complain } from './fields';
import type { KnownContext, KnownValues, PolicyTestCase, Principal } from './policyTests';

/** What a case says of the requests it is about, and what the defaults of a file may say for all cases. */
export type RequestFields = Pick<
  PolicyTestCase,
  'principals' | 'notPrincipals' | 'actions' | 'ages' | 'tags' | 'contexts' | 'vaults'
>;

/** The fields by the names they have in the file. */
export const requestFieldNames = [
  'principal',
  'notPrincipal',
  'action',
  'age',
  'tags',
  'context',
  'vault',
] as const;

type RequestNodes = Readonly<Partial<Record<(typeof requestFieldNames)[number], JsonNode>>>;

/** Reads the fields that are there; what is wrong is complained of and left out. */
export function readRequestFields(nodes: RequestNodes, complain: Complain): RequestFields {
  const { principal, notPrincipal, action, age, tags, context, vault } = nodes;
  return {
    principals: principal && readEach(principal, 'A principal', readPrincipal, complain),
    notPrincipals: notPrincipal && readEach(notPrincipal, 'A principal', readPrincipal, complain),
    actions: action && [...new Set(readEach(action, 'An action', readActions, complain).flat())],
    ages: age && readAges(age, complain),
    tags: tags && readEach(tags, 'The tags of a vault', readTags, complain),
    contexts: context && readEach(context, 'The context', readContext, complain),
    vaults: vault && readEach(vault, 'A vault', readVault, complain),
  };
}

function readEach<Result>(
  node: JsonNode,
  what: string,
  read: (item: JsonNode, complain: Complain) => Result | undefined,
  complain: Complain,
): readonly Result[] {
  return itemsOf(node, what, complain).flatMap((item) => {
    const result = read(item, complain);
    return result === undefined ? [] : [result];
  });
}

const service = /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/;

function readPrincipal(node: JsonNode, complain: Complain): Principal | undefined {
  const text = textOf(node, 'A principal', complain);
  if (text === undefined) return undefined;
  if (isCallerWord(text)) return { kind: 'word', word: text };
  if (/^\d{12}$/.test(text) || service.test(text)) return { kind: 'name', name: text };
  const arn = parseArn(text);
  if (
    arn &&
    !hasWildcard(text) &&
    /^(?:iam|sts)$/.test(arn[2]) &&
    /^\d{12}$/.test(arn[4]) &&
    isSomebody(arn[5])
  )
    return { kind: 'name', name: text };
  complain('test-principal', node.range, principalProblem(text));
  return undefined;
}

/** What can ask: an account, a user, a role, a session. */
function isSomebody(resource: string): boolean {
  return /^(?:root|user\/.+|role\/.+|assumed-role\/[^/]+\/[^/]+)$/.test(resource);
}

function principalProblem(text: string): string {
  if (text === '*')
    return 'In a test, say whom you mean: "everyone", or "anonymous" for requests without credentials.';
  if (hasWildcard(text)) return 'A test is about somebody in particular: a principal has no wildcard here.';
  const meant = nearest(text, Object.keys(callerWords));
  return meant === undefined
    ? `"${text}" is nobody who could ask. Write ${words(Object.keys(callerWords))}, the ARN of an account's root, a user, a role or a session, an account of 12 digits, or a service such as "backup.amazonaws.com".`
    : `"${text}" is nobody who could ask. Did you mean "${meant}"?`;
}

function words(list: readonly string[]): string {
  return list.map((word) => `"${word}"`).join(', ');
}

/** One action, or all that a pattern fits. */
function readActions(node: JsonNode, complain: Complain): readonly string[] | undefined {
  const text = textOf(node, 'An action', complain);
  if (text === undefined) return undefined;
  const bare = text.toLowerCase().startsWith(actionPrefix) ? text.slice(actionPrefix.length) : text;
  if (hasWildcard(bare)) {
    const fitting = expandAction(actionPrefix + bare).filter(({ outside }) => outside === undefined);
    if (fitting.length > 0) return fitting.map(({ name }) => name);
    complain('test-action', node.range, `No action that a vault's policy governs fits "${text}".`);
    return undefined;
  }
  const action = findAction(bare);
  if (action && action.outside === undefined) return [action.name];
  complain('test-action', node.range, actionProblem(text, bare, action !== undefined));
  return undefined;
}

function actionProblem(text: string, bare: string, isKnown: boolean): string {
  if (isKnown)
    return `${bare} is no request to a vault: no vault's policy has a say in it, so there is nothing to test.`;
  const meant = nearest(
    bare,
    vaultPolicyActions.map(({ name }) => name),
  );
  return `Glacier has no action "${text}". ${meant === undefined ? `It has ${actions.length}, such as DeleteArchive.` : `Did you mean "${meant}"?`}`;
}

function readAges(node: JsonNode, complain: Complain): AgeSet {
  return unite(readEach(node, 'The age', readAge, complain));
}

const ageForms =
  'Ages are whole days from 0 on: 365, a range "0-364", one without end "365-", or a list of them.';

function readAge(node: JsonNode, complain: Complain): AgeInterval | undefined {
  if (node.kind === 'number') {
    const days = readDays(node.source);
    if (days === undefined) complain('test-age', node.range, `${node.source} is no age. ${ageForms}`);
    return days === undefined ? undefined : { from: days, to: days };
  }
  if (node.kind !== 'string') {
    complain('test-wrong-type', node.range, `The age is ${kindInWords(node)}. ${ageForms}`);
    return undefined;
  }
  const [, first = '', last = ''] = /^(\d+)-(\d*)$/.exec(node.value) ?? [];
  const from = readDays(first);
  const to = last === '' ? Infinity : readDays(last);
  if (from === undefined || to === undefined) {
    const days = readDays(node.value);
    complain(
      'test-age',
      node.range,
      days === undefined
        ? `"${node.value}" is no age. ${ageForms}`
        : `A single age is a number, without quotes: ${days}.`,
    );
    return undefined;
  }
  if (from > to) {
    complain('test-age', node.range, `The range "${node.value}" is empty: it ends before it begins.`);
    return undefined;
  }
  return { from, to };
}

function readDays(written: string): number | undefined {
  const days = /^(?:0|[1-9]\d*)$/.test(written) ? Number(written) : NaN;
  return Number.isSafeInteger(days) ? days : undefined;
}

function readTags(node: JsonNode, complain: Complain): KnownValues | undefined {
  if (node.kind !== 'object') {
    const message = `The tags of a vault are an object such as {"LegalHold": "true"}, not ${kindInWords(node)}.`;
    complain('test-wrong-type', node.range, message);
    return undefined;
  }
  const tags: [string, string | undefined][] = [];
  for (const { key, value } of membersOf(node, complain)) {
    if (isVaultTagKey(key.value) || key.value === '') {
      const bare = key.value.slice(key.value.indexOf('/') + 1);
      const instead = bare === '' ? 'A tag has a name.' : `Write the name of the tag alone: "${bare}".`;
      complain('test-key', key.range, instead);
      continue;
    }
    const read = readValue(value, `The tag "${key.value}"`, complain);
    if (read) tags.push([key.value, read.value]);
  }
  return Object.fromEntries(tags);
}

function readContext(node: JsonNode, complain: Complain): KnownContext | undefined {
  if (node.kind !== 'object') {
    const message = `The context is an object such as {"aws:SecureTransport": "true"}, not ${kindInWords(node)}.`;
    complain('test-wrong-type', node.range, message);
    return undefined;
  }
  const context: [string, string | readonly string[] | undefined][] = [];
  for (const { key, value } of membersOf(node, complain)) {
    const problem = contextKeyProblem(key.value);
    if (problem !== undefined) {
      complain('test-key', key.range, problem);
      continue;
    }
    if (value.kind !== 'array') {
      const read = readValue(value, `"${key.value}"`, complain);
      if (read) context.push([key.value, read.value]);
      continue;
    }
    if (readConditionKey(key.value)?.key.multiValued === false) {
      const message = `A request has one value of ${key.value}, or none. To try several, make "context" a list of objects.`;
      complain('test-key', value.range, message);
      continue;
    }
    const values = value.items.flatMap((item) => {
      const read = readValue(item, `"${key.value}"`, complain);
      if (read && read.value === undefined)
        complain('test-wrong-type', item.range, 'A list of values has no null in it.');
      return read?.value ?? [];
    });
    context.push([key.value, values]);
  }
  return Object.fromEntries(context);
}

function contextKeyProblem(key: string): string | undefined {
  if (isAgeKey(key)) return 'Say the age of the archive by "age".';
  if (isVaultTagKey(key))
    return `Say the tags of the vault by "tags": {"${key.slice(key.indexOf('/') + 1)}": …}.`;
  const use = readConditionKey(key);
  if (use?.key.tagged === true && (use.tagKey ?? '') === '')
    return `${key} wants the name of a tag: "${key}/NAME".`;
  if (use) return undefined;
  const ours = /^(?:aws|glacier):/i.test(key);
  const meant = nearest(
    key,
    conditionKeys.map(({ name }) => name),
  );
  if (meant !== undefined) return `There is no condition key "${key}". Did you mean "${meant}"?`;
  if (ours) return `There is no condition key "${key}".`;
  return /^[^:]+:.+$/.test(key)
    ? undefined
    : `"${key}" is no condition key: they have a prefix, such as aws:SourceIp.`;
}

/** A value of a request is text, however it is written; null means that the request has none. */
function readValue(
  node: JsonNode,
  what: string,
  complain: Complain,
): { readonly value: string | undefined } | undefined {
  switch (node.kind) {
    case 'string':
      return { value: node.value };
    case 'number':
      return { value: node.source };
    case 'boolean':
      return { value: String(node.value) };
    case 'null':
      return { value: undefined };
    case 'object':
    case 'array':
      complain(
        'test-wrong-type',
        node.range,
        `${what} is text, a number, true, false, or null where it is missing; not ${kindInWords(node)}.`,
      );
      return undefined;
  }
}

function readVault(node: JsonNode, complain: Complain): string | undefined {
  const text = textOf(node, 'A vault', complain);
  if (text === undefined || parseVaultArn(text)) return text;
  const message = `"${text}" is not the ARN of a vault, such as arn:aws:glacier:us-west-2:111122223333:vaults/NAME.`;
  complain('test-vault', node.range, message);
  return undefined;
}
