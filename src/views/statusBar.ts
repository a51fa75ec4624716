import * as vscode from 'vscode';
import type { GlacierClock, VaultStore } from '../locking/api';
import type { CallerBook } from '../locking/callerBook';
import { formatMinutes, formatRemaining, speakRemaining, urgency, type Urgency } from '../locking/countdown';
import type { VaultInProgress } from '../locking/model';
import { formatInstant } from '../shared/format';
import { escapeMarkdown } from '../shared/markdown';
import { settings } from '../shared/settings';
import type { CountdownTicker } from './countdownTicker';

const backgrounds: Readonly<Record<Urgency, string | undefined>> = {
  calm: undefined,
  soon: 'statusBarItem.warningBackground',
  last: 'statusBarItem.errorBackground',
};

/** The countdown: the lock that expires first, and nothing at all while no lock is in progress. */
export class StatusBar {
  private item: vscode.StatusBarItem | undefined;
  private readonly subscriptions: readonly { dispose(): void }[];

  constructor(
    private readonly store: VaultStore,
    private readonly clock: GlacierClock,
    ticker: CountdownTicker,
    private readonly callers: Pick<CallerBook, 'of' | 'onDidChange'>,
  ) {
    this.subscriptions = [
      callers.onDidChange(() => this.render()),
      store.onDidChange(() => this.render()),
      ticker.onTick(() => this.render()),
      settings.onDidChange(() => this.render()),
    ];
    this.render();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.item?.dispose();
  }

  private render(): void {
    const locks = this.store.inProgress;
    const [nearest] = locks;
    if (nearest === undefined) {
      this.item?.dispose();
      this.item = undefined;
      return;
    }
    this.item ??= this.create();
    const left = nearest.lock.lock.expires - this.clock.now(nearest.connection.id);
    const more = locks.length > 1 ? ` +${locks.length - 1}` : '';
    const time = left > 0 ? formatRemaining(left) : vscode.l10n.t('expired');
    this.item.text = `$(watch) ${nearest.name}: ${time}${more}`;
    const background = backgrounds[urgency(left)];
    this.item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
    const text = tooltip(locks, this.clock, this.callers);
    // A new tooltip closes the one that is being read: it changes only when its words do.
    if (!(this.item.tooltip instanceof vscode.MarkdownString) || this.item.tooltip.value !== text.value) {
      this.item.tooltip = text;
    }
    this.item.accessibilityInformation = {
      label: vscode.l10n.t(
        'Vault lock on {0}: {1}. {2} in progress in all.',
        nearest.name,
        speakRemaining(left),
        locks.length,
      ),
    };
  }

  private create(): vscode.StatusBarItem {
    const item = vscode.window.createStatusBarItem(
      'glacierVaultLock.countdown',
      vscode.StatusBarAlignment.Left,
      50,
    );
    item.name = vscode.l10n.t('Vault Lock Countdown');
    item.command = 'glacierVaultLock.lock.list';
    item.show();
    return item;
  }
}

/** All locks in progress, each with what can be done about it. */
function tooltip(
  locks: readonly VaultInProgress[],
  clock: GlacierClock,
  callers: Pick<CallerBook, 'of'>,
): vscode.MarkdownString {
  const { l10n } = vscode;
  const markdown = new vscode.MarkdownString('', true);
  markdown.isTrusted = {
    enabledCommands: [
      'glacierVaultLock.lock.complete',
      'glacierVaultLock.lock.abort',
      'glacierVaultLock.lockId.enter',
    ],
  };
  markdown.appendMarkdown(`**${l10n.t('Vault locks in progress')}**\n\n`);
  markdown.appendMarkdown(
    `| ${l10n.t('Vault')} | ${l10n.t('Time left')} | ${l10n.t('Expires')} | |\n| :-- | --: | :-- | :-- |\n`,
  );
  const { readOnly, allowComplete } = settings.restrictions();
  for (const vault of locks) {
    const { lock } = vault.lock;
    const left = lock.expires - clock.now(vault.connection.id);
    const finish = lock.lockId.held
      ? readOnly || !allowComplete
        ? []
        : [link('lock.complete', l10n.t('Complete…'), vault.key)]
      : [link('lockId.enter', l10n.t('Enter Lock ID…'), vault.key)];
    const abort = readOnly ? [] : [link('lock.abort', l10n.t('Abort'), vault.key)];
    const cells = [
      `${escapeMarkdown(vault.name)} · ${vault.region}`,
      left > 0 ? l10n.t('{0} left', formatMinutes(left)) : l10n.t('expired'),
      formatInstant(lock.expires),
      [...finish, ...abort].join(' · '),
    ];
    markdown.appendMarkdown(`| ${cells.join('&nbsp;&nbsp;&nbsp; | ')} |\n`);
  }
  markdown.appendMarkdown(
    `\n${l10n.t('When its time is over an uncompleted lock is gone, and its policy with it.')}`,
  );
  for (const line of signers(locks, callers)) markdown.appendMarkdown(`\n\n${escapeMarkdown(line)}`);
  if (readOnly) markdown.appendMarkdown(`\n\n${l10n.t('Read-only mode is on: nothing can be changed.')}`);
  else if (!allowComplete) markdown.appendMarkdown(`\n\n${l10n.t('Completing is switched off.')}`);
  return markdown;
}

/** Who would complete or abort them; in practice nobody signs in. */
function signers(locks: readonly VaultInProgress[], callers: Pick<CallerBook, 'of'>): readonly string[] {
  const connections = new Map(locks.map(({ connection }) => [connection.id, connection]));
  return [...connections.values()].flatMap((connection) => {
    const caller = callers.of(connection);
    if (connection.practice || caller === undefined) return [];
    return [
      caller.known
        ? vscode.l10n.t('{0}: signed in as {1}', connection.name, caller.caller.arn)
        : vscode.l10n.t('{0}: it is not known who is signed in ({1})', connection.name, caller.why),
    ];
  });
}

function link(command: string, label: string, key: string): string {
  return `[${label}](command:glacierVaultLock.${command}?${encodeURIComponent(JSON.stringify([key]))})`;
}
