import type { Disposable, GlacierClock, VaultStore } from '../api';
import { GlacierError } from '../../glacier/glacierError';
import type { WritableLedger } from '../lockLedger';
import type { Connection, Vault } from '../model';
import type { ToldOnce } from '../toldOnce';
import { vaultKey } from '../vaultKey';
import { endSeen } from './endSeen';
import { connectionOf, identityOf } from './lockIdentity';
import type { RecordedEnd, RecordedLock } from './recordedLocks';

/** A lock that was not completed, and whose 24 hours are over: how it ended nobody may have seen. */
export interface ExpiredLock {
  readonly identity: string;
  /** As read after the expiry: without a lock. */
  readonly vault: Vault;
  readonly expires: number;
  /** The policy that is gone, where its text is known. */
  readonly policy: string | undefined;
}

export interface ExpiredLocksParts {
  readonly store: Pick<VaultStore, 'inProgress' | 'onDidChange' | 'find' | 'refreshVault'>;
  readonly clock: Pick<GlacierClock, 'now' | 'onDidObserve'>;
  readonly connections: { readonly all: readonly Connection[] };
  readonly ledger: Pick<WritableLedger, 'noteEnd'>;
  readonly ledgerLocks: {
    readonly locks: readonly RecordedLock[];
    read(): Promise<void>;
    find(identity: string): RecordedLock | undefined;
  };
  readonly told: ToldOnce;
  /** Resolves when this window may tell: the one in front of the person goes first. */
  readonly turn: () => Promise<void>;
  /** Resolves after a moment, in which other locks may turn out to have expired, too. */
  readonly gather: () => Promise<void>;
  /** Shows one message about all of these. */
  readonly tell: (expired: readonly [ExpiredLock, ...ExpiredLock[]]) => void;
  readonly log: (message: string, error?: unknown) => void;
}

/** A lock that was in progress when it was last read. */
interface Followed {
  readonly identity: string;
  readonly key: string;
  readonly created: number;
  readonly expires: number;
  readonly policy: string | undefined;
}

/** Glacier's clock is known to a second, and may show a lock a moment after its time: ask a little late. */
const margin = 1_500;

/** For how long a lock that expired while no window was open is still news, in milliseconds. */
const newsFor = 30 * 86_400_000;

/** These locks did not expire, or whoever did it knows. */
const untold: ReadonlySet<RecordedEnd> = new Set(['aborting', 'aborted', 'completed', 'replaced', 'gone']);

/**
 * Tells once, in one window of all, that locks were not completed in time: those that expire while they are watched, and
 * those that the ledger knows and whose time passed while no window was open. Before anything is said, Glacier has been
 * asked after the expiry and shows no lock.
 */
export class ExpiredLocks implements Disposable {
  private readonly subscriptions: readonly Disposable[];
  private followed = new Map<string, Followed>();
  private readonly expired = new Map<string, ExpiredLock>();
  /** Locks of the ledger of which this window knows how they are, by identity. */
  private readonly clear = new Set<string>();
  /** Connections that did not answer. */
  private readonly silent = new Set<string>();
  private telling: Promise<void> | undefined;
  private reading: Promise<void> | undefined;
  private disposed = false;

  constructor(private readonly parts: ExpiredLocksParts) {
    this.subscriptions = [
      parts.store.onDidChange(() => this.follow()),
      parts.clock.onDidObserve((connectionId) => {
        // An answer to its own question is no news.
        if (this.reading === undefined && this.silent.has(connectionId)) void this.lookInLedger();
      }),
    ];
    this.follow();
  }

  /** Looks for locks of the ledger whose time has passed, and asks Glacier about them. Never rejects. */
  lookInLedger(): Promise<void> {
    this.reading ??= this.readRecorded()
      .catch((error: unknown) => this.parts.log('Expired locks could not be looked for.', error))
      .finally(() => (this.reading = undefined));
    return this.reading;
  }

  /** Whether the ledger knows of locks that Glacier should be asked about now. */
  isAnyToRead(): boolean {
    return this.toRead().length > 0;
  }

