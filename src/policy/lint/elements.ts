import { statementElements } from '../syntax/readPolicyDocument';
import type { Member, ObjectNode, StringNode } from '../syntax/jsonNode';
import { stringsOf, type StatementTree } from '../syntax/policyTree';
import { oncePer } from './once';
import { nearest } from '../vocabulary/nearest';
import type { LintContext } from './rule';

export const policyElements: readonly string[] = ['Version', 'Id', 'Statement'];
export { statementElements };

const pairs: readonly (readonly [string, string])[] = [
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
];

/** The other one of a pair of which only one may be there. */
export function partnerOf(element: string): string | undefined {
  const pair = pairs.find((both) => both.includes(element));
  return pair?.find((name) => name !== element);
}

/** A file with more unknown keys than this is no policy with a slip of the pen in it. */
const mostStrangers = 50;

/**
 * The keys of an object that are no elements, each with the element it was meant to be, unless that one is there
 * already.
 */
export function strangersIn(object: ObjectNode, allowed: readonly string[]): readonly Stranger[] {
  const present = new Set(object.members.map((member) => member.key.value));
  const free = allowed.filter((name) => !present.has(name) && !present.has(partnerOf(name) ?? name));
  return object.members
    .filter(({ key }) => !allowed.includes(key.value))
    .slice(0, mostStrangers)
    .map((member) => ({ member, meant: nearest(member.key.value, free) }));
}

export interface Stranger {
  readonly member: Member;
  readonly meant: string | undefined;
}

/** Whether an element is there under a misspelt name, which is a diagnostic of its own. */
export function isMisspelt(object: ObjectNode, element: string, allowed: readonly string[]): boolean {
  return strangersIn(object, allowed).some(
    ({ meant }) => meant !== undefined && (meant === element || meant === partnerOf(element)),
  );
}

/** The element in front of which nothing is missing: where a new one goes in the customary order. */
export function precedingMember(object: ObjectNode, element: string): Member | undefined {
  const order = statementElements;
  const place = order.indexOf(element);
  return object.members
    .filter(({ key }) => order.includes(key.value) && order.indexOf(key.value) < place)
    .at(-1);
}

export function isDeny({ effect }: StatementTree): boolean {
  return effect?.value?.kind === 'string' && effect.value.value === 'Deny';
}

export function isAllow({ effect }: StatementTree): boolean {
  return effect?.value?.kind === 'string' && effect.value.value === 'Allow';
}

export interface ListEntry {
  readonly node: StringNode;
  readonly member: Member;
  readonly negated: boolean;
}

function entriesOf(plain: Member | undefined, not: Member | undefined): readonly ListEntry[] {
  const read = (member: Member | undefined, negated: boolean): ListEntry[] =>
    member ? stringsOf(member).map((node) => ({ node, member, negated })) : [];
  return [...read(plain, false), ...read(not, true)];
}

/** The strings of Action and NotAction. */
export const actionEntries = oncePer((statement: StatementTree) =>
  entriesOf(statement.action, statement.notAction),
);

/** The strings of Resource and NotResource. */
export const resourceEntries = oncePer((statement: StatementTree) =>
  entriesOf(statement.resource, statement.notResource),
);

export interface PrincipalValue {
  readonly node: StringNode;
  /** `AWS`, `Service` or what else is written; undefined where the Principal itself is a string. */
  readonly type: string | undefined;
  readonly member: Member;
}

/** The strings of Principal and NotPrincipal, in whatever form they are written. */
export const principalValues = oncePer(
  ({ principal, notPrincipal }: StatementTree): readonly PrincipalValue[] => {
    return [principal, notPrincipal].flatMap((member): PrincipalValue[] => {
      if (member?.value?.kind === 'object')
        return member.value.members.flatMap((entry) =>
          stringsOf(entry).map((node) => ({ node, type: entry.key.value, member })),
        );
      return member ? stringsOf(member).map((node) => ({ node, type: undefined, member })) : [];
    });
  },
);

/** The Resource to write where none is given: the vault in question, or everything, which is never wrong here. */
export function safeResource({ target }: LintContext): string {
  return target?.arn ?? '*';
}

/** The Resource entries of a list, or undefined if the element is a single value. */
export function siblingsOf(member: Member) {
  return member.value?.kind === 'array' ? member.value.items : undefined;
}
