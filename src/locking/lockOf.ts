import type { Vault, VaultLock } from './model';

/** The lock of a vault as it was read last; undefined while it is not known. */
export function lockOf({ lock }: Pick<Vault, 'lock'>): VaultLock | undefined {
  return lock.known === 'read' ? lock.lock : undefined;
}
