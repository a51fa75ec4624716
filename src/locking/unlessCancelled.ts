import type { CallContext } from '../glacier/callContext';
import { ownError } from '../glacier/explainError';
import type { GlacierError } from '../glacier/glacierError';

/** That a person cancelled before anything was changed. */
export function cancelled(signal: AbortSignal, context: CallContext): GlacierError {
  return ownError('Cancelled', context, { cause: signal.reason });
}

/**
 * Runs work that only reads, and stops waiting for it when the signal is aborted: looking up credentials or starting
 * a local Glacier takes no signal, and may take long. Rejects with a GlacierError of code `Cancelled`, at once and
 * without starting the work when the signal is aborted already.
 */
export function unlessCancelled<T>(
  signal: AbortSignal | undefined,
  context: CallContext,
  work: () => Promise<T>,
): Promise<T> {
  if (signal === undefined) return work();
  if (signal.aborted) return Promise.reject(cancelled(signal, context));
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(cancelled(signal, context));
    signal.addEventListener('abort', stop, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
