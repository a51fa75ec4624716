import type { ComposedStatement } from '../compose/statement';
import type { PolicyTree } from '../syntax/policyTree';
import type { PolicyEdit, PolicyEditor } from './policyEditor';

/** Adds a statement behind the others; its Sid is left out where another one has it. */
export function appendStatement(
  { statement, statements }: PolicyTree,
  composed: ComposedStatement,
  editor: PolicyEditor,
): readonly PolicyEdit[] {
  const { Sid, ...unnamed } = composed;
  const taken = statements.some(({ sid }) => sid?.value?.kind === 'string' && sid.value.value === Sid);
  const value = taken ? unnamed : composed;
  if (statement?.value?.kind === 'array') return [editor.appendItem(statement.value, value)];
  return statement?.value ? editor.makeList(statement.value, value) : [];
}
