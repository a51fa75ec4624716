import * as vscode from 'vscode';
import type { VaultStore } from '../locking/api';
import { complete, type CompletionItem, type CompletionKind } from '../policy';
import type { PolicyDocuments } from './policyDocuments';
import type { PolicyTargets } from './policyTargets';
import { rangeOf, textEditOf } from './ranges';

const kinds: Readonly<Record<CompletionKind, vscode.CompletionItemKind>> = {
  element: vscode.CompletionItemKind.Property,
  effect: vscode.CompletionItemKind.EnumMember,
  action: vscode.CompletionItemKind.Method,
  actions: vscode.CompletionItemKind.Class,
  principal: vscode.CompletionItemKind.User,
  operator: vscode.CompletionItemKind.Operator,
  key: vscode.CompletionItemKind.Field,
  value: vscode.CompletionItemKind.Value,
  vault: vscode.CompletionItemKind.Constant,
  arnPart: vscode.CompletionItemKind.Module,
  template: vscode.CompletionItemKind.Snippet,
};

/** What can be written at the cursor in a policy, with the vaults in sight; waits for nothing. */
export class PolicyCompletions implements vscode.CompletionItemProvider {
  /** A text begins, a value begins, the next part of an ARN or of a tag key begins. */
  static readonly triggers = ['"', ':', '/'] as const;

  constructor(
    private readonly documents: PolicyDocuments,
    private readonly targets: PolicyTargets,
    private readonly store: VaultStore,
  ) {}

  provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
    const policy = this.documents.inTheMaking(document);
    if (policy === undefined) return [];
    const items = complete(policy, document.offsetAt(position), {
      targetVaultArn: this.targets.arnOf(document.uri, policy),
      vaultArns: this.store.vaults.map(({ arn }) => arn),
      snippets: true,
      now: Date.now(),
    });
    return items.map((item) => toVscode(item, document));
  }
}

function toVscode(item: CompletionItem, document: vscode.TextDocument): vscode.CompletionItem {
  const { label, kind, detail, documentation, text, snippet, edits, retrigger } = item;
  const shown = new vscode.CompletionItem(
    detail === undefined ? label : { label, description: detail },
    kinds[kind],
  );
  if (documentation !== undefined) shown.documentation = new vscode.MarkdownString(documentation);
  shown.range = rangeOf(document, item.range);
  shown.insertText = snippet ? new vscode.SnippetString(text) : text;
  shown.filterText = item.filterText;
  shown.sortText = item.sortText;
  shown.additionalTextEdits = edits.map((edit) => textEditOf(document, edit));
  if (retrigger) shown.command = { command: 'editor.action.triggerSuggest', title: '' };
  return shown;
}
