import type { CallContext } from '../glacier/callContext';
import { explainError, ownError } from '../glacier/explainError';
import type { GlacierGateway, LockReading, Reply, VaultPage } from '../glacier/gateway';
import type { GlacierError } from '../glacier/glacierError';
import type { Disposable, Event, Gateways, GlacierClock, ReadOptions, VaultStore } from './api';
import { CoalescedEvent } from './event';
import { isStill, sameTarget, targetOf } from './gateways';
import { judgeAnswer } from './judgeAnswer';
import { createLimiter } from './limiter';
import type { WritableLedger } from './lockLedger';
import type { Connection, LockKnowledge, RegionState, Vault, VaultInProgress, VaultLock } from './model';
import { RegionVaults } from './regionVaults';
import { RequestQueue, type Urgency } from './requestQueue';
import type { VaultCache } from './vaultCache';
import { unlessCancelled } from './unlessCancelled';
import { vaultKey } from './vaultKey';

/** Of what other windows did, so many locks are read at a time: it may be the same in all of them. */
const readsElsewhere = 6;
/** Milliseconds between two change events while answers stream in. */
const changePause = 50;
/** Milliseconds after the last change of a region until it is written to the cache. */
const cachePause = 2_000;

export interface VaultStoreParts {
  readonly gateways: Gateways;
  readonly clock: GlacierClock;
  readonly ledger: Pick<
    WritableLedger,
    'lockIdFor' | 'onDidChange' | 'onDidWriteElsewhere' | 'confirm' | 'noteEnd'
  >;
  /** Told of refreshes and of failures that no state shows; for the log. Holds no lock ID. */
  readonly log?: (message: string, error?: unknown) => void;
  /** What earlier sessions read; without it, nothing is shown before Glacier has answered. */
  readonly cache?: VaultCache;
}

/**
 * A lock that was in progress so long before its end, in milliseconds, and is gone after it, is taken to have expired.
 * Of any other it is not known: somebody may have aborted it.
 */
const shortlyBefore = 60_000;

export function createVaultStore(parts: VaultStoreParts): VaultStore {
  return new GlacierVaultStore(parts);
}

class GlacierVaultStore implements VaultStore {
  private entries = new Map<string, RegionVaults>();
  private readonly changes = new CoalescedEvent(changePause);
  readonly onDidChange: Event<void> = this.changes.event;
  private readonly ledgerListeners: readonly Disposable[];
  /** Of what another window did, so many locks are read at a time. */
  private readonly limitedElsewhere = createLimiter(readsElsewhere);
  /** All that is read of Glacier goes through here, so that accounts are not asked more than they grant. */
  private readonly queue = new RequestQueue({ judge: judgeAnswer });
  /** Regions that changed since they were last written to the cache. */
  private readonly uncached = new Set<RegionVaults>();
  private cacheTimer: NodeJS.Timeout | undefined;
  /** Keys of vaults whose lock waits to be read because of that. */
  private readonly waitingElsewhere = new Set<string>();
  private asked = 0;
  private allVaults: readonly Vault[] | undefined;
  private allInProgress: readonly VaultInProgress[] | undefined;

  constructor(private readonly parts: VaultStoreParts) {
    this.ledgerListeners = [
      parts.ledger.onDidChange(() => this.relabel()),
      parts.ledger.onDidWriteElsewhere(({ connectionId, arn }) => this.readElsewhere(connectionId, arn)),
    ];
  }

  get regions(): readonly RegionState[] {
    return [...this.entries.values()].map((entry) => entry.state);
  }

  get vaults(): readonly Vault[] {
    this.allVaults ??= this.regions.flatMap((region) => region.vaults);
    return this.allVaults;
  }

  get inProgress(): readonly VaultInProgress[] {
    this.allInProgress ??= this.vaults
      .filter(isInProgress)
      .sort((a, b) => a.lock.lock.expires - b.lock.lock.expires);
    const expired = this.allInProgress.filter((vault) => this.isExpired(vault));
    if (expired.length === 0) return this.allInProgress;
    return [...this.allInProgress.filter((vault) => !this.isExpired(vault)), ...expired];
  }

