import type { GlacierClock, VaultStore } from '../locking/api';
import { nextTick } from '../locking/countdown';

/**
 * Says when a shown time left has changed: every minute, in the last hour every second. The one timer behind the status
 * bar and the tree; there is none while no lock is in progress.
 */
export class CountdownTicker {
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners = new Set<() => void>();
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

  dispose(): void {
    this.subscription.dispose();
    this.listeners.clear();
    clearTimeout(this.timer);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const waits = this.store.inProgress
      .map((vault) => vault.lock.lock.expires - this.clock.now(vault.connection.id))
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
