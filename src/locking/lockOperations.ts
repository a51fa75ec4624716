import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { explainError } from '../glacier/explainError';
import type { CallContext, Operation } from '../glacier/callContext';
import type { CallerReading, GlacierGateway, Reply } from '../glacier/gateway';
import type { GlacierError } from '../glacier/glacierError';
import { parseVaultArn } from '../policy';
import type {
  ChangeOptions,
  Gateways,
  GlacierClock,
  LockOperations,
  Permit,
  ReadOptions,
  VaultStore,
} from './api';
import { targetOf } from './gateways';
import type { Found, LedgerEvent, LedgerSubject, WhyNotSent } from './ledger/ledgerEntry';
import { LockError } from './lockError';
import { isLockId } from './lockId';
import { lockOf } from './lockOf';
import type { WritableLedger } from './lockLedger';
import * as problems from './lockProblems';
import type { Vault, VaultLock } from './model';
import { policySha256, samePolicy } from './policyIdentity';
import { cancelled, unlessCancelled } from './unlessCancelled';

/** What the operations need of the ledger. */
export type LedgerOfOperations = Pick<
  WritableLedger,
  'append' | 'keepInMemory' | 'writeKept' | 'confirm' | 'lockIdFor' | 'takeVault'
>;

export interface LockOperationsParts {
  readonly gateways: Gateways;
  readonly clock: GlacierClock;
  readonly ledger: LedgerOfOperations;
  readonly store: Pick<VaultStore, 'readLock'>;
  /** Throws where a person or an organisation has switched this off; asked before anything is read. */
  readonly permit?: Permit;
  /** Waits so many milliseconds between two looks at a lock. */
  readonly wait?: (ms: number) => Promise<unknown>;
  /**
   * For the log. Told, without an error, of each answer to Initiate, Complete, Abort and of the reading back with its
   * request ID, which AWS Support asks for; with an error, of what no state shows. Never told a lock ID.
   */
  readonly log?: (message: string, error?: unknown) => void;
  /** Told of a vault when what became of an operation could not be written down: until there is room, only memory has it. */
  readonly onUnrecorded?: (vault: Vault, error: unknown) => void;
}

/**
 * The most bytes of a policy, in UTF-8, as it is sent. The guide says "up to 20 KB" (Glacier developer guide: "Vault
 * Lock Policies").
 */
export const largestPolicy = 20_480;

/** Milliseconds before each look at a lock after Glacier accepted a change; the last look comes after half a minute. */
const readBackPauses = [0, 200, 500, 1_000, 2_000, 3_000, 5_000, 8_000, 10_000];
/** The same after a lost reply: Glacier may still be at it when the connection is gone. */
const doubtPauses = [0, 500, 1_500, 3_000];
/** Milliseconds before Initiate is sent again because Glacier had too much to do. */
const throttledPauses = [1_000, 3_000];

/** A lock is in progress for this long (Glacier developer guide: "Initiate Vault Lock"). Milliseconds. */
const lockLifetime = 24 * 60 * 60 * 1_000;

/** How far the clocks of Glacier's machines may differ, in milliseconds. */
const glacierSkew = 2_000;
/** The same where a reply said no time, and this machine's clock had to do. */
const localSkew = 15_000;

type InProgress = Extract<VaultLock, { state: 'inProgress' }>;

/** The operations, and their end. */
export interface LockOperationsOfWindow extends LockOperations {
  /**
   * The window closes: nothing more is sent but what must follow an abort. Resolves when what is under way has come to its
   * end, so that a lock ID that is still to arrive is kept, and when the ledger was asked once more to write what it could
   * not write before. Never rejects.
   */
  close(): Promise<void>;
}

/** `follows`: the abort before it is done, and stopping now would leave the vault without a lock. */
type Sending = ChangeOptions & { readonly follows?: true };

export function createLockOperations(parts: LockOperationsParts): LockOperationsOfWindow {
  return new LedgeredOperations(parts);
}

class LedgeredOperations implements LockOperationsOfWindow {
  /** Keys of vaults that an operation works on. */
  private readonly busy = new Set<string>();
  private readonly running = new Set<Promise<unknown>>();
  private isClosing = false;
  private readonly wait: (ms: number) => Promise<unknown>;

  constructor(private readonly parts: LockOperationsParts) {
    this.wait = parts.wait ?? delay;
  }

