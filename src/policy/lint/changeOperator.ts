import type { Member, ObjectNode } from '../syntax/jsonNode';
import type { StatementTree } from '../syntax/policyTree';
import { readOperator } from '../vocabulary/operators';
import type { KnownTest } from './conditionTests';
import type { PolicyEdit, PolicyEditor } from './policyEditor';

/**
 * Puts one test under another operator and leaves the other tests where they are: renames the operator if the test is
 * its only one, moves the test otherwise. Undefined if the key is there already, where two tests would become one.
 * @param meant the whole name of the operator in canonical spelling
 */
export function changeOperator(
  { condition }: StatementTree,
  { operator, key }: Pick<KnownTest, 'operator' | 'key'>,
  meant: string,
  editor: PolicyEditor,
): readonly PolicyEdit[] | undefined {
  if (condition?.value?.kind !== 'object' || operator.value?.kind !== 'object') return undefined;
  const block = condition.value;
  const alone = operator.value.members.length === 1;
  const targets = block.members.filter((other) => readOperator(other.key.value)?.canonical === meant);
  const [target, ...more] = targets;
  if (!target) {
    if (alone) return [editor.replace(operator.key, meant)];
    const moved = editor.insertSource(block, operator, `${JSON.stringify(meant)}: {${editor.source(key)}}`);
    return [...editor.remove(operator.value.members, key), moved];
  }
  if (more.length > 0 || target.value?.kind !== 'object' || hasKey(target.value, key)) return undefined;
  const moved = editor.insertSource(target.value, target.value.members.at(-1), editor.source(key));
  return [
    ...(alone ? editor.remove(block.members, operator) : editor.remove(operator.value.members, key)),
    moved,
  ];
}

function hasKey(block: ObjectNode, { key }: Member): boolean {
  const wanted = key.value.toLowerCase();
  return block.members.some((member) => member.key.value.toLowerCase() === wanted);
}
