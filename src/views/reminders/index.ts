import * as vscode from 'vscode';
import type { Disposable, GlacierClock, VaultStore } from '../../locking/api';
import { recentEntries } from '../../locking/ledger/recentEntries';
import type { WritableLedger } from '../../locking/lockLedger';
import type { Connection } from '../../locking/model';
import { ExpiredLocks } from '../../locking/reminders/expiredLocks';
import { LedgerLocks } from '../../locking/reminders/ledgerLocks';
import { LockReminders } from '../../locking/reminders/lockReminders';
import { readReminderTimes } from '../../locking/reminders/reminderTimes';
import { openSnoozes } from '../../locking/reminders/snoozes';
import type { ToldOnce } from '../../locking/toldOnce';
import { Disposables } from '../../shared/disposables';
import type { Log } from '../../shared/log';
import { showWarning } from '../../shared/messages';
import { settings } from '../../shared/settings';
import type { CountdownTicker } from '../countdownTicker';
import { tellExpired } from './tellExpired';
import { tellReminders } from './tellReminders';

export interface RemindersParts {
  readonly store: VaultStore;
  readonly clock: GlacierClock;
  readonly connections: { readonly all: readonly Connection[] };
  readonly ledger: WritableLedger;
  readonly ledgerFile: string;
  readonly told: ToldOnce;
  /** Shared by all windows. */
  readonly snoozeFolder: string;
  /** Follows a connection from now on; resolves when its vaults are known. */
  readonly follow: (connectionId: string) => Promise<void>;
  readonly ticker: CountdownTicker;
  readonly log: Log;
}

/** How long a window that is not in front lets others go first, in milliseconds; and one that must read first. */
const courtesy = 3_000;

/** Locks that expire together are read one after the other: how long to wait for the others. */
const gathering = 2_000;

/** Reminds of locks that are about to expire, and tells of those that have. */
export function remindOfLocks(parts: RemindersParts): Disposable {
  const { store, clock, connections, ledger, told, ticker, log } = parts;
  const all = new Disposables();
  const ending = new AbortController();
  all.add({ dispose: () => ending.abort() });
  const pause = (ms: number): Promise<void> => wait(ms, ending.signal);
  const warn = (message: string, error?: unknown): void =>
    log.warn(`[reminders] ${message}`, ...(error instanceof Error ? [error.message] : []));
  const turn = async (isRead: boolean): Promise<void> => {
    const first = vscode.window.state.focused ? 0 : courtesy;
    await pause(first + (isRead ? 0 : courtesy));
  };

  const ledgerLocks = all.add(new LedgerLocks(() => recentEntries(parts.ledgerFile), ledger, warn));
  const snoozes = openSnoozes(parts.snoozeFolder);
  const reminders: LockReminders = all.add(
    new LockReminders({
      ...{ store, clock, connections, ledgerLocks, snoozes, told, turn },
      times: () => readReminderTimes(settings.reminders()).times,
      tell: (due) => tellReminders(due, { clock, snooze: (them, length) => reminders.snooze(them, length) }),
      log: warn,
    }),
  );
  const expired = all.add(
    new ExpiredLocks({
      ...{ store, clock, connections, ledger, ledgerLocks, told },
      turn: () => turn(true),
      gather: () => pause(gathering),
      tell: (locks) =>
        void tellExpired(locks, parts.follow).catch((error: unknown) =>
          warn('What was chosen about an expired lock failed.', error),
        ),
      log: warn,
    }),
  );

  const look = (): void => {
    void reminders.look();
    if (expired.isAnyToRead()) void expired.lookInLedger();
  };
  let set = JSON.stringify(settings.reminders());
  all.add(ticker.alsoCount(() => reminders.unreadLeft()));
  all.add(ticker.onTick(look));
  all.add(store.onDidChange(look));
  all.add(
    ledgerLocks.onDidChange(() => {
      ticker.schedule();
      look();
    }),
  );
  all.add(
    settings.onDidChange(() => {
      const now = JSON.stringify(settings.reminders());
      if (now === set) return;
      set = now;
      reminders.timesChanged();
      void tellNonsense(told);
    }),
  );
  void tellNonsense(told);
  void ledgerLocks.read();
  look();
  return all;
}

/** Says once of a setting that parts of it are no times. */
async function tellNonsense(told: ToldOnce): Promise<void> {
  const { l10n } = vscode;
  const { nonsense } = readReminderTimes(settings.reminders());
  if (nonsense.length === 0 || !(await told.claim(`no reminder times ${nonsense.join()}`))) return;
  const open = l10n.t('Open Settings');
  const choice = await showWarning(
    l10n.t(
      'The setting glacierVaultLock.reminders holds what is no time before the expiry of a vault lock, and it is left out: {0}. A time reads like "4 hours" or "15 minutes" and is less than 24 hours.',
      nonsense.join(', '),
    ),
    open,
  );
  if (choice === open) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'glacierVaultLock.reminders');
  }
}

/** Resolves after so many milliseconds, or when the window closes. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (ms === 0 || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
