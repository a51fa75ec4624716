import { originOf } from '../../glacier/callContext';
import { GlacierError } from '../../glacier/glacierError';
import type { Disposable, GlacierClock, VaultStore } from '../api';
import type { LedgerEntry, LedgerEvent } from '../ledger/ledgerEntry';
import type { WritableLedger } from '../lockLedger';
import type { Connection, Vault } from '../model';
import type { ToldOnce } from '../toldOnce';
import { vaultKey } from '../vaultKey';
import {
  interruptionOf,
  unreadInterruption,
  type Interruption,
  type LockNow,
  type Telling,
} from './interruption';
import { mayStillRun, type Here } from './mayStillRun';
import { openOperations, type OpenOperation } from './openOperations';
import { locksToFollow } from './locksToFollow';

/** One interrupted operation to be told of. */
export interface News extends Telling {
  /** The vault's name. */
  readonly name: string;
  /** The vault as it is now; undefined if it is gone or cannot be read. */
  readonly vault: Vault | undefined;
}

export interface InterruptedWatchParts {
  /** All entries of the ledger; rejects with the system's error. */
  readonly readEntries: () => Promise<readonly LedgerEntry[]>;
  readonly connections: { readonly all: readonly Connection[] };
  /** From now on this connection's vaults are followed. */
  readonly follow: (connectionId: string) => void;
  readonly store: Pick<VaultStore, 'find' | 'vaults' | 'refreshVault' | 'onDidChange'>;
  readonly ledger: Pick<WritableLedger, 'append'>;
  readonly clock: Pick<GlacierClock, 'now'>;
  readonly told: ToldOnce;
  /** Who asks, and when; asked for at every look. */
  readonly here: () => Here;
  /** Writes an instant for people. */
  readonly instant: (time: number) => string;
  /** Tells the person, in one message. */
  readonly tell: (news: readonly [News, ...News[]]) => void;
  /** For the log. */
  readonly log: (message: string, error?: unknown) => void;
  readonly after?: (ms: number, task: () => void) => Disposable;
}

/** Milliseconds until another process's operation is looked at again; doubled each time up to the longest. */
const firstPause = 2_000;
const longestPause = 60_000;

/**
 * Finds, after the start of a window, the operations that another one began and did not end: it reads their vaults, and
 * no others, tells the person once what became of them, and writes that to the ledger. Locks that the ledger knows to be
 * in progress are followed, also where nothing else remembers their connection.
 */
export class InterruptedWatch implements Disposable {
  private readonly subscription: Disposable;
  private timer: Disposable | undefined;
  private pause = firstPause;
  /** Keys of vaults that could not be read. */
  private readonly unread = new Set<string>();
  private looking: Promise<void> | undefined;
  private disposed = false;

  constructor(private readonly parts: InterruptedWatchParts) {
    this.subscription = parts.store.onDidChange(() => this.onChange());
  }

  /** Never rejects. One look at a time: who asks during one gets that one. */
  look(): Promise<void> {
    return this.lookOnce(false);
  }

  /** The same for a person who asked: also what was told before is told, if it still cannot be read. */
  lookAgain(): Promise<void> {
    return this.lookOnce(true);
  }

  private lookOnce(isAsked: boolean): Promise<void> {
    this.looking ??= this.lookNow(isAsked)
      .catch((error: unknown) => this.parts.log('Interrupted operations could not be looked for.', error))
      .finally(() => (this.looking = undefined));
    return this.looking;
  }

  dispose(): void {
    this.disposed = true;
    this.subscription.dispose();
    this.timer?.dispose();
  }

  private async lookNow(isAsked: boolean): Promise<void> {
    const entries = await this.parts.readEntries();
    if (this.disposed) return;
    for (const id of locksToFollow(entries, (connection) => this.parts.clock.now(connection))) {
      if (this.parts.connections.all.some((each) => each.id === id)) this.parts.follow(id);
    }
    const here = this.parts.here();
    const vaults = openOperations(entries);
    const isBusy = vaults.some((open) => open.some(({ intent }) => mayStillRun(intent, here)));
    const left = vaults.filter((open) => !open.some(({ intent }) => mayStillRun(intent, here)));
    this.unread.clear();
    const news = (await Promise.all(left.map((open) => this.newsOf(open, isAsked)))).flat();
    const [first, ...others] = news;
    // What was claimed is told, also if the window is about to close.
    if (first !== undefined) this.parts.tell([first, ...others]);
    if (isBusy) this.lookLater();
  }

