import { GlacierError } from '../glacier/glacierError';
import type { Disposable, GlacierClock, VaultStore } from './api';
import type { VaultInProgress } from './model';

/**
 * The longest piece that a wait is cut into, in milliseconds: on most systems a timer stands still while the computer
 * sleeps, and would wake up hours after the expiry.
 */
const longestTimeout = 60_000;

/** By so many milliseconds wall clock and timer may part: more, and the computer slept or its clock was set. */
const tolerance = 5_000;

/** Glacier's `Date` header has whole seconds, so its clock is known to within one: ask a little late. */
const margin = 1_500;

/** Milliseconds before the first further try; doubled with each failure up to the longest. */
const firstPause = 5_000;
const longestPause = 5 * 60_000;

/** This machine's time and timer, so that tests need not wait. */
export interface Timers {
  /** Milliseconds since any fixed moment; never goes back, and may stand still while the computer sleeps. */
  now(): number;
  /** What the clock on the wall says, in milliseconds. */
  wall(): number;
  after(ms: number, task: () => void): Disposable;
}

const systemTimers: Timers = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};

/** A lock whose end is not seen yet, although its 24 hours have passed. */
interface Retry {
  readonly failures: number;
  /** When to ask again, on the machine's time. */
  readonly at: number;
  /** No answer came: then the next answer to anything says that it is worth asking again. */
  readonly unanswered: boolean;
}

/**
 * Reads a vault's lock again when its 24 hours have passed on Glacier's clock. If that fails, it tries again: after
 * 5 seconds, then after twice as long each time up to 5 minutes, and where Glacier did not answer, as soon as it answers
 * anything on that connection. One timer at most, and none while no lock is in progress.
 *
 * After the computer slept, or its clock was set, it reads all locks in progress again: much may have happened, and only
 * an answer tells again what time it is at Glacier.
 */
export class ExpiryWatch implements Disposable {
  private timer: Disposable | undefined;
  private readonly subscriptions: readonly Disposable[];
  private retries = new Map<string, Retry>();
  /** Keys of vaults that were not read since the computer slept or its clock was set. */
  private readonly doubtful = new Set<string>();
  /** How far the wall clock was ahead of the timers. */
  private ahead: number;
  private reading = false;
  private disposed = false;

  constructor(
    private readonly store: Pick<VaultStore, 'inProgress' | 'onDidChange' | 'refreshVault'>,
    private readonly clock: Pick<GlacierClock, 'now' | 'onDidObserve'>,
    private readonly onError: (error: unknown) => void,
    private readonly timers: Timers = systemTimers,
  ) {
    this.ahead = timers.wall() - timers.now();
    this.subscriptions = [
      store.onDidChange(() => this.schedule()),
      clock.onDidObserve((connectionId) => this.answered(connectionId)),
    ];
    this.schedule();
  }

  /**
   * Looks again how long to wait. While a computer sleeps its timers may stand still, and Glacier's clock does not: called
   * now and then, this finds at once what expired meanwhile.
   */
  look(): void {
    this.schedule();
  }

  dispose(): void {
    this.disposed = true;
    for (const subscription of this.subscriptions) subscription.dispose();
    this.timer?.dispose();
  }

  private schedule(): void {
    // Whatever changes while it reads is looked at afterwards.
    if (this.disposed || this.reading) return;
    this.timer?.dispose();
    this.timer = undefined;
    const vaults = this.store.inProgress;
    this.forgetOthers(vaults);
    const wait = Math.min(...vaults.map((vault) => this.waitFor(vault)));
    if (wait === Number.POSITIVE_INFINITY) return;
    this.timer = this.timers.after(Math.min(wait, longestTimeout), () => void this.readExpired());
  }

  private waitFor(vault: VaultInProgress): number {
    const { at = 0 } = this.retries.get(vault.key) ?? {};
    const left = this.doubtful.has(vault.key) ? 0 : this.leftOf(vault) + margin;
    return Math.max(0, left, at - this.timers.now());
  }

  private async readExpired(): Promise<void> {
    this.lookAtClock();
    const due = this.store.inProgress.filter((vault) => this.waitFor(vault) === 0);
    this.reading = true;
    try {
      const silent = new Set<string>();
      // One after the other: nobody waits for this.
      for (const vault of due) {
        const { id } = vault.connection;
        // Where Glacier does not answer, it would not answer for the next vault either.
        if (silent.has(id)) this.failed(vault, true);
        else if (!(await this.read(vault))) silent.add(id);
        if (this.disposed) return;
      }
    } finally {
      this.reading = false;
    }
    this.schedule();
  }

  private lookAtClock(): void {
    const ahead = this.timers.wall() - this.timers.now();
    if (Math.abs(ahead - this.ahead) > tolerance) {
      for (const { key } of this.store.inProgress) this.doubtful.add(key);
    }
    // Slowly the two part on any machine.
    this.ahead = ahead;
  }

  /** Returns whether Glacier answered. */
  private async read(vault: VaultInProgress): Promise<boolean> {
    try {
      const { lock } = await this.store.refreshVault(vault.connection, vault.region, vault.name);
      this.doubtful.delete(vault.key);
      const shown = lock.known === 'read' && lock.lock.state === 'inProgress' ? lock.lock : undefined;
      // Glacier may show a lock for a while after its time.
      if (shown !== undefined && shown.expires <= this.clock.now(vault.connection.id)) {
        this.failed(vault, false);
      } else {
        this.retries.delete(vault.key);
      }
      return true;
    } catch (error) {
      const unanswered = !(error instanceof GlacierError) || error.details.httpStatus === undefined;
      this.failed(vault, unanswered);
      this.onError(error);
      return !unanswered;
    }
  }

  private failed({ key }: VaultInProgress, unanswered: boolean): void {
    const failures = (this.retries.get(key)?.failures ?? 0) + 1;
    const pause = Math.min(firstPause * 2 ** (failures - 1), longestPause);
    this.retries.set(key, { failures, at: this.timers.now() + pause, unanswered });
  }

  private answered(connectionId: string): void {
    // An answer to its own question is no news.
    if (this.reading || this.retries.size === 0) return;
    let changed = false;
    for (const { key, connection } of this.store.inProgress) {
      const retry = this.retries.get(key);
      if (connection.id !== connectionId || retry?.unanswered !== true) continue;
      this.retries.set(key, { ...retry, at: this.timers.now(), unanswered: false });
      changed = true;
    }
    if (changed) this.schedule();
  }

  private forgetOthers(vaults: readonly VaultInProgress[]): void {
    if (this.retries.size === 0 && this.doubtful.size === 0) return;
    const keys = new Set(vaults.map(({ key }) => key));
    for (const key of this.doubtful) if (!keys.has(key)) this.doubtful.delete(key);
    this.retries = new Map([...this.retries].filter(([key]) => keys.has(key)));
  }

  /** Milliseconds until the lock expires, on Glacier's clock. */
  private leftOf(vault: VaultInProgress): number {
    return vault.lock.lock.expires - this.clock.now(vault.connection.id);
  }
}