  initiate(vault: Vault, policy: string, options: ChangeOptions = {}) {
    return this.alone(vault, () => this.initiateNow(vault, policy, options), 'initiate');
  }

  complete(vault: Vault, options: ChangeOptions = {}) {
    return this.alone(vault, () => this.completeNow(vault, options), 'complete');
  }

  abort(vault: Vault, options: ChangeOptions = {}) {
    return this.alone(vault, () => this.abortNow(vault, options), 'abort');
  }

  restart(vault: Vault, options: ChangeOptions = {}) {
    return this.alone(vault, () => this.startOver(vault, undefined, options), 'initiate');
  }

  replace(vault: Vault, policy: string, options: ChangeOptions = {}) {
    return this.alone(
      vault,
      async () => {
        refuseUnusable(vault, policy);
        return await this.startOver(vault, policy, options);
      },
      'initiate',
    );
  }

  enterLockId(vault: Vault, lockId: string, options: ChangeOptions = {}) {
    return this.alone(vault, async () => {
      const entered = lockId.trim();
      if (!isLockId(entered)) throw problems.lockIdImplausible(vault);
      const { fresh, lock } = await this.expectInProgress(vault, options);
      await this.writeFirst(fresh, {
        type: 'lockIdEntered',
        lockId: entered,
        created: iso(lock.created),
        expires: iso(lock.expires),
        policySha256: policySha256(lock.policy),
      });
      return withLock(fresh, { ...lock, lockId: { held: true, lockId: entered } });
    });
  }

  async close(): Promise<void> {
    this.isClosing = true;
    // At once, too: an answer may take longer than the window is given.
    await Promise.all([this.parts.ledger.writeKept(), Promise.allSettled(this.running)]);
    await this.parts.ledger.writeKept();
  }

  /** @param next The policy of the new lock; undefined for the one of the lock that is aborted. */
  private async startOver(vault: Vault, next: string | undefined, options: ChangeOptions) {
    const { vault: free, policy: former } = await this.abortNow(vault, options, (former) => next ?? former);
    const policy = next ?? former;
    try {
      // Whoever cancels now would leave the vault without a lock: it goes on.
      return await this.initiateNow(free, policy, { follows: true });
    } catch (error) {
      // These say themselves what is running, and that is more than "incomplete".
      if (error instanceof LockError && runsNevertheless.has(error.code)) throw error;
      throw problems.restartIncomplete(free, policy, error);
    }
  }

  private async initiateNow(vault: Vault, policy: string, options: Sending) {
    refuseUnusable(vault, policy);
    // Seen free just now: whatever lock shows after a lost reply began after this moment.
    const free = await this.expectNoLock(vault, options);
    const gateway = await this.open(free, 'InitiateVaultLock', options.signal);
    const attempt = randomUUID();
    await this.writeIntent(gateway, free, {
      type: 'initiateIntended',
      attempt,
      policySha256: policySha256(policy),
      policy,
    });

    await this.beforeSending(free, 'InitiateVaultLock', options, (why) => ({
      type: 'initiateNotSent',
      attempt,
      why,
    }));

    const { reply, took } = await this.sendInitiate(gateway, free, policy, async (error) => {
      throw await this.afterFailedInitiate(free, policy, attempt, error);
    });
    const { lockId } = reply.value;
    const window = creationWindow(reply, took, this.parts.clock.now(free.connection.id));
    try {
      await this.keepLockId(free, policy, attempt, window, reply);
    } finally {
      this.logAnswer('InitiateVaultLock', free, reply.requestId);
    }

    const { seen, lock, requestId } = await this.readBack(free, problems.initiateNotSeen, (now, readAt) => {
      if (now.state === 'none') {
        // The computer was asleep in between.
        if (readAt > window.to + lockLifetime) throw problems.lockEnded(free);
        return undefined;
      }
      const isOurs =
        (now.created >= window.from && now.created <= window.to) || samePolicy(now.policy, policy);
      // An Initiate that was accepted can only be followed by another one after somebody aborted it.
      if (now.state === 'locked' || !isOurs) throw problems.lockChanged(free);
      return now;
    });
    await this.record(seen, () => this.parts.ledger.confirm(seen, { ...lock, requestId }, attempt));
    return { vault: withLock(seen, { ...lock, lockId: { held: true, lockId } }), lockId };
  }

