import type { VaultDescription } from '../glacier/gateway';
import type { GlacierError } from '../glacier/glacierError';
import { parseVaultArn } from '../policy';
import type { Connection, KeptLock, LockKnowledge, RegionState, Vault } from './model';
import { vaultKey } from './vaultKey';

/** A vault, and when what is known of it was asked. Questions are numbered in the order in which they are put. */
interface Row {
  vault: Vault;
  describedAt: number;
  lockReadAt: number;
}

/** The vaults of a region as an earlier session read them. */
export interface KeptRegion {
  readonly account: string;
  /** When they were last listed to the end, epoch milliseconds of this machine. */
  readonly asOf: number;
  readonly vaults: readonly KeptVault[];
}

export interface KeptVault {
  readonly description: VaultDescription;
  readonly lock: { readonly kept: KeptLock; readonly readAt: number } | undefined;
}

/**
 * The vaults of one region of one connection. Answers come in any order; each is taken in only if it was asked later
 * than the one that is shown.
 */
export class RegionVaults {
  private readonly rows = new Map<string, Row>();
  /** The same, sorted as Glacier lists them. */
  private readonly order: Row[] = [];
  /** Vaults that Glacier did not find, by the number of that question: an older answer does not bring them back. */
  private readonly removed = new Map<string, number>();
  private snapshot: RegionState | undefined;
  private vaults: readonly Vault[] | undefined;
  private currentStatus: RegionState['status'] = 'idle';
  private currentError: GlacierError | undefined;
  private asOf: number | undefined;
  private ownAccount: string | undefined;
  /** True once the connection is gone or reached differently: nothing is taken in any more. */
  gone = false;
  /** True while a person has turned away from it. */
  outOfSight = false;
  /** True where a refresh passed it over. */
  outdated = false;
  /** When it was last listed to the end, epoch milliseconds of this machine. */
  listedAt: number | undefined;
  /** The listing under way, or the last one. */
  listing: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;

  constructor(
    private ownConnection: Connection,
    readonly region: string,
  ) {}

  get connection(): Connection {
    return this.ownConnection;
  }

  /** Whose vaults these are, once Glacier has said so. */
  get account(): string | undefined {
    return this.ownAccount;
  }

  /** What views render; the same object, and the same list of vaults, until something changes there. */
  get state(): RegionState {
    this.snapshot ??= {
      connection: this.ownConnection,
      region: this.region,
      status: this.currentStatus,
      vaults: (this.vaults ??= this.order.map((row) => row.vault)),
      error: this.currentError,
      asOf: this.asOf,
    };
    return this.snapshot;
  }

  setStatus(status: RegionState['status'], error?: GlacierError): void {
    this.currentStatus = status;
    this.currentError = error;
    if (status === 'ready') this.asOf = undefined;
    this.snapshot = undefined;
  }

  /**
   * The list failed. A lock that nobody has read and that is not being read now could be waited for in vain: it was to be
   * read by a listing that this one replaced. It failed with the list.
   */
  setFailed(error: GlacierError, isBeingRead: (vault: Vault) => boolean): void {
    this.setStatus('failed', error);
    for (const { vault } of this.order) {
      if (vault.lock.known === 'pending' && !isBeingRead(vault))
        this.setLock(vault.key, { known: 'failed', error }, 0);
    }
  }

  /** The same way to the same vaults under another name. */
  rename(connection: Connection): void {
    this.ownConnection = connection;
    for (const row of this.rows.values()) row.vault = { ...row.vault, connection };
    this.forgetSnapshot();
  }

  get(key: string): Vault | undefined {
    return this.rows.get(key)?.vault;
  }

  all(): Iterable<Vault> {
    return this.state.vaults;
  }

  /**
   * Shows what an earlier session read, where this one knows nothing yet. Returns whether that is news: not where Glacier
   * has said already that the vaults are another account's, or which ones there are.
   */
  takeKept({ account, asOf, vaults }: KeptRegion): boolean {
    if (this.gone || this.currentStatus === 'ready') return false;
    if (this.ownAccount !== undefined && this.ownAccount !== account) return false;
    for (const { description, lock } of vaults) {
      const knowledge: LockKnowledge = lock === undefined ? this.notRead() : { known: 'cached', ...lock };
      const key = vaultKey(this.ownConnection, description.arn);
      const row = this.rows.get(key);
      if (row === undefined) {
        if (!this.removed.has(key)) this.add(this.vaultOf(description, knowledge), 0);
      } else if (row.vault.lock.known === 'pending' && row.vault.created === description.created) {
        row.vault = { ...row.vault, lock: knowledge };
      }
    }
    this.asOf = asOf;
    this.forgetSnapshot();
    return true;
  }

