import { failureLine } from '../glacier/failureLine';
import { GlacierError } from '../glacier/glacierError';
import type { Log } from '../shared/log';

/** Takes what the rooms below tell: what was done, and what failed without anybody having asked for it. */
export function reportTo(log: Log): (message: string, error?: unknown) => void {
  return (message, error) => {
    if (error === undefined) log.info(message);
    else log.warn([message, ...whyOf(error)].join(' '));
  };
}

/** Each failure with its request ID, once; where it comes by again, its code tells which it is. */
function whyOf(error: unknown): readonly string[] {
  if (error instanceof GlacierError)
    return [error.isNewsForTheLog() ? `${failureLine(error)}.` : `(${error.code})`];
  return error instanceof Error ? [error.message] : [];
}
