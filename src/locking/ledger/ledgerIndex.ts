import { originOf } from '../../glacier/callContext';
import type { Connection, LockIdStatus } from '../model';
import { parseLedgerLine, type LedgerEntry } from './ledgerEntry';

/** A lock ID and the lock it belongs to. */
interface Holder {
  readonly lockId: string;
  /** The Initiate it came from; absent for one that was entered. */
  readonly attempt: string | undefined;
  /** The lock's exact creation time, once it was read back. */
  created: number | undefined;
  /** Where the creation time lies, for an attempt that was not read back. */
  readonly window: { readonly from: number; readonly to: number } | undefined;
  /** The attempt's lock is over, as far as can be told without its exact creation time. */
  over: boolean;
}

/** All that is remembered of one vault. */
interface VaultHistory {
  readonly holders: Holder[];
  /** Initiates by attempt, the newest last; one that was refused or not sent is taken out again. */
  readonly attempts: string[];
  /** Creation times of locks that were completed, aborted or seen to have ended. */
  readonly ended: Set<number>;
  /** Creation times of locks that were to be completed or aborted from here, as often as no answer is known. */
  readonly undecided: Map<number, number>;
}

/** A vault's history as one connection sees it, and how many lines of the vault it has taken in. */
interface View {
  readonly history: VaultHistory;
  taken: number;
}

/**
 * The lock IDs of a ledger. Pure: fed entry by entry, asked for the lock ID of a lock by its creation time.
 */
export class LedgerIndex {
  /** All lines of each ARN, in order; as text, those that nobody has asked for. */
  private readonly lines = new Map<string, (LedgerEntry | string)[]>();
  private readonly views = new Map<string, View>();

  add(entry: LedgerEntry): void {
    // Policies make up most of a ledger, and are not asked for here.
    const line = 'policy' in entry ? { ...entry, policy: '' } : entry;
    this.keep(entry.arn, line);
  }

  /** The same for a line that is read only when its vault is asked for; one that is no entry is passed over then. */
  addUnread(arn: string, line: string): void {
    this.keep(arn, line);
  }

  /**
   * The lock ID of the lock with this creation time. A lock that was read back is found by its exact time. One that was
   * not (the program ended between Initiate and reading back) is taken for the newest attempt on this vault, if that one
   * has not ended and its reply fits the time; an earlier attempt's lock ID is never offered for a later lock.
   */
  lockIdFor(connection: Connection, arn: string, created: number): LockIdStatus {
    const holder = this.find(connection, arn, created);
    return holder === undefined ? { held: false } : { held: true, lockId: holder.lockId };
  }

  /** The attempt that this lock fits but was not yet read back as. */
  unconfirmedAttempt(connection: Connection, arn: string, created: number): string | undefined {
    const holder = this.find(connection, arn, created);
    return holder?.created === undefined ? holder?.attempt : undefined;
  }

  /** True when a lock ID came with this attempt and the attempt's creation time is not known exactly. */
  isUnconfirmed(connection: Connection, arn: string, attempt: string): boolean {
    const holder = this.historyOf(connection, arn)?.holders.findLast((each) => each.attempt === attempt);
    return holder !== undefined && holder.created === undefined;
  }

  /** True when a lock ID of this lock is remembered and nothing says that the lock is over. */
  isOpen(connection: Connection, arn: string, created: number): boolean {
    const history = this.historyOf(connection, arn);
    if (history === undefined || history.ended.has(created)) return false;
    return this.find(connection, arn, created) !== undefined;
  }

  /**
   * True when Complete or Abort may have been sent from here for this lock and no answer is known: who ended it cannot be
   * told then.
   */
  isUndecided(connection: Connection, arn: string, created: number): boolean {
    return (this.historyOf(connection, arn)?.undecided.get(created) ?? 0) > 0;
  }

  private find(connection: Connection, arn: string, created: number): Holder | undefined {
    const history = this.historyOf(connection, arn);
    if (history === undefined) return undefined;
    const exact = history.holders.findLast((holder) => holder.created === created);
    if (exact !== undefined) return exact;
    const newest = history.attempts.at(-1);
    return history.holders.findLast(
      (holder) =>
        holder.attempt !== undefined &&
        holder.attempt === newest &&
        holder.created === undefined &&
        !holder.over &&
        holder.window !== undefined &&
        created >= holder.window.from &&
        created <= holder.window.to,
    );
  }

  private keep(arn: string, line: LedgerEntry | string): void {
    const lines = this.lines.get(arn);
    if (lines === undefined) this.lines.set(arn, [line]);
    else lines.push(line);
  }

  private historyOf(connection: Connection, arn: string): VaultHistory | undefined {
    const lines = this.lines.get(arn);
    if (lines === undefined) return undefined;
    const place = placeOf(connection);
    const key = JSON.stringify([place.connection, place.practice, place.endpoint, arn]);
    let view = this.views.get(key);
    if (view === undefined) {
      view = { history: { holders: [], attempts: [], ended: new Set(), undecided: new Map() }, taken: 0 };
      this.views.set(key, view);
    }
    for (const line of lines.slice(view.taken)) {
      const entry = typeof line === 'string' ? entryIn(line) : line;
      if (entry !== undefined && isSamePlace(entry, place)) apply(view.history, entry);
    }
    view.taken = lines.length;
    return view.history;
  }
}

