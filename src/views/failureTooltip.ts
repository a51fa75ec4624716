import * as vscode from 'vscode';
import type { GlacierError } from '../glacier/glacierError';
import { escapeMarkdown } from '../shared/markdown';
import { helpfulActs, helpfulCommands, type FailedRow, type HelpfulAct } from './failureHelps';

/** Why a row failed, what helps, and the links that do it. */
export function failureTooltip(error: GlacierError, row: FailedRow): vscode.MarkdownString {
  const { l10n } = vscode;
  const { explanation, message, advice, requestId } = error.details;
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: helpfulCommands };
  const paragraphs = explanation === undefined ? [message, advice] : [explanation.cause, explanation.next];
  const links: readonly HelpfulAct[] = [
    ...helpfulActs(error, row),
    { label: l10n.t('Try Again'), command: 'glacierVaultLock.vaults.refresh', arguments: [row] },
    { label: l10n.t('Show Details'), command: 'glacierVaultLock.error.show', arguments: [row] },
  ];
  markdown.appendMarkdown(
    [
      ...(explanation === undefined ? [] : [`**${escapeMarkdown(explanation.title)}**`]),
      ...paragraphs.map(escapeMarkdown),
      ...(requestId === undefined ? [] : [escapeMarkdown(l10n.t('Request ID: {0}', requestId))]),
      links.map(linkOf).join(' · '),
    ].join('\n\n'),
  );
  return markdown;
}

function linkOf({ label, command, arguments: args }: HelpfulAct): string {
  const query = args.length === 0 ? '' : `?${encodeURIComponent(JSON.stringify(args))}`;
  return `[${escapeMarkdown(label)}](command:${command}${query})`;
}
