import type { Member, ObjectNode } from '../../syntax/jsonNode';
import { valuesOf } from '../../syntax/policyTree';
import { isAgeKey } from '../../vocabulary/conditionKeys';
import { readOperator } from '../../vocabulary/operators';
import type { PolicyEditor } from '../policyEditor';
import { overStatements, type FixDraft } from '../rule';

/** The same condition key twice under one operator, in different capitals: names of keys have no case. */
export const duplicateConditionKey = overStatements(function* ({ condition }, { editor }) {
  if (condition?.value?.kind !== 'object') return;
  for (const operator of condition.value.members) {
    const block = operator.value;
    if (block?.kind !== 'object') continue;
    const first = new Map<string, Member>();
    for (const member of block.members) {
      const name = member.key.value.toLowerCase();
      const earlier = first.get(name);
      if (!earlier) first.set(name, member);
      else if (earlier.key.value !== member.key.value)
        yield {
          at: member.key.span,
          message: `"${member.key.value}" is the same key as "${earlier.key.value}": capitals do not count. Glacier refuses such a policy or keeps one of the two. Write the key once, with all its values.`,
          fixes: [merge(operator, block, earlier, member, editor)],
        };
    }
  }
});

function merge(
  operator: Member,
  block: ObjectNode,
  earlier: Member,
  later: Member,
  editor: PolicyEditor,
): FixDraft | undefined {
  if (!earlier.value || !later.value) return undefined;
  const both = [...valuesOf(earlier), ...valuesOf(later)];
  // A list of several types, or of several Booleans, would only be the next error.
  if (new Set(both.map(({ kind }) => kind)).size > 1 || (both.length > 1 && isBoolean(operator)))
    return undefined;
  const values = [...new Set(both.map((value) => editor.source(value)))];
  // Several ages under one operator would only be the next error.
  if (isAgeKey(earlier.key.value) && values.length > 1) return undefined;
  const [only, ...others] = values;
  const merged = only !== undefined && others.length === 0 ? only : `[${values.join(', ')}]`;
  return {
    title: 'Merge into one list',
    edits: [editor.replaceSource(earlier.value.span, merged), ...editor.remove(block.members, later)],
    preferred: others.length === 0,
  };
}

function isBoolean({ key }: Member): boolean {
  return readOperator(key.value)?.operator.values === 'boolean';
}
