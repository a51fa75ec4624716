import type { Archive, Inventory, Vault } from './model';

/** Glacier takes inventory about once a day; this one takes it on the stroke. Milliseconds. */
export const inventoryInterval = 24 * 60 * 60 * 1000;

/**
 * The vault's last inventory at an instant: one is taken each 24 hours from the first write on, none before (Glacier
 * developer guide: Describe Vault; the exact rhythm is this project's choice). Nothing runs by itself: what an
 * inventory found follows from the writes.
 */
export function lastInventory(vault: Vault, now: number): Inventory | undefined {
  const { writes } = vault;
  if (!writes) return undefined;
  const count = Math.floor((now - writes.first) / inventoryInterval);
  if (count < 1) return undefined;
  const taken = writes.first + count * inventoryInterval;
  return taken >= writes.last ? countArchives(vault, taken) : writes.inventory;
}

/** A vault can be deleted if it was empty at the last inventory and not written to since. */
export function isKnownEmpty(vault: Vault, now: number): boolean {
  if (!vault.writes) return true;
  const inventory = lastInventory(vault, now);
  return inventory?.archives === 0 && inventory.taken >= vault.writes.last;
}

/** The vault after a write at an instant: what inventories saw before is kept, the archives are replaced. */
export function withArchives(vault: Vault, archives: ReadonlyMap<string, Archive>, now: number): Vault {
  return {
    ...vault,
    archives,
    writes: { first: vault.writes?.first ?? now, last: now, inventory: lastInventory(vault, now) },
  };
}

function countArchives({ archives }: Vault, taken: number): Inventory {
  let size = 0;
  for (const archive of archives.values()) size += archive.size;
  return { taken, archives: archives.size, size };
}
