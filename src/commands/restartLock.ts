import * as vscode from 'vscode';
import { showWarning } from '../shared/messages';
import { withProgress } from './progress';
import { tellInProgress, withHelp } from './initiateLock';
import { aboutFile } from './policyInWords';
import { abandoned, Cancelled } from './runCommand';
import { refuseSeveral } from './bulk/severalVaults';
import type { Services } from './services';
import { signerLines } from './signer';
import { inProgress, placeOf, vaultFor } from './vaultArgument';

/** Aborts and initiates again with the same policy: a new lock ID and new 24 hours. */
export async function restartLock(services: Services, ...args: readonly unknown[]): Promise<void> {
  const { l10n } = vscode;
  refuseSeveral(args, l10n.t('The 24 hours are restarted vault by vault. Select a single vault.'));
  const [argument] = args;
  const vault = await vaultFor(services, argument, { title: l10n.t('Restart the 24 Hours'), ...inProgress });
  const [file, signer] = await Promise.all([aboutFile(services, vault), signerLines(services, vault)]);
  const go = l10n.t('Restart the 24 Hours');
  const choice = await showWarning(
    l10n.t('Restart the 24 hours of the lock on {0}?', vault.name),
    {
      modal: true,
      detail: [
        placeOf(vault),
        ...signer,
        '',
        l10n.t(
          'The lock is aborted and initiated again with the same policy. For a moment in between the vault is without it. Nothing becomes permanent; the old lock ID is void.',
        ),
        ...file,
      ].join('\n'),
    },
    go,
  );
  if (choice !== go) throw new Cancelled();
  const { vault: restarted } = await withProgress(
    l10n.t('Restarting the 24 hours of {0}…', vault.name),
    abandoned(services.log, 'lock.restart', (error) => withHelp(services, vault, error)),
    (cancellation) => services.operations.restart(vault, cancellation),
  ).catch((error: unknown) => {
    throw withHelp(services, vault, error);
  });
  services.log.info(`[lock.restart] ${restarted.arn}: in progress again.`);
  tellInProgress(restarted);
}