  dispose(): void {
    this.disposed = true;
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private follow(): void {
    const { store } = this.parts;
    const running = new Set<string>();
    for (const vault of store.inProgress) {
      const identity = identityOf(vault);
      const { created, expires, policy } = vault.lock.lock;
      running.add(identity);
      this.followed.set(identity, { identity, key: vault.key, created, expires, policy });
    }
    for (const [identity, lock] of [...this.followed]) {
      if (running.has(identity)) continue;
      const vault = store.find(lock.key);
      const end = endSeen(lock, vault);
      if (end === 'unknown') continue;
      this.followed.delete(identity);
      if (end === 'expired' && vault !== undefined) this.found(lock, vault);
    }
  }

  private async readRecorded(): Promise<void> {
    await this.parts.ledgerLocks.read();
    this.silent.clear();
    // One after the other: nobody waits for this.
    for (;;) {
      const [next] = this.toRead();
      if (next === undefined || this.disposed) return;
      await this.ask(next.connection, next.recorded);
    }
  }

  /** The locks of the ledger whose time has passed, and of which this window does not know how they are. */
  private toRead(): readonly { readonly connection: Connection; readonly recorded: RecordedLock }[] {
    const { ledgerLocks, connections, clock } = this.parts;
    return ledgerLocks.locks.flatMap((recorded) => {
      const { identity, end, expires } = recorded;
      // What is watched tells of its end by itself.
      if (end !== 'none' || this.clear.has(identity) || this.followed.has(identity)) return [];
      const connection = connectionOf(connections.all, recorded);
      if (connection === undefined || this.silent.has(connection.id)) return [];
      const age = clock.now(connection.id) - expires;
      return age >= margin && age <= newsFor ? [{ connection, recorded }] : [];
    });
  }

  private async ask(connection: Connection, recorded: RecordedLock): Promise<void> {
    const { store, ledger, log } = this.parts;
    const { identity, created, expires, policy, arn, region, name } = recorded;
    const key = vaultKey(connection, arn);
    let vault = store.find(key);
    try {
      if (vault === undefined || endSeen(recorded, vault) === 'unknown') {
        vault = await store.refreshVault(connection, region, name);
      }
    } catch (error) {
      if (error instanceof GlacierError && error.code === 'ResourceNotFoundException')
        this.clear.add(identity);
      else this.silent.add(connection.id);
      log(`Whether the lock of ${arn} has expired could not be read.`, error);
      return;
    }
    this.clear.add(identity);
    if (vault.arn !== arn || endSeen(recorded, vault) !== 'expired') return;
    this.found({ identity, key, created, expires, policy }, vault);
    await ledger.noteEnd(vault, created, 'over, not seen how');
  }

  private found({ identity, expires, policy }: Followed, vault: Vault): void {
    this.expired.set(identity, { identity, expires, vault, policy });
    this.tell();
  }

  private tell(): void {
    this.telling ??= this.tellAll()
      .catch((error: unknown) => this.parts.log('Expired locks could not be told of.', error))
      .finally(() => {
        this.telling = undefined;
        if (this.expired.size > 0 && !this.disposed) this.tell();
      });
  }

  private async tellAll(): Promise<void> {
    const { ledgerLocks, told, store } = this.parts;
    const mine: ExpiredLock[] = [];
    while (this.expired.size > 0 && !this.disposed) {
      await this.parts.gather();
      await this.parts.turn();
      await ledgerLocks.read();
      const all = [...this.expired.values()];
      this.expired.clear();
      for (const lock of all) {
        const recorded = ledgerLocks.find(lock.identity);
        const now = store.find(lock.vault.key) ?? lock.vault;
        const isOver = now.lock.known === 'read' && now.lock.lock.state === 'none';
        if (!isOver || untold.has(recorded?.end ?? 'none')) continue;
        if (!(await told.claim(`expired ${lock.identity}`))) continue;
        mine.push({ ...lock, vault: now, policy: lock.policy ?? recorded?.policy });
      }
    }
    const [first, ...others] = mine;
    if (first !== undefined && !this.disposed) this.parts.tell([first, ...others]);
  }
}