  /**
   * Sends Initiate until it is not refused for being one of too many: then it was not looked at, and a restart would leave
   * the vault without a lock. Nothing else is ever sent again.
   *
   * @returns The reply, and the milliseconds that it took.
   */
  private async sendInitiate(
    gateway: GlacierGateway,
    vault: Vault,
    policy: string,
    fail: (error: GlacierError) => Promise<never>,
  ): Promise<{ readonly reply: Reply<{ readonly lockId: string }>; readonly took: number }> {
    for (let tries = 0; ; tries += 1) {
      const sent = Date.now();
      const sentAt = performance.now();
      try {
        const reply = await gateway.initiateVaultLock(vault.name, policy);
        // This computer's clock may have been set, or have stood still, while the answer was awaited: the longer time
        // counts.
        return { reply, took: Math.max(reply.localTime - sent, performance.now() - sentAt) };
      } catch (thrown) {
        const error = this.logFailure(explained(thrown, vault, 'InitiateVaultLock'), vault);
        const { code, ambiguous } = error.details;
        const pause = throttledPauses[tries];
        if (code !== 'ThrottlingException' || ambiguous || pause === undefined) return await fail(error);
        await this.wait(pause);
      }
    }
  }

  /** Nothing may come between the reply and this: Glacier tells a lock ID once. */
  private async keepLockId(
    vault: Vault,
    policy: string,
    attempt: string,
    window: CreationWindow,
    reply: Reply<{ readonly lockId: string }>,
  ): Promise<void> {
    const event: LedgerEvent = {
      type: 'lockIdReceived',
      attempt,
      lockId: reply.value.lockId,
      policySha256: policySha256(policy),
      ...withRequestId(reply.requestId),
      notBefore: iso(window.from),
      notAfter: iso(window.to),
    };
    try {
      await this.parts.ledger.append(vault, event);
    } catch (cause) {
      this.parts.ledger.keepInMemory(vault, event);
      await this.look(vault, [0]);
      throw problems.lockIdNotSaved(vault, cause);
    }
  }

  private async afterFailedInitiate(
    vault: Vault,
    policy: string,
    attempt: string,
    error: GlacierError,
  ): Promise<Error> {
    const { code, ambiguous, requestId } = error.details;
    const type = ambiguous ? 'initiateUnclear' : 'initiateRefused';
    await this.note(vault, { type, attempt, code, ...withRequestId(requestId) });
    if (!ambiguous && code !== 'AccessDeniedException') return error;

    const now = await this.look(vault, ambiguous ? doubtPauses : [0], (lock) => lock.state !== 'none');
    if (now === undefined) return ambiguous ? problems.initiateUnknown(vault, error) : error;
    const { lock } = now;
    const isSame =
      lock.state !== 'none' && samePolicy(lock.policy, policy) && lock.created >= seenAt(vault) - glacierSkew;
    if (ambiguous) {
      await this.note(vault, { type: 'initiateSettled', attempt, found: foundOf(lock, isSame) });
    }
    if (lock.state === 'none') return ambiguous ? problems.notInitiated(vault, error) : error;
    if (lock.state === 'locked') return problems.alreadyLocked(vault, error);
    return ambiguous && isSame ? problems.lockIdLost(vault, error) : problems.alreadyInProgress(vault, error);
  }

