import type { LedgerEntry } from '../ledger/ledgerEntry';

const day = 24 * 60 * 60 * 1_000;

/**
 * The ids of the connections with a lock in progress, as far as the ledger tells: initiated or its lock ID entered from
 * here, its time not over, and no end of it known. What remembers them otherwise may not have been saved when a window was
 * killed.
 *
 * @param now Glacier's clock by connection id, epoch milliseconds.
 */
export function locksToFollow(
  entries: readonly LedgerEntry[],
  now: (connectionId: string) => number,
): readonly string[] {
  /** By vault: the connection, and when the lock expires. */
  const running = new Map<string, { readonly connection: string; readonly expires: number }>();
  for (const entry of entries) {
    const { arn, connection } = entry;
    const key = JSON.stringify([connection, arn]);
    switch (entry.type) {
      case 'lockIdReceived':
        running.set(key, { connection, expires: Date.parse(entry.notAfter) + day });
        break;
      case 'lockReadBack':
      case 'lockIdEntered':
        running.set(key, { connection, expires: Date.parse(entry.expires) });
        break;
      case 'completed':
      case 'aborted':
      case 'completeReadBack':
      case 'abortReadBack':
      case 'ended':
        running.delete(key);
        break;
      case 'initiateSettled':
      case 'completeSettled':
      case 'abortSettled':
        if (entry.found !== 'in progress') running.delete(key);
        break;
      case 'initiateIntended':
      case 'initiateRefused':
      case 'initiateUnclear':
      case 'initiateNotSent':
      case 'lockIdRejected':
      case 'completeIntended':
      case 'completeRefused':
      case 'completeUnclear':
      case 'completeNotSent':
      case 'abortIntended':
      case 'abortRefused':
      case 'abortUnclear':
      case 'abortNotSent':
        break;
    }
  }
  const left = [...running.values()].filter(({ connection, expires }) => expires > now(connection));
  return [...new Set(left.map(({ connection }) => connection))];
}
