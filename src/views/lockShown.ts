import type { Vault } from '../locking/model';

/** A vault, and which of its locks somebody was shown; what is handed to a command from a message that may be old. */
export interface LockShown {
  readonly key: string;
  /** When that lock was created, epoch milliseconds on Glacier's clock; undefined if none was known. */
  readonly created: number | undefined;
}

/** A message stays behind the bell while the vault gets another lock: its buttons must not act on that one. */
export function lockShown({ key, lock }: Vault): LockShown {
  const created = lock.known === 'read' && lock.lock.state !== 'none' ? lock.lock.created : undefined;
  return { key, created };
}