  private async completeNow(vault: Vault, options: ChangeOptions): Promise<Vault> {
    const { fresh, lock } = await this.expectInProgress(vault, options);
    const { created, policy } = lock;
    const lockId = this.parts.ledger.lockIdFor(fresh.connection, fresh.arn, lock);
    if (!lockId.held) throw problems.lockIdNotHeld(fresh);
    if (!isAsReviewed(lock, lockId.lockId, lockOf(vault))) throw problems.lockChanged(fresh);
    const gateway = await this.open(fresh, 'CompleteVaultLock', options.signal);
    await this.writeIntent(gateway, fresh, {
      type: 'completeIntended',
      created: iso(created),
      policySha256: policySha256(policy),
      policy,
    });
    const onSending = (): void => {
      this.parts.permit?.('complete', fresh);
      options.onSending?.();
    };
    await this.beforeSending(fresh, 'CompleteVaultLock', { ...options, onSending }, (why) => ({
      type: 'completeNotSent',
      created: iso(created),
      why,
    }));
    let requestId: string | undefined;
    try {
      ({ requestId } = await gateway.completeVaultLock(fresh.name, lockId.lockId));
      this.logAnswer('CompleteVaultLock', fresh, requestId);
    } catch (thrown) {
      const error = this.logFailure(explained(thrown, fresh, 'CompleteVaultLock'), fresh);
      // Returns only if the lock was completed although the answer was lost.
      await this.afterFailedComplete(fresh, lock, lockId.lockId, error);
    }
    await this.note(fresh, { type: 'completed', created: iso(created), ...withRequestId(requestId) });
    const back = await this.readBack(fresh, problems.completeNotSeen, (now) => {
      if (now.state === 'none') throw problems.lockEnded(fresh);
      if (now.created !== created) throw problems.lockChanged(fresh);
      return now.state === 'locked' ? now : undefined;
    });
    await this.note(back.seen, {
      type: 'completeReadBack',
      created: iso(created),
      policySha256: policySha256(back.lock.policy),
      ...withRequestId(back.requestId),
    });
    return back.seen;
  }

  private async afterFailedComplete(
    vault: Vault,
    lock: InProgress,
    lockId: string,
    error: GlacierError,
  ): Promise<void> {
    const { code, ambiguous, requestId } = error.details;
    const type = ambiguous ? 'completeUnclear' : 'completeRefused';
    await this.note(vault, { type, created: iso(lock.created), code, ...withRequestId(requestId) });
    const now = await this.look(vault, ambiguous ? doubtPauses : [0], (seen) => seen.state !== 'inProgress');
    if (now === undefined) throw ambiguous ? problems.completeUnknown(vault, error) : error;
    const found = foundOf(now.lock, now.lock.state !== 'none' && now.lock.created === lock.created);
    if (ambiguous && found !== 'locked') {
      await this.note(vault, { type: 'completeSettled', created: iso(lock.created), found });
    }
    if (now.lock.state === 'none') throw problems.lockEnded(vault, error);
    if (now.lock.created !== lock.created) throw problems.lockChanged(vault, error);
    if (now.lock.state === 'locked') {
      if (ambiguous) return;
      throw problems.alreadyLocked(vault, error);
    }
    if (code === 'InvalidParameterValueException') {
      await this.note(vault, { type: 'lockIdRejected', lockId, created: iso(lock.created) });
      throw problems.lockIdWrong(vault, error);
    }
    throw ambiguous ? problems.notCompleted(vault, error) : error;
  }

  /** @param nextAfter Tells, from the policy in force, the one that is to be initiated right after. */
  private async abortNow(
    vault: Vault,
    options: ChangeOptions,
    nextAfter?: (former: string) => string,
  ): Promise<{ readonly vault: Vault; readonly policy: string }> {
    const { fresh, lock } = await this.expectInProgress(vault, options);
    const { created, policy } = lock;
    const gateway = await this.open(fresh, 'AbortVaultLock', options.signal);
    await this.writeIntent(gateway, fresh, {
      type: 'abortIntended',
      created: iso(created),
      policySha256: policySha256(policy),
      policy,
      // On disk before the lock is gone: whoever ends this program in between finds what was to come.
      ...withNext(nextAfter?.(policy), policy),
    });
    await this.beforeSending(fresh, 'AbortVaultLock', options, (why) => ({
      type: 'abortNotSent',
      created: iso(created),
      why,
    }));
    let requestId: string | undefined;
    try {
      ({ requestId } = await gateway.abortVaultLock(fresh.name));
      this.logAnswer('AbortVaultLock', fresh, requestId);
    } catch (thrown) {
      const error = this.logFailure(explained(thrown, fresh, 'AbortVaultLock'), fresh);
      // Returns only if the lock is gone although the answer was lost.
      await this.afterFailedAbort(fresh, created, error);
    }
    await this.note(fresh, { type: 'aborted', created: iso(created), ...withRequestId(requestId) });
    const back = await this.readBack(fresh, problems.abortNotSeen, (now) => {
      if (now.state === 'none') return now;
      if (now.created !== created) throw problems.lockChanged(fresh);
      return undefined;
    });
    await this.note(back.seen, {
      type: 'abortReadBack',
      created: iso(created),
      ...withRequestId(back.requestId),
    });
    return { vault: back.seen, policy };
  }

