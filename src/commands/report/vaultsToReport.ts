import * as vscode from 'vscode';
import type { RegionState, Vault } from '../../locking/model';
import { lockAppearance } from '../../views/lockAppearance';
import { severalIn } from '../bulk/severalVaults';
import { withProgress } from '../progress';
import { Cancelled } from '../runCommand';
import type { Services } from '../services';
import { placeOf, scopeIn, vaultKeyIn, type VaultScope } from '../vaultArgument';
import { vaultsReady } from '../vaultsReady';

/** Which vaults a report is about, and which regions could not be listed when they were looked for. */
export interface ReportScope {
  readonly vaults: readonly Vault[];
  readonly unlisted: readonly RegionState[];
}

/**
 * The vaults that a command was called for, all of a region or of a connection, or those that the person picks among all.
 * Throws Cancelled.
 */
export async function vaultsToReport(services: Services, args: readonly unknown[]): Promise<ReportScope> {
  await services.connectionsKnown;
  const { store } = services;
  const several = severalIn(args).flatMap((each) => store.find(each) ?? []);
  if (several.length > 0) return { vaults: several, unlisted: [] };
  const [argument] = args;
  const key = vaultKeyIn(argument);
  const vault = key === undefined ? undefined : store.find(key);
  if (vault !== undefined) return { vaults: [vault], unlisted: [] };
  const scope = scopeIn(argument);
  if (scope === undefined) {
    await vaultsReady(services);
    const named = key === undefined ? undefined : store.find(key);
    if (named !== undefined) return { vaults: [named], unlisted: [] };
    await listAgain(services);
    const picked = await pickVaults(services);
    // Who picks all there are must learn of regions that may have more.
    return {
      vaults: picked,
      unlisted: picked.length < store.vaults.length ? [] : store.regions.filter(isUnlisted),
    };
  }
  const { connectionId, region } = scope;
  await listAgain(services, scope);
  const regions = store.regions.filter(
    (each) => each.connection.id === connectionId && (region === undefined || each.region === region),
  );
  const vaults = regions.flatMap((each) => each.vaults);
  const unlisted = regions.filter(isUnlisted);
  if (vaults.length + unlisted.length === 0)
    throw new Error(vscode.l10n.t('There is no vault here to make a report of.'));
  return { vaults, unlisted };
}

/** A report of all that there are must not miss the youngest. Throws Cancelled. */
async function listAgain({ store }: Services, scope?: VaultScope): Promise<void> {
  await withProgress(
    vscode.l10n.t('Listing the vaults for the report…'),
    () => undefined,
    () => store.refresh('evidence report', scope),
  );
}

function isUnlisted({ error }: RegionState): boolean {
  return error !== undefined;
}

interface VaultItem extends vscode.QuickPickItem {
  readonly vault?: Vault;
}

async function pickVaults({ store, clock }: Services): Promise<readonly Vault[]> {
  const { vaults } = store;
  const [only] = vaults;
  if (only === undefined) throw new Error(vscode.l10n.t('There is no vault to make a report of.'));
  if (vaults.length === 1) return [only];
  const items: VaultItem[] = [];
  let place = '';
  for (const vault of vaults) {
    const { icon, description } = lockAppearance(vault, clock);
    if (placeOf(vault) !== place) {
      place = placeOf(vault);
      items.push({ label: place, kind: vscode.QuickPickItemKind.Separator });
    }
    items.push({
      label: `$(${icon.id}) ${vault.name}`,
      ...(description === '' ? {} : { description }),
      vault,
    });
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Create Evidence Report'),
    placeHolder: vscode.l10n.t('Choose the vaults that the report is about'),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  const picked = (chosen ?? []).flatMap(({ vault }) => vault ?? []);
  if (picked.length === 0) throw new Cancelled();
  return picked;
}
