import { GlacierError } from '../../glacier/glacierError';
import { t } from '../../words';
import { createLimiter } from '../limiter';
import { LockError, type LockErrorCode } from '../lockError';
import type { Vault } from '../model';

/** What became of one vault. */
export type BulkOutcome<T, R> =
  | { readonly kind: 'done'; readonly task: T; readonly result: R }
  | { readonly kind: 'failed'; readonly task: T; readonly error: Error }
  /** Nothing was sent. `why` is one plain sentence. */
  | { readonly kind: 'notStarted'; readonly task: T; readonly why: string };

export interface BulkOptions<R> {
  /** Aborted when no further vault is to be begun. */
  readonly signal: AbortSignal;
  /** Told after each task that came to an end, with how many there are by now. */
  readonly onDone?: (vault: Vault, done: number, result: R | Error) => void;
}

/** So many vaults are worked on at a time: each takes several requests, and Glacier allows few. */
const atOnce = 3;

/** After so many failures in a row that are the same, in one region of one connection, the next would fail as well. */
const mostAlike = 3;

/**
 * Does one thing to many vaults, a few at a time and each by itself. Cancelling begins no further vault; those that were
 * begun come to their end, so that no lock ID is lost. One that fails stops no other, unless what failed concerns them all.
 *
 * @returns what became of each, in the order of the tasks
 */
export async function runBulk<T extends { readonly vault: Vault }, R>(
  tasks: readonly T[],
  act: (task: T) => Promise<R>,
  { signal, onDone }: BulkOptions<R>,
): Promise<readonly BulkOutcome<T, R>[]> {
  const limited = createLimiter(atOnce);
  const brake = new Brake();
  let done = 0;
  return await Promise.all(
    tasks.map((task) =>
      limited(async (): Promise<BulkOutcome<T, R>> => {
        const why = signal.aborted ? t('Cancelled before it was begun.') : brake.against(task.vault);
        if (why !== undefined) return { kind: 'notStarted', task, why };
        try {
          const result = await act(task);
          brake.release(task.vault);
          onDone?.(task.vault, (done += 1), result);
          return { kind: 'done', task, result };
        } catch (thrown) {
          const error = thrown instanceof Error ? thrown : new Error(String(thrown));
          brake.pull(task.vault, error);
          onDone?.(task.vault, (done += 1), error);
          return { kind: 'failed', task, error };
        }
      }),
    ),
  );
}

/** Failures after which nothing can be done to any vault. */
const forAll: ReadonlySet<LockErrorCode> = new Set([
  'SwitchedOff',
  'WindowCloses',
  'LedgerNotWritten',
  'LockIdNotSaved',
]);

/** Knows what speaks against beginning another vault. */
class Brake {
  private all: string | undefined;
  private readonly rows = new Map<
    string,
    { readonly code: string; readonly count: number; readonly text: string }
  >();

  against(vault: Vault): string | undefined {
    if (this.all !== undefined) return this.all;
    const row = this.rows.get(placeOf(vault));
    if (row === undefined || row.count < mostAlike) return undefined;
    return t('Not begun, because {0} vaults before it failed in the same way: {1}', row.count, row.text);
  }

  release(vault: Vault): void {
    this.rows.delete(placeOf(vault));
  }

  pull(vault: Vault, error: Error): void {
    if (error instanceof LockError && forAll.has(error.code)) {
      this.all = t('Not begun, because of what happened before it: {0}', error.message);
    }
    const cause = error instanceof LockError ? error.cause : error;
    const place = placeOf(vault);
    // The state of the lock of one vault tells nothing about the next.
    if (!(cause instanceof GlacierError)) {
      this.release(vault);
      return;
    }
    const { code, message } = cause.details;
    const before = this.rows.get(place);
    const count = before?.code === code ? before.count + 1 : 1;
    this.rows.set(place, { code, count, text: message });
  }
}

function placeOf({ connection, region, account }: Vault): string {
  return `${connection.id} ${region} ${account}`;
}
