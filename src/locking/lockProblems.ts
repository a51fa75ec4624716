import { t } from '../words';
import { LockError, type LockErrorCode } from './lockError';
import type { Vault } from './model';

/** Every way in which an operation on a lock ends early, in plain words. One place, so that they agree. */
type Problem = (vault: Pick<Vault, 'name'>, cause?: unknown) => LockError;

const problem =
  (code: LockErrorCode, message: (name: string) => string, advice: () => string): Problem =>
  (vault, cause) =>
    new LockError({ code, message: message(`"${vault.name}"`), advice: advice(), cause });

export const busy = problem(
  'Busy',
  (name) => t('Another operation on the lock of {0} is under way.', name),
  () => t('Wait until it has ended.'),
);

export const busyElsewhere = problem(
  'Busy',
  (name) => t('Another window works on the lock of {0}.', name),
  () => t('Wait until it has ended there, and look at the lock again.'),
);

export const windowCloses = problem(
  'WindowCloses',
  (name) => t('The window closes, so nothing was sent for {0}.', name),
  () => t('Do it again in the next window.'),
);

export const alreadyInProgress = problem(
  'AlreadyInProgress',
  (name) => t('A lock is in progress on {0} already.', name),
  () => t('Complete or abort it first. A vault has at most one lock.'),
);

export const alreadyLocked = problem(
  'AlreadyLocked',
  (name) => t('{0} is locked. Its lock cannot be changed, aborted or completed again.', name),
  () => t('For other rules, create another vault and lock that one.'),
);

export const lockEnded = problem(
  'LockEnded',
  (name) => t('No lock is in progress on {0} any more: it was aborted, or its 24 hours have passed.', name),
  () => t('Initiate the lock again. Its policy is not in force now.'),
);

export const lockChanged = problem(
  'LockChanged',
  (name) =>
    t(
      'The lock in progress on {0} is not the one that was shown: somebody initiated another one meanwhile.',
      name,
    ),
  () => t('Nothing was changed. Look at its policy before you go on.'),
);

export const lockIdLost = problem(
  'LockIdLost',
  (name) =>
    t(
      "The lock of {0} IS in progress and its policy is in force, but Glacier's reply with the lock ID was lost. Glacier does not tell it again, so this lock cannot be completed without it.",
      name,
    ),
  () =>
    t(
      'Enter the lock ID if you have it from elsewhere. Otherwise restart the 24 hours (abort, and initiate again) to get a new lock ID, or abort the lock.',
    ),
);

export const lockIdNotSaved = problem(
  'LockIdNotSaved',
  (name) =>
    t(
      'The lock of {0} is in progress, but its lock ID could not be written to disk. Only this window knows it.',
      name,
    ),
  () =>
    t(
      'Copy the lock ID now, before this window is closed, and make room on the disk: it is written as soon as there is some.',
    ),
);

export const lockIdNotHeld = problem(
  'LockIdNotHeld',
  (name) => t('The lock ID of the lock in progress on {0} is not on this computer.', name),
  () => t('Enter it if you have it from elsewhere. If it is lost, restart the 24 hours to get a new one.'),
);

export const lockIdWrong = problem(
  'LockIdWrong',
  (name) =>
    t(
      'The lock ID that was kept is not the one of the lock in progress on {0}. Nothing was completed.',
      name,
    ),
  () => t('Enter the right lock ID. If it is lost, restart the 24 hours to get a new one.'),
);

export const lockIdImplausible = problem(
  'LockIdImplausible',
  () => t('This cannot be a lock ID: it has 1 to 256 characters, and no blank among them.'),
  () => t('Copy the whole lock ID as Initiate answered it, without quotation marks.'),
);

export const notInitiated = problem(
  'NothingDone',
  (name) =>
    t(
      'No proper answer came to the request to lock {0}, and Glacier shows no lock: it was not initiated, unless the request is still on its way.',
      name,
    ),
  () => t('It is safe to initiate it again: a vault has one lock at most.'),
);

export const notCompleted = problem(
  'NothingDone',
  (name) =>
    t(
      'No proper answer came to the request to complete the lock of {0}, and Glacier still shows it in progress.',
      name,
    ),
  () => t('It is safe to complete it again.'),
);

