/** Shared by all bundles: the commands know the errors that the operations of another bundle throw. */
const brand = Symbol.for('glacier-vault-lock.LockError');

/** Every way in which an operation on a lock can fail beside Glacier's own refusals. */
export type LockErrorCode =
  /** Another operation, of this window or another one, works on the same vault. */
  | 'Busy'
  /** The window is about to close: nothing was sent. */
  | 'WindowCloses'
  /** The vault has a lock in progress already. */
  | 'AlreadyInProgress'
  /** The vault is locked: nothing can be changed any more. */
  | 'AlreadyLocked'
  /** There is no lock in progress any more: it expired or was aborted. */
  | 'LockEnded'
  /** The lock in progress is another attempt than the one that was shown. */
  | 'LockChanged'
  /** The lock runs, but the reply that carried its lock ID was lost. */
  | 'LockIdLost'
  /** The lock runs, its lock ID is known to this window, but could not be written to disk. */
  | 'LockIdNotSaved'
  /** The lock was initiated elsewhere, or its lock ID is not on this computer. */
  | 'LockIdNotHeld'
  /** Glacier says that the lock ID is not the one of the lock in progress. */
  | 'LockIdWrong'
  /** What was entered cannot be a lock ID. */
  | 'LockIdImplausible'
  /** No proper answer came; the vault's state afterwards shows that nothing was done. */
  | 'NothingDone'
  /** No proper answer came, and the vault's state could not be read either. */
  | 'OutcomeUnknown'
  /** Glacier accepted it, but does not show the result yet. */
  | 'NotReadBack'
  /** The lock in progress was aborted, but no new one initiated. */
  | 'RestartIncomplete'
  /** The ledger could not be written, so nothing was sent. */
  | 'LedgerNotWritten'
  /** The credentials belong to another account than the vault: nothing was sent. */
  | 'OtherAccount'
  /** A setting of the person or the organisation forbids it. */
  | 'SwitchedOff'
  /** The text cannot be a policy that Glacier takes: empty, or larger than 20 KB. */
  | 'PolicyUnusable';

/**
 * An operation on a vault lock that did not come to its end, in the words of the person who asked for it. Neither text
 * ever holds a lock ID. `instanceof` also knows those that another bundle made.
 */
export class LockError extends Error {
  override readonly name = 'LockError';
  readonly [brand] = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  constructor(
    readonly details: {
      readonly code: LockErrorCode;
      /** What happened, in one plain sentence or two. */
      readonly message: string;
      /** What to do next. */
      readonly advice: string;
      readonly cause?: unknown;
      /** The policy text that was to be initiated after the lock in progress was aborted, to go on with. */
      readonly policy?: string;
    },
  ) {
    super(details.message, { cause: details.cause });
  }

  get code(): LockErrorCode {
    return this.details.code;
  }

  get advice(): string {
    return this.details.advice;
  }
}
