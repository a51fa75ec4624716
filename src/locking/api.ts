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
}

/** Gateways by connection and region; made on first use, disposed on change. */
export interface Gateways extends Disposable {
  get(connection: Connection, region: string): Promise<GlacierGateway>;
  /** Forgets every client of a connection: after a change nothing of the old one can be used. */
  drop(connectionId: string): void;
}

/** The vaults of all connections with what is known of their locks. One change event; views render it. */
export interface VaultStore extends Disposable {
  readonly regions: readonly RegionState[];
  readonly vaults: readonly Vault[];
  /** Locks in progress, the one that expires first first. */
  readonly inProgress: readonly VaultInProgress[];
  /** Fires after any change; changes of one turn of the event loop come as one. */
  readonly onDidChange: Event<void>;
  /**
   * Replaces the connections: regions that stay keep their vaults, new ones are listed, gone ones vanish at once. A
   * connection that is now reached differently loses its gateways here and is listed anew.
   */
  setConnections(connections: readonly Connection[]): void;
  /** Lists again. Resolves when lists and lock states are there; never rejects, failures are states. */
  refresh(reason: string, scope?: { readonly connectionId: string; readonly region?: string }): Promise<void>;
  /** Describes one vault and reads its lock again; adds it if it is new. Rejects with a GlacierError. */
  refreshVault(connection: Connection, region: string, name: string): Promise<Vault>;
  /** Reads the lock of one vault again, and nothing else of it. Rejects with a GlacierError. */
  readLock(vault: Vault): Promise<Vault>;
  find(key: string): Vault | undefined;
  /** Vaults with this ARN, over all connections. */
  findByArn(arn: string): readonly Vault[];
}

/** What a person can do to a lock. Each writes to the ledger, acts, and reads the result back from Glacier. */
export interface LockOperations {
  /** Rejects with GlacierError or LockError. Resolves only after the lock was read back as in progress. */
  initiate(vault: Vault, policy: string): Promise<{ readonly vault: Vault; readonly lockId: string }>;
  /** Resolves only after the lock was read back as locked. Refuses (LockError) when no lock ID is held. */
  complete(vault: Vault): Promise<Vault>;
  /** Resolves only after the lock was read back as gone; tells the policy that was in force, for "initiate again". */
  abort(vault: Vault): Promise<{ readonly vault: Vault; readonly policy: string }>;
  /** Abort, then initiate with the same policy: a new lock ID and new 24 hours. */
  restart(vault: Vault): Promise<{ readonly vault: Vault; readonly lockId: string }>;
  /** Keeps a lock ID obtained elsewhere for the lock that is in progress now. */
  enterLockId(vault: Vault, lockId: string): Promise<Vault>;
}

/** The durable memory of lock IDs: an append-only file, mode 0600, synced before anything is reported. */
export interface LockLedger extends Disposable {
  /** Fires when this or another window wrote to the ledger. */
  readonly onDidChange: Event<void>;
  lockIdFor(
    connection: Connection,
    arn: string,
    lock: Extract<VaultLock, { state: 'inProgress' }> | { readonly created: number },
  ): LockIdStatus;
}
