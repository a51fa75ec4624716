import { memberOf, type Member } from '../../syntax/jsonNode';
import { readConditionKey } from '../../vocabulary/conditionKeys';
import type { PolicyEditor } from '../policyEditor';
import type { FixDraft } from '../rule';

/** Writes another name of a condition key, unless it is there already or would still lack its tag key. */
export function keyFixes(
  operator: Member,
  key: Member,
  meant: string | undefined,
  editor: PolicyEditor,
): readonly FixDraft[] {
  if (meant === undefined || operator.value?.kind !== 'object' || memberOf(operator.value, meant)) return [];
  const use = readConditionKey(meant);
  if (use?.key.tagged === true && !use.tagKey) return [];
  return [{ title: `Use ${meant}`, edits: [editor.replace(key.key, meant)], preferred: true }];
}
