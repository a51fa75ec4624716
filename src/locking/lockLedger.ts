import { createHash } from 'node:crypto';
import { mkdirSync, watch, type FSWatcher } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { originOf } from '../glacier/callContext';
import type { Event, GlacierClock, LockLedger } from './api';
import { Emitter } from './event';
import {
  arnInLine,
  parseLedgerLine,
  type ChainedEntry,
  type LedgerEntry,
  type LedgerEvent,
  type LedgerSubject,
  type LineProblem,
} from './ledger/ledgerEntry';
import { FileTurn } from './ledger/fileTurn';
import { LedgerFile, type Appended } from './ledger/ledgerFile';
import { LedgerIndex } from './ledger/ledgerIndex';
import type { Connection, LockIdStatus } from './model';
import { policySha256 } from './policyIdentity';

/** A line that is passed over, or a ledger that cannot be read or watched. Quotes nothing of the file. */
export interface LedgerProblem {
  /** Counted from 1; absent when the whole file is meant. */
  readonly line: number | undefined;
  readonly problem: LineProblem | 'cannot be read' | 'cannot be watched';
  readonly cause?: unknown;
}

/** A lock in progress as Glacier showed it, and the request ID of that answer. */
export interface SeenLock {
  readonly policy: string;
  readonly created: number;
  readonly expires: number;
  readonly requestId?: string | undefined;
}

/** The right to change the lock of one vault. */
export interface VaultTurn {
  /** Never rejects. */
  release(): Promise<void>;
}

/** The ledger as the operations write it. */
export interface WritableLedger extends LockLedger {
  /** Lines that were passed over, and failures of reading; for the log. */
  readonly problems: readonly LedgerProblem[];
  /** Resolves when the event is on the disk. Rejects with the system's error. */
  append(subject: LedgerSubject, event: LedgerEvent): Promise<void>;
  /**
   * Remembers an event that could not be written. It is tried again before anything else is written and from time to time,
   * until it is on the disk or this window closes; until then a lock ID in it is `unsaved`.
   */
  keepInMemory(subject: LedgerSubject, event: LedgerEvent): void;
  /** Tries now to write what could not be written. Never rejects; what is in the way may be there still. */
  writeKept(): Promise<void>;
  /**
   * The right to change this vault's lock, one at a time among all windows that share this ledger; `taken` while another
   * one has it. Where it cannot be asked for (storage that is read-only), everybody has it. Never rejects.
   */
  takeVault(subject: LedgerSubject): Promise<VaultTurn | 'taken'>;
  /**
   * Writes down that a lock was seen on Glacier, if it fits an attempt that was not read back yet. `attempt` says which
   * one it is, where that is known for certain.
   */
  confirm(subject: LedgerSubject, lock: SeenLock, attempt?: string): Promise<void>;
  /**
   * Writes down that a lock is over, if a lock ID of it is held and its end is not known yet. Says nothing of somebody
   * else where a request from here, which was not answered, may have ended it.
   */
  noteEnd(
    subject: LedgerSubject,
    created: number,
    how: Extract<LedgerEvent, { type: 'ended' }>['how'],
  ): Promise<void>;
}

/**
 * Opens the ledger at this path; the file and its folder may not exist yet. Never throws: a ledger that cannot be read
 * holds no lock IDs and says so in `problems`.
 *
 * @param localNow This machine's clock, epoch milliseconds.
 */
export function openLockLedger(
  filePath: string,
  clock: GlacierClock,
  localNow: () => number = Date.now,
): WritableLedger {
  return new FileLedger(filePath, clock, localNow);
}

/** How long to wait for other processes that append, in milliseconds. */
const usualPatience = 3_000;
/** The same for a lock ID that has just arrived: until it is on the disk, a crash would lose it. */
const lockIdPatience = 200;
/** How long until what could not be written is tried again, in milliseconds; doubled each time up to the longest. */
const firstRetry = 5_000;
const longestRetry = 5 * 60_000;

/** Lines that say that a lock is another one now, or may be. */
const outcomes: ReadonlySet<LedgerEvent['type']> = new Set([
  ...(['lockIdReceived', 'completed', 'aborted'] as const),
  ...(['initiateUnclear', 'completeUnclear', 'abortUnclear'] as const),
  ...(['initiateSettled', 'completeSettled', 'abortSettled'] as const),
]);

class FileLedger implements WritableLedger {
  readonly problems: LedgerProblem[] = [];
  private readonly changed = new Emitter<void>();
  readonly onDidChange: Event<void> = this.changed.event;
  private readonly writtenElsewhere = new Emitter<{ readonly connectionId: string; readonly arn: string }>();
  readonly onDidWriteElsewhere = this.writtenElsewhere.event;
  /** Outcomes that others wrote and listeners were not told of yet, by connection and vault. */
  private readonly untold = new Map<string, { readonly connectionId: string; readonly arn: string }>();
  /** Lines of this window that it has not read back from the file yet. */
  private readonly own = new Set<string>();
  private readonly file: LedgerFile;
  /** Bytes that were there when the ledger was opened: what they say is not new. */
  private readonly sizeAtStart: number;
  private isRead = false;
  private readonly person = loggedIn();
  private index = new LedgerIndex();
  /** Entries that are not in the file; they outlive its replacement. */
  private unwritten: readonly LedgerEntry[] = [];
  /** Lines that were written later than they were taken in. */
  private readonly takenIn = new Set<string>();
  private retry: NodeJS.Timeout | undefined;
  private retryPause = firstRetry;
  private watcher: FSWatcher | undefined;
  private announcing: NodeJS.Immediate | undefined;
  private writing: Promise<void> = Promise.resolve();
  private disposed = false;

