import type { Connection } from './model';

/** Unique over all connections, stable over refreshes and restarts. */
export function vaultKey(connection: Connection, arn: string): string {
  return `${connection.id} ${arn}`;
}
