import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Disposables } from '../shared/disposables';
import type { RemindersParts } from './reminders';

/** A ledger that was not written to for so long knows of no lock that is worth a word, in milliseconds. */
const newsFor = 30 * 86_400_000;

/**
 * Waits for the first lock in progress, or for a ledger that may know one, and only then reads what reminds: a window
 * without locks pays for none of it. While the workspace is not trusted another window does.
 */
export function startReminders(parts: RemindersParts): { dispose(): void } {
  const all = new Disposables();
  const waiting = all.add(new Disposables());
  let isStarted = false;
  const start = (): void => {
    if (isStarted || !vscode.workspace.isTrusted) return;
    isStarted = true;
    waiting.dispose();
    import('./reminders').then(
      ({ remindOfLocks }) => all.add(remindOfLocks(parts)),
      (error: unknown) => parts.log.error(`[reminders] ${String(error)}`),
    );
  };
  const look = (): void => {
    if (parts.store.inProgress.length > 0) start();
  };
  const lookAtLedger = async (): Promise<void> => {
    try {
      if (Date.now() - (await stat(parts.ledgerFile)).mtimeMs < newsFor) start();
    } catch {
      // There is no ledger yet, or none that can be read: the store says it all.
    }
  };
  waiting.add(parts.store.onDidChange(look));
  waiting.add(parts.ledger.onDidChange(start));
  waiting.add(vscode.workspace.onDidGrantWorkspaceTrust(() => void lookAtLedger()));
  look();
  void lookAtLedger();
  return all;
}
