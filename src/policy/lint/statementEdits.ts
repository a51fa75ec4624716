import type { JsonNode, Placed } from '../syntax/jsonNode';
import type { PolicyTree, StatementTree } from '../syntax/policyTree';
import type { KnownTest } from './conditionTests';
import type { PolicyEdit, PolicyEditor } from './policyEditor';

/**
 * Adds a statement behind another one, laid out as that one is. A single statement becomes the first of a list.
 * @param added a value, or text that is written already
 */
export function addStatement(
  { statement: all }: PolicyTree,
  after: StatementTree,
  added: Readonly<Record<string, unknown>> | string,
  editor: PolicyEditor,
): readonly PolicyEdit[] | undefined {
  const { node } = after;
  const text = typeof added === 'string' ? added : editor.writeLike(added, node);
  if (all?.value?.kind === 'array') return [editor.insertBehind(node, [text])];
  if (all?.value !== node) return undefined;
  const end = node.span.to;
  return [
    editor.replaceSource({ from: node.span.from, to: node.span.from }, '['),
    editor.replaceSource({ from: end, to: end }, `,${editor.gap}${text}]`),
  ];
}

/** Takes tests out of a statement: operators and the Condition go with the last of their tests. */
export function removeTests(
  { node, condition }: StatementTree,
  tests: readonly Pick<KnownTest, 'operator' | 'key'>[],
  editor: PolicyEditor,
): readonly PolicyEdit[] | undefined {
  if (!condition || condition.value?.kind !== 'object') return undefined;
  const keys = new Set<Placed>(tests.map(({ key }) => key));
  const operators = condition.value.members;
  const emptied = operators.filter(({ value }) => membersOf(value).every((key) => keys.has(key)));
  if (emptied.length === operators.length) return editor.removeAll(node.members, [condition]);
  const thinned = operators.filter(
    (operator) => !emptied.includes(operator) && membersOf(operator.value).some((key) => keys.has(key)),
  );
  return [
    ...editor.removeAll(operators, emptied),
    ...thinned.flatMap(({ value }) =>
      editor.removeAll(
        membersOf(value),
        membersOf(value).filter((key) => keys.has(key)),
      ),
    ),
  ];
}

function membersOf(value: JsonNode | undefined): readonly Placed[] {
  return value?.kind === 'object' ? value.members : [];
}

/** A copy of a statement as it is written, with edits made in it and a Sid of its own. */
export function copyStatement(
  { statements }: PolicyTree,
  { node, sid }: StatementTree,
  edits: readonly PolicyEdit[],
  editor: PolicyEditor,
): string {
  if (sid?.value?.kind !== 'string' || sid.value.value === '') return editor.copyWith(node, edits);
  const taken = new Set(
    statements.map((statement) => (statement.sid?.value?.kind === 'string' ? statement.sid.value.value : '')),
  );
  let number = 2;
  while (taken.has(`${sid.value.value}-${number}`)) number += 1;
  return editor.copyWith(node, [...edits, editor.replace(sid.value, `${sid.value.value}-${number}`)]);
}