  /** Glacier has said whose vaults these are: those of another account that were shown so far are not shown any more. */
  setAccount(account: string, asked: number): void {
    this.ownAccount = account;
    const others = this.removeOthers((vault) => vault.account === account, asked);
    if (others.length > 0) this.asOf = undefined;
  }

  /**
   * Takes in a description and returns the vault as it is shown now; `undefined` for one that was found to be gone since.
   * A vault that was deleted and created again has an unknown lock.
   */
  describe(description: VaultDescription, asked: number): Vault | undefined {
    const key = vaultKey(this.ownConnection, description.arn);
    const row = this.rows.get(key);
    if (row !== undefined && row.describedAt > asked) return row.vault;
    if (this.gone || (this.removed.get(key) ?? 0) > asked) return undefined;
    const same = row?.vault.created === description.created ? row : undefined;
    const vault = this.vaultOf(description, same?.vault.lock ?? { known: 'pending' });
    if (row === undefined) {
      this.add(vault, asked);
    } else {
      row.vault = vault;
      row.describedAt = asked;
      row.lockReadAt = same?.lockReadAt ?? 0;
    }
    this.forgetSnapshot();
    return vault;
  }

  /** Takes in what is known of a lock; returns whether it is news. */
  setLock(key: string, lock: LockKnowledge, asked: number): boolean {
    const row = this.rows.get(key);
    if (this.gone || row === undefined || asked < row.lockReadAt) return false;
    row.lockReadAt = asked;
    row.vault = { ...row.vault, lock };
    this.forgetSnapshot();
    return true;
  }

  /** Changes what is said of a lock without a new answer: its lock ID became known. */
  relabel(key: string, lock: LockKnowledge): void {
    const row = this.rows.get(key);
    if (row === undefined) return;
    row.vault = { ...row.vault, lock };
    this.forgetSnapshot();
  }

  /** Removes a vault that Glacier did not find when asked so. */
  remove(key: string, asked: number): Vault | undefined {
    const row = this.rows.get(key);
    if (this.gone || (row !== undefined && row.describedAt > asked)) return undefined;
    this.removed.set(key, asked);
    if (row !== undefined) this.takeOut(row);
    this.forgetSnapshot();
    return row?.vault;
  }

  /** Removes what `keep` does not hold and was not seen since `asked`; returns what was removed. */
  removeOthers(keep: (vault: Vault) => boolean, asked: number): Vault[] {
    const others = this.order.filter((row) => !keep(row.vault) && row.describedAt < asked);
    for (const row of others) this.takeOut(row);
    if (others.length > 0) this.forgetSnapshot();
    return others.map((row) => row.vault);
  }

  /** Where the list has failed, nothing is under way that would read a lock. */
  private notRead(): LockKnowledge {
    const error = this.currentStatus === 'failed' ? this.currentError : undefined;
    return error === undefined ? { known: 'pending' } : { known: 'failed', error };
  }

  private forgetSnapshot(): void {
    this.snapshot = undefined;
    this.vaults = undefined;
  }

  private vaultOf(description: VaultDescription, lock: LockKnowledge): Vault {
    return {
      key: vaultKey(this.ownConnection, description.arn),
      connection: this.ownConnection,
      region: this.region,
      account: parseVaultArn(description.arn)?.account ?? '',
      name: description.name,
      arn: description.arn,
      created: description.created,
      lastInventory: description.lastInventory,
      archives: description.archives,
      sizeInBytes: description.sizeInBytes,
      lock,
    };
  }

  private add(vault: Vault, describedAt: number): void {
    const row: Row = { vault, describedAt, lockReadAt: 0 };
    this.rows.set(vault.key, row);
    this.order.splice(this.placeOf(vault), 0, row);
  }

  private takeOut(row: Row): void {
    this.rows.delete(row.vault.key);
    this.order.splice(this.placeOf(row.vault), 1);
  }

  /** Where a vault stands, or would; found by halving, because pages come sorted and there may be a hundred of them. */
  private placeOf(vault: Vault): number {
    let low = 0;
    let high = this.order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.order[middle];
      if (other !== undefined && byName(other.vault, vault) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** ASCII order (Glacier developer guide: "List Vaults"). Accounts do not share a region but for a moment. */
function byName(a: Vault, b: Vault): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}