  constructor(
    filePath: string,
    private readonly clock: GlacierClock,
    private readonly localNow: () => number,
  ) {
    this.file = new LedgerFile(filePath, (line) => parseLedgerLine(line).ok);
    this.sizeAtStart = this.file.size();
    this.startWatching();
  }

  lockIdFor(connection: Connection, arn: string, lock: { readonly created: number }): LockIdStatus {
    this.readOn();
    const status = this.index.lockIdFor(connection, arn, lock.created);
    if (!status.held) return status;
    const isUnsaved = this.unwritten.some((each) => 'lockId' in each && each.lockId === status.lockId);
    return isUnsaved ? { ...status, unsaved: true } : status;
  }

  append(subject: LedgerSubject, event: LedgerEvent): Promise<void> {
    return this.enqueue(() => this.write(subject, event));
  }

  keepInMemory(subject: LedgerSubject, event: LedgerEvent): void {
    const entry = this.entry(subject, event);
    this.unwritten = [...this.unwritten, entry];
    this.index.add(entry);
    this.announce();
    this.retryLater();
  }

  async writeKept(): Promise<void> {
    // What fails is tried again later.
    await this.enqueue(() => this.writeUnwritten()).catch(() => undefined);
  }

  confirm(subject: LedgerSubject, lock: SeenLock, known?: string): Promise<void> {
    // Looked up in its turn, so that two who see the same lock write it down once.
    return this.enqueue(async () => {
      this.readOn();
      const { connection, arn } = subject;
      const attempt = known ?? this.index.unconfirmedAttempt(connection, arn, lock.created);
      if (attempt === undefined || !this.index.isUnconfirmed(connection, arn, attempt)) return;
      const created = new Date(lock.created).toISOString();
      const expires = new Date(lock.expires).toISOString();
      await this.write(subject, {
        type: 'lockReadBack',
        attempt,
        created,
        expires,
        policySha256: policySha256(lock.policy),
        ...(lock.requestId === undefined ? {} : { requestId: lock.requestId }),
      });
    });
  }

  noteEnd(
    subject: LedgerSubject,
    created: number,
    how: Extract<LedgerEvent, { type: 'ended' }>['how'],
  ): Promise<void> {
    return this.enqueue(async () => {
      this.readOn();
      const { connection, arn } = subject;
      if (!this.index.isOpen(connection, arn, created)) return;
      // What was sent from here and not answered may have done it.
      const isElsewhere = how === 'completed elsewhere' || how === 'aborted elsewhere';
      if (isElsewhere && this.index.isUndecided(connection, arn, created)) return;
      await this.write(subject, { type: 'ended', created: new Date(created).toISOString(), how });
    });
  }

  async takeVault(subject: LedgerSubject): Promise<VaultTurn | 'taken'> {
    const turn = await FileTurn.take(vaultTurnFile(this.file.filePath, subject), 0);
    return turn === 'impossible' ? { release: () => Promise.resolve() } : turn;
  }

  dispose(): void {
    this.disposed = true;
    this.watcher?.close();
    clearTimeout(this.retry);
    if (this.announcing !== undefined) clearImmediate(this.announcing);
    this.changed.dispose();
    this.writtenElsewhere.dispose();
  }

  /** One after the other, in the order of the calls; a failed one does not hold up the next. */
  private enqueue(task: () => Promise<void>): Promise<void> {
    const done = this.writing.then(task);
    this.writing = done.catch(() => undefined);
    return done;
  }

  private async write(subject: LedgerSubject, event: LedgerEvent): Promise<void> {
    // Nothing overtakes what is kept: room may come between the two.
    await this.writeUnwritten();
    await this.writeEntry(this.entry(subject, event));
  }

  private async writeEntry(
    entry: LedgerEntry,
    onLine: (line: string) => void = () => undefined,
  ): Promise<void> {
    const patience = entry.type === 'lockIdReceived' ? lockIdPatience : usualPatience;
    await this.file.append((links) => {
      const line = JSON.stringify({ ...entry, ...links } satisfies ChainedEntry);
      // The watch may read the line before the write returns.
      this.own.add(line);
      onLine(line);
      return line;
    }, patience);
    this.readOn();
  }

  /** Rejects with the system's error at the first entry that cannot be written; it is tried again later. */
  private async writeUnwritten(): Promise<void> {
    for (const entry of this.unwritten) {
      let written = '';
      try {
        await this.writeEntry(entry, (line) => {
          written = line;
          this.takenIn.add(line);
        });
      } catch (error) {
        this.takenIn.delete(written);
        this.retryLater();
        throw error;
      }
      this.unwritten = this.unwritten.filter((each) => each !== entry);
      this.retryPause = firstRetry;
      this.announce();
    }
  }

