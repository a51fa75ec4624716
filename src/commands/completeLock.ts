import * as vscode from 'vscode';
import { formatMinutes } from '../locking/countdown';
import type { Vault } from '../locking/model';
import { preflightComplete, type Blocker, type Preflight } from '../locking/preflight';
import { withHelp } from './initiateLock';
import { aboutFile, policyInWords } from './policyInWords';
import { policyInForceToLock } from './policyToLock';
import { withProgress } from './progress';
import { requireCompleting } from './restrictions';
import { Cancelled } from './runCommand';
import type { Services } from './services';
import { inProgress, placeOf, vaultFor } from './vaultArgument';
import { freshVault } from './vaultsReady';

/** Completes a vault lock: the one step that nothing and nobody can undo. */
export async function completeLock(services: Services, argument?: unknown): Promise<void> {
  const { l10n } = vscode;
  requireCompleting();
  const title = l10n.t('Complete a Vault Lock');
  const vault = await freshVault(services, await vaultFor(services, argument, { title, ...inProgress }));
  if (!inProgress.qualifies(vault)) throw new Error(inProgress.otherwise(vault));
  const policy = policyInForceToLock(vault, vault.lock.lock.policy);
  const now = services.clock.now(vault.connection.id);
  const preflight = preflightComplete(vault, policy, now);
  const [blocker] = preflight.blockers;
  if (blocker !== undefined) {
    await refuse(vault, blocker);
    return;
  }
  await review(vault, preflight, vault.lock.lock.expires - now, await aboutFile(services, vault));
  await typeName(vault);
  const locked = await withProgress(
    l10n.t('Completing the vault lock on {0}…', vault.name),
    (error) => services.log.error(`[lock.complete] ${String(error)}`),
    (cancellation) => services.operations.complete(vault, cancellation),
  ).catch((error: unknown) => {
    throw withHelp(services, vault, error);
  });
  services.log.info(`[lock.complete] ${locked.arn}: read back as locked.`);
  await services.tree.reveal(locked.key);
  void vscode.window.showInformationMessage(
    l10n.t('{0} is locked. Glacier confirms it: the policy is in force for good.', locked.name),
  );
}

/** Says why the lock is not completed, and offers the step that helps. */
async function refuse(vault: Vault, blocker: Blocker): Promise<void> {
  const { l10n } = vscode;
  const helps: Readonly<Partial<Record<Blocker['reason'], readonly [label: string, command: string]>>> = {
    lockIdNotHeld: [l10n.t('Enter Lock ID…'), 'lockId.enter'],
    littleTimeLeft: [l10n.t('Restart the 24 Hours'), 'lock.restart'],
    policyErrors: [l10n.t('Open Policy'), 'policy.open'],
    policyForOtherVault: [l10n.t('Open Policy'), 'policy.open'],
  };
  const first = blocker.reason === 'policyErrors' ? (blocker.errors[0]?.message ?? '') : '';
  const why = [blocker.text, first].filter((text) => text !== '').join(' ');
  const [label, command] = helps[blocker.reason] ?? [];
  const choice = await vscode.window.showWarningMessage(
    l10n.t('The lock on {0} was not completed. {1}', vault.name, why),
    ...(label === undefined ? [] : [label]),
  );
  if (choice !== undefined && command !== undefined) {
    await vscode.commands.executeCommand(`glacierVaultLock.${command}`, vault.key);
  }
}

/** Names the place and says what becomes permanent. */
async function review(
  vault: Vault,
  preflight: Preflight,
  left: number,
  file: readonly string[],
): Promise<void> {
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
        preflight.consequence,
        ...policyInWords(preflight),
        ...file,
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
}

/** Accepts nothing but the vault's exact name. */
async function typeName(vault: Vault): Promise<void> {
  const { l10n } = vscode;
  const typed = await vscode.window.showInputBox({
    title: l10n.t('Complete the Vault Lock on {0}', vault.name),
    prompt: l10n.t('{0}. This is for ever. Type {1} to complete the lock.', placeOf(vault), vault.name),
    placeHolder: vault.name,
    ignoreFocusOut: true,
    // What is typed covers the prompt with this message: it says the same.
    validateInput: (value) =>
      value === vault.name || value === ''
        ? undefined
        : {
            message: l10n.t(
              '{0}. This is for ever. Type exactly {1} to complete the lock.',
              placeOf(vault),
              vault.name,
            ),
            severity: vscode.InputBoxValidationSeverity.Error,
          },
  });
  if (typed !== vault.name) throw new Cancelled();
}
