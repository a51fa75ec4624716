import * as vscode from 'vscode';
import { otherAccount } from '../locking/lockProblems';
import type { Vault } from '../locking/model';
import { withProgress } from './progress';
import type { Services } from './services';

/**
 * Waits until all vaults have been read; one account that does not answer must not hold up everything in silence.
 * Throws Cancelled.
 */
export async function vaultsReady(services: Services): Promise<void> {
  await withProgress(
    vscode.l10n.t('Reading the vaults of all connections…'),
    () => undefined,
    () => services.settled(),
  );
}

/** Reads one vault and its lock again, so that what is confirmed is what Glacier says now. Throws Cancelled. */
export async function freshVault(services: Services, vault: Vault): Promise<Vault> {
  return await withProgress(
    vscode.l10n.t('Reading {0}…', vault.name),
    () => undefined,
    ({ signal }) => readAgain(services, vault, { signal }),
  );
}

/**
 * Reads one vault and its lock again. Rejects with GlacierError, or with LockError where the name leads to a vault of
 * another account by now: nobody has looked at that one.
 */
export async function readAgain(
  { store }: Services,
  shown: Vault,
  options: { readonly signal: AbortSignal },
): Promise<Vault> {
  const vault = await store.refreshVault(shown.connection, shown.region, shown.name, options);
  if (vault.account !== shown.account) throw otherAccount(shown, vault.account);
  return vault;
}
