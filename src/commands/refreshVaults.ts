import * as vscode from 'vscode';
import { createLimiter } from '../locking/limiter';
import type { Vault } from '../locking/model';
import { severalIn } from './bulk/severalVaults';
import { withProgress } from './progress';
import type { Services } from './services';
import { scopeIn, vaultKeyIn } from './vaultArgument';
import { freshVault } from './vaultsReady';

/** So many vaults are asked for at a time. */
const atOnce = 6;

/** Reads again: one vault, those that are selected, one region, one connection, or all there is. */
export async function refreshVaults(services: Services, ...args: readonly unknown[]): Promise<void> {
  await services.connectionsKnown;
  const several = severalIn(args).flatMap((each) => services.store.find(each) ?? []);
  if (several.length > 0) {
    await refreshSeveral(services, several);
    return;
  }
  const [argument] = args;
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

/** What fails shows in the row. */
async function refreshSeveral({ store }: Services, vaults: readonly Vault[]): Promise<void> {
  const limited = createLimiter(atOnce);
  await withProgress(
    vscode.l10n.t('Reading {0} vaults…', vaults.length),
    () => undefined,
    async ({ signal }) => {
      await Promise.allSettled(
        vaults.map(({ connection, region, name }) =>
          limited(() => store.refreshVault(connection, region, name, { signal, several: true })),
        ),
      );
    },
  );
}
