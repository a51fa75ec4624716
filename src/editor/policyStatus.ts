import * as vscode from 'vscode';
import { Disposables } from '../shared/disposables';
import type { Recognition } from './policyDocuments';

/** Says in the language status that the document is taken for a lock policy, by what, and how to say otherwise. */
export class PolicyStatus implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly item = this.disposables.add(
    vscode.languages.createLanguageStatusItem('glacierVaultLock.policy', []),
  );

  constructor(private readonly selector: vscode.DocumentSelector) {
    const { l10n } = vscode;
    this.item.name = l10n.t('Vault Lock Policy');
    this.item.text = l10n.t('Vault lock policy');
    const title = l10n.t('Do Not Treat as One');
    this.item.command = { title, command: 'glacierVaultLock.policy.ignore' };
  }

  show(recognition: Recognition | undefined): void {
    const { l10n } = vscode;
    const reasons: Readonly<Partial<Record<Recognition, string>>> = {
      choice: l10n.t('because you said so'),
      name: l10n.t('by its name'),
      content: l10n.t('by its content'),
    };
    const reason = recognition && reasons[recognition];
    this.item.selector = reason === undefined ? [] : this.selector;
    if (reason !== undefined) this.item.detail = reason;
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
