import type { PolicyTree, StatementTree } from '../../syntax/policyTree';
import type { PolicyEditor } from '../policyEditor';
import type { FixDraft } from '../rule';

/** Takes a statement out where others are left. */
export function removeStatement(
  { statement }: PolicyTree,
  { node }: StatementTree,
  editor: PolicyEditor,
): FixDraft | undefined {
  const list = statement?.value;
  if (list?.kind !== 'array' || list.items.length < 2) return undefined;
  return { title: 'Remove the statement', edits: editor.remove(list.items, node) };
}
