import * as vscode from 'vscode';
import type { VaultStore } from '../locking/api';
import { sameTarget } from '../locking/gateways';
import { isUnread, type Connection, type Vault } from '../locking/model';
import { fillTemplate, parsePolicy, prettyPolicy } from '../policy';
import { showInformation } from '../shared/messages';
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
  /** Through which connection a policy was read that is shown, by the vault's key. */
  private readonly origins = new Map<string, Connection>();

  constructor(private readonly store: VaultStore) {
    this.subscription = store.onDidChange(() => this.update());
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const key = vaultKeyOf(uri);
    if (key !== undefined) {
      const text = this.policyOf(key);
      this.shown.set(key, text);
      const vault = this.store.find(key);
      if (vault !== undefined) this.origins.set(key, vault.connection);
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
    void this.closeStrays();
    for (const document of vscode.workspace.textDocuments) {
      const key = vaultKeyOf(document.uri);
      if (key === undefined || this.shown.get(key) === this.policyOf(key)) continue;
      // A vault whose lock is just being read again keeps its text until the answer is there.
      const vault = this.store.find(key);
      if (vault !== undefined && isUnread(vault.lock)) continue;
      this.changed.fire(document.uri);
    }
  }

  /** Nothing stays in sight that was read through a connection which is gone or leads to somebody else by now. */
  private async closeStrays(): Promise<void> {
    const strays = new Set<string>();
    for (const [key, origin] of this.origins) {
      if (this.store.regions.some(({ connection }) => sameTarget(connection, origin))) continue;
      this.origins.delete(key);
      this.shown.delete(key);
      strays.add(key);
    }
    const tabs = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter((tab) => urisOf(tab).some((uri) => strays.has(vaultKeyOf(uri) ?? '')));
    if (tabs.length === 0) return;
    await vscode.window.tabGroups.close(tabs, true);
    void showInformation(
      vscode.l10n.t(
        'Closed: {0}. The connection it was read through is gone or leads to another account now.',
        tabs.map(({ label }) => label).join(', '),
      ),
    );
  }
}

function urisOf({ input }: vscode.Tab): readonly vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
}
