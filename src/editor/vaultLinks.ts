import * as vscode from 'vscode';
import { vaultArnsOf } from '../policy';
import type { VaultStore } from '../locking/api';
import { vaultPage } from './links';
import type { PolicyDocuments } from './policyDocuments';
import { rangeOf } from './ranges';

/** More links than these help nobody. */
const mostLinks = 200;

/** Links the ARN of a vault that is connected to its row in the tree. */
export class VaultLinks implements vscode.DocumentLinkProvider {
  constructor(
    private readonly documents: PolicyDocuments,
    private readonly store: VaultStore,
  ) {}

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const policy = this.documents.get(document);
    if (policy === undefined) return [];
    return vaultArnsOf(policy)
      .slice(0, mostLinks)
      .flatMap(({ arn, range }) => {
        const [vault] = this.store.findByArn(arn);
        if (vault === undefined) return [];
        const target = vscode.Uri.parse(vaultPage(vault.key), true);
        const link = new vscode.DocumentLink(rangeOf(document, range), target);
        link.tooltip = vscode.l10n.t('Show {0} in the tree', vault.name);
        return [link];
      });
  }
}
