import type { LedgerEntry } from '../locking/ledger/ledgerEntry';
import type { Actor, Actors } from './evidence';
import { shellCommand } from './shellWords';
import type { LockReadingSource, VaultSources } from './sources';

type Lock = Extract<LockReadingSource, { readonly read: true }>['lock'];
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
    ...(vault.connection.practice
      ? { reason: `${what} A practice Glacier keeps no trail to look it up in.` }
      : {
          reason: `${what} CloudTrail logs every call: its event history goes back 90 days, a trail as far as it was set up.`,
          command: cloudTrail(vault, operation, from - around, to + around),
        }),
  });
  const initiate = initiateOf(lock.created, entries);
  const complete = entries.find(
    (entry): entry is EntryOf<'completed'> =>
      entry.type === 'completed' && Date.parse(entry.created) === lock.created,
  );
  return {
    initiated:
      initiate === undefined
        ? unknown(
            'InitiateVaultLock',
            'The ledger of this computer does not know who initiated the lock.',
            lock.created,
            lock.created,
          )
        : actorOf(initiate),
    completed:
      lock.state !== 'locked'
        ? undefined
        : complete === undefined
          ? unknown(
              'CompleteVaultLock',
              'The ledger of this computer does not know who completed the lock.',
              lock.created,
              lock.created + day,
            )
          : actorOf(complete),
  };
}

/** The answer to the Initiate that began the lock with this creation time, if it was sent from here. */
function initiateOf(created: number, entries: readonly LedgerEntry[]): EntryOf<'lockIdReceived'> | undefined {
  const readBack = entries.find(
    (entry): entry is EntryOf<'lockReadBack'> =>
      entry.type === 'lockReadBack' && Date.parse(entry.created) === created,
  );
  return entries.find(
    (entry): entry is EntryOf<'lockIdReceived'> =>
      entry.type === 'lockIdReceived' && entry.attempt === readBack?.attempt,
  );
}

function actorOf(entry: EntryOf<'lockIdReceived' | 'completed'>): Actor {
  const { caller, user, host, glacierTime, requestId } = entry;
  return {
    known: true,
    ...(caller === undefined ? {} : { caller }),
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
