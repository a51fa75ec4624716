/** A lock ID lives for exactly this long (Glacier developer guide: Initiate Vault Lock). Milliseconds. */
export const lockLifetime = 24 * 60 * 60 * 1000;

/**
 * The lock of a vault. Instants are epoch milliseconds; `created` is when the lock was initiated, also after locking
 * (Glacier developer guide: Get Vault Lock). The lock ID is kept after locking, because completing again with the
 * same ID succeeds.
 */
export type VaultLock =
  | { readonly state: 'none' }
  | {
      readonly state: 'inProgress' | 'locked';
      readonly policy: string;
      readonly lockId: string;
      readonly created: number;
    };

export const noLock: VaultLock = { state: 'none' };

/** What somebody asks of a vault lock. */
export type LockRequest =
  | { readonly ask: 'get' }
  | { readonly ask: 'initiate'; readonly policy: string; readonly lockId: string }
  | { readonly ask: 'complete'; readonly lockId: string }
  | { readonly ask: 'abort' };

export type LockAnswer =
  | { readonly answer: 'initiated'; readonly lockId: string }
  | { readonly answer: 'completed' }
  | { readonly answer: 'aborted' }
  | {
      readonly answer: 'reading';
      readonly state: 'InProgress' | 'Locked';
      readonly policy: string;
      readonly created: number;
      /** Null once locked. */
      readonly expires: number | null;
    }
  | { readonly answer: 'noLock' }
  | { readonly answer: 'wrongLockId'; readonly state: 'inProgress' | 'locked' }
  | { readonly answer: 'alreadyInProgress' }
  | { readonly answer: 'alreadyLocked' };

/** The lock as it stands at an instant: one in progress is gone, with its policy, when its 24 hours have passed. */
export function lockAt(lock: VaultLock, now: number): VaultLock {
  return lock.state === 'inProgress' && now >= lock.created + lockLifetime ? noLock : lock;
}

/**
 * One step in the life of a vault lock: none → in progress → locked, and back to none by Abort or by expiry as long
 * as it is not locked (Glacier developer guide: Vault Locking by Using the Amazon Glacier API).
 */
export function stepVaultLock(
  lock: VaultLock,
  request: LockRequest,
  now: number,
): { readonly lock: VaultLock; readonly answer: LockAnswer } {
  const current = lockAt(lock, now);
  switch (request.ask) {
    case 'get':
      return { lock: current, answer: read(current) };
    case 'initiate':
      if (current.state !== 'none') return { lock: current, answer: alreadyThere(current.state) };
      return {
        lock: { state: 'inProgress', policy: request.policy, lockId: request.lockId, created: now },
        answer: { answer: 'initiated', lockId: request.lockId },
      };
    case 'complete':
      if (current.state === 'none') return { lock: current, answer: { answer: 'noLock' } };
      if (current.lockId !== request.lockId) {
        return { lock: current, answer: { answer: 'wrongLockId', state: current.state } };
      }
      return {
        lock: current.state === 'locked' ? current : { ...current, state: 'locked' },
        answer: { answer: 'completed' },
      };
    case 'abort':
      if (current.state === 'locked') return { lock: current, answer: alreadyThere(current.state) };
      return { lock: noLock, answer: { answer: 'aborted' } };
  }
}

function read(lock: VaultLock): LockAnswer {
  if (lock.state === 'none') return { answer: 'noLock' };
  const { policy, created } = lock;
  return lock.state === 'inProgress'
    ? { answer: 'reading', state: 'InProgress', policy, created, expires: created + lockLifetime }
    : { answer: 'reading', state: 'Locked', policy, created, expires: null };
}

function alreadyThere(state: 'inProgress' | 'locked'): LockAnswer {
  return { answer: state === 'locked' ? 'alreadyLocked' : 'alreadyInProgress' };
}
