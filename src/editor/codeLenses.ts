import * as vscode from 'vscode';
import type { GlacierClock, VaultStore } from '../locking/api';
import { formatMinutes } from '../locking/countdown';
import type { Vault } from '../locking/model';
import { formatNumber } from '../shared/format';
import { settings } from '../shared/settings';
import type { PolicyDocuments } from './policyDocuments';
import { inForceScheme } from './policyDocuments';
import type { PolicyTargets } from './policyTargets';

/** Glacier developer guide: a vault lock policy "can be up to 20 KB in size". */
const largestPolicy = 20_480;

/** One line above a policy: what can be done with it now, and how much of the 20 KB it takes. */
export class PolicyCodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly subscriptions: readonly { dispose(): void }[];
  private shownMinute = '';

  constructor(
    private readonly documents: PolicyDocuments,
    private readonly targets: PolicyTargets,
    private readonly clock: GlacierClock,
    store: VaultStore,
    ticker: { onTick(listener: () => void): { dispose(): void } },
  ) {
    this.subscriptions = [
      store.onDidChange(() => this.changed.fire()),
      targets.onDidChange(() => this.changed.fire()),
      settings.onDidChange(() => this.changed.fire()),
      ticker.onTick(() => this.tick(store)),
    ];
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const policy = this.documents.get(document);
    if (policy === undefined || !settings.codeLens(document)) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const lenses: vscode.CodeLens[] = [];
    if (document.uri.scheme !== inForceScheme && vscode.workspace.isTrusted) {
      const commands = this.commandsFor(this.targets.of(document.uri, policy), document.uri);
      lenses.push(...commands.map((command) => new vscode.CodeLens(top, command)));
    }
    if (policy.sentText !== undefined) {
      const bytes = new TextEncoder().encode(policy.sentText).length;
      const title = vscode.l10n.t('{0} of {1} bytes', formatNumber(bytes), formatNumber(largestPolicy));
      lenses.push(new vscode.CodeLens(top, { title, command: '' }));
    }
    return lenses;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  private commandsFor(vault: Vault | undefined, uri: vscode.Uri): vscode.Command[] {
    const { l10n } = vscode;
    const command = (id: string, title: string, ...args: readonly unknown[]): vscode.Command => ({
      command: `glacierVaultLock.${id}`,
      title,
      arguments: [...args],
    });
    if (vault === undefined)
      return [command('lock.initiate', `$(shield) ${l10n.t('Initiate vault lock…')}`, uri)];
    if (vault.lock.known !== 'read') return [];
    const { lock } = vault.lock;
    const compare = command(
      'policy.compare',
      `$(diff) ${l10n.t('Compare with policy in force')}`,
      vault.key,
      uri,
    );
    switch (lock.state) {
      case 'none':
        return [
          command(
            'lock.initiate',
            `$(shield) ${l10n.t('Initiate vault lock on {0}…', vault.name)}`,
            uri,
            vault.key,
          ),
        ];
      case 'inProgress': {
        const left = formatMinutes(lock.expires - this.clock.now(vault.connection.id));
        return [
          command(
            'lock.complete',
            `$(lock) ${l10n.t('Complete lock on {0} ({1} left)…', vault.name, left)}`,
            vault.key,
          ),
          command('lock.abort', `$(discard) ${l10n.t('Abort')}`, vault.key),
          compare,
        ];
      }
      case 'locked':
        return [command('policy.open', `$(lock) ${l10n.t('{0} is locked', vault.name)}`, vault.key), compare];
    }
  }

  /** Lenses move the text when they change: once a minute is enough, also in the last hour. */
  private tick(store: VaultStore): void {
    const minute = store.inProgress
      .map(
        ({ key, connection, lock }) =>
          `${key} ${Math.floor((lock.lock.expires - this.clock.now(connection.id)) / 60_000)}`,
      )
      .join();
    if (minute === this.shownMinute) return;
    this.shownMinute = minute;
    this.changed.fire();
  }
}
