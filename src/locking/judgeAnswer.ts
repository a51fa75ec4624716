import { GlacierError } from '../glacier/glacierError';
import type { Verdict } from './requestQueue';

/** How often a request that Glacier throttled is sent again, after the SDK's own attempts. */
const afterThrottling = 8;
/** The same for a failure on Glacier's side, which may last. */
const afterFailure = 2;

/** Glacier says `ThrottlingException`; the others are what AWS services and what stands before them say. */
const throttled: ReadonlySet<string> = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
]);

/** What an answer of Glacier's says of its willingness to answer more. */
export function judgeAnswer(outcome: PromiseSettledResult<unknown>): Verdict {
  if (outcome.status === 'fulfilled') {
    return attemptsOf(outcome.value) > 1 ? { kind: 'slowDown', again: 0 } : { kind: 'fine' };
  }
  const error: unknown = outcome.reason;
  if (!(error instanceof GlacierError)) return { kind: 'neither' };
  const { httpStatus } = error.details;
  if (throttled.has(error.code) || httpStatus === 429) return { kind: 'slowDown', again: afterThrottling };
  if (httpStatus === undefined) return { kind: 'neither' };
  return httpStatus >= 500 ? { kind: 'slowDown', again: afterFailure } : { kind: 'fine' };
}

/** Requests that the SDK sent for one answer. */
function attemptsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null || !('attempts' in value)) return 1;
  return typeof value.attempts === 'number' ? value.attempts : 1;
}
