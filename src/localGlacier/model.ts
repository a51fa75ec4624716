import { noLock, type VaultLock } from './vaultLock';

/** What a local Glacier starts from, and what a reset returns to. */
export type Seed = 'sample' | 'empty';

/** Everything a local Glacier remembers. Never changed in place: a change makes a new state. */
export interface GlacierState {
  /** 12 digits. */
  readonly account: string;
  readonly seed: Seed;
  /** How far the practice clock runs ahead of the system's, in milliseconds. */
  readonly clockAhead: number;
  /** By region, then by name. */
  readonly vaults: ReadonlyMap<string, ReadonlyMap<string, Vault>>;
}

/** Instants are epoch milliseconds on the practice clock. */
export interface Vault {
  readonly region: string;
  readonly name: string;
  readonly created: number;
  readonly tags: ReadonlyMap<string, string>;
  /** The vault access policy as it was sent. */
  readonly accessPolicy: string | undefined;
  readonly lock: VaultLock;
  /** By archive ID. */
  readonly archives: ReadonlyMap<string, Archive>;
  readonly writes: WriteHistory | undefined;
}

/** An archive without its bytes: a practice server has no use for them. */
export interface Archive {
  readonly id: string;
  readonly description: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal SHA-256. */
  readonly contentHash: string;
  /** Hexadecimal SHA-256 tree hash. */
  readonly treeHash: string;
  readonly created: number;
}

/** When archives came and went; absent until the first upload. */
export interface WriteHistory {
  readonly first: number;
  readonly last: number;
  /** The last inventory that was taken before the last write. */
  readonly inventory: Inventory | undefined;
}

/** What Glacier's daily inventory found. */
export interface Inventory {
  readonly taken: number;
  readonly archives: number;
  /** Bytes. */
  readonly size: number;
}

export function newVault(region: string, name: string, created: number): Vault {
  return {
    region,
    name,
    created,
    tags: new Map(),
    accessPolicy: undefined,
    lock: noLock,
    archives: new Map(),
    writes: undefined,
  };
}

export function findVault(state: GlacierState, region: string, name: string): Vault | undefined {
  return state.vaults.get(region)?.get(name);
}

/** The vaults of a region, sorted by name in ASCII order (Glacier developer guide: List Vaults). */
export function vaultsOf(state: GlacierState, region: string): readonly Vault[] {
  const vaults = [...(state.vaults.get(region)?.values() ?? [])];
  return vaults.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function withVault(state: GlacierState, vault: Vault): GlacierState {
  const inRegion = new Map(state.vaults.get(vault.region)).set(vault.name, vault);
  return { ...state, vaults: new Map(state.vaults).set(vault.region, inRegion) };
}

export function withoutVault(state: GlacierState, { region, name }: Vault): GlacierState {
  const inRegion = new Map(state.vaults.get(region));
  inRegion.delete(name);
  return { ...state, vaults: new Map(state.vaults).set(region, inRegion) };
}