  /** What is to be told of the operations that are open on one vault: the newest one says it all. */
  private async newsOf(open: readonly OpenOperation[], isAsked: boolean): Promise<readonly News[]> {
    const newest = open.at(-1);
    if (newest === undefined) return [];
    const { intent } = newest;
    const name = nameIn(intent.arn);
    const connection = this.parts.connections.all.find((each) => leadsTo(each, intent));
    if (connection === undefined) {
      this.parts.log(`An operation on ${intent.arn} was interrupted, but its connection is gone.`);
      return [];
    }
    this.parts.follow(connection.id);
    const reading = await this.read(connection, intent);
    if (reading === undefined || this.disposed) return [];
    if ('why' in reading) {
      this.unread.add(vaultKey(connection, intent.arn));
      const isMine = (await this.parts.told.claim(`unread ${idOf(newest)}`)) || isAsked;
      return isMine ? [{ ...unreadInterruption(newest, name, reading.why), name, vault: undefined }] : [];
    }
    if (!(await this.parts.told.claim(`interrupted ${idOf(newest)}`))) return [];
    const { lock, vault } = reading;
    const now = vault?.lock.known === 'read' ? vault.lock.readAt : this.parts.clock.now(connection.id);
    const interruption = interruptionOf(newest, name, lock, now, this.parts.instant);
    this.settle(
      open,
      { connection, arn: intent.arn, account: intent.account, region: intent.region },
      (each) =>
        each === newest
          ? interruption.found
          : interruptionOf(each, name, lock, now, this.parts.instant).found,
    );
    this.parts.log(`${intent.type} ${intent.arn} was interrupted; found now: ${interruption.found}.`);
    return [{ ...interruption, name, vault }];
  }

  /** The lock as Glacier shows it now, or why it cannot be read; undefined where the connection shows other vaults. */
  private async read(
    connection: Connection,
    { arn, account, region }: LedgerEntry,
  ): Promise<
    { readonly lock: LockNow; readonly vault: Vault | undefined } | { readonly why: string } | undefined
  > {
    try {
      const vault = await this.parts.store.refreshVault(connection, region, nameIn(arn));
      if (vault.arn === arn) return lockIn(vault);
    } catch (error) {
      const known = this.parts.store.find(vaultKey(connection, arn));
      const lock = known === undefined ? undefined : lockIn(known);
      if (lock !== undefined) return lock;
      if (!(error instanceof GlacierError)) throw error;
      if (error.code !== 'ResourceNotFoundException')
        return { why: `${error.message} ${error.details.advice}` };
      const others = this.parts.store.vaults.filter((each) => each.connection.id === connection.id);
      if (others.every((each) => each.account === account)) return { lock: 'gone', vault: undefined };
    }
    this.parts.log(
      `An operation on ${arn} was interrupted, but its connection leads to another account now.`,
    );
    return undefined;
  }

  private settle(
    open: readonly OpenOperation[],
    subject: Parameters<WritableLedger['append']>[0],
    foundOf: (operation: OpenOperation) => Interruption['found'],
  ): void {
    for (const operation of open) {
      this.parts.ledger
        .append(subject, settled(operation, foundOf(operation)))
        .catch((error: unknown) => this.parts.log('The lock ledger could not be written.', error));
    }
  }

  private onChange(): void {
    const isRead = [...this.unread].some((key) => this.parts.store.find(key)?.lock.known === 'read');
    if (isRead && this.looking === undefined) void this.look();
  }

  private lookLater(): void {
    if (this.disposed) return;
    this.timer?.dispose();
    this.timer = (this.parts.after ?? afterwards)(this.pause, () => void this.look());
    this.pause = Math.min(this.pause * 2, longestPause);
  }
}

function afterwards(ms: number, task: () => void): Disposable {
  const timer = setTimeout(task, ms);
  return { dispose: () => clearTimeout(timer) };
}

function lockIn(vault: Vault): { readonly lock: LockNow; readonly vault: Vault } | undefined {
  return vault.lock.known === 'read' ? { lock: vault.lock.lock, vault } : undefined;
}

/** Whether this is the connection that an entry was written of, as the ledger tells places apart. */
function leadsTo({ id, practice, endpoint }: Connection, entry: LedgerEntry): boolean {
  if (id !== entry.connection) return false;
  const origin = endpoint === undefined ? undefined : originOf(endpoint);
  return (practice && entry.practice) || origin === entry.endpoint;
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** Names an operation among all of all ledgers. */
function idOf(operation: OpenOperation): string {
  const { arn, connection, localTime } = operation.intent;
  const own = operation.operation === 'initiate' ? operation.attempt : String(operation.created);
  return JSON.stringify([operation.operation, connection, arn, own, localTime]);
}

function settled(operation: OpenOperation, found: Interruption['found']): LedgerEvent {
  if (operation.operation === 'initiate') {
    return { type: 'initiateSettled', attempt: operation.attempt, found };
  }
  const type = operation.operation === 'complete' ? 'completeSettled' : 'abortSettled';
  return { type, created: new Date(operation.created).toISOString(), found };
}
