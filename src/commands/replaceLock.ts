import * as vscode from 'vscode';
import type { VaultInProgress } from '../locking/model';
import { samePolicy } from '../locking/policyIdentity';
import { preflightReplace } from '../locking/preflight';
import { confirmPolicy, type PolicyToSend } from './confirmPolicy';
import { tellInProgress, withHelp } from './initiateLock';
import { policyToLock } from '../locking/policyToLock';
import { withProgress } from './progress';
import { abandoned } from './runCommand';
import type { Services } from './services';

/**
 * Puts a new lock in the place of the one in progress: shows what the policy changes against the one in force, aborts
 * that one, and initiates. Nothing of it is permanent.
 */
export async function replaceLock(
  services: Services,
  vault: VaultInProgress,
  file: PolicyToSend,
): Promise<void> {
  const { l10n } = vscode;
  const isSame = samePolicy(vault.lock.lock.policy, file.text);
  await confirmPolicy(services, vault, file, {
    preflight: preflightReplace(vault, policyToLock(vault, file.asSent, file.text)),
    question: l10n.t('Replace the lock in progress on {0}?', vault.name),
    besides: [
      l10n.t(
        'The lock in progress is aborted and one with this policy initiated: a new lock ID and new 24 hours. For a moment in between the vault is without a lock.',
      ),
      ...(isSame ? [l10n.t('The policy means the same as the one in force.')] : []),
    ],
    go: l10n.t('Abort and Initiate'),
    goAnyway: l10n.t('Abort and Initiate Anyway'),
  });
  const { vault: replaced } = await withProgress(
    l10n.t('Replacing the lock on {0}…', vault.name),
    abandoned(services.log, 'lock.replace', (error) => withHelp(services, vault, error)),
    (cancellation) => services.operations.replace(vault, file.text, cancellation),
  ).catch((error: unknown) => {
    throw withHelp(services, vault, error);
  });
  services.log.info(`[lock.replace] ${replaced.arn}: in progress with another policy.`);
  await services.tree.reveal(replaced.key);
  tellInProgress(replaced);
}
