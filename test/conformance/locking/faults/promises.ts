import type { LockErrorCode } from '../../../../src/locking/lockError';

/** What is promised of an operation that a fault has struck. */
export interface Promised {
  /** For the legend of the page, and the titles of the tests. */
  readonly words: string;
  /** For the cells of the page. */
  readonly brief: string;
  /** How the operation ends: well, with one of our own errors, or with an error of Glacier's or of the network. */
  readonly ends: 'well' | LockErrorCode | 'GlacierError' | 'killed';
  /**
   * The lock at Glacier in the end: as before the operation, as after it, none (aborted, not initiated again), or the one
   * that somebody elsewhere has initiated.
   */
  readonly state: 'before' | 'after' | 'none' | 'others';
  /** Of a lock that is in progress in the end: whether a fresh start finds its lock ID. */
  readonly lockId: 'found' | 'unknown';
}

export const promises = {
  done: { brief: 'done', words: 'done, and shown so', ends: 'well', state: 'after', lockId: 'found' },
  refused: {
    brief: 'refused',
    words: 'refused; nothing changed, and the reason is said',
    ends: 'GlacierError',
    state: 'before',
    lockId: 'found',
  },
  nothingDone: {
    brief: 'not done',
    words: 'not done; Glacier was asked and shows it; safe to do again',
    ends: 'NothingDone',
    state: 'before',
    lockId: 'found',
  },
  lockIdLost: {
    brief: 'lock ID unknown',
    words: 'in progress, lock ID unknown: said so, restart or enter it',
    ends: 'LockIdLost',
    state: 'after',
    lockId: 'unknown',
  },
  notSent: {
    brief: 'not sent',
    words: 'nothing is sent before it is written down',
    ends: 'LedgerNotWritten',
    state: 'before',
    lockId: 'found',
  },
  notEntered: {
    brief: 'not kept',
    words: 'not kept, and said so',
    ends: 'LedgerNotWritten',
    state: 'before',
    lockId: 'unknown',
  },
  restartIncomplete: {
    brief: 'aborted only',
    words: 'aborted, not initiated again: said so, the policy is kept',
    ends: 'RestartIncomplete',
    state: 'none',
    lockId: 'found',
  },
  actsLate: {
    brief: 'done later',
    words: 'not done as far as Glacier shows; done later: shown at the next look',
    ends: 'NothingDone',
    state: 'after',
    lockId: 'unknown',
  },
  abortsLate: {
    brief: 'aborted later',
    words: 'not done as far as Glacier shows; aborted later: shown at the next look',
    ends: 'NothingDone',
    state: 'none',
    lockId: 'found',
  },
  initiatesLate: {
    brief: 'initiated later',
    words: 'aborted, and said so; initiated later: shown at the next look, lock ID unknown',
    ends: 'RestartIncomplete',
    state: 'after',
    lockId: 'unknown',
  },
  savedLater: {
    brief: 'lock ID saved later',
    words:
      'in progress; the lock ID is in this window only: said so, to be copied; written as soon as there is room',
    ends: 'LockIdNotSaved',
    state: 'after',
    lockId: 'found',
  },
  hardlySaved: {
    brief: 'lock ID in doubt',
    words: 'in progress; the lock ID may be on the disk: said so, to be copied',
    ends: 'LockIdNotSaved',
    state: 'after',
    lockId: 'found',
  },
  notReadBack: {
    brief: 'not seen',
    words: 'accepted, not seen: said so, nothing is claimed',
    ends: 'NotReadBack',
    state: 'after',
    lockId: 'found',
  },
  abortNotReadBack: {
    brief: 'aborted, not seen',
    words: 'aborted, not seen: said so, not initiated again',
    ends: 'NotReadBack',
    state: 'none',
    lockId: 'found',
  },
  ended: {
    brief: 'over',
    words: 'its 24 hours are over: said so',
    ends: 'LockEnded',
    state: 'none',
    lockId: 'found',
  },
  shownEnded: {
    brief: 'shown as over',
    words: 'shown as over',
    ends: 'well',
    state: 'none',
    lockId: 'found',
  },
  notRead: {
    brief: 'not read',
    words: 'not read: said so; what was known stays',
    ends: 'GlacierError',
    state: 'before',
    lockId: 'found',
  },
  notReadElsewhere: {
    brief: 'not read, not kept',
    words: 'not read: said so; nothing is kept',
    ends: 'GlacierError',
    state: 'before',
    lockId: 'unknown',
  },
  killedBefore: {
    brief: 'as before',
    words: 'nothing changed; a fresh start shows the lock as it was',
    ends: 'killed',
    state: 'before',
    lockId: 'found',
  },
  killedElsewhere: {
    brief: 'as before',
    words: 'nothing changed; a fresh start shows the lock as it was',
    ends: 'killed',
    state: 'before',
    lockId: 'unknown',
  },
  killedDone: {
    brief: 'found as done',
    words: 'a fresh start shows it as done, with the lock ID of a lock that is in progress',
    ends: 'killed',
    state: 'after',
    lockId: 'found',
  },
  killedUnknown: {
    brief: 'found, lock ID unknown',
    words: 'a fresh start shows the lock in progress, its lock ID unknown: restart or enter it',
    ends: 'killed',
    state: 'after',
    lockId: 'unknown',
  },
  killedAborted: {
    brief: 'found as aborted',
    words: 'a fresh start shows no lock; the policy that was to follow is in the ledger',
    ends: 'killed',
    state: 'none',
    lockId: 'found',
  },
  onlyOnce: {
    brief: 'done once',
    words: 'done once; the other window is told that somebody is at it, and shows the result',
    ends: 'Busy',
    state: 'after',
    lockId: 'found',
  },
  othersFound: {
    brief: 'not done',
    words: 'not done; the lock of the other is shown, and said to be there already',
    ends: 'AlreadyInProgress',
    state: 'others',
    lockId: 'unknown',
  },
  othersKept: {
    brief: 'not completed',
    words: 'nothing completed; the lock is said to be another one now',
    ends: 'LockChanged',
    state: 'others',
    lockId: 'unknown',
  },
} as const satisfies Readonly<Record<string, Promised>>;

export type PromiseId = keyof typeof promises;
