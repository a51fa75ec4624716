import type { StringNode } from '../../syntax/jsonNode';
import type { FixDraft, LintContext } from '../rule';

/** Puts the ARN of the vault in question in place of an entry; undefined without such a vault. */
export function useThisVault(node: StringNode, { target, editor }: LintContext): FixDraft | undefined {
  if (!target) return undefined;
  return { title: "Use this vault's ARN", edits: [editor.replace(node, target.arn)], preferred: true };
}

/** Another text for an entry, for a certain slip of the pen. */
export function rewrite(node: StringNode, text: string, { editor }: LintContext): FixDraft {
  return { title: `Use ${text}`, edits: [editor.replace(node, text)], preferred: true, fixAll: true };
}
