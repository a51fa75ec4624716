import type { Disposable, LockLedger } from '../api';
import { Emitter } from '../event';
import type { LedgerEntry } from '../ledger/ledgerEntry';
import { recordedLocks, type RecordedLock } from './recordedLocks';

/** The locks of the last days that the ledger knows, read again whenever this or another window wrote to it. */
export class LedgerLocks implements Disposable {
  /** The newest last. */
  locks: readonly RecordedLock[] = [];
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly subscription: Disposable;
  private reading: Promise<void> | undefined;
  private isStale = true;
  private disposed = false;

  constructor(
    private readonly readEntries: () => Promise<readonly LedgerEntry[]>,
    ledger: Pick<LockLedger, 'onDidChange'>,
    private readonly log: (message: string, error: unknown) => void,
  ) {
    this.subscription = ledger.onDidChange(() => {
      this.isStale = true;
      void this.read();
    });
  }

  /** Resolves when all that was written before the call is known. Never rejects: without a ledger nothing is known. */
  async read(): Promise<void> {
    await this.reading;
    this.isStale = true;
    this.reading ??= this.readNow().finally(() => (this.reading = undefined));
    await this.reading;
  }

  find(identity: string): RecordedLock | undefined {
    return this.locks.find((lock) => lock.identity === identity);
  }

  dispose(): void {
    this.disposed = true;
    this.subscription.dispose();
    this.changed.dispose();
  }

  private async readNow(): Promise<void> {
    while (this.isStale && !this.disposed) {
      this.isStale = false;
      try {
        this.locks = recordedLocks(await this.readEntries());
      } catch (error) {
        this.log('The lock ledger could not be read.', error);
      }
    }
    this.changed.fire();
  }
}
