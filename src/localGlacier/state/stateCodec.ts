import { isVaultName, readPolicyDocument } from '../../policy';
import type { Archive, GlacierState, Inventory, Vault, WriteHistory } from '../model';
import { noLock, type VaultLock } from '../vaultLock';
import { JsonReader, WrongShape } from './jsonReader';

/** Says what a file is, so that no other JSON file is taken for a state. */
const format = 'glacier-vault-lock/practice-state';
const version = 1;

/** A state as it was kept. */
export interface KeptState {
  readonly state: GlacierState;
  /** The latest instant of the system's clock that was seen; undefined in a file of an earlier version. */
  readonly timeSeen: number | undefined;
}

/**
 * The state as JSON text. Instants are epoch milliseconds.
 * @param timeSeen the latest instant of the system's clock that was seen
 */
export function encodeState(state: GlacierState, timeSeen: number): string {
  const { account, seed, clockAhead } = state;
  const vaults = [...state.vaults.values()].flatMap((inRegion) => [...inRegion.values()].map(encodeVault));
  return `${JSON.stringify({ format, version, account, seed, timeSeen, clockAhead, vaults }, undefined, 1)}\n`;
}

/**
 * The state that a text stands for. Throws an Error that says where the text is not what `encodeState` writes:
 * everything is checked, because nothing later would notice.
 */
export function decodeState(text: string): KeptState {
  const file = JsonReader.parse(text);
  file.field('format').literal(format);
  file.field('version').literal(version);
  const state: GlacierState = {
    account: file.field('account').text(/^\d{12}$/),
    seed: file.field('seed').literal('sample', 'empty'),
    clockAhead: file.field('clockAhead').count(),
    vaults: new Map(),
  };
  return {
    state: { ...state, vaults: byRegion(file.field('vaults')) },
    timeSeen: file.has('timeSeen') ? file.field('timeSeen').instant() : undefined,
  };
}

function byRegion(list: JsonReader): GlacierState['vaults'] {
  const regions = new Map<string, Map<string, Vault>>();
  for (const item of list.items()) {
    const vault = decodeVault(item);
    const inRegion = regions.get(vault.region) ?? new Map<string, Vault>();
    if (inRegion.has(vault.name)) throw new WrongShape(item.where, 'a vault that is not there already');
    regions.set(vault.region, inRegion.set(vault.name, vault));
  }
  return regions;
}

function encodeVault(vault: Vault): object {
  const { region, name, created, tags, accessPolicy = null, lock, archives, writes } = vault;
  return {
    region,
    name,
    created,
    tags: Object.fromEntries(tags),
    accessPolicy,
    lock,
    archives: [...archives.values()],
    writes: writes ? { ...writes, inventory: writes.inventory ?? null } : null,
  };
}

function decodeVault(value: JsonReader): Vault {
  return {
    region: value.field('region').text(/^[a-z]+(?:-[a-z0-9]+)+$/),
    name: decodeName(value.field('name')),
    created: value.field('created').instant(),
    tags: new Map(
      value
        .field('tags')
        .members()
        .map(([key, tag]) => [key, tag.text()]),
    ),
    accessPolicy: value.field('accessPolicy').optional(decodePolicy),
    lock: decodeLock(value.field('lock')),
    archives: new Map(
      value
        .field('archives')
        .items()
        .map(decodeArchive)
        .map((archive) => [archive.id, archive]),
    ),
    writes: value.field('writes').optional(decodeWrites),
  };
}

function decodeName(value: JsonReader): string {
  const name = value.text();
  if (!isVaultName(name)) throw new WrongShape(value.where, 'a vault name');
  return name;
}

/** A policy that nobody can read would be a policy that protects nothing. */
function decodePolicy(value: JsonReader): string {
  const text = value.text();
  if (!readPolicyDocument(text).ok) throw new WrongShape(value.where, 'a valid policy');
  return text;
}

function decodeLock(value: JsonReader): VaultLock {
  const state = value.field('state').literal('none', 'inProgress', 'locked');
  if (state === 'none') return noLock;
  return {
    state,
    policy: decodePolicy(value.field('policy')),
    lockId: value.field('lockId').text(/^[A-Za-z0-9_-]+$/),
    created: value.field('created').instant(),
  };
}

function decodeArchive(value: JsonReader): Archive {
  return {
    id: value.field('id').text(/^[A-Za-z0-9_-]+$/),
    description: value.field('description').text(),
    size: value.field('size').count(),
    contentHash: value.field('contentHash').text(/^[0-9a-f]{64}$/),
    treeHash: value.field('treeHash').text(/^[0-9a-f]{64}$/),
    created: value.field('created').instant(),
  };
}

function decodeWrites(value: JsonReader): WriteHistory {
  return {
    first: value.field('first').instant(),
    last: value.field('last').instant(),
    inventory: value.field('inventory').optional(decodeInventory),
  };
}

function decodeInventory(value: JsonReader): Inventory {
  return {
    taken: value.field('taken').instant(),
    archives: value.field('archives').count(),
    size: value.field('size').count(),
  };
}