  find(key: string): Vault | undefined {
    for (const entry of this.entries.values()) {
      const vault = entry.get(key);
      if (vault !== undefined) return vault;
    }
    return undefined;
  }

  findByArn(arn: string): readonly Vault[] {
    return [...this.entries.values()].flatMap((entry) => entry.get(vaultKey(entry.connection, arn)) ?? []);
  }

  setConnections(
    connections: readonly Connection[],
    follows: (connection: Connection, region: string) => boolean = () => true,
  ): void {
    const former = this.entries;
    const next = new Map<string, RegionVaults>();
    for (const connection of connections) {
      for (const region of connection.regions) {
        const key = regionKey(connection.id, region);
        const entry = former.get(key);
        if (entry !== undefined && sameTarget(entry.connection, connection)) {
          if (entry.connection !== connection) entry.rename(connection);
          next.set(key, entry);
        } else {
          const added = new RegionVaults(connection, region);
          next.set(key, added);
          this.recall(added);
        }
      }
    }
    this.entries = next;
    for (const [key, entry] of former) {
      if (next.get(key) !== entry) retire(entry);
    }
    this.dropChanged(former.values(), connections);
    for (const [key, entry] of next) {
      if (entry.listing !== undefined) continue;
      // Whoever looked at the vaults of the former target looks at those of the new one now.
      const before = former.get(key);
      const isInSight = before?.listing !== undefined && !before.outOfSight;
      if (isInSight || follows(entry.connection, entry.region)) this.startListing(entry);
    }
    this.touch();
  }

  look(connectionId: string, region: string): void {
    const entry = this.entries.get(regionKey(connectionId, region));
    if (entry === undefined) return;
    entry.outOfSight = false;
    if (entry.listing === undefined || entry.outdated) this.startListing(entry);
  }

  lookAway(connectionId: string, region: string): void {
    const entry = this.entries.get(regionKey(connectionId, region));
    if (entry !== undefined) entry.outOfSight = true;
  }

  prefer(keys: readonly string[]): void {
    this.queue.prefer(keys);
  }

  async refresh(
    reason: string,
    scope?: { readonly connectionId: string; readonly region?: string },
  ): Promise<void> {
    const entries = scope === undefined ? this.toRefresh() : this.within(scope);
    this.log(
      `Refreshing ${entries.map((entry) => `${entry.connection.id} ${entry.region}`).join(', ')}: ${reason}`,
    );
    for (const entry of entries) this.startListing(entry);
    await Promise.all(entries.map(settled));
    this.changes.flush();
  }

  refreshVault(
    connection: Connection,
    region: string,
    name: string,
    options: ReadOptions = {},
  ): Promise<Vault> {
    const context: CallContext = {
      operation: 'GetVaultLock',
      vault: name,
      target: targetOf(connection, region),
    };
    return unlessCancelled(options.signal, context, () =>
      this.refreshVaultNow(connection, region, name, options),
    );
  }

  readLock(vault: Vault, options: ReadOptions = {}): Promise<Vault> {
    const context: CallContext = {
      operation: 'GetVaultLock',
      vault: vault.name,
      target: targetOf(vault.connection, vault.region),
    };
    return unlessCancelled(options.signal, context, () => this.readLockNow(vault, options));
  }

  dispose(): void {
    for (const listener of this.ledgerListeners) listener.dispose();
    for (const entry of this.entries.values()) retire(entry);
    this.entries = new Map();
    this.forgetSnapshots();
    clearTimeout(this.cacheTimer);
    this.queue.close(new Error('The vaults are not followed any more.'));
    this.changes.dispose();
  }

