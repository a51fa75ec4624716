import * as vscode from 'vscode';
import { LockError } from '../locking/lockError';
import { lockOf } from '../locking/lockOf';
import type { Vault } from '../locking/model';
import { preflightInitiate } from '../locking/preflight';
import { vaultArnsOf } from '../policy';
import { formatInstant } from '../shared/format';
import { showInformation, showWarning } from '../shared/messages';
import { lockShown } from '../views/lockShown';
import { initiateSeveral } from './bulk/initiateSeveral';
import { severalIn } from './bulk/severalVaults';
import { confirmPolicy, filledIn, type PolicyToSend } from './confirmPolicy';
import { policyToLock } from '../locking/policyToLock';
import { withProgress } from './progress';
import { replaceLock } from './replaceLock';
import { abandoned, Cancelled, HelpedFailure } from './runCommand';
import type { Services } from './services';
import { inForce, inProgress, isUnlocked, pickVault, vaultKeyIn } from './vaultArgument';
import { freshVault, vaultsReady } from './vaultsReady';
import { asPolicyFile, pickPolicy, policyInEditor, workspacePolicies } from './workspacePolicies';

/**
 * Initiates a vault lock. Called with the file (editor title, code lens), with the vault (tree), with both, or with
 * neither (palette).
 */
export async function initiateLock(services: Services, ...args: readonly unknown[]): Promise<void> {
  if (severalIn(args).length > 0) {
    await initiateSeveral(services, ...args);
    return;
  }
  const uri = args.find((argument): argument is vscode.Uri => argument instanceof vscode.Uri);
  const key = args.map(vaultKeyIn).find((found) => found !== undefined);
  const given = key === undefined ? undefined : services.store.find(key);
  const written = await policyToSend(services, uri, given);
  const offered = given ?? (await chooseVault(services, written));
  const vault = await freshVault(services, offered);
  const file = filledIn(written, vault);
  if (inProgress.qualifies(vault)) {
    await replaceLock(services, vault, file);
    return;
  }
  await confirmPolicy(services, vault, file, {
    preflight: preflightInitiate(vault, policyToLock(vault, file.asSent, file.text)),
    question: vscode.l10n.t('Initiate the vault lock on {0}?', vault.name),
    go: vscode.l10n.t('Initiate Lock'),
    goAnyway: vscode.l10n.t('Initiate Anyway'),
  });
  await sendInitiate(services, vault, file.text);
}

/** Sends the policy, reads the lock back, and says where the lock ID is. Shared by Initiate and "initiate again". */
export async function sendInitiate(services: Services, vault: Vault, policy: string): Promise<void> {
  const { vault: locked } = await withProgress(
    vscode.l10n.t('Initiating the vault lock on {0}…', vault.name),
    abandoned(services.log, 'lock.initiate', (error) => withHelp(services, vault, error)),
    (cancellation) => services.operations.initiate(vault, policy, cancellation),
  ).catch((error: unknown) => {
    throw withHelp(services, vault, error);
  });
  services.log.info(`[lock.initiate] ${locked.arn}: in progress.`);
  await services.tree.reveal(locked.key);
  tellInProgress(locked);
}

/** Adds the button that helps to the failures of Initiate and Restart that leave something to be done at once. */
export function withHelp(services: Services, vault: Vault, error: unknown): unknown {
  if (!(error instanceof LockError)) return error;
  const { policy } = error.details;
  const shown = lockShown(services.store.find(vault.key) ?? vault);
  const enter = {
    label: vscode.l10n.t('Enter Lock ID…'),
    run: () => vscode.commands.executeCommand('glacierVaultLock.lockId.enter', shown),
  };
  if (error.code === 'LockIdNotSaved') {
    return new HelpedFailure(error, {
      label: vscode.l10n.t('Copy Lock ID'),
      run: () => vscode.commands.executeCommand('glacierVaultLock.lockId.copy', shown),
    });
  }
  if (error.code === 'LockIdWrong') {
    return new HelpedFailure(error, enter);
  }
  if (error.code === 'LockIdLost') {
    const restart = {
      label: vscode.l10n.t('Restart the 24 Hours'),
      run: () => vscode.commands.executeCommand('glacierVaultLock.lock.restart', shown),
    };
    return new HelpedFailure(error, restart, enter);
  }
  if (error.code === 'RestartIncomplete' && policy !== undefined) {
    return new HelpedFailure(error, {
      label: vscode.l10n.t('Initiate Again'),
      run: () => sendInitiate(services, vault, policy),
    });
  }
  return error;
}

