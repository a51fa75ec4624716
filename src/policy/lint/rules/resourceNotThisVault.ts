import { parseVaultArn } from '../../syntax/vaultArn';
import type { Member } from '../../syntax/jsonNode';
import { resourceEntries, siblingsOf, type ListEntry } from '../elements';
import { overPolicy, type Finding, type FixDraft, type LintContext } from '../rule';
import type { StatementTree } from '../../syntax/policyTree';
import { finishedResources, isFilledIn } from './placeholders';
import { entryCovers, entryMayCover, splitArn } from './resourceArn';
import { consequenceOf, useThisVault } from './resourceFixes';

/** A policy sits on one vault. A Resource that does not cover that vault never applies. */
export const resourceNotThisVault = overPolicy(function* ({ statements }, context) {
  const first = firstVault(statements);
  for (const statement of statements) {
    const entries = finishedResources(statement);
    const suffixed = entries.filter(({ node }) => suffixOf(node.value) !== undefined);
    for (const entry of suffixed) yield suffixFinding(entry, context);
    if (suffixed.length === 0 && statement.resource)
      yield* compare(entries, statement.resource, first, context);
  }
});

function firstVault(statements: readonly StatementTree[]): string | undefined {
  for (const statement of statements)
    for (const { node, negated } of resourceEntries(statement))
      if (!negated && parseVaultArn(node.value) && isFilledIn(node.value)) return node.value;
  return undefined;
}

/** Where something follows the name of the vault: `vaults/ledger-2024/archives/*`. */
function suffixOf(value: string): number | undefined {
  const arn = splitArn(value);
  if (arn?.service.text !== 'glacier') return undefined;
  const match = /^vaults\/(?:\$\{[^}]*\}|[^/$]|\$(?!\{))+(?=\/)/.exec(arn.resource.text);
  return match ? arn.resource.start + match[0].length : undefined;
}

function suffixFinding(entry: ListEntry, context: LintContext): Finding {
  const { node, negated } = entry;
  const at = suffixOf(node.value) ?? 0;
  const { editor, target } = context;
  const shorter = node.value.slice(0, at);
  const fits = target === undefined || entryCovers(shorter, target.arn);
  const remove: FixDraft = {
    title: 'Remove the suffix',
    edits: [editor.replace(node, shorter)],
    preferred: true,
  };
  return {
    at: editor.within(node, at, node.value.length),
    covers: node.span,
    message:
      'An ARN of Glacier ends with the name of the vault: archives have none of their own. With something behind the name it names none. ' +
      consequenceOf(entry),
    fixes: [fits && !negated && isVaultEntry(shorter) ? remove : useThisVault(entry, context)],
  };
}

function isVaultEntry(value: string): boolean {
  return parseVaultArn(value) !== undefined || value.includes('*') || value.includes('?');
}

function* compare(
  entries: readonly ListEntry[],
  resource: Member,
  first: string | undefined,
  context: LintContext,
): Iterable<Finding> {
  const { target } = context;
  if (entries.length === 0) return;
  if (entries.some(({ node }) => node.value.includes('${'))) {
    if (target && !entries.some(({ node }) => entryMayCover(node.value, target.arn)))
      yield notCovered(entries, resource, context);
    return;
  }
  const wanted = target?.arn ?? first;
  if (wanted === undefined) return;
  const covered = entries.some(({ node }) => entryCovers(node.value, wanted));
  if (!target) {
    if (!covered)
      yield* entries.slice(0, 1).map(({ node }) => ({
        at: node.span,
        severity: 'warning' as const,
        message: `Another statement is about ${wanted}. A policy sits on one vault: of statements about different vaults all but one never apply, and once locked they never will.`,
      }));
    return;
  }
  const others = entries.filter(({ node }) => parseVaultArn(node.value) && !entryCovers(node.value, wanted));
  if (covered) {
    const siblings = siblingsOf(resource);
    for (const { node } of others)
      yield {
        at: node.span,
        severity: 'information',
        message: `This is another vault than the one to be locked (${target.name}). The entry has no effect here.`,
        fixes: siblings ? [{ title: 'Remove the entry', edits: context.editor.remove(siblings, node) }] : [],
      };
    return;
  }
  yield notCovered(entries, resource, context);
}

function notCovered(entries: readonly ListEntry[], resource: Member, context: LintContext): Finding {
  const { target, editor } = context;
  const [only, ...more] = entries;
  const whole = resource.value?.span ?? resource.key.span;
  const message = `This does not cover the vault to be locked, ${target?.arn ?? ''}: the statement never applies to it, and once locked that cannot be mended. Name this vault.`;
  if (only && more.length === 0 && siblingsOf(resource)?.length !== 0)
    return { at: only.node.span, message, fixes: [useThisVault(only, context)] };
  const fix: FixDraft = {
    title: "Use this vault's ARN",
    edits: resource.value && target ? [editor.replace(resource.value, [target.arn])] : [],
    preferred: true,
  };
  return { at: whole, message, fixes: [fix] };
}
