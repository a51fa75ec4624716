import * as vscode from 'vscode';
import { formatMinutes } from '../locking/countdown';
import type { Vault, VaultInProgress } from '../locking/model';
import { withProgress } from './progress';
import { Cancelled } from './runCommand';
import type { Services } from './services';
import { isInProgress, isLockIdHeld, placeOf, vaultFor } from './vaultArgument';

/** With less time than this the answer might come too late to be understood. */
const leastTime = 60_000;

/** Completes a vault lock: the one step that nothing and nobody can undo. */
export async function completeLock(services: Services, argument?: unknown): Promise<void> {
  const { l10n } = vscode;
  const chosen = await vaultFor(services, argument, l10n.t('Complete a Vault Lock'), isInProgress);
  const vault = await services.store.refreshVault(chosen.connection, chosen.region, chosen.name);
  if (!isInProgress(vault)) {
    throw new Error(
      l10n.t('No vault lock is in progress on {0} any more; there is nothing to complete.', vault.name),
    );
  }
  if (!isLockIdHeld(vault)) {
    const enter = l10n.t('Enter Lock ID…');
    const choice = await vscode.window.showWarningMessage(
      l10n.t(
        'The lock on {0} was initiated elsewhere, and only its lock ID can complete it. Glacier does not tell it again.',
        vault.name,
      ),
      enter,
    );
    if (choice === enter) await vscode.commands.executeCommand('glacierVaultLock.lockId.enter', vault.key);
    return;
  }
  const left = vault.lock.lock.expires - services.clock.now(vault.connection.id);
  if (left < leastTime) {
    throw new Error(
      l10n.t(
        'The lock on {0} expires within a minute. Restart the 24 hours instead of racing against them.',
        vault.name,
      ),
    );
  }
  await review(services, vault, left);
  await typeName(vault);
  const locked = await withProgress(
    l10n.t('Completing the vault lock on {0}…', vault.name),
    (error) => services.log.error(`[lock.complete] ${String(error)}`),
    async (_signal, sent) => {
      sent();
      return await services.operations.complete(vault);
    },
  );
  services.log.info(`[lock.complete] ${locked.arn}: read back as locked.`);
  await services.tree.reveal(locked.key);
  void vscode.window.showInformationMessage(
    l10n.t('{0} is locked. Glacier confirms it: the policy is in force for good.', locked.name),
  );
}

/** Names the place and says what becomes permanent. */
async function review(services: Services, vault: VaultInProgress, left: number): Promise<void> {
  const { l10n } = vscode;
  const go = l10n.t('Continue…');
  const open = l10n.t('Open Policy');
  const choice = await vscode.window.showWarningMessage(
    l10n.t('Complete the vault lock on {0}?', vault.name),
    {
      modal: true,
      detail: [
        placeOf(vault),
        '',
        l10n.t(
          'The policy in force becomes permanent: nobody can ever change or remove it, the root user and AWS Support included.',
        ),
        '',
        l10n.t('You have {0} left to test it or to abort.', formatMinutes(left)),
      ].join('\n'),
    },
    go,
    open,
  );
  if (choice === open) {
    await vscode.commands.executeCommand('glacierVaultLock.policy.open', vault.key);
    throw new Cancelled();
  }
  if (choice !== go) throw new Cancelled();
  services.log.info(`[lock.complete] ${vault.arn}: reviewed.`);
}

/** Accepts nothing but the vault's exact name. */
async function typeName(vault: Vault): Promise<void> {
  const { l10n } = vscode;
  const typed = await vscode.window.showInputBox({
    title: l10n.t('Complete the Vault Lock on {0}', vault.name),
    prompt: l10n.t('{0}. This is for ever. Type {1} to complete the lock.', placeOf(vault), vault.name),
    placeHolder: vault.name,
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === vault.name
        ? undefined
        : {
            message: l10n.t('Type the vault’s name exactly: {0}', vault.name),
            severity: vscode.InputBoxValidationSeverity.Error,
          },
  });
  if (typed !== vault.name) throw new Cancelled();
}