  private async afterFailedAbort(vault: Vault, created: number, error: GlacierError): Promise<void> {
    const { code, ambiguous, requestId } = error.details;
    const type = ambiguous ? 'abortUnclear' : 'abortRefused';
    await this.note(vault, { type, created: iso(created), code, ...withRequestId(requestId) });
    const now = await this.look(vault, ambiguous ? doubtPauses : [0], (seen) => seen.state !== 'inProgress');
    if (now === undefined) throw ambiguous ? problems.abortUnknown(vault, error) : error;
    const found = foundOf(now.lock, now.lock.state !== 'none' && now.lock.created === created);
    if (ambiguous && found !== 'no lock') {
      await this.note(vault, { type: 'abortSettled', created: iso(created), found });
    }
    if (now.lock.state === 'none') {
      if (ambiguous) return;
      throw problems.lockEnded(vault, error);
    }
    if (now.lock.state === 'locked') throw problems.alreadyLocked(vault, error);
    if (now.lock.created !== created) throw problems.lockChanged(vault, error);
    throw ambiguous ? problems.notAborted(vault, error) : error;
  }

  private async expectNoLock(vault: Vault, options: ReadOptions): Promise<Vault> {
    const fresh = await this.parts.store.readLock(vault, readOptions(options));
    const lock = lockOf(fresh);
    if (lock?.state === 'inProgress') throw problems.alreadyInProgress(fresh);
    if (lock?.state === 'locked') throw problems.alreadyLocked(fresh);
    return fresh;
  }

  /** The lock that runs now, if it is the one that was shown. */
  private async expectInProgress(
    vault: Vault,
    options: ReadOptions,
  ): Promise<{ readonly fresh: Vault; readonly lock: InProgress }> {
    const fresh = await this.parts.store.readLock(vault, readOptions(options));
    const lock = lockOf(fresh);
    if (lock?.state === 'locked') throw problems.alreadyLocked(fresh);
    if (lock?.state !== 'inProgress') throw problems.lockEnded(fresh);
    const shown = lockOf(vault);
    if (shown !== undefined && shown.state !== 'none' && shown.created !== lock.created) {
      throw problems.lockChanged(fresh);
    }
    return { fresh, lock };
  }

  /**
   * Looks at the lock until `accept` returns it; `undefined` means "not yet", and what it throws ends the looking. A look
   * that fails counts as "not yet": the change was accepted, only its result is not seen.
   */
  private async readBack<L extends VaultLock>(
    vault: Vault,
    notSeen: (vault: Vault, cause: unknown) => LockError,
    accept: (lock: VaultLock, readAt: number) => L | undefined,
  ): Promise<{ readonly seen: Vault; readonly lock: L; readonly requestId: string | undefined }> {
    let failure: unknown;
    for (const pause of readBackPauses) {
      if (pause > 0) await this.wait(pause);
      let seen: Vault;
      try {
        seen = await this.parts.store.readLock(vault);
      } catch (error) {
        failure = error;
        continue;
      }
      const now = lockOf(seen);
      const lock = now === undefined ? undefined : accept(now, seenAt(seen));
      if (lock === undefined) continue;
      const requestId = seen.lock.known === 'read' ? seen.lock.requestId : undefined;
      this.logAnswer('GetVaultLock', seen, requestId, `, read back: ${lock.state}`);
      return { seen, lock, requestId };
    }
    throw notSeen(vault, failure);
  }

  /** Looks at the lock until it is as hoped for, and returns the last look; `undefined` if none succeeded. */
  private async look(
    vault: Vault,
    pauses: readonly number[],
    isDecisive: (lock: VaultLock) => boolean = () => true,
  ): Promise<{ readonly seen: Vault; readonly lock: VaultLock } | undefined> {
    let last: { readonly seen: Vault; readonly lock: VaultLock } | undefined;
    for (const pause of pauses) {
      if (pause > 0) await this.wait(pause);
      try {
        const seen = await this.parts.store.readLock(vault);
        const lock = lockOf(seen);
        if (lock === undefined) continue;
        last = { seen, lock };
        if (isDecisive(lock)) return last;
      } catch (error) {
        // An older look says nothing about now.
        last = undefined;
        this.parts.log?.(`The lock of ${vault.arn} could not be read after a failure.`, error);
      }
    }
    return last;
  }

