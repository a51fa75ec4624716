import { memberOf, type JsonNode, type Member, type ObjectNode, type StringNode } from './jsonNode';

/** The elements of a policy by name, each as written and possibly wrong. Names are matched with case, as AWS does. */
export interface PolicyTree {
  readonly node: ObjectNode;
  readonly version: Member | undefined;
  readonly id: Member | undefined;
  readonly statement: Member | undefined;
  /** A single statement comes as a list of one; entries that are no objects are left out. */
  readonly statements: readonly StatementTree[];
}

export interface StatementTree {
  readonly node: ObjectNode;
  readonly sid: Member | undefined;
  readonly effect: Member | undefined;
  readonly principal: Member | undefined;
  readonly notPrincipal: Member | undefined;
  readonly action: Member | undefined;
  readonly notAction: Member | undefined;
  readonly resource: Member | undefined;
  readonly notResource: Member | undefined;
  readonly condition: Member | undefined;
  /** Every operator, key and value of the Condition that has the right shape. */
  readonly tests: readonly ConditionTestTree[];
}

/** One operator applied to one key. */
export interface ConditionTestTree {
  readonly operator: Member;
  readonly key: Member;
  /** A single value comes as a list of one. */
  readonly values: readonly JsonNode[];
}

export function readPolicyTree(node: ObjectNode): PolicyTree {
  const statement = memberOf(node, 'Statement');
  return {
    node,
    version: memberOf(node, 'Version'),
    id: memberOf(node, 'Id'),
    statement,
    statements: valuesOf(statement).flatMap((entry) =>
      entry.kind === 'object' ? [readStatementTree(entry)] : [],
    ),
  };
}

export function readStatementTree(node: ObjectNode): StatementTree {
  const condition = memberOf(node, 'Condition');
  return {
    node,
    sid: memberOf(node, 'Sid'),
    effect: memberOf(node, 'Effect'),
    principal: memberOf(node, 'Principal'),
    notPrincipal: memberOf(node, 'NotPrincipal'),
    action: memberOf(node, 'Action'),
    notAction: memberOf(node, 'NotAction'),
    resource: memberOf(node, 'Resource'),
    notResource: memberOf(node, 'NotResource'),
    condition,
    tests: readTests(condition),
  };
}

function readTests(condition: Member | undefined): ConditionTestTree[] {
  if (condition?.value?.kind !== 'object') return [];
  return condition.value.members.flatMap((operator) =>
    operator.value?.kind === 'object'
      ? operator.value.members.map((key) => ({ operator, key, values: valuesOf(key) }))
      : [],
  );
}

/** The entries of a list, or the single value that stands for one. */
export function valuesOf(member: Member | undefined): readonly JsonNode[] {
  if (member?.value === undefined) return [];
  return member.value.kind === 'array' ? member.value.items : [member.value];
}

/** The strings among the entries of a list, or the single string that stands for one. */
export function stringsOf(member: Member | undefined): readonly StringNode[] {
  const value = member?.value;
  if (value?.kind === 'string') return [value];
  return value?.kind === 'array' ? value.items.filter((item) => item.kind === 'string') : [];
}
