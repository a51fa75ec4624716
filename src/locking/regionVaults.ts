import type { VaultDescription } from '../glacier/gateway';
import type { GlacierError } from '../glacier/glacierError';
import { parseVaultArn } from '../policy';
import type { Connection, LockKnowledge, RegionState, Vault } from './model';
import { vaultKey } from './vaultKey';

/** A vault, and when what is known of it was asked. Questions are numbered in the order in which they are put. */
interface Row {
  vault: Vault;
  describedAt: number;
  lockReadAt: number;
}

/**
 * The vaults of one region of one connection. Answers come in any order; each is taken in only if it was asked later
 * than the one that is shown.
 */
export class RegionVaults {
  private readonly rows = new Map<string, Row>();
  /** Vaults that Glacier did not find, by the number of that question: an older answer does not bring them back. */
  private readonly removed = new Map<string, number>();
  private snapshot: RegionState | undefined;
  private currentStatus: RegionState['status'] = 'idle';
  private currentError: GlacierError | undefined;
  /** True once the connection is gone or reached differently: nothing is taken in any more. */
  gone = false;
  /** The listing under way, or the last one. */
  listing: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;

  constructor(
    private ownConnection: Connection,
    readonly region: string,
  ) {}

  get connection(): Connection {
    return this.ownConnection;
  }

  /** What views render; the same object until something changes. Vaults are sorted as Glacier lists them. */
  get state(): RegionState {
    this.snapshot ??= {
      connection: this.ownConnection,
      region: this.region,
      status: this.currentStatus,
      vaults: [...this.rows.values()].map((row) => row.vault).sort(byName),
      error: this.currentError,
    };
    return this.snapshot;
  }

  setStatus(status: RegionState['status'], error?: GlacierError): void {
    this.currentStatus = status;
    this.currentError = error;
    this.snapshot = undefined;
  }

  /** The same way to the same vaults under another name. */
  rename(connection: Connection): void {
    this.ownConnection = connection;
    for (const row of this.rows.values()) row.vault = { ...row.vault, connection };
    this.snapshot = undefined;
  }

  get(key: string): Vault | undefined {
    return this.rows.get(key)?.vault;
  }

  all(): Iterable<Vault> {
    return this.state.vaults;
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
    const lock: LockKnowledge = same?.vault.lock ?? { known: 'pending' };
    const vault: Vault = {
      key,
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
    this.rows.set(key, { vault, describedAt: asked, lockReadAt: same?.lockReadAt ?? 0 });
    this.snapshot = undefined;
    return vault;
  }

  /** Takes in what is known of a lock; returns whether it is news. */
  setLock(key: string, lock: LockKnowledge, asked: number): boolean {
    const row = this.rows.get(key);
    if (this.gone || row === undefined || asked < row.lockReadAt) return false;
    row.lockReadAt = asked;
    row.vault = { ...row.vault, lock };
    this.snapshot = undefined;
    return true;
  }

  /** Changes what is said of a lock without a new answer: its lock ID became known. */
  relabel(key: string, lock: LockKnowledge): void {
    const row = this.rows.get(key);
    if (row === undefined) return;
    row.vault = { ...row.vault, lock };
    this.snapshot = undefined;
  }

  /** Removes a vault that Glacier did not find when asked so. */
  remove(key: string, asked: number): Vault | undefined {
    const row = this.rows.get(key);
    if (this.gone || (row !== undefined && row.describedAt > asked)) return undefined;
    this.removed.set(key, asked);
    this.rows.delete(key);
    this.snapshot = undefined;
    return row?.vault;
  }

  /** Removes what `keep` does not hold and was not seen since `asked`; returns what was removed. */
  removeOthers(keep: (vault: Vault) => boolean, asked: number): Vault[] {
    const removed: Vault[] = [];
    for (const [key, row] of this.rows) {
      if (keep(row.vault) || row.describedAt >= asked) continue;
      this.rows.delete(key);
      removed.push(row.vault);
    }
    if (removed.length > 0) this.snapshot = undefined;
    return removed;
  }
}

/** ASCII order (Glacier developer guide: "List Vaults"). */
function byName(a: Vault, b: Vault): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
