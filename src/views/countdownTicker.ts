import type { GlacierClock, VaultStore } from '../locking/api';
import { nextTick } from '../locking/countdown';

/**
 * Says when a shown time left has changed: every minute, in the last hour every second. The one timer behind the status
 * bar, the tree and the reminders; there is none while no lock is in progress. It never waits for longer than a minute,
 * so that a computer that slept is no later than that.
 */
export class CountdownTicker {
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly others = new Set<() => readonly number[]>();
  private readonly subscription: { dispose(): void };

  constructor(
    private readonly store: VaultStore,
    private readonly clock: GlacierClock,
  ) {
    this.subscription = store.onDidChange(() => this.schedule());
    this.schedule();
  }

  onTick(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /**
   * Counts down to other instants as well, which the store does not know: milliseconds until each of them, asked for
   * again and again. Whoever gives them calls `schedule` when there are new ones.
   */
  alsoCount(left: () => readonly number[]): { dispose(): void } {
    this.others.add(left);
    this.schedule();
    return { dispose: () => this.others.delete(left) };
  }

  dispose(): void {
    this.subscription.dispose();
    this.listeners.clear();
    this.others.clear();
    clearTimeout(this.timer);
  }

  /** Looks again at what is counted. */
  schedule(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const left = this.store.inProgress.map(
      (vault) => vault.lock.lock.expires - this.clock.now(vault.connection.id),
    );
    const waits = [...left, ...[...this.others].flatMap((other) => other())]
      .map(nextTick)
      .filter((wait) => wait !== undefined);
    if (waits.length === 0) return;
    this.timer = setTimeout(
      () => {
        for (const listener of [...this.listeners]) listener();
        this.schedule();
      },
      Math.min(...waits),
    );
  }
}
