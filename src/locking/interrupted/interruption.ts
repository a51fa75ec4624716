import { t } from '../../words';
import type { Found } from '../ledger/ledgerEntry';
import type { VaultLock } from '../model';
import { samePolicy } from '../policyIdentity';
import type { OpenOperation } from './openOperations';

/** What a person can do next about an interrupted operation. */
export type Step =
  | {
      readonly does: 'complete' | 'abort' | 'restart' | 'enterLockId' | 'openPolicyInForce' | 'lookAgain';
    }
  /** Initiates a lock with this policy. */
  | { readonly does: 'initiate'; readonly policy: string }
  /** Opens this policy, which is in force nowhere, as text. */
  | { readonly does: 'openPolicy'; readonly policy: string };

/** What became of an interrupted operation, and what to do next. */
export interface Telling {
  /** What was interrupted, what became of it and what that means: one to three sentences that name the vault. */
  readonly text: string;
  /** What became of it, in a few words, for a list. */
  readonly brief: string;
  /** The step that helps first. */
  readonly steps: readonly Step[];
  /** What was asked for is done: then there is nothing to worry about. */
  readonly isDone: boolean;
}

/** The same as Glacier shows it now. */
export interface Interruption extends Telling {
  readonly found: Found;
}

/** The lock as it was read from Glacier now; `gone`: there is no such vault any more. */
export type LockNow = VaultLock | 'gone';

/** How far the clocks of Glacier's machines may differ, in milliseconds. */
const skew = 2_000;
const day = 24 * 60 * 60 * 1_000;

/**
 * Says what became of an interrupted operation.
 *
 * @param vault The vault's name.
 * @param now When the lock was read, in epoch milliseconds on Glacier's clock.
 * @param instant Writes an instant for people.
 */
export function interruptionOf(
  operation: OpenOperation,
  vault: string,
  lock: LockNow,
  now: number,
  instant: (time: number) => string,
): Interruption {
  const until = lock !== 'gone' && lock.state === 'inProgress' ? instant(lock.expires) : '';
  const found = foundFor(operation, lock);
  const outcome = outcomeOf({ operation, vault, lock, found, now, until });
  return { found, ...outcome, text: `${beginning(operation, vault)} ${outcome.text}` };
}

/** The same where Glacier does not say: the vault cannot be read, and why. */
export function unreadInterruption(operation: OpenOperation, vault: string, why: string): Telling {
  return {
    text: t(
      '{0} What became of it is not known yet, because the vault cannot be read. {1}',
      beginning(operation, vault),
      why,
    ),
    brief: t('cannot be read now'),
    steps: [{ does: 'lookAgain' }],
    isDone: false,
  };
}

interface Circumstances {
  readonly operation: OpenOperation;
  readonly vault: string;
  readonly lock: LockNow;
  readonly found: Found;
  readonly now: number;
  /** Until when the lock is in progress, for people. */
  readonly until: string;
}

function beginning(operation: OpenOperation, vault: string): string {
  return t('A window closed while the lock on {0} was being {1}.', vault, doingOf(operation));
}

function doingOf(operation: OpenOperation): string {
  switch (operation.operation) {
    case 'initiate':
      return t('initiated');
    case 'complete':
      return t('completed');
    case 'abort':
      if (operation.next === undefined) return t('aborted');
      return samePolicy(operation.next, operation.policy) ? t('restarted') : t('replaced');
  }
}

function foundFor(operation: OpenOperation, lock: LockNow): Found {
  if (lock === 'gone') return 'vault gone';
  if (lock.state === 'none') return 'no lock';
  const isMeant =
    operation.operation === 'initiate'
      ? (operation.isAccepted && holdsLockId(lock)) ||
        (lock.created >= operation.began - skew && samePolicy(lock.policy, operation.policy))
      : lock.created === operation.created;
  if (!isMeant) return 'another lock';
  return lock.state === 'locked' ? 'locked' : 'in progress';
}

function outcomeOf(circumstances: Circumstances): Telling {
  const { operation, vault, lock, found, until } = circumstances;
  if (found === 'vault gone') {
    return {
      text: t('The vault does not exist any more.'),
      brief: t('vault gone'),
      steps: [],
      isDone: false,
    };
  }
  if (found === 'another lock') {
    const isLocked = lock !== 'gone' && lock.state === 'locked';
    return {
      text: isLocked
        ? t('Glacier shows {0} locked for good, by another lock than that one.', vault)
        : t('Glacier shows another lock than that one: it is in progress until {0}.', until),
      brief: isLocked ? t('locked, by another lock') : t('another lock in progress until {0}', until),
      steps: [{ does: 'openPolicyInForce' }, ...(isLocked ? [] : unfinished(lock))],
      isDone: false,
    };
  }
  switch (operation.operation) {
    case 'initiate':
      return afterInitiate(operation, circumstances);
    case 'complete':
      return afterComplete(operation, circumstances);
    case 'abort':
      return operation.next === undefined
        ? afterAbort(operation, circumstances)
        : afterRestart(operation, operation.next, circumstances);
  }
}