export const notAborted = problem(
  'NothingDone',
  (name) =>
    t(
      'No proper answer came to the request to abort the lock of {0}, and Glacier still shows it in progress.',
      name,
    ),
  () => t('It is safe to abort it again.'),
);

export const initiateUnknown = problem(
  'OutcomeUnknown',
  (name) =>
    t(
      'It is not known whether the lock of {0} is in progress: no proper answer came, and its state cannot be read.',
      name,
    ),
  () =>
    t(
      'Refresh as soon as Glacier can be reached. If the lock is in progress, its lock ID is lost: restart the 24 hours, or abort it.',
    ),
);

export const completeUnknown = problem(
  'OutcomeUnknown',
  (name) =>
    t(
      'It is not known whether the lock of {0} is completed: no proper answer came, and its state cannot be read.',
      name,
    ),
  () => t('Refresh as soon as Glacier can be reached. Completing again does no harm.'),
);

export const abortUnknown = problem(
  'OutcomeUnknown',
  (name) =>
    t(
      'It is not known whether the lock of {0} is aborted: no proper answer came, and its state cannot be read.',
      name,
    ),
  () => t('Refresh as soon as Glacier can be reached. Aborting again does no harm.'),
);

export const initiateNotSeen = problem(
  'NotReadBack',
  (name) =>
    t(
      'Glacier accepted the lock of {0}, and its lock ID is kept, but Glacier does not show the lock yet.',
      name,
    ),
  () => t('Refresh in a minute. Do not initiate it again before that.'),
);

export const completeNotSeen = problem(
  'NotReadBack',
  (name) =>
    t('Glacier accepted the completion of the lock of {0}, but does not show the vault as locked yet.', name),
  () => t('Refresh in a minute. Do not rely on the lock before it is shown as locked.'),
);

export const abortNotSeen = problem(
  'NotReadBack',
  (name) => t('Glacier accepted to abort the lock of {0}, but still shows it in progress.', name),
  () => t('Refresh in a minute.'),
);

export const ledgerNotWritten = problem(
  'LedgerNotWritten',
  (name) => t('The lock ledger could not be written, so nothing was sent for {0}.', name),
  () => t('Look at the disk: is it full, or is the folder of the extension read-only?'),
);

export const readOnly = problem(
  'SwitchedOff',
  (name) => t('Read-only mode is on, so nothing was changed on {0}.', name),
  () => t('The setting glacierVaultLock.readOnly switches it.'),
);

export const completingOff = problem(
  'SwitchedOff',
  (name) => t('Completing vault locks is switched off, so the lock of {0} was not completed.', name),
  () => t('The setting glacierVaultLock.allowComplete switches it. Initiate and Abort are possible.'),
);

export const policyEmpty = problem(
  'PolicyUnusable',
  (name) => t('There is no policy to lock {0} with.', name),
  () => t('Write a policy first.'),
);

export const policyTooLarge = problem(
  'PolicyUnusable',
  (name) => t('The policy for {0} is larger than 20,480 bytes, the most that Glacier takes.', name),
  () => t('Shorten it: join statements, use wildcards, leave out blanks.'),
);

/** Aborted, and then no new lock initiated. Carries the policy text of the new one. */
export function restartIncomplete(vault: Vault, policy: string, cause: unknown): LockError {
  const why = cause instanceof Error ? ` ${cause.message}` : '';
  return new LockError({
    code: 'RestartIncomplete',
    message: t(
      'The lock of "{0}" was aborted, but no new one was initiated: NO lock policy is in force now.{1}',
      vault.name,
      why,
    ),
    advice: t('The policy text is kept in the ledger of this computer: initiate the lock with it.'),
    cause,
    policy,
  });
}

/** Nothing was sent: whoever would have signed is of another account than the vault that was shown. */
export function otherAccount({ name, account }: Pick<Vault, 'name' | 'account'>, now: string): LockError {
  return new LockError({
    code: 'OtherAccount',
    message: t(
      'The vault "{0}" that was shown is of account {1}, and the credentials of its connection belong to account {2} now. Nothing was sent.',
      name,
      account,
      now,
    ),
    advice: t(
      'Sign in to account {0} again, or refresh the vaults to see those of account {1}.',
      account,
      now,
    ),
  });
}
