import * as vscode from 'vscode';
import type { VaultStore } from '../locking/api';
import { isUnread, type Vault } from '../locking/model';
import { fillTemplate, parsePolicy, prettyPolicy } from '../policy';
import { inForceScheme, vaultKeyOf } from './policyDocuments';

/** The document that shows a vault's lock policy as Glacier has it. */
export function inForceUri(vault: Pick<Vault, 'key' | 'name'>): vscode.Uri {
  return vscode.Uri.from({
    scheme: inForceScheme,
    path: `/${vault.name} (policy in force).json`,
    query: vault.key,
  });
}

/**
 * The document that shows a policy file as it would be sent: of a wrapper the decoded string, of a template the policy for
 * the vault.
 */
export function asSentUri(file: vscode.Uri, { arn }: Pick<Vault, 'arn'>): vscode.Uri {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  return vscode.Uri.from({
    scheme: inForceScheme,
    path: `/${name} (as sent).json`,
    // Neither of the two can hold a blank.
    fragment: `${file.toString()} ${arn}`,
  });
}

/** Read-only documents of the scheme above; an open one follows what is read from Glacier. */
export class InForceDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly subscription: { dispose(): void };
  private readonly shown = new Map<string, string>();

  constructor(private readonly store: VaultStore) {
    this.subscription = store.onDidChange(() => this.update());
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const key = vaultKeyOf(uri);
    if (key !== undefined) {
      const text = this.policyOf(key);
      this.shown.set(key, text);
      return text;
    }
    const [id = '', arn = ''] = uri.fragment.split(' ');
    const file = await vscode.workspace.openTextDocument(vscode.Uri.parse(id, true));
    return prettyPolicy(fillTemplate(parsePolicy(file.getText()).sentText ?? file.getText(), arn));
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  /** Empty where no lock policy is in force (any more). */
  private policyOf(key: string): string {
    const knowledge = this.store.find(key)?.lock;
    const lock = knowledge?.known === 'read' ? knowledge.lock : undefined;
    return lock === undefined || lock.state === 'none' ? '' : prettyPolicy(lock.policy);
  }

  private update(): void {
    for (const document of vscode.workspace.textDocuments) {
      const key = vaultKeyOf(document.uri);
      if (key === undefined || this.shown.get(key) === this.policyOf(key)) continue;
      // A vault whose lock is just being read again keeps its text until the answer is there.
      const vault = this.store.find(key);
      if (vault !== undefined && isUnread(vault.lock)) continue;
      this.changed.fire(document.uri);
    }
  }
}
