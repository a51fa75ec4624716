import type { Disposable, GlacierClock, VaultStore } from '../api';
import type { Connection, Vault, VaultInProgress } from '../model';
import type { ToldOnce } from '../toldOnce';
import { dueReminders, passedMoments, type DueReminder, type RunningLock } from './dueReminders';
import { connectionOf, identityOf, isAt } from './lockIdentity';
import type { RecordedLock } from './recordedLocks';
import type { Snoozes } from './snoozes';

/** A lock as Glacier showed it. */
interface ReadLock extends RunningLock {
  readonly vault: VaultInProgress;
}

/** A lock that only the ledger knows: its vault is not read, or cannot be. */
interface UnreadLock extends RunningLock {
  readonly vault: undefined;
  readonly connection: Connection;
  readonly recorded: RecordedLock;
}

type Lock = ReadLock | UnreadLock;

/** What a person is reminded of. */
export interface Reminder {
  readonly identity: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly connection: Connection;
  readonly expires: number;
  /** Milliseconds until the expiry; more than none. */
  readonly left: number;
  /** The vault as Glacier shows it; undefined where it could not be read, and the ledger is all there is to go by. */
  readonly vault: VaultInProgress | undefined;
}

export interface LockRemindersParts {
  readonly store: Pick<VaultStore, 'inProgress' | 'regions' | 'vaults' | 'find' | 'refreshVault'>;
  readonly clock: Pick<GlacierClock, 'now'>;
  readonly connections: { readonly all: readonly Connection[] };
  readonly ledgerLocks: { readonly locks: readonly RecordedLock[] };
  readonly snoozes: Snoozes;
  readonly told: ToldOnce;
  /** How long before the expiry, in milliseconds; asked at every look. */
  readonly times: () => readonly number[];
  /** Resolves when this window may tell: the one in front of the person goes first, then those that have read the vault. */
  readonly turn: (isRead: boolean) => Promise<void>;
  /** Shows one message about all of these. */
  readonly tell: (reminders: readonly [Reminder, ...Reminder[]]) => void;
  readonly log: (message: string, error: unknown) => void;
  /** This machine's time, in milliseconds since any fixed moment. */
  readonly machineTime?: () => number;
}

/** How often to look what other windows put off, in milliseconds. */
const snoozesKnownFor = 45_000;

/** By then Glacier can be asked whether a lock has expired, in milliseconds. */
const afterwards = 2_000;

/**
 * Reminds of locks that are about to expire uncompleted: once for each lock and time among all windows, in one message
 * for all locks that are due, and never of one that was completed or aborted.
 *
 * It has no timer: `look` is called whenever time passed or something changed.
 */
export class LockReminders implements Disposable {
  /** Moments that this window has told of, or left to others. */
  private readonly settled = new Set<string>();
  private looking: Promise<void> | undefined;
  private snoozesReadAt = Number.NEGATIVE_INFINITY;
  private disposed = false;

  constructor(private readonly parts: LockRemindersParts) {}

  /** Never rejects. One look at a time: a look that is asked for during one is that one. */
  look(): Promise<void> {
    this.looking ??= this.lookNow()
      .catch((error: unknown) => this.parts.log('Reminding failed.', error))
      .finally(() => (this.looking = undefined));
    return this.looking;
  }

  /** Puts the reminders of these locks off, in all windows: by so many milliseconds from now, or for good. */
  async snooze(reminders: readonly Reminder[], length: number | 'forGood'): Promise<void> {
    for (const { identity, connection, expires } of reminders) {
      const until = length === 'forGood' ? expires : this.parts.clock.now(connection.id) + length;
      await this.parts.snoozes.set(identity, until);
    }
  }

  /** Other times were set: those of them that have passed already are not caught up with. */
  timesChanged(): void {
    for (const moment of passedMoments(this.locks(), this.parts.times())) this.settled.add(moment);
  }

  /**
   * Milliseconds until the end of each lock that only the ledger knows: the store's countdown is not about them. A moment
   * longer than they live, so that one more look finds them expired.
   */
  unreadLeft(): readonly number[] {
    return this.unread(afterwards).map(({ expires, now }) => expires + afterwards - now);
  }

  dispose(): void {
    this.disposed = true;
  }

