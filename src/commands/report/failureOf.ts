import { GlacierError } from '../../glacier/glacierError';
import type { Failure } from '../../report';

/** Why something could not be read, as a report tells it: the sentence and what helps, and nothing of what was sent. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof GlacierError))
    return { code: 'Unknown', reason: error instanceof Error ? error.message : String(error) };
  const { code, message, advice, requestId } = error.details;
  return { code, reason: `${message} ${advice}`, ...(requestId === undefined ? {} : { requestId }) };
}
