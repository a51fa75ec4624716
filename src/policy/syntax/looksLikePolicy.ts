import type { ParsedPolicy } from './parsedPolicy';
import type { Member, ObjectNode } from './jsonNode';
import { memberOf } from './jsonNode';
import { readPolicyTree, readStatementTree, stringsOf, type StatementTree } from './policyTree';

/**
 * Whether a file is a vault policy by what it says, whatever its name: a statement in it names an action, a vault or
 * a condition key of Glacier. Policies of other services, other JSON and empty files are none of our business.
 * The two commonest wrong envelopes (an unescaped wrapper, a statement alone) are recognised too, to be told so. A
 * policy that only allows is taken for a vault's access policy, which is none of our business either: nothing of it is
 * for ever, and as a lock policy it would protect nothing.
 */
export function looksLikePolicy(parsed: ParsedPolicy): boolean {
  const { root } = parsed;
  if (root?.kind !== 'object') return false;
  const statements = candidates(root);
  return statements.some((statement) => namesGlacier(statement)) && !statements.every(allows);
}

function allows({ effect }: StatementTree): boolean {
  return effect?.value?.kind === 'string' && effect.value.value === 'Allow';
}

function candidates(root: ObjectNode): readonly StatementTree[] {
  const inner = memberOf(root, 'Policy')?.value;
  const policy = inner?.kind === 'object' && memberOf(root, 'Statement') === undefined ? inner : root;
  const { statements } = readPolicyTree(policy);
  return statements.length === 0 && memberOf(root, 'Effect') ? [readStatementTree(root)] : statements;
}

function namesGlacier(statement: StatementTree): boolean {
  const actions = [...stringsOf(statement.action), ...stringsOf(statement.notAction)];
  const resources = [...stringsOf(statement.resource), ...stringsOf(statement.notResource)];
  const keys = statement.tests.map(({ key }: { key: Member }) => key.key);
  return (
    [...actions, ...keys].some(({ value }) => /^glacier:/i.test(value)) ||
    resources.some(({ value }) => /^arn:[^:]*:glacier:/i.test(value))
  );
}
