import type {
  ConditionTest,
  ElementList,
  PolicyDocument,
  PrincipalElement,
  PrincipalEntry,
  Statement,
} from '../document';
import type { JsonNode, Member, ObjectNode } from './jsonNode';
import { readJsonTree } from './jsonTree';
import { barePlacement } from './place';
import { readPolicyTree, readStatementTree, type StatementTree } from './policyTree';

export type PolicyReading =
  | { readonly ok: true; readonly document: PolicyDocument }
  | {
      readonly ok: false;
      /** One sentence that says what is wrong and in which statement. */
      readonly problem: string;
    };

const policyElements: readonly string[] = ['Version', 'Id', 'Statement'];
export const statementElements: readonly string[] = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/**
 * Reads a policy the way the service does: JSON without comments, and nothing but the grammar (IAM user guide,
 * "Grammar of the IAM JSON policy language", with the Principal that a resource-based policy must have). Duplicate
 * keys and unknown elements are refused, because it is unknown which of them would count. Empty lists are accepted:
 * they are legal, however useless. Names of actions, keys and operators are not judged here.
 * @param text the bare policy as it is sent, without a wrapper around it
 */
export function readPolicyDocument(text: string): PolicyReading {
  try {
    return { ok: true, document: readDocument(text) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.message };
    throw error;
  }
}