  private logAnswer(operation: Operation, vault: Vault, requestId: string | undefined, what = ''): void {
    this.parts.log?.(`${operation} ${vault.arn}: request ID ${requestId ?? 'not told'}${what}`);
  }

  /** Code and request ID only: the cause may hold the path of the request, and with it the lock ID. */
  private logFailure(error: GlacierError, vault: Vault): GlacierError {
    error.isNewsForTheLog();
    const { operation, code, requestId } = error.details;
    const id = requestId === undefined ? '' : `, request ID ${requestId}`;
    this.parts.log?.(`${operation} ${vault.arn} failed: ${code}${id}`);
    return error;
  }

  private async alone<T>(vault: Vault, task: () => Promise<T>, change?: Parameters<Permit>[0]): Promise<T> {
    const work = this.aloneNow(vault, task, change);
    this.running.add(work);
    try {
      return await work;
    } finally {
      this.running.delete(work);
    }
  }

  private async aloneNow<T>(
    vault: Vault,
    task: () => Promise<T>,
    change: Parameters<Permit>[0] | undefined,
  ): Promise<T> {
    if (change !== undefined) this.parts.permit?.(change, vault);
    if (this.busy.has(vault.key)) throw problems.busy(vault);
    this.busy.add(vault.key);
    try {
      const turn = await this.parts.ledger.takeVault(vault);
      if (turn === 'taken') throw problems.busyElsewhere(vault);
      try {
        return await task();
      } finally {
        await turn.release();
      }
    } finally {
      this.busy.delete(vault.key);
    }
  }

  /** The last moment to stop: nothing is sent unless this resolves, and the caller sends in the same turn. */
  private async beforeSending(
    vault: Vault,
    operation: Operation,
    { signal, onSending, follows }: Sending,
    notSent: (why: WhyNotSent) => LedgerEvent,
  ): Promise<void> {
    try {
      if (signal?.aborted === true) throw cancelled(signal, contextOf(vault, operation));
      if (this.isClosing && follows !== true) throw problems.windowCloses(vault);
      onSending?.();
    } catch (thrown) {
      await this.note(vault, notSent(signal?.aborted === true ? 'cancelled' : 'stopped'));
      throw thrown;
    }
  }

  private async open(
    vault: Vault,
    operation: Operation,
    signal: AbortSignal | undefined,
  ): Promise<GlacierGateway> {
    try {
      return await unlessCancelled(signal, contextOf(vault, operation), () =>
        this.parts.gateways.get(vault.connection, vault.region),
      );
    } catch (thrown) {
      throw explained(thrown, vault, operation);
    }
  }

  /**
   * Writes down what is about to be sent, and who sends it as far as that can be found out. Throws where this turns out to
   * be somebody of another account than the vault that was shown: then the name would mean another vault.
   */
  private async writeIntent(gateway: GlacierGateway, vault: Vault, event: LedgerEvent): Promise<void> {
    const reading = await gateway.callerIdentity();
    await refuseOtherAccount(gateway, vault, reading);
    const who = reading.known ? { caller: reading.caller.arn } : { callerUnknown: reading.why };
    await this.writeFirst({ ...vault, ...who }, event);
  }

  /** What must be on disk before anything is sent. */
  private async writeFirst(vault: Vault & LedgerSubject, event: LedgerEvent): Promise<void> {
    try {
      await this.parts.ledger.append(vault, event);
    } catch (cause) {
      throw problems.ledgerNotWritten(vault, cause);
    }
  }

  /** An outcome: what was done stays done when it cannot be written down, and is written as soon as there is room. */
  private note(vault: Vault, event: LedgerEvent): Promise<void> {
    return this.record(vault, async () => {
      try {
        await this.parts.ledger.append(vault, event);
      } catch (error) {
        this.parts.ledger.keepInMemory(vault, event);
        this.parts.onUnrecorded?.(vault, error);
        throw error;
      }
    });
  }

  private async record(vault: Vault, write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.parts.log?.(
        `The lock ledger could not be written for ${vault.arn}: it is incomplete until there is room.`,
        error,
      );
    }
  }
}

