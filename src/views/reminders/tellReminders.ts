import * as vscode from 'vscode';
import type { GlacierClock } from '../../locking/api';
import { formatMinutes, urgency } from '../../locking/countdown';
import type { Reminder } from '../../locking/reminders/lockReminders';
import { formatInstant } from '../../shared/format';
import { showInformation, showWarning } from '../../shared/messages';
import { settings } from '../../shared/settings';
import { lockShown } from '../lockShown';
import { askHowLong } from './askHowLong';

export interface ReminderContext {
  readonly clock: GlacierClock;
  /** Puts the reminders of these locks off, by milliseconds or for good. */
  readonly snooze: (reminders: readonly Reminder[], length: number | 'forGood') => Promise<void>;
}

/** A button, and what it does. */
interface Step {
  readonly label: string;
  readonly run: () => Promise<unknown>;
}

/** Reminds of locks that are not completed yet, in one message. VS Code keeps it behind the bell in Do Not Disturb. */
export function tellReminders(reminders: readonly [Reminder, ...Reminder[]], context: ReminderContext): void {
  const [first, ...others] = reminders;
  const left = Math.min(...reminders.map((reminder) => reminder.left));
  const steps = [
    ...(others.length === 0 ? stepsOf(first) : stepsOfSeveral(reminders)),
    snooze(reminders, context),
  ];
  const text = others.length === 0 ? about(first) : aboutSeveral(reminders);
  const labels = steps.map(({ label }) => label);
  const message = urgency(left) === 'last' ? showWarning(text, ...labels) : showInformation(text, ...labels);
  void message.then(async (choice) => {
    await steps.find(({ label }) => label === choice)?.run();
  });
}

function about({ name, account, region, connection, left, expires, vault }: Reminder): string {
  const { l10n } = vscode;
  const parts = [name, formatMinutes(left), formatInstant(expires), account, region, connection.name];
  return vault === undefined
    ? l10n.t(
        'As far as is known on this computer, the vault lock on {0} is not completed and expires in {1}, at {2}; Glacier could not be asked now. Its policy is gone then. Account {3} · {4} · {5}',
        ...parts,
      )
    : l10n.t(
        'The vault lock on {0} is not completed and expires in {1}, at {2}. Its policy is gone then. Account {3} · {4} · {5}',
        ...parts,
      );
}

function aboutSeveral(reminders: readonly Reminder[]): string {
  const { l10n } = vscode;
  return l10n.t(
    '{0} vault locks are not completed and expire soon: {1}. Their policies are gone then.',
    reminders.length,
    reminders.map(({ name, left }) => l10n.t('{0} in {1}', name, formatMinutes(left))).join(', '),
  );
}

function stepsOf({ connection, vault }: Reminder): readonly Step[] {
  const { l10n } = vscode;
  if (vault === undefined) return [refresh(connection.id)];
  const { readOnly, allowComplete } = settings.restrictions();
  const { lockId } = vault.lock.lock;
  const shown = lockShown(vault);
  const finish = lockId.held
    ? command(l10n.t('Complete…'), 'lock.complete', shown)
    : command(l10n.t('Enter Lock ID…'), 'lockId.enter', shown);
  return [
    ...(lockId.held && (readOnly || !allowComplete) ? [] : [finish]),
    ...(readOnly ? [] : [command(l10n.t('Abort'), 'lock.abort', shown)]),
  ];
}

function stepsOfSeveral(reminders: readonly Reminder[]): readonly Step[] {
  const unread = reminders.find(({ vault }) => vault === undefined);
  return [
    command(vscode.l10n.t('Show Locks'), 'lock.list'),
    ...(unread === undefined ? [] : [refresh(unread.connection.id)]),
  ];
}

function refresh(connectionId: string): Step {
  return command(vscode.l10n.t('Refresh'), 'vaults.refresh', { connection: { id: connectionId } });
}

function snooze(reminders: readonly Reminder[], { clock, snooze: putOff }: ReminderContext): Step {
  return {
    label: vscode.l10n.t('Snooze…'),
    run: async () => {
      const length = await askHowLong(reminders, clock);
      if (length !== undefined) await putOff(reminders, length);
    },
  };
}

function command(label: string, id: string, ...args: readonly unknown[]): Step {
  return { label, run: async () => await vscode.commands.executeCommand(`glacierVaultLock.${id}`, ...args) };
}