/** Reads one statement by itself; undefined where the service would refuse it. */
export function readStatementAlone(node: ObjectNode): Statement | undefined {
  try {
    return readStatement(node, 'The statement');
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Ends the reading at the first thing that is wrong; never leaves this file. */
class Refusal extends Error {}

function refuse(problem: string): never {
  throw new Refusal(problem);
}

function readDocument(text: string): PolicyDocument {
  const { root, problems } = readJsonTree(text, barePlacement(0));
  const [problem] = problems;
  if (problem) refuse(`The policy is not valid JSON: ${problem.what} (at character ${problem.range.start}).`);
  if (root?.kind !== 'object') return refuse('The policy is not a JSON object.');
  refuseWrapper(root);
  refuseStrangers(root, policyElements, 'The policy');
  const tree = readPolicyTree(root);
  return {
    version: readVersion(tree.version),
    id: tree.id && readText(tree.id, 'The policy'),
    statements: readStatements(tree.statement),
  };
}

/** Says of a wrapper that is none why that is so: an unknown element would not be the point. */
function refuseWrapper({ members }: ObjectNode): void {
  const [policy, again] = members.filter(({ key }) => key.value === 'Policy');
  if (!policy || members.some(({ key }) => key.value === 'Statement')) return;
  if (again) refuse('The wrapper has the key "Policy" twice.');
  const other = members.find((member) => member !== policy);
  if (other) refuse(`The wrapper has the key "${other.key.value}" beside "Policy".`);
  refuse(
    policy.value?.kind === 'string'
      ? 'There is a wrapper around the policy.'
      : 'The wrapper has a Policy that is not a string: it must be the policy as one escaped string.',
  );
}

/** Refuses a key that comes twice or is not in the grammar. */
function refuseStrangers(node: ObjectNode, allowed: readonly string[] | undefined, where: string): void {
  const seen = new Set<string>();
  for (const { key } of node.members) {
    if (seen.has(key.value)) refuse(`${where} has the key "${key.value}" twice.`);
    if (allowed && !allowed.includes(key.value)) refuse(`${where} has an unknown element "${key.value}".`);
    seen.add(key.value);
  }
}

function readVersion(member: Member | undefined): PolicyDocument['version'] {
  if (!member) return '2008-10-17';
  const version = readText(member, 'The policy');
  if (version === '2008-10-17' || version === '2012-10-17') return version;
  return refuse(`The Version "${version}" is neither "2012-10-17" nor "2008-10-17".`);
}

function readText(member: Member, where: string): string {
  return member.value?.kind === 'string'
    ? member.value.value
    : refuse(`${where} has a ${member.key.value} that is not a string.`);
}

function readStatements(member: Member | undefined): Statement[] {
  const value = member?.value;
  if (value?.kind === 'object') return [readStatement(value, 'Statement 1')];
  if (value?.kind !== 'array' || value.items.length === 0) return refuse('The policy has no Statement.');
  return value.items.map((item, index) => readStatement(item, `Statement ${index + 1}`));
}

function readStatement(node: JsonNode, where: string): Statement {
  if (node.kind !== 'object') return refuse(`${where} is not a JSON object.`);
  refuseStrangers(node, statementElements, where);
  const tree: StatementTree = readStatementTree(node);
  return {
    sid: tree.sid && readText(tree.sid, where),
    effect: readEffect(tree.effect, where),
    principal: readPrincipal(tree.principal, tree.notPrincipal, where),
    action: readList(tree.action, tree.notAction, 'Action', where),
    resource: readList(tree.resource, tree.notResource, 'Resource', where),
    conditions: tree.condition ? readConditions(tree.condition, where) : [],
  };
}

function readEffect(member: Member | undefined, where: string): Statement['effect'] {
  if (!member) return refuse(`${where} has no Effect.`);
  const effect = readText(member, where);
  return effect === 'Allow' || effect === 'Deny'
    ? effect
    : refuse(`${where} has the Effect "${effect}", which is neither "Allow" nor "Deny".`);
}

interface OneOfPair {
  readonly negated: boolean;
  readonly member: Member;
}

function oneOf(plain: Member | undefined, not: Member | undefined, name: string, where: string): OneOfPair {
  if (plain && not) return refuse(`${where} has both ${name} and Not${name}.`);
  if (plain) return { negated: false, member: plain };
  return not ? { negated: true, member: not } : refuse(`${where} has neither ${name} nor Not${name}.`);
}

function readList(
  plain: Member | undefined,
  not: Member | undefined,
  name: string,
  where: string,
): ElementList {
  const { negated, member } = oneOf(plain, not, name, where);
  return { negated, entries: readStrings(member, where) };
}

function readStrings({ key, value }: Member, where: string): string[] {
  const items = value?.kind === 'array' ? value.items : [value];
  return items.map((item) =>
    item?.kind === 'string'
      ? item.value
      : refuse(`${where} has a value in ${key.value} that is not a string.`),
  );
}

function readPrincipal(plain: Member | undefined, not: Member | undefined, where: string): PrincipalElement {
  const { negated, member } = oneOf(plain, not, 'Principal', where);
  const { value } = member;
  if (value?.kind === 'string' && value.value === '*') return { negated, entries: [{ type: 'everyone' }] };
  if (value?.kind !== 'object')
    return refuse(`${where} has a ${member.key.value} that is neither "*" nor an object such as {"AWS": …}.`);
  refuseStrangers(
    value,
    ['AWS', 'Service', 'Federated', 'CanonicalUser'],
    `The ${member.key.value} of ${where}`,
  );
  return { negated, entries: value.members.flatMap((entry) => readPrincipalEntries(entry, where)) };
}

function readPrincipalEntries(member: Member, where: string): PrincipalEntry[] {
  const type = member.key.value;
  return readStrings(member, where).map((value) => {
    if (type === 'AWS') return value === '*' ? { type: 'everyone' } : { type, value };
    if (type === 'Service' || type === 'Federated' || type === 'CanonicalUser') return { type, value };
    return refuse(`${where} has an unknown kind of principal "${type}".`);
  });
}

function readConditions({ value }: Member, where: string): ConditionTest[] {
  if (value?.kind !== 'object') return refuse(`${where} has a Condition that is not a JSON object.`);
  refuseStrangers(value, undefined, `The Condition of ${where}`);
  return value.members.flatMap((operator) => {
    const name = operator.key.value;
    if (operator.value?.kind !== 'object')
      return refuse(`${where} has a condition operator "${name}" whose value is not a JSON object.`);
    refuseStrangers(operator.value, undefined, `The operator "${name}" of ${where}`);
    return operator.value.members.map((key) => ({
      operator: name,
      key: key.key.value,
      values: readConditionValues(key, where),
    }));
  });
}

function readConditionValues({ key, value }: Member, where: string): string[] {
  const items = value?.kind === 'array' ? value.items : [value];
  return items.map((item) => {
    if (item?.kind === 'string') return item.value;
    if (item?.kind === 'number') return item.source;
    if (item?.kind === 'boolean') return String(item.value);
    return refuse(`${where} tests "${key.value}" against something that is no string, number or Boolean.`);
  });
}
