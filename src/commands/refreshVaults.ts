import * as vscode from 'vscode';
import { withProgress } from './progress';
import type { Services } from './services';
import { scopeIn, vaultKeyIn } from './vaultArgument';
import { freshVault } from './vaultsReady';

/** Reads again: one vault, one region, one connection, or all there is. */
export async function refreshVaults(services: Services, argument?: unknown): Promise<void> {
  await services.connectionsKnown;
  const key = vaultKeyIn(argument);
  const vault = key === undefined ? undefined : services.store.find(key);
  if (vault !== undefined) {
    await freshVault(services, vault);
    return;
  }
  await withProgress(
    vscode.l10n.t('Reading vaults…'),
    () => undefined,
    () => services.store.refresh('asked for', scopeIn(argument)),
  );
}