  private async refreshVaultNow(
    connection: Connection,
    region: string,
    name: string,
    options: ReadOptions,
  ): Promise<Vault> {
    const context = { vault: name, target: targetOf(connection, region) };
    const gateway = await this.open(connection, region, { ...context, operation: 'DescribeVault' });
    const asked = this.nextQuestion();
    // For a connection that is gone by now, or a region that is not shown, the answer is given but not kept.
    const entry = this.entryFor(connection, region) ?? new RegionVaults(connection, region);
    const [described, read] = await Promise.allSettled([
      this.send(entry, urgencyOf(options), () => gateway.describeVault(name, options), options),
      this.send(entry, urgencyOf(options), () => gateway.getVaultLock(name, options), options),
    ]);
    if (described.status === 'rejected') {
      const error = explainError(described.reason, { ...context, operation: 'DescribeVault' });
      if (isNotFound(error)) this.removeByName(entry, name, asked);
      throw error;
    }
    const key = vaultKey(connection, described.value.value.arn);
    entry.describe(described.value.value, asked);
    this.touch();
    if (read.status === 'rejected') {
      const error = explainError(read.reason, { ...context, operation: 'GetVaultLock' });
      this.takeFailure(entry, key, error, asked);
      throw error;
    }
    const lock = this.takeReading(entry, key, read.value, asked);
    const vault = entry.get(key);
    if (vault === undefined) throw ownError('ConnectionClosed', { ...context, operation: 'GetVaultLock' });
    return { ...vault, lock };
  }

  private async readLockNow(vault: Vault, options: ReadOptions, isToldOf = false): Promise<Vault> {
    const { connection, region, name, key } = vault;
    const context: CallContext = {
      operation: 'GetVaultLock',
      vault: name,
      target: targetOf(connection, region),
    };
    const gateway = await this.open(connection, region, context);
    const asked = this.nextQuestion();
    const entry = this.entryFor(connection, region);
    const of = entry ?? new RegionVaults(connection, region);
    try {
      const reply = await this.send(
        of,
        urgencyOf(options),
        () => gateway.getVaultLock(name, options),
        options,
      );
      if (entry === undefined) return { ...vault, lock: this.knowledge(connection, vault.arn, reply) };
      const lock = this.takeReading(entry, key, reply, asked, isToldOf);
      return { ...(entry.get(key) ?? vault), lock };
    } catch (thrown) {
      const error = explainError(thrown, context);
      if (entry !== undefined) this.takeFailure(entry, key, error, asked);
      throw error;
    }
  }

  private startListing(entry: RegionVaults): void {
    entry.listing?.controller.abort();
    entry.outdated = false;
    const controller = new AbortController();
    const done = this.list(entry, controller.signal);
    entry.listing = { controller, done };
    // The former error stays until there is a better answer.
    entry.setStatus('listing', entry.state.error);
    this.touch();
  }

  /** Lists one region page by page; the locks of each page are read while the next pages come. Never rejects. */
  private async list(entry: RegionVaults, signal: AbortSignal): Promise<void> {
    const { connection, region } = entry;
    const context: CallContext = { operation: 'ListVaults', target: targetOf(connection, region) };
    const started = this.nextQuestion();
    const stale = () => signal.aborted || entry.gone;
    const seen = new Set<string>();
    const reads: Promise<void>[] = [];
    try {
      const gateway = await this.open(connection, region, context);
      const ask = (marker: string | undefined) =>
        this.send(
          entry,
          'page',
          async () => {
            const asked = this.nextQuestion();
            const options = { signal, ...(marker === undefined ? {} : { marker }) };
            const { value: page, attempts = 1 } = await gateway.listVaults(options);
            return { asked, page, attempts };
          },
          { signal },
        );
      for await (const { page, asked } of pages(ask, context)) {
        if (stale()) return;
        const vaults = page.vaults.flatMap((description) => entry.describe(description, asked) ?? []);
        const account = vaults[0]?.account;
        if (seen.size === 0 && account !== undefined) {
          // Other credentials under the same name: no vault of another account stays in sight.
          entry.setAccount(account, started);
        }
        for (const { key, name, arn } of vaults) {
          seen.add(key);
          reads.push(this.fillIn(entry, gateway, { key, name, arn }, signal));
        }
        this.touch();
      }
      if (stale()) return;
      for (const vault of entry.removeOthers(({ key }) => seen.has(key), started)) this.noteGone(vault);
      entry.listedAt = Date.now();
      entry.setStatus('ready');
      this.cacheSoon(entry);
    } catch (thrown) {
      if (stale()) return;
      const error = explainError(thrown, context);
      this.log(`The vaults of ${connection.name} in ${region} could not be listed.`, error);
      entry.setFailed(error, (vault) => seen.has(vault.key));
    } finally {
      this.touch();
      await Promise.all(reads);
    }
  }

