import type { GlacierGateway, Reply } from '../glacier/gateway';
import type { Connection, LockIdStatus, RegionState, Vault, VaultInProgress, VaultLock } from './model';

export interface Disposable {
  dispose(): void;
}

/** Subscribes to an event; the result unsubscribes. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** Glacier's clock as seen from here: corrected by each reply's `Date` header, one clock a connection. */
export interface GlacierClock {
  /** Epoch milliseconds on Glacier's clock; the local clock until the first reply. */
  now(connectionId: string): number;
  observe(connectionId: string, reply: Pick<Reply<unknown>, 'serverTime' | 'localTime'>): void;
  /** Fires with the connection's id at every reply that was observed: Glacier answers. */
  readonly onDidObserve: Event<string>;
}

/** Gateways by connection and region; made on first use, disposed on change. */
export interface Gateways extends Disposable {
  get(connection: Connection, region: string): Promise<GlacierGateway>;
  /** Forgets every client of a connection: after a change nothing of the old one can be used. */
  drop(connectionId: string): void;
  /** From now on every way is opened anew, because the network has changed; what is on its way still gets its answer. */
  renew(): void;
}

/** How a vault is read. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
  /**
   * It is one of several that are read together: while Glacier throttles it waits, and is sent again. What a person asked
   * for by itself is sent at once, and fails at once.
   */
  readonly several?: boolean;
}

/** The vaults of all connections with what is known of their locks. One change event; views render it. */
export interface VaultStore extends Disposable {
  readonly regions: readonly RegionState[];
  readonly vaults: readonly Vault[];
  /**
   * All locks in progress, the one that expires first first. Those whose 24 hours have passed on Glacier's clock come
   * last: Glacier was not asked yet whether they are gone, and a countdown is about the others.
   */
  readonly inProgress: readonly VaultInProgress[];
  /** Fires after any change; changes of one turn of the event loop come as one. */
  readonly onDidChange: Event<void>;
  /**
   * Replaces the connections: regions that stay keep their vaults, new ones that are to be followed are listed, gone ones
   * vanish at once. A connection that is now reached differently loses its gateways here and is listed anew.
   *
   * @param follows Which regions are listed without anybody looking; all of them, unless said. The others stay `idle` and
   *   cost no request until `look` is called.
   */
  setConnections(
    connections: readonly Connection[],
    follows?: (connection: Connection, region: string) => boolean,
  ): void;
  /** A person looks at a region: it is listed if it was not, or if a refresh has passed it over. */
  look(connectionId: string, region: string): void;
  /** Nobody looks at a region any more: a refresh of all passes it over, unless a lock is in progress there. */
  lookAway(connectionId: string, region: string): void;
  /** The vaults that a person sees now, by key: their locks are read before all others that wait. Replaces the last call. */
  prefer(keys: readonly string[]): void;
  /**
   * Lists again: what the scope names, or all regions but those that nobody looks at. Resolves when lists and lock states
   * are there; never rejects, failures are states.
   */
  refresh(reason: string, scope?: { readonly connectionId: string; readonly region?: string }): Promise<void>;
  /**
   * Describes one vault and reads its lock again; adds it if it is new. Rejects with a GlacierError; its code is
   * `Cancelled` as soon as the signal is aborted, and then what is known of the vault stays.
   */
  refreshVault(connection: Connection, region: string, name: string, options?: ReadOptions): Promise<Vault>;
  /** Reads the lock of one vault again, and nothing else of it. Rejects like `refreshVault`. */
  readLock(vault: Vault, options?: ReadOptions): Promise<Vault>;
  find(key: string): Vault | undefined;
  /** Vaults with this ARN, over all connections. */
  findByArn(arn: string): readonly Vault[];
}

/** How an operation is stopped as long as it has changed nothing. */
export interface ChangeOptions {
  /**
   * Stops the operation until its request is handed over: it rejects with a GlacierError of code `Cancelled`, nothing
   * was sent, and the ledger says so. From then on the signal is ignored, because nothing can call a request back.
   */
  readonly signal?: AbortSignal;
  /**
   * Called once, right before the request that changes something is handed over and after its intent is on the disk.
   * If it throws, nothing is sent, the ledger says so, and the operation rejects with what was thrown.
   */
  readonly onSending?: () => void;
  /** It is one of several vaults that this is done to: reading its lock before waits while Glacier throttles. */
  readonly several?: boolean;
}

/** Throws a LockError where a change of this kind is switched off now. */
export type Permit = (change: 'initiate' | 'complete' | 'abort', vault: Pick<Vault, 'name'>) => void;

/** What a person can do to a lock. Each writes to the ledger, acts, and reads the result back from Glacier. */
export interface LockOperations {
  /** Rejects with GlacierError or LockError. Resolves only after the lock was read back as in progress. */
  initiate(
    vault: Vault,
    policy: string,
    options?: ChangeOptions,
  ): Promise<{ readonly vault: Vault; readonly lockId: string }>;
  /**
   * Resolves only after the lock was read back as locked. Refuses (LockError) when no lock ID is held.
   *
   * @param vault as it was reviewed: the lock is read again, and nothing is sent unless it has the creation time, the
   *   policy and the lock ID that this one shows. Between that and the request Glacier itself compares the lock ID.
   */
  complete(vault: Vault, options?: ChangeOptions): Promise<Vault>;
  /** Resolves only after the lock was read back as gone; tells the policy that was in force, for "initiate again". */
  abort(vault: Vault, options?: ChangeOptions): Promise<{ readonly vault: Vault; readonly policy: string }>;
  /**
   * Abort, then initiate with the same policy: a new lock ID and new 24 hours. Can be stopped before Abort is sent
   * only; from then on Initiate follows, because stopping in between would leave the vault without its lock.
   */
  restart(vault: Vault, options?: ChangeOptions): Promise<{ readonly vault: Vault; readonly lockId: string }>;
  /**
   * The same with another policy: the lock in progress gives way to a new one. A policy that Glacier would refuse for
   * its length is refused before anything is aborted.
   */
  replace(
    vault: Vault,
    policy: string,
    options?: ChangeOptions,
  ): Promise<{ readonly vault: Vault; readonly lockId: string }>;
  /**
   * Keeps a lock ID obtained elsewhere for the lock that is in progress now. Sends nothing that changes anything, so
   * `onSending` is not called; the signal counts until the lock ID is written down.
   */
  enterLockId(vault: Vault, lockId: string, options?: ChangeOptions): Promise<Vault>;
}

/** The durable memory of lock IDs: an append-only file, mode 0600, synced before anything is reported. */
export interface LockLedger extends Disposable {
  /** Fires when this or another window wrote to the ledger. */
  readonly onDidChange: Event<void>;
  /**
   * Fires when another window, or another program, wrote that a lock was initiated, completed or aborted: what is shown
   * of the vault is old. Silent about what was in the ledger when it was opened.
   */
  readonly onDidWriteElsewhere: Event<{ readonly connectionId: string; readonly arn: string }>;
  lockIdFor(
    connection: Connection,
    arn: string,
    lock: Extract<VaultLock, { state: 'inProgress' }> | { readonly created: number },
  ): LockIdStatus;
}
