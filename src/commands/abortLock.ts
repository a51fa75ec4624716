import * as vscode from 'vscode';
import { showInformation } from '../shared/messages';
import { abortSeveral } from './bulk/abortSeveral';
import { severalIn } from './bulk/severalVaults';
import { withProgress } from './progress';
import { sendInitiate } from './initiateLock';
import { openText } from '../views/openText';
import { abandoned, runCommand } from './runCommand';
import type { Services } from './services';
import { inProgress, vaultFor } from './vaultArgument';

/** Aborts a lock in progress. One click, no question: the same policy can be initiated again from the message. */
export async function abortLock(services: Services, ...args: readonly unknown[]): Promise<void> {
  const { l10n } = vscode;
  if (severalIn(args).length > 0) {
    await abortSeveral(services, ...args);
    return;
  }
  const [argument] = args;
  const vault = await vaultFor(services, argument, { title: l10n.t('Abort a Vault Lock'), ...inProgress });
  const caller = services.callers.of(vault.connection);
  const isNamed = caller?.known === true && !vault.connection.practice;
  const aborted = await withProgress(
    isNamed
      ? l10n.t('Aborting the vault lock on {0} as {1}…', vault.name, caller.caller.arn)
      : l10n.t('Aborting the vault lock on {0}…', vault.name),
    abandoned(services.log, 'lock.abort', (error) => error),
    (cancellation) => services.operations.abort(vault, cancellation),
  );
  services.log.info(`[lock.abort] ${vault.arn}: read back as without a lock.`);
  const again = l10n.t('Initiate Again');
  const keep = l10n.t('Open Its Policy');
  void showInformation(
    l10n.t(
      'The vault lock on {0} is aborted: its policy is no longer in force, and its lock ID is void.',
      vault.name,
    ),
    again,
    keep,
  ).then(async (choice) => {
    if (choice === keep) await openText(aborted.policy);
    if (choice !== again) return;
    await runCommand(services.log, 'lock.initiate', () =>
      sendInitiate(services, aborted.vault, aborted.policy),
    );
  });
}