  private async fillIn(
    entry: RegionVaults,
    gateway: GlacierGateway,
    { key, name, arn }: { readonly key: string; readonly name: string; readonly arn: string },
    signal: AbortSignal,
  ): Promise<void> {
    const stale = () => signal.aborted || entry.gone;
    let asked = 0;
    const read = () => {
      asked = this.nextQuestion();
      return gateway.getVaultLock(name, { signal });
    };
    try {
      this.takeReading(entry, key, await this.send(entry, 'behind', read, { key, signal }), asked);
    } catch (thrown) {
      if (stale()) return;
      const target = targetOf(entry.connection, entry.region);
      const error = explainError(thrown, { operation: 'GetVaultLock', vault: name, target });
      this.log(`The lock of ${arn} could not be read.`, error);
      this.takeFailure(entry, key, error, asked);
    }
  }

  /** Sends when it is its turn. What a person asked for is asked now, and the answers of others that wait are older. */
  private send<T>(
    entry: RegionVaults,
    urgency: Urgency,
    send: () => Promise<T>,
    { key, signal }: { readonly key?: string; readonly signal?: AbortSignal } = {},
  ): Promise<T> {
    return this.queue.run({
      lane: laneOf(entry),
      urgency,
      send,
      ...(key === undefined ? {} : { key }),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** Those that nobody looks at are read again when somebody does; a lock in progress is always looked after. */
  private toRefresh(): readonly RegionVaults[] {
    const known = [...this.entries.values()].filter(({ listing }) => listing !== undefined);
    const isPassedOver = (entry: RegionVaults) =>
      entry.outOfSight && ![...entry.all()].some((vault) => isInProgress(vault));
    for (const entry of known) if (isPassedOver(entry)) entry.outdated = true;
    return known.filter((entry) => !isPassedOver(entry));
  }

  private within(scope: {
    readonly connectionId: string;
    readonly region?: string;
  }): readonly RegionVaults[] {
    return [...this.entries.values()].filter(
      ({ connection, region }) =>
        connection.id === scope.connectionId && (scope.region === undefined || region === scope.region),
    );
  }

  /** Shows what an earlier session read, until Glacier has answered. */
  private recall(entry: RegionVaults): void {
    void this.parts.cache?.load(entry.connection, entry.region).then((kept) => {
      if (kept !== undefined && entry.takeKept(kept)) this.touch();
    });
  }

  private cacheSoon(entry: RegionVaults): void {
    if (this.parts.cache === undefined) return;
    this.uncached.add(entry);
    this.cacheTimer ??= setTimeout(() => {
      this.cacheTimer = undefined;
      this.writeCache();
    }, cachePause).unref();
  }

  private writeCache(): void {
    for (const entry of this.uncached) {
      if (entry.gone) this.uncached.delete(entry);
      // While it is listed, some of it is from before; the end of the listing calls again.
      if (entry.gone || entry.state.status !== 'ready' || entry.listedAt === undefined) continue;
      this.uncached.delete(entry);
      this.parts.cache?.save(entry.state, entry.listedAt);
    }
  }

  private takeReading(
    entry: RegionVaults,
    key: string,
    reply: Reply<LockReading>,
    asked: number,
    isToldOf = false,
  ): LockKnowledge {
    const before = entry.get(key);
    const lock = this.knowledge(entry.connection, arnOf(entry, key), reply);
    if (entry.setLock(key, lock, asked)) {
      this.touch();
      this.cacheSoon(entry);
      this.noteInLedger(before, entry.get(key), isToldOf);
    }
    return lock;
  }

  private takeFailure(entry: RegionVaults, key: string, error: GlacierError, asked: number): void {
    if (isNotFound(error)) {
      const removed = entry.remove(key, asked);
      if (removed !== undefined) this.noteGone(removed);
      this.touch();
      this.cacheSoon(entry);
      return;
    }
    // The person wanted to know no more; that says nothing about the lock.
    if (error.code === 'Cancelled') return;
    const before = entry.get(key);
    // A countdown goes on through a failure: when the lock expires was read, and does not change.
    if (before !== undefined && isInProgress(before)) return;
    if (entry.setLock(key, { known: 'failed', error }, asked)) this.touch();
  }

  private knowledge(connection: Connection, arn: string, reply: Reply<LockReading>): LockKnowledge {
    const reading = reply.value;
    const lock: VaultLock =
      reading.state === 'inProgress'
        ? { ...reading, lockId: this.parts.ledger.lockIdFor(connection, arn, reading) }
        : reading;
    const readAt = reply.serverTime ?? this.parts.clock.now(connection.id);
    return { known: 'read', lock, requestId: reply.requestId, readAt };
  }

  /**
   * What the ledger should know of a change that was seen: an attempt's exact time, or a lock's end. A window that was
   * told of the attempt by another one leaves its time to that window, which reads it back at the same moment.
   */
  private noteInLedger(before: Vault | undefined, after: Vault | undefined, isToldOf: boolean): void {
    if (after?.lock.known !== 'read') return;
    const { lock, readAt, requestId } = after.lock;
    if (!isToldOf && lock.state === 'inProgress' && lock.lockId.held) {
      this.inBackground(this.parts.ledger.confirm(after, { ...lock, requestId }));
    }
    if (before === undefined || !isInProgress(before)) return;
    const { created, expires } = before.lock.lock;
    if (lock.state !== 'none' && lock.created === created) {
      if (lock.state === 'locked') {
        this.inBackground(this.parts.ledger.noteEnd(before, created, 'completed elsewhere'));
      }
      return;
    }
    const wasSeenLate = before.lock.readAt >= expires - shortlyBefore;
    const isOver = wasSeenLate ? 'expired' : 'over, not seen how';
    const how = readAt >= expires ? isOver : 'aborted elsewhere';
    this.inBackground(this.parts.ledger.noteEnd(before, created, how));
  }

  private noteGone(vault: Vault): void {
    if (!isInProgress(vault)) return;
    this.inBackground(this.parts.ledger.noteEnd(vault, vault.lock.lock.created, 'vault gone'));
  }

  private inBackground(writing: Promise<void>): void {
    writing.catch((error: unknown) => this.log('The lock ledger could not be written.', error));
  }

  /** The ledger changed, here or in another window: lock IDs may be held now that were not. */
  private relabel(): void {
    let changed = false;
    for (const vault of this.inProgress) {
      const { lock } = vault.lock;
      const lockId = this.parts.ledger.lockIdFor(vault.connection, vault.arn, lock);
      if (sameLockId(lock.lockId, lockId)) continue;
      const entry = this.entries.get(regionKey(vault.connection.id, vault.region));
      entry?.relabel(vault.key, { ...vault.lock, lock: { ...lock, lockId } });
      changed = true;
    }
    if (changed) this.touch();
  }

  /** Time passes without a change here, so this is asked each time. */
  private isExpired({ connection, lock }: VaultInProgress): boolean {
    return lock.lock.expires <= this.parts.clock.now(connection.id);
  }

  /**
   * Another window did something to a lock: it is read again. What this may write to the ledger (a lock's end) is no
   * outcome, and written once only, so that windows do not call each other back and forth.
   */
  private readElsewhere(connectionId: string, arn: string): void {
    for (const { key, connection } of this.findByArn(arn)) {
      // A vault of AWS is the same one through every connection; each practice Glacier has its own.
      if (connection.practice && connection.id !== connectionId) continue;
      if (this.waitingElsewhere.has(key)) continue;
      this.waitingElsewhere.add(key);
      void this.limitedElsewhere(async () => {
        this.waitingElsewhere.delete(key);
        const vault = this.find(key);
        if (vault === undefined) return;
        try {
          await this.readLockNow(vault, { several: true }, true);
        } catch (error) {
          this.log(`The lock of ${arn} could not be read after another window changed it.`, error);
        }
      });
    }
  }

  private removeByName(entry: RegionVaults, name: string, asked: number): void {
    for (const vault of [...entry.all()]) {
      if (vault.name !== name || entry.remove(vault.key, asked) === undefined) continue;
      this.noteGone(vault);
      this.touch();
    }
  }

  private dropChanged(former: Iterable<RegionVaults>, connections: readonly Connection[]): void {
    const now = new Map(connections.map((connection) => [connection.id, connection]));
    const dropped = new Set<string>();
    for (const { connection } of former) {
      const same = now.get(connection.id);
      if (dropped.has(connection.id) || (same !== undefined && sameTarget(same, connection))) continue;
      dropped.add(connection.id);
      this.parts.gateways.drop(connection.id);
    }
  }

  private async open(connection: Connection, region: string, context: CallContext): Promise<GlacierGateway> {
    try {
      return await this.parts.gateways.get(connection, region);
    } catch (thrown) {
      throw explainError(thrown, context);
    }
  }

  private entryFor(connection: Connection, region: string): RegionVaults | undefined {
    const entry = this.entries.get(regionKey(connection.id, region));
    return entry !== undefined && isStill(connection, entry.connection) ? entry : undefined;
  }

  private nextQuestion(): number {
    this.asked += 1;
    return this.asked;
  }

  private touch(): void {
    this.forgetSnapshots();
    this.changes.touch();
  }

  private forgetSnapshots(): void {
    this.allVaults = undefined;
    this.allInProgress = undefined;
  }

  private log(message: string, error?: unknown): void {
    this.parts.log?.(message, error);
  }
}

export function isInProgress(vault: Vault): vault is VaultInProgress {
  return vault.lock.known === 'read' && vault.lock.lock.state === 'inProgress';
}

/** Asks for the next page as soon as its marker is known, and hands out the one before meanwhile. */
async function* pages(
  ask: (marker: string | undefined) => Promise<{ readonly page: VaultPage; readonly asked: number }>,
  context: CallContext,
): AsyncGenerator<{ readonly page: VaultPage; readonly asked: number }> {
  const markers = new Set<string>();
  let next: ReturnType<typeof ask> | undefined = ask(undefined);
  while (next !== undefined) {
    const answer: Awaited<ReturnType<typeof ask>> = await next;
    const { marker } = answer.page;
    // A marker that comes again would list the same vaults for ever.
    const isCircle = marker !== undefined && markers.has(marker);
    if (marker !== undefined) markers.add(marker);
    next = marker === undefined || isCircle ? undefined : ask(marker);
    // Whoever leaves the loop early awaits it no more; its failure then is nobody's.
    next?.catch(() => undefined);
    yield answer;
    if (isCircle) throw ownError('MalformedReply', context);
  }
}

function retire(entry: RegionVaults): void {
  entry.gone = true;
  entry.listing?.controller.abort();
}

/** Resolves when no listing of the region is under way, also when others were started meanwhile. */
async function settled(entry: RegionVaults): Promise<void> {
  for (let listing = entry.listing; listing !== undefined; listing = entry.listing) {
    await listing.done;
    if (entry.listing === listing) return;
  }
}

/**
 * Whose limits count: an account's in a region, however many connections lead there. Until Glacier has said which account
 * it is, the connection stands for it.
 */
function laneOf({ connection, region, account }: RegionVaults): string {
  const place = connection.practice ? connection.id : (connection.endpoint ?? 'aws');
  return JSON.stringify([place, account ?? connection.id, region]);
}

function urgencyOf({ several = false }: ReadOptions): Urgency {
  return several ? 'several' : 'asked';
}

function regionKey(connectionId: string, region: string): string {
  return JSON.stringify([connectionId, region]);
}

function arnOf(entry: RegionVaults, key: string): string {
  return entry.get(key)?.arn ?? key.slice(entry.connection.id.length + 1);
}

function isNotFound(error: GlacierError): boolean {
  return error.code === 'ResourceNotFoundException';
}

function sameLockId(a: VaultInProgress['lock']['lock']['lockId'], b: typeof a): boolean {
  return a.held === b.held && (!a.held || !b.held || (a.lockId === b.lockId && a.unsaved === b.unsaved));
}
