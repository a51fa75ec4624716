import { LockError, type LockErrorCode } from './lockError';
import type { Vault } from './model';

/** Every way in which an operation on a lock ends early, in plain words. One place, so that they agree. */
type Problem = (vault: Pick<Vault, 'name'>, cause?: unknown) => LockError;

const problem =
  (code: LockErrorCode, message: (name: string) => string, advice: string): Problem =>
  (vault, cause) =>
    new LockError({ code, message: message(`"${vault.name}"`), advice, cause });

export const busy = problem(
  'Busy',
  (name) => `Another operation on the lock of ${name} is under way.`,
  'Wait until it has ended.',
);

export const busyElsewhere = problem(
  'Busy',
  (name) => `Another window works on the lock of ${name}.`,
  'Wait until it has ended there, and look at the lock again.',
);

export const windowCloses = problem(
  'WindowCloses',
  (name) => `The window closes, so nothing was sent for ${name}.`,
  'Do it again in the next window.',
);

export const alreadyInProgress = problem(
  'AlreadyInProgress',
  (name) => `A lock is in progress on ${name} already.`,
  'Complete or abort it first. A vault has at most one lock.',
);

export const alreadyLocked = problem(
  'AlreadyLocked',
  (name) => `${name} is locked. Its lock cannot be changed, aborted or completed again.`,
  'For other rules, create another vault and lock that one.',
);

export const lockEnded = problem(
  'LockEnded',
  (name) => `No lock is in progress on ${name} any more: it was aborted, or its 24 hours have passed.`,
  'Initiate the lock again. Its policy is not in force now.',
);

export const lockChanged = problem(
  'LockChanged',
  (name) =>
    `The lock in progress on ${name} is not the one that was shown: somebody initiated another one meanwhile.`,
  'Nothing was changed. Look at its policy before you go on.',
);

export const lockIdLost = problem(
  'LockIdLost',
  (name) =>
    `The lock of ${name} IS in progress and its policy is in force, but Glacier's reply with the lock ID was lost. Glacier does not tell it again, so this lock cannot be completed without it.`,
  'Enter the lock ID if you have it from elsewhere. Otherwise restart the 24 hours (abort, and initiate again) to get a new lock ID, or abort the lock.',
);

export const lockIdNotSaved = problem(
  'LockIdNotSaved',
  (name) =>
    `The lock of ${name} is in progress, but its lock ID could not be written to disk. Only this window knows it.`,
  'Copy the lock ID now, before this window is closed, and make room on the disk: it is written as soon as there is some.',
);

export const lockIdNotHeld = problem(
  'LockIdNotHeld',
  (name) => `The lock ID of the lock in progress on ${name} is not on this computer.`,
  'Enter it if you have it from elsewhere. If it is lost, restart the 24 hours to get a new one.',
);

export const lockIdWrong = problem(
  'LockIdWrong',
  (name) =>
    `The lock ID that was kept is not the one of the lock in progress on ${name}. Nothing was completed.`,
  'Enter the right lock ID. If it is lost, restart the 24 hours to get a new one.',
);

export const lockIdImplausible = problem(
  'LockIdImplausible',
  () => 'This cannot be a lock ID: it has 1 to 256 characters, and no blank among them.',
  'Copy the whole lock ID as Initiate answered it, without quotation marks.',
);

export const notInitiated = problem(
  'NothingDone',
  (name) =>
    `No proper answer came to the request to lock ${name}, and Glacier shows no lock: it was not initiated, unless the request is still on its way.`,
  'It is safe to initiate it again: a vault has one lock at most.',
);

export const notCompleted = problem(
  'NothingDone',
  (name) =>
    `No proper answer came to the request to complete the lock of ${name}, and Glacier still shows it in progress.`,
  'It is safe to complete it again.',
);

export const notAborted = problem(
  'NothingDone',
  (name) =>
    `No proper answer came to the request to abort the lock of ${name}, and Glacier still shows it in progress.`,
  'It is safe to abort it again.',
);

export const initiateUnknown = problem(
  'OutcomeUnknown',
  (name) =>
    `It is not known whether the lock of ${name} is in progress: no proper answer came, and its state cannot be read.`,
  'Refresh as soon as Glacier can be reached. If the lock is in progress, its lock ID is lost: restart the 24 hours, or abort it.',
);

export const completeUnknown = problem(
  'OutcomeUnknown',
  (name) =>
    `It is not known whether the lock of ${name} is completed: no proper answer came, and its state cannot be read.`,
  'Refresh as soon as Glacier can be reached. Completing again does no harm.',
);

export const abortUnknown = problem(
  'OutcomeUnknown',
  (name) =>
    `It is not known whether the lock of ${name} is aborted: no proper answer came, and its state cannot be read.`,
  'Refresh as soon as Glacier can be reached. Aborting again does no harm.',
);

export const initiateNotSeen = problem(
  'NotReadBack',
  (name) =>
    `Glacier accepted the lock of ${name}, and its lock ID is kept, but Glacier does not show the lock yet.`,
  'Refresh in a minute. Do not initiate it again before that.',
);

export const completeNotSeen = problem(
  'NotReadBack',
  (name) =>
    `Glacier accepted the completion of the lock of ${name}, but does not show the vault as locked yet.`,
  'Refresh in a minute. Do not rely on the lock before it is shown as locked.',
);

export const abortNotSeen = problem(
  'NotReadBack',
  (name) => `Glacier accepted to abort the lock of ${name}, but still shows it in progress.`,
  'Refresh in a minute.',
);

export const ledgerNotWritten = problem(
  'LedgerNotWritten',
  (name) => `The lock ledger could not be written, so nothing was sent for ${name}.`,
  'Look at the disk: is it full, or is the folder of the extension read-only?',
);

export const readOnly = problem(
  'SwitchedOff',
  (name) => `Read-only mode is on, so nothing was changed on ${name}.`,
  'The setting glacierVaultLock.readOnly switches it.',
);

export const completingOff = problem(
  'SwitchedOff',
  (name) => `Completing vault locks is switched off, so the lock of ${name} was not completed.`,
  'The setting glacierVaultLock.allowComplete switches it. Initiate and Abort are possible.',
);

export const policyEmpty = problem(
  'PolicyUnusable',
  (name) => `There is no policy to lock ${name} with.`,
  'Write a policy first.',
);

export const policyTooLarge = problem(
  'PolicyUnusable',
  (name) => `The policy for ${name} is larger than 20,480 bytes, the most that Glacier takes.`,
  'Shorten it: join statements, use wildcards, leave out blanks.',
);

/** Aborted, and then no new lock initiated. Carries the policy text of the new one. */
export function restartIncomplete(vault: Vault, policy: string, cause: unknown): LockError {
  const why = cause instanceof Error ? ` ${cause.message}` : '';
  return new LockError({
    code: 'RestartIncomplete',
    message: `The lock of "${vault.name}" was aborted, but no new one was initiated: NO lock policy is in force now.${why}`,
    advice: 'The policy text is kept in the ledger of this computer: initiate the lock with it.',
    cause,
    policy,
  });
}
