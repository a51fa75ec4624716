import { principalValues } from '../lint/elements';
import type { JsonNode, Member, StringNode } from '../syntax/jsonNode';
import { pathAt, type PathStep } from '../syntax/nodeAt';
import type { ParsedPolicy } from '../syntax/parsedPolicy';
import type { ConditionTestTree, PolicyTree, StatementTree } from '../syntax/policyTree';

/** What a place in a policy is about. */
export type Subject =
  | { readonly about: 'policyElement'; readonly node: StringNode; readonly policy: PolicyTree }
  | { readonly about: 'version' | 'id'; readonly node: StringNode }
  | { readonly about: 'element'; readonly node: StringNode; readonly statement: StatementTree }
  | { readonly about: 'sid' | 'effect'; readonly node: StringNode; readonly statement: StatementTree }
  | {
      readonly about: 'principalType';
      readonly node: StringNode;
      readonly negated: boolean;
      readonly statement: StatementTree;
    }
  | {
      readonly about: 'principal';
      readonly node: StringNode;
      /** `AWS`, `Service`; undefined where the Principal itself is a string. */
      readonly type: string | undefined;
      readonly negated: boolean;
      readonly statement: StatementTree;
    }
  | {
      readonly about: 'action' | 'resource';
      readonly node: StringNode;
      readonly negated: boolean;
      readonly statement: StatementTree;
    }
  | {
      readonly about: 'operator';
      readonly node: StringNode;
      readonly tests: readonly ConditionTestTree[];
      readonly statement: StatementTree;
    }
  | {
      readonly about: 'conditionKey';
      readonly node: StringNode;
      readonly test: ConditionTestTree;
      readonly statement: StatementTree;
    }
  | {
      readonly about: 'conditionValue';
      readonly node: JsonNode;
      readonly test: ConditionTestTree;
      readonly statement: StatementTree;
    };

/** What stands at a file offset; undefined between the words, and where the text is nothing that a policy has. */
export function subjectAt({ root, policy }: ParsedPolicy, offset: number): Subject | undefined {
  const [element, ...rest] = pathAt(root, offset);
  if (element?.kind !== 'member' || !policy) return undefined;
  const { member, onKey } = element;
  if (onKey) return { about: 'policyElement', node: member.key, policy };
  const { value } = member;
  if (value?.kind === 'string' && member === policy.version) return { about: 'version', node: value };
  if (value?.kind === 'string' && member === policy.id) return { about: 'id', node: value };
  if (member !== policy.statement) return undefined;
  const [first, ...inFirst] = rest;
  const [entry, inside] = first?.kind === 'item' ? [first.node, inFirst] : [value, rest];
  const statement = policy.statements.find(({ node }) => node === entry);
  return statement && inStatement(statement, inside);
}

function inStatement(statement: StatementTree, path: readonly PathStep[]): Subject | undefined {
  const [step, ...rest] = path;
  if (step?.kind !== 'member') return undefined;
  const { member, onKey } = step;
  if (onKey) return { about: 'element', node: member.key, statement };
  const text = textOf(member, rest);
  switch (member) {
    case statement.sid:
      return text && { about: 'sid', node: text, statement };
    case statement.effect:
      return text && { about: 'effect', node: text, statement };
    case statement.action:
    case statement.notAction:
      return text && { about: 'action', node: text, negated: member === statement.notAction, statement };
    case statement.resource:
    case statement.notResource:
      return text && { about: 'resource', node: text, negated: member === statement.notResource, statement };
    case statement.principal:
    case statement.notPrincipal:
      return inPrincipal(statement, member, rest);
    case statement.condition:
      return inCondition(statement, rest);
    default:
      return undefined;
  }
}

/** The string a path ends at: the value itself or an entry of its list. */
function textOf({ value }: Member, path: readonly PathStep[]): StringNode | undefined {
  const [item] = path;
  const node = item?.kind === 'item' ? item.node : value;
  return node?.kind === 'string' ? node : undefined;
}

function inPrincipal(
  statement: StatementTree,
  member: Member,
  path: readonly PathStep[],
): Subject | undefined {
  const negated = member === statement.notPrincipal;
  const [step, ...rest] = path;
  if (step?.kind === 'member' && step.onKey)
    return { about: 'principalType', node: step.member.key, negated, statement };
  const node = step?.kind === 'member' ? textOf(step.member, rest) : textOf(member, path);
  const found = node && principalValues(statement).find((value) => value.node === node);
  return found && { about: 'principal', node: found.node, type: found.type, negated, statement };
}

function inCondition(statement: StatementTree, path: readonly PathStep[]): Subject | undefined {
  const [operator, key, item] = path;
  if (operator?.kind !== 'member') return undefined;
  if (operator.onKey) {
    const tests = statement.tests.filter((test) => test.operator === operator.member);
    return { about: 'operator', node: operator.member.key, tests, statement };
  }
  if (key?.kind !== 'member') return undefined;
  const test = statement.tests.find((candidate) => candidate.key === key.member);
  if (!test) return undefined;
  if (key.onKey) return { about: 'conditionKey', node: key.member.key, test, statement };
  const node = item?.kind === 'item' ? item.node : key.member.value;
  return node && node.kind !== 'array' && node.kind !== 'object'
    ? { about: 'conditionValue', node, test, statement }
    : undefined;
}