function afterInitiate(
  operation: Extract<OpenOperation, { operation: 'initiate' }>,
  { vault, lock, found, now, until }: Circumstances,
): Telling {
  const again: readonly Step[] = [
    { does: 'initiate', policy: operation.policy },
    { does: 'openPolicy', policy: operation.policy },
  ];
  if (found === 'no lock') {
    // A lock that began then would be gone by now.
    const mayHaveRun = operation.isAccepted || now >= operation.began + day;
    return mayHaveRun
      ? {
          text: t(
            'Glacier shows no lock now: if it began, it was aborted, or its 24 hours passed without Complete. Its policy is not in force.',
          ),
          brief: t('no lock any more'),
          isDone: false,
          steps: again,
        }
      : {
          text: t('It was not initiated: Glacier shows no lock. It is safe to initiate it again.'),
          brief: t('not initiated'),
          isDone: false,
          steps: again,
        };
  }
  if (found === 'locked') {
    return {
      text: t('It has been completed since: Glacier shows {0} locked for good.', vault),
      brief: t('locked for good'),
      isDone: true,
      steps: [{ does: 'openPolicyInForce' }],
    };
  }
  return holdsLockId(lock)
    ? {
        text: t(
          'Glacier shows it in progress until {0}, with its policy in force, and its lock ID is kept on this machine. Test it, then complete or abort it.',
          until,
        ),
        brief: t('in progress until {0}', until),
        isDone: true,
        steps: [{ does: 'complete' }, { does: 'abort' }],
      }
    : {
        text: t(
          'Glacier shows it in progress until {0}, with its policy in force, but its lock ID is not known here, and without it the lock cannot be completed. Restart the 24 hours for a new one, or abort the lock.',
          until,
        ),
        brief: t('lock ID unknown, in progress until {0}', until),
        isDone: false,
        steps: [{ does: 'restart' }, { does: 'abort' }, { does: 'enterLockId' }],
      };
}

function afterComplete(
  operation: Extract<OpenOperation, { operation: 'complete' }>,
  { vault, lock, found, until }: Circumstances,
): Telling {
  if (found === 'locked') {
    return {
      text: t(
        'It is completed. Glacier confirms it: {0} is locked, and its policy is in force for good.',
        vault,
      ),
      brief: t('completed, locked for good'),
      isDone: true,
      steps: [{ does: 'openPolicyInForce' }],
    };
  }
  if (found === 'no lock') {
    return {
      text: t(
        'It was not completed, and Glacier shows no lock any more: it was aborted, or its 24 hours passed. Its policy is not in force.',
      ),
      brief: t('not completed, no lock any more'),
      isDone: false,
      steps: [
        { does: 'initiate', policy: operation.policy },
        { does: 'openPolicy', policy: operation.policy },
      ],
    };
  }
  return {
    text: t(
      'It was not completed: Glacier shows it in progress until {0}. It is safe to complete it again.',
      until,
    ),
    brief: t('not completed, in progress until {0}', until),
    isDone: false,
    steps: unfinished(lock),
  };
}

function afterAbort(
  operation: Extract<OpenOperation, { operation: 'abort' }>,
  { vault, found, until }: Circumstances,
): Telling {
  if (found === 'locked') return completedInstead(vault, t('aborted'));
  if (found === 'no lock') {
    return {
      text: t(
        'It is over: Glacier shows no lock. Its policy is no longer in force, and its lock ID is void.',
      ),
      brief: t('aborted, no lock'),
      isDone: true,
      steps: [
        { does: 'initiate', policy: operation.policy },
        { does: 'openPolicy', policy: operation.policy },
      ],
    };
  }
  return {
    text: t(
      'It was not aborted: Glacier shows it in progress until {0}. It is safe to abort it again.',
      until,
    ),
    brief: t('not aborted, in progress until {0}', until),
    isDone: false,
    steps: [{ does: 'abort' }],
  };
}

function afterRestart(
  operation: Extract<OpenOperation, { operation: 'abort' }>,
  next: string,
  { vault, lock, found, until }: Circumstances,
): Telling {
  const isRestart = samePolicy(next, operation.policy);
  if (found === 'locked') return completedInstead(vault, isRestart ? t('restarted') : t('replaced'));
  if (found === 'no lock') {
    return {
      text: t(
        'The former lock is over, and no new one was initiated: NO lock policy is in force now. The policy of the new lock is kept in the lock ledger.',
      ),
      brief: t('no lock, the new one was not initiated'),
      isDone: false,
      steps: [
        { does: 'initiate', policy: next },
        { does: 'openPolicy', policy: next },
      ],
    };
  }
  return {
    text: t(
      'Nothing was changed: Glacier shows the former lock in progress until {0}, with its own policy in force.',
      until,
    ),
    brief: t('not {0}, in progress until {1}', isRestart ? t('restarted') : t('replaced'), until),
    isDone: false,
    steps: [
      isRestart ? { does: 'restart' } : { does: 'openPolicy', policy: next },
      ...unfinished(lock).slice(0, 2),
    ],
  };
}

function completedInstead(vault: string, doing: string): Telling {
  return {
    text: t('It was not {0}: it has been completed, and Glacier shows {1} locked for good.', doing, vault),
    brief: t('not {0}, locked for good', doing),
    isDone: false,
    steps: [{ does: 'openPolicyInForce' }],
  };
}

/** What a lock in progress needs: its completion or its end, and its lock ID if that is unknown here. */
function unfinished(lock: LockNow): readonly Step[] {
  return holdsLockId(lock)
    ? [{ does: 'complete' }, { does: 'abort' }]
    : [{ does: 'enterLockId' }, { does: 'abort' }];
}

function holdsLockId(lock: LockNow): boolean {
  return lock !== 'gone' && lock.state === 'inProgress' && lock.lockId.held;
}

/** One message about several interrupted operations. */
export function severalInWords(all: readonly { readonly vault: string; readonly brief: string }[]): string {
  const each = all.map(({ vault, brief }) => `${vault}: ${brief}`).join('; ');
  return t(
    'Windows closed in the middle of work on {0} vault locks. This is how Glacier shows them now. {1}.',
    all.length,
    each,
  );
}
