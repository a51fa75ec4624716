import type { Found, LedgerEntry } from '../ledger/ledgerEntry';
import { lockIdentity } from './lockIdentity';

/**
 * What the ledger says of the end of a lock. `completing`, `aborting`: that was begun from here, and what became of it is
 * not written down.
 */
export type RecordedEnd =
  'none' | 'completing' | 'aborting' | 'expired' | 'aborted' | 'completed' | 'replaced' | 'gone';

/** A lock that was initiated from here, or whose lock ID was entered here, as the ledger tells of it. */
export interface RecordedLock {
  readonly identity: string;
  /** The id of the connection. */
  readonly connection: string;
  readonly practice: boolean;
  readonly endpoint: string | undefined;
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Glacier's clock, epoch milliseconds. */
  readonly created: number;
  readonly expires: number;
  /** The policy that was in force with it, where the ledger holds its text. */
  readonly policy: string | undefined;
  readonly end: RecordedEnd;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The locks that these entries tell of, the newest last. Only those that were read back from Glacier: of an attempt that
 * was not, the times are not known.
 */
export function recordedLocks(entries: Iterable<LedgerEntry>): readonly RecordedLock[] {
  const locks = new Map<string, Mutable<RecordedLock>>();
  const policies = new Map<string, string>();
  for (const entry of entries) {
    switch (entry.type) {
      case 'initiateIntended':
        policies.set(entry.attempt, entry.policy);
        policies.set(entry.policySha256, entry.policy);
        break;
      case 'lockReadBack':
      case 'lockIdEntered': {
        const policy = policies.get(entry.type === 'lockReadBack' ? entry.attempt : entry.policySha256);
        begin(locks, entry, policy);
        break;
      }
      case 'completeIntended':
      case 'abortIntended':
        policies.set(entry.policySha256, entry.policy);
        mark(locks, entry, entry.type === 'abortIntended' ? 'aborting' : 'completing', entry.policy);
        break;
      case 'completeNotSent':
      case 'abortNotSent':
      case 'completeRefused':
      case 'abortRefused':
        unmark(locks, entry);
        break;
      case 'aborted':
      case 'abortReadBack':
        mark(locks, entry, 'aborted');
        break;
      case 'completed':
      case 'completeReadBack':
        mark(locks, entry, 'completed');
        break;
      case 'ended':
        mark(locks, entry, endings[entry.how]);
        break;
      case 'completeSettled':
      case 'abortSettled':
        if (entry.found === 'in progress') unmark(locks, entry);
        else mark(locks, entry, found[entry.found]);
        break;
      case 'initiateSettled':
      case 'initiateRefused':
      case 'initiateUnclear':
      case 'initiateNotSent':
      case 'lockIdReceived':
      case 'lockIdRejected':
      case 'completeUnclear':
      case 'abortUnclear':
        break;
    }
  }
  return [...locks.values()];
}

const endings: Readonly<Record<Extract<LedgerEntry, { type: 'ended' }>['how'], RecordedEnd>> = {
  expired: 'expired',
  'over, not seen how': 'expired',
  'aborted elsewhere': 'aborted',
  'completed elsewhere': 'completed',
  'vault gone': 'gone',
};

/** What an operation that was not ended came to: whoever found it has told of it. */
const found: Readonly<Record<Exclude<Found, 'in progress'>, RecordedEnd>> = {
  'no lock': 'gone',
  locked: 'completed',
  'another lock': 'replaced',
  'vault gone': 'gone',
};

function begin(
  locks: Map<string, Mutable<RecordedLock>>,
  entry: Extract<LedgerEntry, { type: 'lockReadBack' | 'lockIdEntered' }>,
  policy: string | undefined,
): void {
  const { practice, connection, endpoint, arn, account, region } = entry;
  const created = Date.parse(entry.created);
  const identity = lockIdentity(entry, created);
  if (locks.has(identity)) return;
  const vault = lockIdentity(entry, 0);
  for (const other of locks.values()) {
    // A vault has one lock at a time.
    if (isOpen(other.end) && lockIdentity(other, 0) === vault) other.end = 'replaced';
  }
  locks.set(identity, {
    ...{ identity, practice, connection, endpoint, arn, account, region, created, policy },
    name: arn.slice(arn.lastIndexOf('/') + 1),
    expires: Date.parse(entry.expires),
    end: 'none',
  });
}

/** What is known of the end for certain stays. */
function mark(
  locks: ReadonlyMap<string, Mutable<RecordedLock>>,
  entry: LedgerEntry & { readonly created: string },
  end: RecordedEnd,
  policy?: string,
): void {
  const lock = locks.get(lockIdentity(entry, Date.parse(entry.created)));
  if (lock === undefined) return;
  lock.policy ??= policy;
  if (isOpen(lock.end)) lock.end = end;
}

function unmark(
  locks: ReadonlyMap<string, Mutable<RecordedLock>>,
  entry: LedgerEntry & { readonly created: string },
): void {
  const lock = locks.get(lockIdentity(entry, Date.parse(entry.created)));
  if (lock !== undefined && isOpen(lock.end)) lock.end = 'none';
}

function isOpen(end: RecordedEnd): boolean {
  return end === 'none' || end === 'completing' || end === 'aborting';
}
