import type { GlacierError } from './glacierError';

/**
 * A failure in one line for the log: what was asked, code, status, request ID, how often it was sent. Nothing of what was
 * thrown: it may hold the path of the request, and with it the lock ID.
 */
export function failureLine({ details }: GlacierError): string {
  const { operation, code, httpStatus, requestId, attempts, explanation, context, ambiguous } = details;
  const what = context?.vault === undefined ? operation : `${operation} "${context.vault}"`;
  return [
    `${what}${context === undefined ? '' : ` in ${context.target.region}`} failed: ${code}`,
    ...(explanation === undefined ? [] : [`explained as ${explanation.kind}`]),
    ...(httpStatus === undefined ? [] : [`HTTP ${String(httpStatus)}`]),
    `request ID ${requestId ?? 'none'}`,
    ...(attempts === undefined ? [] : [attempts === 1 ? 'sent once' : `sent ${String(attempts)} times`]),
    ...(ambiguous ? ['Glacier may have acted on it'] : []),
  ].join(', ');
}
