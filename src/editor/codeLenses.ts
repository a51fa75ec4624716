import * as vscode from 'vscode';
import type { GlacierClock, VaultStore } from '../locking/api';
import { formatMinutes } from '../locking/countdown';
import type { Vault } from '../locking/model';
import { samePolicy } from '../locking/policyIdentity';
import { formatNumber } from '../shared/format';
import { settings } from '../shared/settings';
import type { PolicyDocuments } from './policyDocuments';
import { inForceScheme, vaultKeyOf } from './policyDocuments';
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
      documents.onDidChange(() => this.changed.fire()),
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
      const vault = this.targets.of(document.uri, policy);
      const commands = this.commandsFor(vault, document.uri, policy.sentText ?? policy.text);
      lenses.push(...commands.map((command) => new vscode.CodeLens(top, command)));
    }
    const shown = vaultKeyOf(document.uri);
    if (shown !== undefined) {
      const title = `$(diff) ${vscode.l10n.t('Compare with a file')}`;
      lenses.push(
        new vscode.CodeLens(top, { command: 'glacierVaultLock.policy.compare', title, arguments: [shown] }),
      );
    }
    lenses.push(
      new vscode.CodeLens(top, {
        command: 'glacierVaultLock.policy.explain',
        title: `$(book) ${vscode.l10n.t('Explain')}`,
        arguments: [document.uri],
      }),
      new vscode.CodeLens(top, {
        command: 'glacierVaultLock.policy.showEffect',
        title: `$(graph) ${vscode.l10n.t('Effect')}`,
        arguments: [document.uri],
      }),
    );
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

  private commandsFor(vault: Vault | undefined, uri: vscode.Uri, text: string): vscode.Command[] {
    const { l10n } = vscode;
    const command = (id: string, title: string, ...args: readonly unknown[]): vscode.Command => ({
      command: `glacierVaultLock.${id}`,
      title,
      arguments: [...args],
    });
    const { readOnly, allowComplete } = settings.restrictions();
    if (vault === undefined) {
      return readOnly ? [] : [command('lock.initiate', `$(shield) ${l10n.t('Initiate vault lock…')}`, uri)];
    }
    if (vault.lock.known !== 'read') return [];
    const { lock } = vault.lock;
    const { key, name } = vault;
    if (lock.state === 'none') {
      return readOnly
        ? []
        : [command('lock.initiate', `$(shield) ${l10n.t('Initiate vault lock on {0}…', name)}`, uri, key)];
    }
    // What could be completed is the policy in force, which need not be the one in this file.
    if (!samePolicy(lock.policy, text)) {
      const title =
        lock.state === 'locked'
          ? l10n.t('{0} is locked with another policy: compare', name)
          : l10n.t('Another policy is in force on {0}: compare', name);
      return [command('policy.compare', `$(diff) ${title}`, key, uri)];
    }
    if (lock.state === 'locked') {
      return [command('policy.open', `$(lock) ${l10n.t('{0} is locked with this policy', name)}`, key)];
    }
    const left = formatMinutes(lock.expires - this.clock.now(vault.connection.id));
    const enter = (): vscode.Command =>
      command('lockId.enter', `$(key) ${l10n.t('Enter the lock ID of {0} ({1} left)…', name, left)}`, key);
    if (readOnly) {
      const title = `$(watch) ${l10n.t('Lock in progress on {0} ({1} left)', name, left)}`;
      return [lock.lockId.held ? command('lock.list', title) : enter()];
    }
    const complete = (): readonly vscode.Command[] =>
      allowComplete
        ? [command('lock.complete', `$(lock) ${l10n.t('Complete lock on {0} ({1} left)…', name, left)}`, key)]
        : [command('lock.list', `$(watch) ${l10n.t('Lock in progress on {0} ({1} left)', name, left)}`)];
    return [
      ...(lock.lockId.held ? complete() : [enter()]),
      command('lock.restart', `$(debug-restart) ${l10n.t('Restart the 24 hours')}`, key),
      command('lock.abort', `$(discard) ${l10n.t('Abort')}`, key),
    ];
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