function entryIn(line: string): LedgerEntry | undefined {
  const parsed = parseLedgerLine(line);
  return parsed.ok ? parsed.entry : undefined;
}

/** Where a vault is looked for, as far as the ledger tells places apart. */
interface Place {
  readonly connection: string;
  readonly practice: boolean;
  readonly endpoint?: string | undefined;
}

function placeOf({ id, practice, endpoint }: Connection): Place {
  return { connection: id, practice, endpoint: endpoint === undefined ? undefined : originOf(endpoint) };
}

/**
 * A vault of AWS is the same one through whichever connection it is reached. On a practice Glacier the same ARN exists
 * in every one, and the port may change from start to start: there the connection tells them apart.
 *
 * A local Glacier that was started late was taken for any other endpoint until it answered: what one connection wrote
 * of one endpoint belongs together, whatever that endpoint was taken for. AWS itself has no endpoint in this sense, so
 * nothing of practice ever mixes with it.
 */
function isSamePlace(line: Place, place: Place): boolean {
  const sameConnection = line.connection === place.connection;
  const sameEndpoint = line.endpoint === place.endpoint;
  if (line.practice !== place.practice) return sameConnection && sameEndpoint && place.endpoint !== undefined;
  return place.practice ? sameConnection : sameEndpoint;
}

function apply(history: VaultHistory, entry: LedgerEntry): void {
  switch (entry.type) {
    case 'initiateIntended':
      makeNewest(history, entry.attempt);
      break;
    case 'initiateRefused':
    case 'initiateNotSent':
      // Nothing was started: the attempt before it is the newest again.
      takeOut(history, entry.attempt);
      break;
    case 'initiateUnclear':
    case 'initiateSettled':
      break;
    case 'lockIdReceived':
      // Of two Initiates on their way at once, the one that Glacier accepted is the newest.
      makeNewest(history, entry.attempt);
      history.holders.push({
        lockId: entry.lockId,
        attempt: entry.attempt,
        created: undefined,
        window: { from: Date.parse(entry.notBefore), to: Date.parse(entry.notAfter) },
        over: false,
      });
      break;
    case 'lockReadBack': {
      const holder = history.holders.findLast((each) => each.attempt === entry.attempt);
      if (holder !== undefined) holder.created ??= Date.parse(entry.created);
      break;
    }
    case 'lockIdEntered':
      history.holders.push({
        lockId: entry.lockId,
        attempt: undefined,
        created: Date.parse(entry.created),
        window: undefined,
        over: false,
      });
      break;
    case 'lockIdRejected': {
      const created = Date.parse(entry.created);
      const at = history.holders.findLastIndex(
        (holder) => holder.lockId === entry.lockId && (holder.created ?? created) === created,
      );
      if (at >= 0) history.holders.splice(at, 1);
      break;
    }
    case 'completeIntended':
    case 'abortIntended':
      countUndecided(history, Date.parse(entry.created), 1);
      break;
    case 'completeNotSent':
    case 'abortNotSent':
    case 'completeRefused':
    case 'abortRefused':
      countUndecided(history, Date.parse(entry.created), -1);
      break;
    case 'completeUnclear':
    case 'abortUnclear':
    case 'completeReadBack':
    case 'abortReadBack':
      break;
    case 'completeSettled':
    case 'abortSettled':
      if (entry.found !== 'in progress') end(history, Date.parse(entry.created));
      break;
    case 'completed':
    case 'aborted':
    case 'ended':
      end(history, Date.parse(entry.created));
      break;
  }
}

function countUndecided({ undecided }: VaultHistory, created: number, by: 1 | -1): void {
  undecided.set(created, Math.max(0, (undecided.get(created) ?? 0) + by));
}

function makeNewest(history: VaultHistory, attempt: string): void {
  takeOut(history, attempt);
  history.attempts.push(attempt);
}

function takeOut(history: VaultHistory, attempt: string): void {
  const at = history.attempts.lastIndexOf(attempt);
  if (at >= 0) history.attempts.splice(at, 1);
}

/**
 * A lock of this creation time is over. That ends the attempts without an exact time that are not newer than it. The
 * line may come late, from another window, in the middle of a newer Initiate: it says nothing of an attempt whose lock
 * ID is still to come, nor of any other when it is known already whose end it tells of.
 */
function end(history: VaultHistory, created: number): void {
  const isKnown = history.ended.has(created) || history.holders.some((holder) => holder.created === created);
  history.ended.add(created);
  if (isKnown) return;
  for (const holder of history.holders) {
    if (holder.window !== undefined && created >= holder.window.from) holder.over = true;
  }
}
