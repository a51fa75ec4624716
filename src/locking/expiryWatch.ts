import type { Disposable, GlacierClock, VaultStore } from './api';

/** `setTimeout` counts in 32 bits; a longer wait is cut into pieces. */
const longestTimeout = 2 ** 31 - 1;

/** Glacier's `Date` header has whole seconds, so its clock is known to within one: ask a little late. */
const margin = 1_500;

/**
 * Reads a vault's lock again when its 24 hours have passed on Glacier's clock. One timer at most, and none while no
 * lock is in progress.
 */
export class ExpiryWatch implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private readonly subscription: Disposable;

  constructor(
    private readonly store: VaultStore,
    private readonly clock: GlacierClock,
    private readonly onError: (error: unknown) => void,
  ) {
    this.subscription = store.onDidChange(() => this.schedule());
    this.schedule();
  }

  dispose(): void {
    this.subscription.dispose();
    clearTimeout(this.timer);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    let wait = Number.POSITIVE_INFINITY;
    for (const vault of this.store.inProgress) {
      wait = Math.min(wait, vault.lock.lock.expires - this.clock.now(vault.connection.id));
    }
    if (wait === Number.POSITIVE_INFINITY) return;
    this.timer = setTimeout(
      () => void this.readExpired(),
      Math.min(Math.max(wait, 0) + margin, longestTimeout),
    );
  }

  private async readExpired(): Promise<void> {
    const expired = this.store.inProgress.filter(
      (vault) => vault.lock.lock.expires <= this.clock.now(vault.connection.id),
    );
    // One after the other: a failure says the same for all, and nobody waits for this.
    for (const vault of expired) {
      try {
        await this.store.refreshVault(vault.connection, vault.region, vault.name);
      } catch (error) {
        this.onError(error);
        return;
      }
    }
    this.schedule();
  }
}
