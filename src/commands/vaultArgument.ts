import * as vscode from 'vscode';
import type { Vault, VaultInProgress, VaultLock } from '../locking/model';
import { lockAppearance } from '../views/lockAppearance';
import { Cancelled } from './runCommand';
import type { Services } from './services';

/** A vault as a menu, a link or a lens hands it over: its key, or a tree node that carries one. */
export function vaultKeyIn(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument === 'object' && argument !== null && 'key' in argument) {
    return typeof argument.key === 'string' ? argument.key : undefined;
  }
  return undefined;
}

/** The vault a command was called for, or the one the person picks among those that qualify. Throws Cancelled. */
export async function vaultFor<V extends Vault>(
  services: Services,
  argument: unknown,
  title: string,
  qualifies: (vault: Vault) => vault is V,
): Promise<V> {
  const key = vaultKeyIn(argument);
  const known = key === undefined ? undefined : services.store.find(key);
  if (known !== undefined && qualifies(known)) return known;
  await services.settled();
  const named = key === undefined ? undefined : services.store.find(key);
  if (named !== undefined && qualifies(named)) return named;
  const candidates = services.store.vaults.filter(qualifies);
  const [only] = candidates;
  if (only === undefined) {
    throw new Error(
      named === undefined
        ? vscode.l10n.t('There is no vault for which this is possible now.')
        : vscode.l10n.t(
            'The vault {0} is in another state by now. Refresh the vaults and look again.',
            named.name,
          ),
    );
  }
  if (named !== undefined) {
    throw new Error(
      vscode.l10n.t(
        'The vault {0} is in another state by now. Refresh the vaults and look again.',
        named.name,
      ),
    );
  }
  // The policy in the editor is about one of them, most likely.
  const file = services.documents.active();
  const meant = file === undefined ? undefined : services.targets.of(file.uri, file.policy)?.key;
  const byMeaning = [...candidates].sort((a, b) => Number(b.key === meant) - Number(a.key === meant));
  return await pickVault(services, title, [{ vaults: byMeaning }]);
}

/** Lets the person pick a vault; groups are shown under their labels. Throws Cancelled. */
export async function pickVault<V extends Vault>(
  services: Services,
  title: string,
  groups: readonly { readonly label?: string; readonly vaults: readonly V[] }[],
): Promise<V> {
  const items: (vscode.QuickPickItem & { readonly vault?: V })[] = [];
  for (const { label, vaults } of groups) {
    if (label !== undefined && vaults.length > 0) {
      items.push({ label, kind: vscode.QuickPickItemKind.Separator });
    }
    for (const vault of vaults) {
      const look = lockAppearance(vault, services.clock);
      items.push({
        label: `$(${look.icon.id}) ${vault.name}`,
        description: look.description,
        detail: placeOf(vault),
        vault,
      });
    }
  }
  const choice = await vscode.window.showQuickPick(items, {
    title,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (choice?.vault === undefined) throw new Cancelled();
  return choice.vault;
}

/** Account, region and connection: what every confirmation names beside the vault. */
export function placeOf(vault: Vault): string {
  return vscode.l10n.t('Account {0} · {1} · {2}', vault.account, vault.region, vault.connection.name);
}

type WithLock<L extends VaultLock> = Vault & {
  readonly lock: { readonly known: 'read'; readonly lock: L; readonly readAt: number };
};

type InProgress = Extract<VaultLock, { state: 'inProgress' }>;

export const anyVault = (vault: Vault): vault is Vault => vault.arn !== '';

export const isUnlocked = (vault: Vault): vault is WithLock<Extract<VaultLock, { state: 'none' }>> =>
  vault.lock.known === 'read' && vault.lock.lock.state === 'none';

export const isInProgress = (vault: Vault): vault is VaultInProgress =>
  vault.lock.known === 'read' && vault.lock.lock.state === 'inProgress';

export const isLockIdHeld = (
  vault: Vault,
): vault is WithLock<InProgress & { readonly lockId: { readonly held: true } }> =>
  vault.lock.known === 'read' && vault.lock.lock.state === 'inProgress' && vault.lock.lock.lockId.held;

/** A vault with a lock policy in force, in progress or locked. */
export const hasPolicyInForce = (vault: Vault): vault is WithLock<Exclude<VaultLock, { state: 'none' }>> =>
  vault.lock.known === 'read' && vault.lock.lock.state !== 'none';
