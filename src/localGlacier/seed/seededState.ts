import type { GlacierState, Seed, Vault } from '../model';
import { sampleVaults } from './sampleVaults';

/** A state to begin with. What is in it is dated back from `now`, and the clock shows the system's time. */
export function seededState(account: string, seed: Seed, now: number): GlacierState {
  const vaults = new Map<string, Map<string, Vault>>();
  for (const vault of seed === 'sample' ? sampleVaults(account, now) : []) {
    const inRegion = vaults.get(vault.region) ?? new Map<string, Vault>();
    vaults.set(vault.region, inRegion.set(vault.name, vault));
  }
  return { account, seed, clockAhead: 0, vaults };
}
