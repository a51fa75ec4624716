import type { CallContext } from '../glacier/callContext';
import { explainError, ownError } from '../glacier/explainError';
import type { GlacierGateway, LockReading, Reply, VaultPage } from '../glacier/gateway';
import type { GlacierError } from '../glacier/glacierError';
import type { Disposable, Event, Gateways, GlacierClock, VaultStore } from './api';
import { CoalescedEvent } from './event';
import { isStill, sameTarget, targetOf } from './gateways';
import { createLimiter } from './limiter';
import type { WritableLedger } from './lockLedger';
import type { Connection, LockKnowledge, RegionState, Vault, VaultInProgress, VaultLock } from './model';
import { RegionVaults } from './regionVaults';
import { unlessCancelled } from './unlessCancelled';
import { vaultKey } from './vaultKey';

/** Locks are read one by one, because Glacier has no bulk call; so many at a time in each region. */
const concurrentReads = 6;
/** Milliseconds between two change events while answers stream in. */
const changePause = 50;

export interface VaultStoreParts {
  readonly gateways: Gateways;
  readonly clock: GlacierClock;
  readonly ledger: Pick<
    WritableLedger,
    'lockIdFor' | 'onDidChange' | 'onDidWriteElsewhere' | 'confirm' | 'noteEnd'
  >;
  /** Told of refreshes and of failures that no state shows; for the log. Holds no lock ID. */
  readonly log?: (message: string, error?: unknown) => void;
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
  private readonly limitedElsewhere = createLimiter(concurrentReads);
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

  setConnections(connections: readonly Connection[]): void {
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
          next.set(key, new RegionVaults(connection, region));
        }
      }
    }
    this.entries = next;
    for (const [key, entry] of former) {
      if (next.get(key) !== entry) retire(entry);
    }
    this.dropChanged(former.values(), connections);
    for (const entry of next.values()) {
      if (entry.listing === undefined) this.startListing(entry);
    }
    this.touch();
  }

  async refresh(
    reason: string,
    scope?: { readonly connectionId: string; readonly region?: string },
  ): Promise<void> {
    const entries = [...this.entries.values()].filter(
      ({ connection, region }) =>
        scope === undefined ||
        (connection.id === scope.connectionId && (scope.region === undefined || region === scope.region)),
    );
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
    options: { readonly signal?: AbortSignal } = {},
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

  readLock(vault: Vault, options: { readonly signal?: AbortSignal } = {}): Promise<Vault> {
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
    this.changes.dispose();
  }

  private async refreshVaultNow(
    connection: Connection,
    region: string,
    name: string,
    options: { readonly signal?: AbortSignal },
  ): Promise<Vault> {
    const context = { vault: name, target: targetOf(connection, region) };
    const gateway = await this.open(connection, region, { ...context, operation: 'DescribeVault' });
    const asked = this.nextQuestion();
    const [described, read] = await Promise.allSettled([
      gateway.describeVault(name, options),
      gateway.getVaultLock(name, options),
    ]);
    // For a connection that is gone by now, or a region that is not shown, the answer is given but not kept.
    const entry = this.entryFor(connection, region) ?? new RegionVaults(connection, region);
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

  private async readLockNow(
    vault: Vault,
    options: { readonly signal?: AbortSignal },
    isToldOf = false,
  ): Promise<Vault> {
    const { connection, region, name, key } = vault;
    const context: CallContext = {
      operation: 'GetVaultLock',
      vault: name,
      target: targetOf(connection, region),
    };
    const gateway = await this.open(connection, region, context);
    const asked = this.nextQuestion();
    const entry = this.entryFor(connection, region);
    try {
      const reply = await gateway.getVaultLock(name, options);
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
    const limited = createLimiter(concurrentReads);
    const reads: Promise<void>[] = [];
    try {
      const gateway = await this.open(connection, region, context);
      for await (const { page, asked } of pages(gateway, context, signal, () => this.nextQuestion())) {
        if (stale()) return;
        const vaults = page.vaults.flatMap((description) => entry.describe(description, asked) ?? []);
        const account = vaults[0]?.account;
        if (seen.size === 0 && account !== undefined) {
          // Other credentials under the same name: no vault of another account stays in sight.
          entry.removeOthers((vault) => vault.account === account, started);
        }
        for (const { key, name, arn } of vaults) {
          seen.add(key);
          reads.push(limited(() => this.fillIn(entry, gateway, { key, name, arn }, signal)));
        }
        this.touch();
      }
      if (stale()) return;
      for (const vault of entry.removeOthers(({ key }) => seen.has(key), started)) this.noteGone(vault);
      entry.setStatus('ready');
    } catch (thrown) {
      if (stale()) return;
      const error = explainError(thrown, context);
      this.log(`The vaults of ${connection.name} in ${region} could not be listed.`, error);
      entry.setStatus('failed', error);
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
    if (stale()) return;
    const asked = this.nextQuestion();
    try {
      this.takeReading(entry, key, await gateway.getVaultLock(name, { signal }), asked);
    } catch (thrown) {
      if (stale()) return;
      const target = targetOf(entry.connection, entry.region);
      const error = explainError(thrown, { operation: 'GetVaultLock', vault: name, target });
      this.log(`The lock of ${arn} could not be read.`, error);
      this.takeFailure(entry, key, error, asked);
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
      this.noteInLedger(before, entry.get(key), isToldOf);
    }
    return lock;
  }

  private takeFailure(entry: RegionVaults, key: string, error: GlacierError, asked: number): void {
    if (isNotFound(error)) {
      const removed = entry.remove(key, asked);
      if (removed !== undefined) this.noteGone(removed);
      this.touch();
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
          await this.readLockNow(vault, {}, true);
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

async function* pages(
  gateway: GlacierGateway,
  context: CallContext,
  signal: AbortSignal,
  nextQuestion: () => number,
): AsyncGenerator<{ readonly page: VaultPage; readonly asked: number }> {
  const markers = new Set<string>();
  let marker: string | undefined;
  do {
    const asked = nextQuestion();
    const { value: page } = await gateway.listVaults({ signal, ...(marker === undefined ? {} : { marker }) });
    yield { page, asked };
    marker = page.marker;
    // A marker that comes again would list the same vaults for ever.
    if (marker !== undefined && markers.has(marker)) throw ownError('MalformedReply', context);
    if (marker !== undefined) markers.add(marker);
  } while (marker !== undefined);
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