/** Says until when the lock can be tested, completed and aborted. Does not wait for an answer. */
export function tellInProgress(vault: Vault): void {
  const lock = lockOf(vault);
  if (lock?.state !== 'inProgress') return;
  const copy = vscode.l10n.t('Copy Lock ID');
  void showInformation(
    vscode.l10n.t(
      'The vault lock on {0} is in progress until {1}. Its policy is in force now. The lock ID is kept on this machine.',
      vault.name,
      formatInstant(lock.expires),
    ),
    copy,
  ).then(async (choice) => {
    if (choice === copy)
      await vscode.commands.executeCommand('glacierVaultLock.lockId.copy', lockShown(vault));
  });
}

/** The policy to lock with: the given file, the active editor, or one the person picks from the workspace. */
async function policyToSend(
  services: Services,
  uri: vscode.Uri | undefined,
  vault: Vault | undefined,
): Promise<PolicyToSend> {
  const { l10n } = vscode;
  const given = uri === undefined ? undefined : await vscode.workspace.openTextDocument(uri);
  // From the tree the person starts with the vault: then the file in the editor may be about another one.
  const inEditor = given === undefined && vault === undefined ? policyInEditor(services) : undefined;
  const file =
    given === undefined
      ? (inEditor ??
        (await pickPolicy(
          await workspacePolicies(services),
          vault === undefined
            ? l10n.t('Initiate a Vault Lock: Choose the Policy')
            : l10n.t('Initiate the Vault Lock on {0}: Choose the Policy', vault.name),
          ({ parsed }) => vault !== undefined && vaultArnsOf(parsed).some(({ arn }) => arn === vault.arn),
        )))
      : asPolicyFile(services, given);
  const text = file?.parsed.sentText;
  if (file === undefined || text === undefined) {
    throw new Error(
      l10n.t(
        '{0} holds no vault lock policy that could be sent.',
        vscode.workspace.asRelativePath((file?.document ?? given)?.uri ?? ''),
      ),
    );
  }
  return { ...file, asSent: file.parsed, text };
}

/**
 * The vault that the policy's own Resource names comes first; only vaults without a lock can be chosen, unless the one
 * that the policy names has a lock in progress: that can be replaced.
 */
async function chooseVault(services: Services, file: PolicyToSend): Promise<Vault> {
  const { l10n } = vscode;
  if (services.targets.named(file.parsed).length === 0) await vaultsReady(services);
  const named = services.targets.named(file.parsed);
  const taken = named.find(inForce.qualifies);
  if (taken !== undefined && !named.some(isUnlocked)) {
    if (inProgress.qualifies(taken)) return taken;
    await explainTaken(taken);
  }
  const free = services.store.vaults.filter(isUnlocked);
  if (free.length === 0) {
    throw new Error(
      l10n.t(
        'There is no vault without a vault lock among your connections. Create one, or add a connection.',
      ),
    );
  }
  const meant = new Set(
    [...named, services.targets.of(file.document.uri, file.parsed)].map((vault) => vault?.key),
  );
  const first = free.filter(({ key }) => meant.has(key));
  const others = free.filter((vault) => !first.includes(vault));
  return await pickVault(services, l10n.t('Initiate a Vault Lock: Choose the Vault'), [
    { label: l10n.t('named by the policy'), vaults: first },
    { label: l10n.t('other vaults'), vaults: others },
  ]);
}

/** The one vault that the policy names is locked for good: says so before another one is offered. */
async function explainTaken(vault: Vault): Promise<void> {
  const { l10n } = vscode;
  const other = l10n.t('Choose Another Vault');
  const compare = l10n.t('Compare');
  const choice = await showWarning(
    l10n.t(
      '{0}, which this policy names, is locked for good. It cannot get another lock policy.',
      vault.name,
    ),
    compare,
    other,
  );
  if (choice === compare) await vscode.commands.executeCommand('glacierVaultLock.policy.compare', vault.key);
  if (choice !== other) throw new Cancelled();
}
