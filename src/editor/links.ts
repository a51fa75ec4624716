import * as vscode from 'vscode';
import type { RuleCode } from '../policy';

/** What links in the texts of this extension may do; everything else that looks like a command is not one. */
const linkedCommands: readonly string[] = ['glacierVaultLock.rule.open', 'glacierVaultLock.vault.reveal'];

/** Markdown whose links may open the page of a rule and show a vault, and nothing else. */
export function linkedMarkdown(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text, true);
  markdown.isTrusted = { enabledCommands: [...linkedCommands] };
  return markdown;
}

/** The link that opens the page of a rule. */
export function rulePage(code: RuleCode): string {
  return commandLink('glacierVaultLock.rule.open', code);
}

/** The link that shows a vault in the tree. */
export function vaultPage(key: string): string {
  return commandLink('glacierVaultLock.vault.reveal', key);
}

function commandLink(command: string, argument: string): string {
  // Parentheses would end a link of Markdown.
  const encoded = encodeURIComponent(JSON.stringify([argument])).replace(
    /[()']/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `command:${command}?${encoded}`;
}
