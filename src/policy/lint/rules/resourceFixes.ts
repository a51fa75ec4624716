import type { ListEntry } from '../elements';
import type { FixDraft, LintContext } from '../rule';

/**
 * Puts the ARN of the vault in question in place of an entry; undefined without such a vault, and under NotResource,
 * where it would exempt the vault from what the statement denies.
 */
export function useThisVault(
  { node, negated }: ListEntry,
  { target, editor }: LintContext,
): FixDraft | undefined {
  if (!target || negated) return undefined;
  return { title: "Use this vault's ARN", edits: [editor.replace(node, target.arn)], preferred: true };
}

/** Another text for an entry, for a certain slip of the pen. Not under NotResource, where it would exempt a vault. */
export function rewrite(
  { node, negated }: ListEntry,
  text: string,
  { editor }: LintContext,
): FixDraft | undefined {
  if (negated) return undefined;
  return { title: `Use ${text}`, edits: [editor.replace(node, text)], preferred: true, fixAll: true };
}

/** What follows from an entry that names no vault. */
export function consequenceOf({ negated }: ListEntry): string {
  return negated
    ? 'In NotResource it exempts no vault, and once locked that stays so.'
    : 'It covers no vault, and once locked it never will.';
}
