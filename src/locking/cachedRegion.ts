import { parseVaultArn } from '../policy';
import type { KeptLock, RegionState, Vault } from './model';
import type { KeptRegion, KeptVault } from './regionVaults';

/** Of another form than this, a file is of another version, and nobody knows what it means. */
const version = 1;

/** More than an account may have in a region. */
const mostVaults = 2_000;

/**
 * A region as it is kept on the disk, or nothing where it has no vaults. Policies and lock IDs are left out: what is in
 * force is read, and a lock ID is the ledger's.
 *
 * @param asOf When it was listed, epoch milliseconds of this machine.
 */
export function cacheText({ region, vaults }: RegionState, asOf: number): string | undefined {
  const [first] = vaults;
  if (first === undefined) return undefined;
  const { account } = first;
  const kept = vaults.filter((vault) => vault.account === account).map(keptVault);
  return JSON.stringify({ version, region, account, asOf, vaults: kept });
}

function keptVault({ arn, name, created, lastInventory, archives, sizeInBytes, lock }: Vault) {
  return { arn, name, created, lastInventory, archives, sizeInBytes, lock: keptLock(lock) };
}

function keptLock(lock: Vault['lock']) {
  if (lock.known === 'cached') return { ...lock.kept, readAt: lock.readAt };
  if (lock.known !== 'read') return undefined;
  const { readAt } = lock;
  const { state } = lock.lock;
  switch (state) {
    case 'none':
      return { state, readAt };
    case 'inProgress':
      return { state, readAt, created: lock.lock.created, expires: lock.lock.expires };
    case 'locked':
      return { state, readAt, created: lock.lock.created };
  }
}

/**
 * What such a text says. Throws a SyntaxError or TypeError for one that is damaged, of another version or of another
 * region: then none of it is shown.
 */
export function keptRegion(text: string, region: string): KeptRegion {
  const value = fields(JSON.parse(text));
  if (value['version'] !== version) throw new TypeError('It is of another version.');
  if (value['region'] !== region) throw new TypeError('It is of another region.');
  const account = string(value['account']);
  const asOf = number(value['asOf']);
  const { vaults } = value;
  if (!Array.isArray(vaults) || vaults.length > mostVaults) throw new TypeError('It has no list of vaults.');
  return { account, asOf, vaults: vaults.map((vault: unknown) => vaultOf(fields(vault), region, account)) };
}

type Fields = Readonly<Record<string, unknown>>;

function vaultOf(value: Fields, region: string, account: string): KeptVault {
  const arn = string(value['arn']);
  const name = string(value['name']);
  const parsed = parseVaultArn(arn);
  if (parsed?.name !== name || parsed.region !== region || parsed.account !== account)
    throw new TypeError('A vault has another ARN than its place.');
  const lock = value['lock'];
  return {
    description: {
      arn,
      name,
      created: number(value['created']),
      lastInventory: optionalNumber(value['lastInventory']),
      archives: optionalNumber(value['archives']),
      sizeInBytes: optionalNumber(value['sizeInBytes']),
    },
    lock: lock === undefined ? undefined : lockOf(fields(lock)),
  };
}

function lockOf(value: Fields): { readonly kept: KeptLock; readonly readAt: number } {
  const readAt = number(value['readAt']);
  switch (value['state']) {
    case 'none':
      return { kept: { state: 'none' }, readAt };
    case 'inProgress':
      return {
        kept: {
          state: 'inProgress',
          created: number(value['created']),
          expires: number(value['expires']),
        },
        readAt,
      };
    case 'locked':
      return { kept: { state: 'locked', created: number(value['created']) }, readAt };
    default:
      throw new TypeError('A lock is in no state that there is.');
  }
}

function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new TypeError('It is no object.');
  return value as Fields;
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('A text is missing.');
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError('A number is missing.');
  return value;
}

function optionalNumber(value: unknown): number | undefined {
  return value === undefined ? undefined : number(value);
}
