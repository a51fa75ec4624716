import type { JsonNode, Member } from '../../syntax/jsonNode';
import type { StatementTree } from '../../syntax/policyTree';
import { isAllow, isDeny, safeResource } from '../elements';
import { overStatements, type Finding, type FixDraft, type LintContext } from '../rule';

/** An empty list or object where something must stand for the statement to mean anything. */
export const emptyList = overStatements(function* (statement, context) {
  const { editor } = context;
  const severity = isAllow(statement) ? 'warning' : 'error';
  for (const { member, fill } of lists(statement, context)) {
    const empty = emptyPart(member);
    // Only a Principal may be an object; another is data-type's.
    if (!empty || (empty.kind === 'object' && !member.key.value.endsWith('Principal'))) continue;
    const negated = member.key.value.startsWith('Not');
    const effect = negated
      ? 'exempts nothing, so the statement applies to all'
      : 'matches nothing, so the statement never applies';
    yield {
      at: empty.span,
      severity,
      message: `An empty ${member.key.value} ${effect}, and once locked that stays so. Name what is meant.`,
      fixes: [fill && !negated && isDeny(statement) ? fillIn(member, fill, context) : undefined],
    };
  }

  const { condition, node } = statement;
  if (condition?.value?.kind !== 'object') return;
  const block = condition.value;
  const emptyOperators = block.members.filter(
    ({ value }) => value?.kind === 'object' && value.members.length === 0,
  );
  const allEmpty = emptyOperators.length === block.members.length;
  const remove = (title: string, edits: FixDraft['edits']): FixDraft => ({
    title,
    edits,
    preferred: true,
    fixAll: true,
  });
  if (block.members.length === 0)
    yield {
      at: block.span,
      severity,
      message: 'An empty Condition is none: the statement applies always. Remove it, or say when it applies.',
      fixes: [remove('Remove the Condition', editor.remove(node.members, condition))],
    };
  for (const operator of emptyOperators) {
    const edits = allEmpty ? editor.remove(node.members, condition) : editor.remove(block.members, operator);
    yield {
      at: operator.value?.span ?? operator.key.span,
      severity,
      message: `${operator.key.value} tests nothing here. Remove it, or name a condition key.`,
      fixes: [remove(allEmpty ? 'Remove the Condition' : `Remove ${operator.key.value}`, edits)],
    };
  }
  yield* emptyValues(statement, severity);
});

interface ElementToFill {
  readonly member: Member;
  readonly fill: string | undefined;
}

function lists(statement: StatementTree, context: LintContext): readonly ElementToFill[] {
  const { principal, notPrincipal, action, notAction, resource, notResource } = statement;
  const elements: readonly (readonly [Member | undefined, string | undefined])[] = [
    [principal, '*'],
    [notPrincipal, undefined],
    [action, 'glacier:DeleteArchive'],
    [notAction, undefined],
    [resource, safeResource(context)],
    [notResource, undefined],
  ];
  return elements.flatMap(([member, fill]) => (member ? [{ member, fill }] : []));
}

function emptyPart({ value }: Member): JsonNode | undefined {
  if (value?.kind === 'array') return value.items.length === 0 ? value : undefined;
  if (value?.kind !== 'object') return undefined;
  const entries = value.members.map((member) => member.value);
  if (entries.length === 0) return value;
  return entries.every((entry) => entry?.kind === 'array' && entry.items.length === 0) ? value : undefined;
}

function fillIn({ key, value }: Member, fill: string, { editor }: LintContext): FixDraft | undefined {
  return (
    value && { title: `Use ${key.value} "${fill}"`, edits: [editor.replace(value, fill)], preferred: true }
  );
}

function* emptyValues({ tests }: StatementTree, severity: 'error' | 'warning'): Iterable<Finding> {
  for (const { key, values } of tests)
    if (key.value?.kind === 'array' && values.length === 0)
      yield {
        at: key.value.span,
        severity,
        message: `${key.key.value} is compared with no value at all, and once locked that stays so. Name the value that is meant.`,
      };
}
