import type { Member } from '../../syntax/jsonNode';
import type { StatementTree } from '../../syntax/policyTree';
import { readOperator, type OperatorUse } from '../../vocabulary/operators';
import { changeOperator } from '../changeOperator';
import type { PolicyEdit, PolicyEditor } from '../policyEditor';

/** The Null tests of a statement that are written with more than Null. */
export function adornedNulls({
  condition,
}: StatementTree): readonly { readonly operator: Member; readonly use: OperatorUse }[] {
  if (condition?.value?.kind !== 'object') return [];
  return condition.value.members.flatMap((operator) => {
    const use = readOperator(operator.key.value);
    return use?.operator.family === 'Null' && (use.ifExists || use.set) ? [{ operator, use }] : [];
  });
}

/** Makes a plain Null of it; undefined where two tests of one key would meet. */
export function plainNull(
  statement: StatementTree,
  operator: Member,
  editor: PolicyEditor,
): readonly PolicyEdit[] | undefined {
  const block = statement.condition?.value;
  if (block?.kind !== 'object' || operator.value?.kind !== 'object') return undefined;
  const taken = block.members.some(({ key }) => readOperator(key.value)?.canonical === 'Null');
  if (!taken) return [editor.replace(operator.key, 'Null')];
  const [key, ...others] = operator.value.members;
  return key && others.length === 0
    ? changeOperator(statement, { operator, key }, 'Null', editor)
    : undefined;
}
