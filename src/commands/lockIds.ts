import * as vscode from 'vscode';
import { isLockId } from '../locking/lockId';
import { Cancelled } from './runCommand';
import type { Services } from './services';
import { inProgress, lockIdHeld, placeOf, vaultFor } from './vaultArgument';

/** Puts the lock ID on the clipboard; it is shown nowhere. */
export async function copyLockId(services: Services, argument?: unknown): Promise<void> {
  const vault = await vaultFor(services, argument, { title: vscode.l10n.t('Copy a Lock ID'), ...lockIdHeld });
  await vscode.env.clipboard.writeText(vault.lock.lock.lockId.lockId);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Lock ID of {0} copied', vault.name), 5_000);
}

/** Keeps a lock ID that was obtained elsewhere: the console, the CLI, a colleague. */
export async function enterLockId(services: Services, argument?: unknown): Promise<void> {
  const { l10n } = vscode;
  const vault = await vaultFor(services, argument, { title: l10n.t('Enter a Lock ID'), ...inProgress });
  const lockId = await vscode.window.showInputBox({
    title: l10n.t('Lock ID of the Lock on {0}', vault.name),
    prompt: l10n.t(
      '{0}. Paste the lock ID that Initiate answered. Glacier checks it only when the lock is completed.',
      placeOf(vault),
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) =>
      isLockId(value.trim())
        ? undefined
        : l10n.t('A lock ID has 1 to 256 characters, and no blank among them.'),
  });
  if (lockId === undefined) throw new Cancelled();
  await services.operations.enterLockId(vault, lockId.trim());
  vscode.window.setStatusBarMessage(l10n.t('Lock ID of {0} kept on this machine', vault.name), 5_000);
}
