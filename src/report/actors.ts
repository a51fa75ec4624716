import type { LedgerEntry } from '../locking/ledger/ledgerEntry';
import type { Actor, Actors } from './evidence';
import { reachesAws } from './reachesAws';
import { shellCommand } from './shellWords';
import type { LockReadingSource, VaultSources } from './sources';

type Lock = Extract<LockReadingSource, { readonly read: true }>['lock'];
type KnownActor = Extract<Actor, { readonly known: true }>;
type EntryOf<Type extends LedgerEntry['type']> = LedgerEntry & { readonly type: Type };

/** CloudTrail is asked for so long before and after, in milliseconds: its events carry times of their own. */
const around = 15 * 60_000;
const day = 24 * 60 * 60_000;

/**
 * Who initiated and completed the lock in force, by the entries that the ledger has of its vault. Undefined where no
 * lock is in force.
 */
export function actorsOf(
  vault: VaultSources['vault'],
  lock: Lock,
  entries: readonly LedgerEntry[],
): Actors | undefined {
  if (lock.state === 'none') return undefined;
  const unknown = (operation: string, what: string, from: number, to: number): Actor => ({
    known: false,
    ...(!reachesAws(vault.connection)
      ? {
          reason: `${what} ${vault.connection.practice ? 'A practice Glacier keeps no trail to look it up in.' : 'CloudTrail knows nothing of an endpoint that is not one of AWS.'}`,
        }
      : {
          reason: `${what} CloudTrail logs every call: its event history goes back 90 days, a trail as far as it was set up.`,
          command: cloudTrail(vault, operation, from - around, to + around),
        }),
  });
  return {
    initiated:
      initiatedBy(lock.created, entries) ??
      unknown(
        'InitiateVaultLock',
        'The ledger of this computer does not know who initiated the lock.',
        lock.created,
        lock.created,
      ),
    completed:
      lock.state !== 'locked'
        ? undefined
        : (completedBy(lock.created, entries) ??
          unknown(
            'CompleteVaultLock',
            'The ledger of this computer does not know who completed the lock.',
            lock.created,
            lock.created + day,
          )),
  };
}

/** Who sent the Initiate that began the lock with this creation time, if it was sent from here. */
function initiatedBy(created: number, entries: readonly LedgerEntry[]): Actor | undefined {
  const readBack = entries.find(isOf('lockReadBack', created));
  const ofAttempt = entries.filter((entry) => 'attempt' in entry && entry.attempt === readBack?.attempt);
  const outcome = ofAttempt.find(is('lockIdReceived'));
  return outcome && actorOf(ofAttempt.find(is('initiateIntended')), outcome);
}

/** Who sent the Complete of that lock, if it was sent from here. */
function completedBy(created: number, entries: readonly LedgerEntry[]): Actor | undefined {
  const outcome = entries.findLast(isOf('completed', created));
  const intended = entries.findLast(isOf('completeIntended', created));
  if (outcome !== undefined) return actorOf(intended, outcome);
  // The program ended before it could write down what Glacier answered, and found the lock completed afterwards.
  const settled = entries.findLast(isOf('completeSettled', created));
  if (intended === undefined || settled?.found !== 'locked') return undefined;
  return {
    ...actorOf(undefined, intended),
    doubt:
      'The request was sent from this computer and no answer came; afterwards the lock was found completed.',
  };
}

function is<Type extends LedgerEntry['type']>(type: Type) {
  return (entry: LedgerEntry): entry is EntryOf<Type> => entry.type === type;
}

function isOf<Type extends LedgerEntry['type']>(type: Type, created: number) {
  return (entry: LedgerEntry): entry is EntryOf<Type> =>
    entry.type === type && 'created' in entry && Date.parse(entry.created) === created;
}

/** Intents always say who asks, or why that is not known; outcomes say it where it was at hand. */
function actorOf(intent: LedgerEntry | undefined, outcome: LedgerEntry): KnownActor {
  const { user, host, glacierTime } = outcome;
  const caller = outcome.caller ?? intent?.caller;
  const callerUnknown = outcome.callerUnknown ?? intent?.callerUnknown;
  const requestId = 'requestId' in outcome ? outcome.requestId : undefined;
  return {
    known: true,
    ...(caller === undefined ? {} : { caller }),
    ...(caller !== undefined || callerUnknown === undefined ? {} : { callerUnknown }),
    ...(user === undefined ? {} : { user }),
    ...(host === undefined ? {} : { host }),
    glacierTime,
    ...(requestId === undefined ? {} : { requestId }),
  };
}

function cloudTrail(
  { region, connection }: VaultSources['vault'],
  operation: string,
  from: number,
  to: number,
): string {
  return shellCommand(
    ...['aws', 'cloudtrail', 'lookup-events', '--region', region],
    ...(connection.profile === undefined ? [] : ['--profile', connection.profile]),
    ...['--lookup-attributes', `AttributeKey=EventName,AttributeValue=${operation}`],
    ...['--start-time', new Date(from).toISOString(), '--end-time', new Date(to).toISOString()],
  );
}
