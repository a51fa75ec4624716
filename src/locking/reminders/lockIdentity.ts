import { originOf } from '../../glacier/callContext';
import type { Connection, VaultInProgress } from '../model';
import type { LedgerEntry } from '../ledger/ledgerEntry';

/** Where a vault is: the same one of AWS through any connection; each practice Glacier has its own of every name. */
type Place = Pick<LedgerEntry, 'practice' | 'connection' | 'arn'> & {
  readonly endpoint?: string | undefined;
};

/**
 * Tells one lock from all others, the former ones of the same vault too, in all windows alike.
 *
 * @param created The lock's creation time, epoch milliseconds.
 */
export function lockIdentity({ practice, connection, endpoint, arn }: Place, created: number): string {
  return JSON.stringify([practice ? connection : (endpoint ?? 'AWS'), arn, created]);
}

/** The same of a lock that was read from Glacier. */
export function identityOf({ connection, arn, lock }: VaultInProgress): string {
  return lockIdentity({ ...placeOf(connection), arn }, lock.lock.created);
}

/** A connection as the ledger names it. */
export function placeOf({ id, practice, endpoint }: Connection): Omit<Place, 'arn'> {
  return { connection: id, practice, endpoint: endpoint === undefined ? undefined : originOf(endpoint) };
}

/** Whether this connection leads to the place that was written down. */
export function isAt(connection: Connection, place: Omit<Place, 'arn'>): boolean {
  const { practice, endpoint, connection: id } = placeOf(connection);
  if (practice !== place.practice) return false;
  return practice ? id === place.connection : endpoint === place.endpoint;
}

/** The connection that something was written down of, unless it is gone or leads elsewhere now. */
export function connectionOf(
  connections: readonly Connection[],
  place: Omit<Place, 'arn'>,
): Connection | undefined {
  return connections.find((each) => each.id === place.connection && isAt(each, place));
}
