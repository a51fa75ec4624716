import * as vscode from 'vscode';
import { isUnread, type Vault, type VaultInProgress, type VaultLock } from '../locking/model';
import { formatInstant } from '../shared/format';
import { plainText } from '../shared/plainText';
import { lockAppearance } from '../views/lockAppearance';
import { Cancelled } from './runCommand';
import type { Services } from './services';
import { vaultsReady } from './vaultsReady';

/** A vault as a menu, a link or a lens hands it over: its key, or a tree node that carries one. */
export function vaultKeyIn(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument === 'object' && argument !== null && 'key' in argument) {
    return typeof argument.key === 'string' ? argument.key : undefined;
  }
  return undefined;
}

/** What a node of a connection or of a region stands for. */
export interface VaultScope {
  readonly connectionId: string;
  readonly region?: string;
}

/** The connection or region a menu hands over as a tree node; undefined for whatever has none. */
export function scopeIn(argument: unknown): VaultScope | undefined {
  if (typeof argument !== 'object' || argument === null || !('connection' in argument)) return undefined;
  const { connection } = argument;
  if (typeof connection !== 'object' || connection === null || !('id' in connection)) return undefined;
  if (typeof connection.id !== 'string') return undefined;
  return 'region' in argument && typeof argument.region === 'string'
    ? { connectionId: connection.id, region: argument.region }
    : { connectionId: connection.id };
}

/** When the lock was created that the caller was shown, epoch milliseconds, where it matters which one it was. */
function createdIn(argument: unknown): number | undefined {
  if (typeof argument !== 'object' || argument === null || !('created' in argument)) return undefined;
  return typeof argument.created === 'number' ? argument.created : undefined;
}

/** A choice among vaults: what it is for, who qualifies, and why one that does not qualify does not. */
export interface VaultQuestion<V extends Vault> {
  readonly title: string;
  readonly qualifies: (vault: Vault) => vault is V;
  readonly otherwise: (vault: Vault) => string;
}

/**
 * The vault a command was called for, or the one the person picks among those that qualify. Throws Cancelled; refuses where
 * the vault has another lock than the one that the person was shown.
 */
export async function vaultFor<V extends Vault>(
  services: Services,
  argument: unknown,
  { title, qualifies, otherwise }: VaultQuestion<V>,
): Promise<V> {
  const key = vaultKeyIn(argument);
  let named = key === undefined ? undefined : services.store.find(key);
  if (named === undefined || isUnread(named.lock)) {
    await vaultsReady(services);
    named = key === undefined ? undefined : services.store.find(key);
  }
  if (named !== undefined) {
    if (!qualifies(named)) throw new Error(otherwise(named));
    refuseAnotherLock(named, createdIn(argument));
    return named;
  }
  if (createdIn(argument) !== undefined) {
    throw new Error(
      vscode.l10n.t(
        'The vault that this message was about is not among your vaults any more. Nothing was done.',
      ),
    );
  }
  const candidates = services.store.vaults.filter(qualifies);
  if (candidates.length === 0) {
    throw new Error(vscode.l10n.t('There is no vault for which this is possible now.'));
  }
  // The policy in the editor is about one of them, most likely.
  const file = services.documents.active();
  const meant = file === undefined ? undefined : services.targets.of(file.uri, file.policy)?.key;
  const byMeaning = [...candidates].sort((a, b) => Number(b.key === meant) - Number(a.key === meant));
  return await pickVault(services, title, [{ vaults: byMeaning }]);
}

function refuseAnotherLock({ name, lock }: Vault, created: number | undefined): void {
  if (created === undefined || lock.known !== 'read' || lock.lock.state === 'none') return;
  if (lock.lock.created === created) return;
  throw new Error(
    vscode.l10n.t(
      'That message was about a former lock on {0}, which is over. The lock there is another one now, created at {1}. Nothing was done; look at it in the tree first.',
      name,
      formatInstant(lock.lock.created),
    ),
  );
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
        detail: plainText(placeOf(vault)),
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

/** Any vault at all. */
export const anyVault = {
  qualifies: (vault: Vault): vault is Vault => vault.arn !== '',
  otherwise: (vault: Vault) => vault.name,
} as const;

export const isUnlocked = (vault: Vault): vault is WithLock<Extract<VaultLock, { state: 'none' }>> =>
  vault.lock.known === 'read' && vault.lock.lock.state === 'none';

/** A vault whose lock can be aborted, restarted, or completed. */
export const inProgress = {
  qualifies: (vault: Vault): vault is VaultInProgress =>
    vault.lock.known === 'read' && vault.lock.lock.state === 'inProgress',
  otherwise: (vault: Vault) =>
    isUnlocked(vault)
      ? vscode.l10n.t('No vault lock is in progress on {0}.', vault.name)
      : vault.lock.known === 'read'
        ? vscode.l10n.t('{0} is locked already, and nothing about it can be changed.', vault.name)
        : unread(vault),
} as const;

/** A vault whose lock in progress can be completed from here. */
export const lockIdHeld = {
  qualifies: (vault: Vault): vault is WithLock<InProgress & { readonly lockId: { readonly held: true } }> =>
    inProgress.qualifies(vault) && vault.lock.lock.lockId.held,
  otherwise: (vault: Vault) =>
    inProgress.qualifies(vault)
      ? vscode.l10n.t('The lock ID of {0} is not on this machine.', vault.name)
      : inProgress.otherwise(vault),
} as const;

/** A vault with a lock policy in force, in progress or locked. */
export const inForce = {
  qualifies: (vault: Vault): vault is WithLock<Exclude<VaultLock, { state: 'none' }>> =>
    vault.lock.known === 'read' && vault.lock.lock.state !== 'none',
  otherwise: (vault: Vault) =>
    isUnlocked(vault) ? vscode.l10n.t('No lock policy is in force on {0}.', vault.name) : unread(vault),
} as const;

function unread(vault: Vault): string {
  return vscode.l10n.t('The lock of {0} could not be read. Refresh it and look again.', vault.name);
}