  private async lookNow(): Promise<void> {
    const locks = this.locks();
    if (locks.length === 0) return;
    const time = (this.parts.machineTime ?? (() => performance.now()))();
    if (time - this.snoozesReadAt > snoozesKnownFor) {
      this.snoozesReadAt = time;
      await this.parts.snoozes.read();
    }
    const planned = this.due();
    if (planned.length === 0) return;
    await this.parts.turn(planned.every(({ lock }) => lock.vault !== undefined));
    // Meanwhile somebody may have put it off, completed, or aborted.
    await this.parts.snoozes.read();
    const mine = await this.claim(this.due());
    const [first, ...others] = (await Promise.all(mine.map((lock) => this.reminder(lock)))).flatMap(
      (reminder) => reminder ?? [],
    );
    if (first !== undefined && !this.disposed) this.parts.tell([first, ...others]);
  }

  /** All windows ask in the same order, and stop where another one was first: so that one of them gets them all. */
  private async claim(due: readonly DueReminder<Lock>[]): Promise<readonly Lock[]> {
    const mine: Lock[] = [];
    for (const { lock, moment, covered } of due) {
      if (this.disposed) return [];
      this.settled.add(moment);
      if (!(await this.parts.told.claim(moment))) return mine;
      for (const each of covered) {
        this.settled.add(each);
        await this.parts.told.claim(each);
      }
      mine.push(lock);
    }
    return mine;
  }

  /** What to say of a lock; undefined if it is over after all. */
  private async reminder(lock: Lock): Promise<Reminder | undefined> {
    const { identity, expires } = lock;
    if (lock.vault !== undefined) {
      const vault = this.parts.store.find(lock.vault.key);
      return vault === undefined ? undefined : this.reminderOf(vault, identity);
    }
    const { connection, recorded } = lock;
    try {
      const vault = await this.parts.store.refreshVault(connection, recorded.region, recorded.name);
      return this.reminderOf(vault, identity);
    } catch (error) {
      this.parts.log(`The lock of ${recorded.arn} could not be read for a reminder.`, error);
      const left = expires - this.parts.clock.now(connection.id);
      if (left <= 0) return undefined;
      const { name, account, region } = recorded;
      return { identity, name, account, region, connection, expires, left, vault: undefined };
    }
  }

  private reminderOf(vault: Vault, identity: string): Reminder | undefined {
    if (!isInProgress(vault) || identityOf(vault) !== identity) return undefined;
    const { name, account, region, connection } = vault;
    const { expires } = vault.lock.lock;
    const left = expires - this.parts.clock.now(connection.id);
    return left <= 0 ? undefined : { identity, name, account, region, connection, expires, left, vault };
  }

  private due(): readonly DueReminder<Lock>[] {
    return dueReminders(this.locks(), {
      times: this.parts.times(),
      snoozedUntil: (identity) => this.parts.snoozes.until(identity),
      isTold: (moment) => this.settled.has(moment),
    });
  }

  private locks(): readonly Lock[] {
    const locks = new Map<string, Lock>();
    for (const lock of this.unread()) locks.set(lock.identity, lock);
    for (const vault of this.parts.store.inProgress) {
      const identity = identityOf(vault);
      const other = locks.get(identity)?.vault;
      // The same vault through two connections: the one from which it can be completed.
      if (other?.lock.lock.lockId.held === true) continue;
      const now = this.parts.clock.now(vault.connection.id);
      locks.set(identity, { identity, expires: vault.lock.lock.expires, now, vault });
    }
    return [...locks.values()];
  }

  private unread(longer = 0): readonly UnreadLock[] {
    const { clock, connections, ledgerLocks } = this.parts;
    return ledgerLocks.locks.flatMap((recorded) => {
      const { identity, expires, end } = recorded;
      if (end !== 'none') return [];
      const connection = connectionOf(connections.all, recorded);
      if (connection === undefined || this.isRead(recorded)) return [];
      const now = clock.now(connection.id);
      return expires + longer > now
        ? [{ identity, expires, now, vault: undefined, connection, recorded }]
        : [];
    });
  }

  /** Whether the store knows how the vault is, through whichever connection, or is about to. */
  private isRead(recorded: RecordedLock): boolean {
    const { regions, vaults } = this.parts.store;
    const isComing = regions.some(
      ({ connection, region, status }) =>
        connection.id === recorded.connection &&
        region === recorded.region &&
        (status === 'idle' || status === 'listing'),
    );
    return (
      isComing ||
      vaults.some(
        ({ arn, connection, lock }) =>
          arn === recorded.arn &&
          isAt(connection, recorded) &&
          lock.known !== 'failed' &&
          lock.known !== 'cached',
      )
    );
  }
}

function isInProgress(vault: Vault): vault is VaultInProgress {
  return vault.lock.known === 'read' && vault.lock.lock.state === 'inProgress';
}
