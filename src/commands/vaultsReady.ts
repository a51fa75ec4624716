import * as vscode from 'vscode';
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
export async function freshVault(services: Services, { connection, region, name }: Vault): Promise<Vault> {
  return await withProgress(
    vscode.l10n.t('Reading {0}…', name),
    () => undefined,
    ({ signal }) => services.store.refreshVault(connection, region, name, { signal }),
  );
}