  private retryLater(): void {
    if (this.disposed || this.retry !== undefined) return;
    this.retry = setTimeout(() => {
      this.retry = undefined;
      void this.writeKept();
    }, this.retryPause);
    this.retry.unref();
    this.retryPause = Math.min(this.retryPause * 2, longestRetry);
  }

  private entry(
    { connection, arn, account, region, caller, callerUnknown }: LedgerSubject,
    event: LedgerEvent,
  ): LedgerEntry {
    return {
      v: 1,
      localTime: new Date(this.localNow()).toISOString(),
      glacierTime: new Date(this.clock.now(connection.id)).toISOString(),
      connection: connection.id,
      kind: connection.kind,
      practice: connection.practice,
      ...(connection.endpoint === undefined ? {} : { endpoint: originOf(connection.endpoint) }),
      arn,
      account,
      region,
      ...(connection.profile === undefined ? {} : { profile: connection.profile }),
      ...(caller === undefined ? {} : { caller }),
      ...(callerUnknown === undefined ? {} : { callerUnknown }),
      ...this.person,
      ...event,
    };
  }

  /**
   * Takes in what this or another process appended. The first time it reads the whole file, which grows for ever: so
   * that is not done when a window starts, but when something is asked for.
   */
  private readOn(): void {
    try {
      if (!this.isRead) {
        this.takeIn(this.file.readAppended(this.sizeAtStart), true);
        this.isRead = true;
      }
      const appended = this.file.readAppended();
      this.takeIn(appended);
      if (appended.replaced || appended.lines.length > 0) this.announce();
    } catch (cause) {
      this.report({ line: undefined, problem: 'cannot be read', cause });
    }
  }

  /** @param isOld They were there when the ledger was opened: they are news to nobody. */
  private takeIn({ lines, firstLine, replaced }: Appended, isOld = false): void {
    if (replaced) {
      this.index = new LedgerIndex();
      for (const entry of this.unwritten) this.index.add(entry);
    }
    for (const [offset, line] of lines.entries()) {
      const arn = isOld ? arnInLine(line) : undefined;
      if (arn === undefined) this.take(line, firstLine + offset, replaced || isOld);
      else this.index.addUnread(arn, line);
    }
  }

  /** @param isOther It is of another file than before, or was there before this window. */
  private take(line: string, number: number, isOther: boolean): void {
    if (line.trim() === '') return;
    const isOwn = this.own.delete(line);
    if (this.takenIn.delete(line) && !isOther) return;
    const parsed = parseLedgerLine(line);
    if (!parsed.ok) {
      this.report({ line: number, problem: parsed.problem });
      return;
    }
    const { entry } = parsed;
    this.index.add(entry);
    // Of another file in its place nobody knows which of its lines are new.
    if (isOwn || isOther || !outcomes.has(entry.type)) return;
    const { connection: connectionId, arn } = entry;
    this.untold.set(JSON.stringify([connectionId, arn]), { connectionId, arn });
  }

  private report(problem: LedgerProblem): void {
    const known = this.problems.some(
      (each) => each.line === problem.line && each.problem === problem.problem,
    );
    if (!known) this.problems.push(problem);
  }

  /** Tells listeners in the next turn, so that nobody who asks for a lock ID is called back while asking. */
  private announce(): void {
    if (this.disposed) return;
    this.announcing ??= setImmediate(() => {
      this.announcing = undefined;
      this.changed.fire();
      const untold = [...this.untold.values()];
      this.untold.clear();
      for (const each of untold) this.writtenElsewhere.fire(each);
    });
  }

  /** Watches the folder, because the file may not exist yet. Without a watch, lookups still see what was appended. */
  private startWatching(): void {
    const folder = path.dirname(this.file.filePath);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      this.watcher = watch(folder, { persistent: false }, () => this.readOn());
      this.watcher.on('error', (cause) =>
        this.report({ line: undefined, problem: 'cannot be watched', cause }),
      );
    } catch (cause) {
      this.report({ line: undefined, problem: 'cannot be watched', cause });
    }
  }
}

/** Who is logged in, and where this runs. Some systems know no name for the user of a process. */
function loggedIn(): { readonly user?: string; readonly host: string; readonly process: string } {
  const here = { host: os.hostname(), process: String(process.pid) };
  try {
    return { user: os.userInfo().username, ...here };
  } catch {
    return here;
  }
}

/** The file that says which window changes the lock of a vault. One of AWS is the same through every connection. */
export function vaultTurnFile(
  ledgerFile: string,
  { connection, arn }: Pick<LedgerSubject, 'connection' | 'arn'>,
): string {
  const { id, practice, endpoint } = connection;
  const elsewhere = endpoint === undefined ? '' : originOf(endpoint);
  const place = JSON.stringify([practice, practice ? id : elsewhere, arn]);
  return `${ledgerFile}.${createHash('sha256').update(place).digest('hex').slice(0, 16)}.lock`;
}
