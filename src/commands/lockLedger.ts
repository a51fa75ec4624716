import * as vscode from 'vscode';
import { verdictInWords } from '../locking/ledger/ledgerText';
import { readLedger } from '../locking/ledger/readLedger';
import { ledgerUri } from '../views/ledgerDocument';
import { showError, showInformation, showWarning } from '../shared/messages';
import type { Services } from './services';

/** Shows what was done to locks from here, without lock IDs. */
export async function showLedger(): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(ledgerUri), { preview: true });
}

/** Tells whether anything in the lock ledger was changed since it was written. Repairs nothing. */
export async function verifyLockLedger({ ledgerFile }: Services): Promise<void> {
  const { l10n, window } = vscode;
  const verification = await readLedger(ledgerFile);
  const { head, verdict } = verification;
  const copy = l10n.t('Copy Head');
  const show = l10n.t('Show Lock Ledger');
  const message = verdictInWords(verification);
  const buttons = head === undefined ? [] : [copy, show];
  const choice = await (verdict === 'broken'
    ? showError(message, ...buttons)
    : verdict === 'unchained'
      ? showWarning(message, ...buttons)
      : showInformation(message, ...buttons));
  if (choice === show) await showLedger();
  if (choice === copy && head !== undefined) {
    await vscode.env.clipboard.writeText(head.hash);
    window.setStatusBarMessage(l10n.t('Head of the lock ledger copied: note it elsewhere'), 5_000);
  }
}