/** Failures of Initiate after which a lock may be, or was, in progress. */
const runsNevertheless: ReadonlySet<LockError['code']> = new Set([
  'LockIdLost',
  'LockIdNotSaved',
  'OutcomeUnknown',
  'NotReadBack',
  'AlreadyInProgress',
  'AlreadyLocked',
  'LockChanged',
  'LockEnded',
]);

/** Between which instants of Glacier's clock a lock was created. */
interface CreationWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * When a lock was created, by the reply that said so.
 *
 * @param took Milliseconds from the request to the reply.
 */
function creationWindow(reply: Reply<unknown>, took: number, glacierNow: number): CreationWindow {
  if (reply.serverTime === undefined) {
    const replied = glacierNow - Math.max(0, Date.now() - reply.localTime);
    return { from: replied - took - localSkew, to: replied + localSkew };
  }
  // A `Date` header leaves out the fraction of the second.
  return { from: reply.serverTime - took - glacierSkew, to: reply.serverTime + 1_000 + glacierSkew };
}

function explained(thrown: unknown, vault: Vault, operation: Operation): GlacierError {
  return explainError(thrown, contextOf(vault, operation));
}

function contextOf(vault: Vault, operation: Operation): CallContext {
  return { operation, vault: vault.name, target: targetOf(vault.connection, vault.region) };
}

/** A connection that names the account sends it along: there Glacier refuses by itself. */
async function refuseOtherAccount(
  gateway: GlacierGateway,
  vault: Vault,
  reading: CallerReading,
): Promise<void> {
  const { account, practice } = vault.connection;
  if (account !== undefined) return;
  const signer = reading.known
    ? reading.caller.account
    : practice
      ? undefined
      : await accountOf(gateway, vault);
  if (signer !== undefined && signer !== vault.account) throw problems.otherAccount(vault, signer);
}

/** Whose vault the name leads to, by the ARN that Glacier has for it; undefined where it does not say. */
async function accountOf(gateway: GlacierGateway, { name }: Vault): Promise<string | undefined> {
  try {
    return parseVaultArn((await gateway.describeVault(name)).value.arn)?.account;
  } catch {
    // Whoever may lock a vault need not be allowed to describe it, and what is sent next tells of any other failure.
    return undefined;
  }
}

/** Of the options of a change, those that reading takes. */
function readOptions({ signal, several }: ReadOptions): ReadOptions {
  return { ...(signal === undefined ? {} : { signal }), ...(several === undefined ? {} : { several }) };
}

/** @param isMeant Whether the lock is the one in question, if there is any. */
function foundOf(lock: VaultLock, isMeant: boolean): Found {
  if (lock.state === 'none') return 'no lock';
  if (!isMeant) return 'another lock';
  return lock.state === 'locked' ? 'locked' : 'in progress';
}

/** When the vault's lock was read, on Glacier's clock. */
function seenAt(vault: Vault): number {
  return vault.lock.known === 'read' ? vault.lock.readAt : Number.NEGATIVE_INFINITY;
}

/** Whether the lock is the one that was shown before: the same attempt, the same policy, the same lock ID. */
function isAsReviewed(lock: InProgress, lockId: string, reviewed: VaultLock | undefined): boolean {
  return (
    reviewed?.state === 'inProgress' &&
    reviewed.created === lock.created &&
    samePolicy(reviewed.policy, lock.policy) &&
    // One that was entered meanwhile, in another window perhaps, nobody has reviewed; without one nothing was blocked.
    (!reviewed.lockId.held || reviewed.lockId.lockId === lockId)
  );
}

function withLock(vault: Vault, lock: VaultLock): Vault {
  return vault.lock.known === 'read' ? { ...vault, lock: { ...vault.lock, lock } } : vault;
}

function withRequestId(requestId: string | undefined): { readonly requestId?: string } {
  return requestId === undefined ? {} : { requestId };
}

function withNext(
  next: string | undefined,
  former: string,
): { readonly nextPolicySha256?: string; readonly nextPolicy?: string } {
  if (next === undefined) return {};
  return { nextPolicySha256: policySha256(next), ...(next === former ? {} : { nextPolicy: next }) };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** Throws a LockError for a text that cannot be a policy that Glacier takes. */
function refuseUnusable(vault: Vault, policy: string): void {
  if (policy.trim() === '') throw problems.policyEmpty(vault);
  if (Buffer.byteLength(policy, 'utf8') > largestPolicy) throw problems.policyTooLarge(vault);
}
