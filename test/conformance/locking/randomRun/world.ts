import assert from 'node:assert/strict';
import { openSync, readSync, closeSync, fstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openGateway } from '../../../../src/glacier/aws';
import type { GlacierGateway, LockReading } from '../../../../src/glacier/gateway';
import { GlacierError } from '../../../../src/glacier/glacierError';
import { openOperations } from '../../../../src/locking/interrupted/openOperations';
import { LedgerChain } from '../../../../src/locking/ledger/ledgerChain';
import { parseLedgerLine, type LedgerEntry } from '../../../../src/locking/ledger/ledgerEntry';
import { linesOf } from '../../../../src/locking/ledger/linesOf';
import { verifyLedger } from '../../../../src/locking/ledger/verifyLedger';
import { LockError } from '../../../../src/locking/lockError';
import type { Vault, VaultLock } from '../../../../src/locking/model';
import { policySha256 } from '../../../../src/locking/policyIdentity';
import {
  glacierFault,
  latch,
  type Disturbance,
  type Reached,
  type Seen,
} from '../../support/disturbedGlacier';
import { takeDisk, type FailingDisk } from '../../support/failingDisk';
import { endTested, startTested, type TestedGlacier } from '../../support/localGlacier';
import { takePatience, type Patience } from '../../support/patience';
import { properHeaders, send } from '../../support/raw';
import { arnOf, region, retention } from '../../support/sdk';
import { askPlainly, type PlainGlacier } from './plainGlacier';
import { heldIn, startHost, type Host } from './host';
import type { Act, Doing, ElsewhereAct, NetworkFault, Step, StepFault } from './steps';

/** How many steps were done, and how many faults were injected, by kind. */
export interface Tally {
  steps: number;
  operations: number;
  endedWell: number;
  readonly faults: Map<string, number>;
}

export const newTally = (): Tally => ({ steps: 0, operations: 0, endedWell: 0, faults: new Map() });

/** How an operation ended; a window that died does not tell. */
type Result =
  | { readonly how: 'well'; readonly value: unknown }
  | { readonly how: 'failed'; readonly error: unknown }
  | { readonly how: 'died' };

/** What somebody did in one step, and what is to be held against it. */
interface Done {
  readonly host: Host;
  readonly act: Act;
  readonly arn: string;
  readonly result: Result;
  /** What its window showed of the vault at that moment, before anybody looked again. */
  readonly shown: Vault | undefined;
  /** The lock at Glacier before, where nobody else was at it. */
  readonly before: LockReading | undefined;
}

/** Errors after which what is shown was read from Glacier after all was over. */
const seenAfterwards: ReadonlySet<LockError['code']> = new Set([
  ...(['NothingDone', 'LockIdLost', 'LockEnded', 'LockIdNotSaved'] as const),
  ...(['AlreadyInProgress', 'AlreadyLocked', 'LockChanged', 'LockIdNotHeld', 'LockIdWrong'] as const),
]);

const deadline = 30_000;

/**
 * A Glacier, a ledger and two windows, and an oracle that compares the three: after every operation what it left, and at
 * every fifth step all.
 */
export class World {
  private constructor(
    private readonly glacier: TestedGlacier,
    /** Somebody on another computer. */
    private readonly others: GlacierGateway,
    private readonly truth: PlainGlacier,
    private readonly disk: FailingDisk,
    private readonly patience: Patience,
    private readonly ledgerFile: string,
    private readonly deadProcess: number,
    private readonly tally: Tally,
  ) {}

  private hosts: Host[] = [];
  /** Names of the vaults there are; a deleted one gives way to a new one. */
  private names: string[] = [];
  private made = 0;
  /** Every Initiate that Glacier accepted, in order: whose vault, and the lock ID. */
  private readonly given: { readonly arn: string; readonly lockId: string }[] = [];
  /** Lock IDs that a person typed, whatever they are. */
  private readonly typed = new Set<string>();
  /** Opens the way for requests that are long under way. */
  private late: (() => void)[] = [];
  private readonly entries: LedgerEntry[] = [];
  private readonly chain = new LedgerChain();
  private consumed = 0;
  private tornByUs = 0;
  private torn = 0;
  private broken = 0;
  private readonly deaths: Host[] = [];
  private initiatesOf = new Map<Host, number>();

  static async start(folder: string, vaults: number, deadProcess: number, tally: Tally): Promise<World> {
    const glacier = await startTested();
    const others = await openGateway({ region, endpoint: glacier.url, practice: true });
    const truth = askPlainly(glacier.url);
    const ledgerFile = path.join(folder, 'lock-ledger.jsonl');
    const disk = takeDisk((file) => file === ledgerFile);
    const world = new World(glacier, others, truth, disk, takePatience(), ledgerFile, deadProcess, tally);
    for (let count = 0; count < vaults; count += 1) await world.createVault(count);
    for (const slot of [0, 1]) await world.open(slot);
    return world;
  }

  async end(): Promise<void> {
    for (const host of [...this.hosts, ...this.deaths]) host.close();
    for (const open of this.late) open();
    this.others.dispose();
    this.truth.end();
    this.disk.restore();
    this.patience.restore();
    await endTested();
  }

  /** Does one step, and throws where something does not hold afterwards. */
  async step(step: Step): Promise<void> {
    this.tally.steps += 1;
    this.initiatesOf = new Map();
    this.isDiskStruck = false;
    this.entriesBefore = this.entries.length;
    const done = await this.perform(step);
    await this.calm();
    this.readLedger();
    await this.judge(step, done);
  }

  /** What is looked at now and then, because it takes long: both windows anew, and the whole ledger. */
  async judgeAll(): Promise<void> {
    for (const host of this.hosts) await this.judgeShown(host);
    const bytes = readFileSync(this.ledgerFile);
    const { verdict, findings } = verifyLedger(bytes);
    assert.ok(verdict === 'whole', `${verdict} ${JSON.stringify(findings)}`);
    await this.reopen(0);
    await this.reopen(1);
  }

  private async perform(step: Step): Promise<readonly Done[]> {
    switch (step.does) {
      case 'operate':
        return [await this.operate(step.doing, step.fault)];
      case 'both':
        return await this.actTogether(step);
      case 'sleep':
        await this.glacier.advance(step.seconds);
        return [];
      case 'elsewhere':
        await this.elsewhere(step.act, step.vault);
        return [];
      case 'reopen':
        await this.reopen(step.window);
        return [];
      case 'arrive':
        await this.arrive();
        return [];
    }
  }

  private async operate(doing: Doing, fault: StepFault | undefined): Promise<Done> {
    const { window, vault } = doing;
    const host = this.hostAt(window);
    const act = doing.act === 'fitting' ? await this.fitting(host, doing) : doing.act;
    const [arn, name] = this.vaultAt(vault);
    if (fault !== undefined) this.prepare(host, fault);
    const before = await this.truth.lockOf(name);
    const done = await this.observed(host, act, arn, name, before);
    if (host.isDead) {
      this.deaths.push(host);
      await this.open(window);
    }
    return done;
  }

  private async observed(
    host: Host,
    act: Act,
    arn: string,
    name: string,
    before: LockReading | undefined,
  ): Promise<Done> {
    const isShown = host.window.store.findByArn(arn).length > 0;
    const result = await this.act(host, act, arn, name);
    const [shown] = host.window.store.findByArn(arn);
    // Whoever does not see the vault can only look for it.
    return { host, act: isShown ? act : 'refresh', arn, result, shown, before };
  }

  private async actTogether({
    vault,
    first,
    second,
    dice,
  }: Extract<Step, { does: 'both' }>): Promise<readonly Done[]> {
    const hosts = [this.hostAt(0), this.hostAt(1)] as const;
    const fitting = await this.fitting(hosts[0], { window: 0, vault, act: 'fitting', dice });
    const [arn, name] = this.vaultAt(vault);
    const acts = [first, second].map((act) => (act === 'fitting' ? fitting : act));
    const inOrder: Done[] = [];
    await Promise.all(
      hosts.map(async (host, index) => {
        inOrder.push(await this.observed(host, acts[index] ?? fitting, arn, name, undefined));
      }),
    );
    return inOrder;
  }

  /** What a person would do with the vault as it is shown. One that is locked for ever gives way to a new one. */
  private async fitting(host: Host, { vault, dice }: Doing): Promise<Act> {
    const [arn] = this.vaultAt(vault);
    const [shown] = host.window.store.findByArn(arn);
    const state = shown?.lock.known === 'read' ? shown.lock.lock.state : 'none';
    if (state === 'none') return 'initiate';
    if (state === 'locked') {
      await this.elsewhere('deleteVault', vault);
      await host.window.store.refresh('another vault');
      return 'initiate';
    }
    if (shown !== undefined && heldIn(shown) === undefined && dice < 0.4) return 'enterRight';
    if (dice < 0.6) return 'complete';
    if (dice < 0.75) return 'abort';
    return dice < 0.9 ? 'restart' : 'replace';
  }

  /** Whoever acts sees the vault as its window shows it, which may be old. */
  private async act(host: Host, act: Act, arn: string, name: string): Promise<Result> {
    const { operations, store } = host.window;
    const [vault] = store.findByArn(arn);
    this.tally.operations += 1;
    const running = (): Promise<unknown> => {
      if (act === 'refresh') return store.refresh('random run');
      if (vault === undefined) return store.refresh('the vault is not shown');
      switch (act) {
        case 'fitting':
        case 'initiate':
          return operations.initiate(vault, policyOf(name, 365));
        case 'complete':
          return operations.complete(vault);
        case 'abort':
          return operations.abort(vault);
        case 'restart':
          return operations.restart(vault);
        case 'replace':
          return operations.replace(vault, policyOf(name, 100 + this.given.length));
        case 'readLock':
          return store.readLock(vault);
        case 'enterRight':
          return operations.enterLockId(vault, this.type(this.lockIdAt(arn) ?? 'there-is-no-lock-here'));
        case 'enterWrong':
          return operations.enterLockId(
            vault,
            this.type(`wrong-${String(this.given.length)}-${'w'.repeat(14)}`),
          );
        case 'enterGarbage':
          return operations.enterLockId(vault, 'not a lock ID');
      }
    };
    const ended = settled(running());
    const died = host.died.then((): Result => ({ how: 'died' }));
    const result = await Promise.race([ended, died, tooLong(`${act} ${name}`)]);
    if (result.how === 'well') this.tally.endedWell += 1;
    return result;
  }

  private type(lockId: string): string {
    this.typed.add(lockId);
    return lockId;
  }

  private prepare(host: Host, fault: StepFault): void {
    switch (fault.on) {
      case 'network':
        this.prepareNetwork(host, fault);
        break;
      case 'disk': {
        let left = fault.skip;
        let isOver = false;
        this.disk.fault = (text) => {
          // A file that is only just opened: that counts for read-only storage alone.
          const isEntry = text !== '';
          if (isOver || (!isEntry && fault.what !== 'readOnly') || (isEntry && left-- > 0)) return undefined;
          if (!isEntry && left > 0) return undefined;
          isOver = fault.times === 'once';
          this.count(`disk ${fault.what}`);
          if (fault.what === 'torn') this.tornByUs += 1;
          return fault.what;
        };
        break;
      }
      case 'host': {
        let left = fault.skip;
        const die = () => {
          this.count(`host ${fault.what}`);
          host.die();
        };
        switch (fault.what) {
          case 'dies before entry':
          case 'dies after entry':
            host.onEntry = (moment) => {
              if (fault.what === `dies ${moment} entry` && left-- <= 0) die();
            };
            break;
          case 'dies amid entry':
            this.disk.fault = (text) => {
              if (text === '' || host.isDead || left-- > 0) return undefined;
              this.tornByUs += 1;
              die();
              return 'torn';
            };
            break;
          case 'dies before request':
          case 'dies after request':
            host.way.disturb = () => {
              if (left-- > 0) return undefined;
              if (fault.what === 'dies before request') {
                die();
                return { kind: 'lose' };
              }
              const killing = async () => {
                die();
                await host.died;
              };
              return { kind: 'hold', until: killing };
            };
        }
      }
    }
  }

  private prepareNetwork(host: Host, fault: Extract<StepFault, { on: 'network' }>): void {
    let left = fault.skip;
    let isOver = false;
    host.way.disturb = (request) => {
      const isChange = request.method !== 'GET';
      if (fault.at !== 'any' && isChange !== (fault.at === 'changes')) return undefined;
      if (isOver || left-- > 0) return undefined;
      isOver = fault.times === 'once';
      this.count(`network ${fault.what}`);
      return this.disturbance(host, fault.what, request);
    };
  }

  private disturbance(host: Host, what: NetworkFault, request: Seen): Disturbance | undefined {
    switch (what) {
      case 'refused':
        void host.way.refuse();
        return { kind: 'lose' };
      case 'reset':
        return { kind: 'lose' };
      case 'reply dropped':
        return { kind: 'loseReply' };
      case 'reset in head':
        return { kind: 'cut', within: 'head', by: 'reset' };
      case 'reset in body':
        return { kind: 'cut', within: 'body', by: 'reset' };
      case 'cut short':
        return { kind: 'cut', within: 'body', by: 'end' };
      case 'log-in page':
        return { kind: 'answer', ...page };
      case 'page after':
        return { kind: 'replaceReply', ...page };
      case '502 after':
        return { kind: 'replaceReply', ...page, status: 502 };
      case 'garbage after':
        return {
          kind: 'replaceReply',
          ...page,
          headers: { 'content-type': 'application/json' },
          body: '{"a',
        };
      case 'no lock ID':
        return { kind: 'change', headers: (headers) => ({ ...headers, 'x-amz-lock-id': undefined }) };
      case '500 before':
        return { kind: 'answer', ...glacierFault(500, 'ServiceUnavailableException') };
      case '500 after':
        return { kind: 'replaceReply', ...glacierFault(500, 'ServiceUnavailableException') };
      case 'throttled':
        return { kind: 'answer', ...glacierFault(400, 'ThrottlingException') };
      case 'expired credentials':
        return { kind: 'answer', ...glacierFault(403, 'ExpiredTokenException') };
      case 'time too skewed':
        return { kind: 'answer', ...glacierFault(403, 'RequestTimeTooSkewed') };
      case 'wrong Date':
        return {
          kind: 'change',
          headers: (headers) => ({
            ...headers,
            date: new Date(Date.parse(String(headers.date)) - 3 * 3_600_000).toUTCString(),
          }),
        };
      case 'no Date':
        return { kind: 'change', headers: (headers) => ({ ...headers, date: undefined }) };
      case 'acts late': {
        const way = latch();
        // A look that comes late changes nothing.
        if (request.method !== 'GET') this.late.push(() => way.open());
        else setTimeout(() => way.open(), 1_000).unref();
        setImmediate(() => this.patience.runOut());
        return { kind: 'late', until: way.opened };
      }
      case 'answers late':
        return {
          kind: 'hold',
          until: () => {
            setImmediate(() => this.patience.runOut());
            return new Promise(setImmediate);
          },
        };
    }
  }

  private async elsewhere(act: ElsewhereAct, index: number): Promise<void> {
    const [arn, name] = this.vaultAt(index);
    const initiate = async () => {
      const { value } = await this.others.initiateVaultLock(name, policyOf(name, 7));
      this.given.push({ arn, lockId: value.lockId });
    };
    const attempt = async (task: () => Promise<unknown>) => {
      try {
        await task();
      } catch (error) {
        // Their lock is in another state than they thought.
        assert.ok(error instanceof GlacierError, String(error));
      }
    };
    switch (act) {
      case 'initiate':
        return attempt(initiate);
      case 'abort':
        return attempt(() => this.others.abortVaultLock(name));
      case 'restart':
        await attempt(() => this.others.abortVaultLock(name));
        return attempt(initiate);
      case 'complete':
        return attempt(() => this.others.completeVaultLock(name, this.lockIdAt(arn) ?? 'none'));
      case 'deleteVault': {
        const { status } = await send(this.glacier.url, 'DELETE', `/-/vaults/${name}`, {
          headers: properHeaders,
        });
        assert.equal(status, 204);
        await this.createVault(index);
      }
    }
  }

  private async arrive(): Promise<void> {
    const { late } = this;
    this.late = [];
    if (late.length === 0) return;
    const before = this.reachedCount;
    for (const open of late) open();
    const end = performance.now() + deadline;
    while (this.reachedCount < before + late.length && performance.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 1));
  }

  private reachedCount = 0;

  private async createVault(index: number): Promise<void> {
    // One that is locked stays locked: it gives way to another name.
    const name = `vault-${String(index)}-${String((this.made += 1))}`;
    await this.others.createVault(name);
    this.names[index] = name;
  }

  private async open(slot: number): Promise<void> {
    const host: Host = await startHost(this.glacier.url, this.ledgerFile, {
      slot,
      deadProcess: this.deadProcess,
      onReached: (reached) => this.noteReached(host, reached),
    });
    this.hosts[slot] = host;
    host.window.store.setConnections([host.connection]);
  }

  private async reopen(slot: number): Promise<void> {
    const host = this.hostAt(slot);
    await host.window.operations.close();
    host.close();
    this.readLedger();
    this.judgeClosedWindow(host);
    await this.open(slot);
  }

  /** There is room on the disk: nothing that the window knew is lost. */
  private judgeClosedWindow(host: Host): void {
    if (!('writeKept' in host.window.ledger)) return;
    for (const lockId of host.received)
      assert.ok(
        this.entries.some((entry) => entry.type === 'lockIdReceived' && entry.lockId === lockId),
        'a lock ID was lost when the window was closed',
      );
    const lost = this.owed.filter(
      ({ host: owing, arn, outcome }) =>
        owing === host && !this.entries.some((entry) => entry.arn === arn && isSuch(entry, outcome)),
    );
    this.owed = this.owed.filter((each) => each.host !== host);
    assert.deepEqual(
      lost.map(({ outcome }) => outcome),
      [],
      'an outcome was not written down until the window was closed',
    );
  }

  private noteReached(host: Host, { request, status, headers }: Reached): void {
    this.reachedCount += 1;
    const name = /^\/-\/vaults\/([^/]+)\/lock-policy$/.exec(request.path)?.[1];
    if (request.method !== 'POST' || name === undefined || status !== 201) return;
    this.given.push({ arn: arnOf(name), lockId: String(headers['x-amz-lock-id']) });
    this.initiatesOf.set(host, (this.initiatesOf.get(host) ?? 0) + 1);
  }

  /** Nothing goes wrong any more. */
  private async calm(): Promise<void> {
    this.disk.fault = () => undefined;
    for (const host of this.hosts) {
      host.way.disturb = () => undefined;
      host.onEntry = () => undefined;
      await host.way.listen();
    }
  }

  private async judge(step: Step, done: readonly Done[]): Promise<void> {
    for (const each of done) this.judgeResult(each);
    if (step.does === 'both' && step.first === step.second) {
      const accepted = done.reduce((sum, { host }) => sum + (this.initiatesOf.get(host) ?? 0), 0);
      assert.ok(accepted <= 1, `Initiate was accepted ${String(accepted)} times`);
    }
    assert.equal(this.broken, 0, 'the ledger is broken');
    assert.ok(this.torn <= this.tornByUs, `${String(this.torn)} torn lines`);
    // What the other window did later, the first one to end need not have seen.
    const last = done.at(-1);
    const isSeen = last !== undefined && (await this.judgeLeft(last, step.does === 'both'));
    if (step.does === 'reopen') await this.judgeShown(this.hostAt(step.window));
    // Reading anew takes most of the time: all is looked at now and then.
    if (this.tally.steps % 5 === 0) {
      for (const host of this.hosts) await this.judgeShown(host);
      return;
    }
    // What nobody has looked at since is at times left as it is, for the next step to meet.
    if (isSeen || this.tally.steps % 5 === 2) return;
    for (const { host, arn } of done) await this.judgeOne(host.isDead ? this.successorOf(host) : host, arn);
  }

  /**
   * What an operation left, before anybody looks again: what its window shows, and what it wrote down. Tells whether it
   * had to have looked at Glacier.
   */
  private async judgeLeft(
    { host, act, arn, result, shown, before }: Done,
    isBoth: boolean,
  ): Promise<boolean> {
    const isRead = act === 'refresh' || act === 'readLock';
    if (result.how === 'died' || (isBoth && isRead)) return false;
    if (result.how === 'failed') {
      const { error } = result;
      if (!(error instanceof LockError) || !seenAfterwards.has(error.code)) return false;
    }
    // A refresh that fails says so where the vaults are shown, and ends as any other.
    if (shown === undefined || (isRead && !isAllRead(host))) return false;
    const truth = await this.truth.lockOf(shown.name);
    this.judgeVault(host, shown, truth);
    if (result.how === 'well' && !isRead) this.judgeWritten(host, act, arn, { before, now: truth });
    return true;
  }

  /** What ended well is written down as Glacier shows it: at once, or as soon as the disk has room. */
  private judgeWritten(
    host: Host,
    act: Act,
    arn: string,
    locks: { readonly before: LockReading | undefined; readonly now: LockReading },
  ): void {
    const written = this.entries.slice(this.entriesBefore).filter((entry) => entry.arn === arn);
    const missing = outcomesOf(act, locks).filter(
      (outcome) => !written.some((entry) => isSuch(entry, outcome)),
    );
    if (this.isDiskStruck) this.owed.push(...missing.map((outcome) => ({ host, arn, outcome })));
    else assert.deepEqual(missing, [], `${act} ended well, and this is not in the ledger`);
  }

  /** Of one vault only. A window that has just begun shows all of them anew. */
  private async judgeOne(host: Host, arn: string): Promise<void> {
    const { store } = host.window;
    const [shown] = store.findByArn(arn);
    if (shown === undefined) await this.judgeShown(host);
    else this.judgeVault(host, await store.readLock(shown), await this.truth.lockOf(shown.name));
  }

  private successorOf(dead: Host): Host {
    return this.hosts.find((host) => host.slot === dead.slot) ?? dead;
  }

  private judgeResult({ host, act, arn, result }: Done): void {
    const accepted = this.initiatesOf.get(host) ?? 0;
    assert.ok(accepted <= 1, `${act}: Initiate was accepted ${String(accepted)} times`);
    if (result.how === 'failed') {
      const { error } = result;
      assert.ok(error instanceof LockError || error instanceof GlacierError, describe(error));
      return;
    }
    if (result.how === 'died') return;
    const { value } = result;
    if (typeof value !== 'object' || value === null || !('lockId' in value)) return;
    // The lock ID that was told is on the disk.
    const { lockId } = value;
    assert.ok(
      this.entries.some((entry) => entry.type === 'lockIdReceived' && entry.lockId === lockId),
      `${act}: the lock ID is not in the ledger`,
    );
    if (!this.isDiskStruck) this.judgeClosed(act, arn);
  }

  private judgeClosed(act: Act, arn: string): void {
    const open = openOperations(this.entries.filter((entry) => entry.arn === arn));
    assert.equal(open.length, 0, `${act} ended well and is told as open`);
  }

  /** In this step. */
  private isDiskStruck = false;
  private entriesBefore = 0;
  /** Outcomes that a full disk kept a window from writing down. */
  private owed: { readonly host: Host; readonly arn: string; readonly outcome: Outcome }[] = [];

  /** What a window shows is what Glacier says, and it offers the lock IDs that it should and no others. */
  private async judgeShown(host: Host): Promise<void> {
    const { store } = host.window;
    await store.refresh('oracle');
    const [state] = store.regions;
    assert.equal(state?.status, 'ready', describe(state?.error));
    const names = state.vaults.map(({ name }) => name);
    assert.deepEqual(names, [...this.names].sort());
    for (const vault of state.vaults) {
      this.judgeVault(host, vault, await this.truth.lockOf(vault.name));
    }
  }

  private judgeVault(host: Host, vault: Vault, truth: LockReading): void {
    assert.ok(vault.lock.known === 'read', JSON.stringify(vault.lock));
    const { lock } = vault.lock;
    const shown = lock.state === 'inProgress' ? withoutLockId(lock) : lock;
    assert.deepEqual(shown, truth, vault.name);
    if (truth.state !== 'inProgress') return;
    const { must, may } = this.lockIdsOf(host, vault.arn, truth.created);
    const held = heldIn(vault);
    if (held === undefined) assert.deepEqual([...must], [], `${vault.name}: a lock ID that arrived is lost`);
    else assert.ok(may.has(held), `${vault.name}: a lock ID is offered that is another lock's`);
  }

  /**
   * By what Glacier gave, what came to this window and the ledger: lock IDs one of which has to be offered, and those that
   * may be.
   */
  private lockIdsOf(
    host: Host,
    arn: string,
    created: number,
  ): { readonly must: ReadonlySet<string>; readonly may: ReadonlySet<string> } {
    const real = this.lockIdAt(arn);
    const must = new Set(real !== undefined && host.received.has(real) ? [real] : []);
    const may = new Set(real === undefined ? [] : [real]);
    for (const entry of this.entries) {
      if (entry.arn !== arn) continue;
      if (entry.type === 'lockIdReceived' && entry.lockId === real) must.add(entry.lockId);
      if (entry.type === 'lockIdEntered' && Date.parse(entry.created) === created) {
        must.add(entry.lockId);
        may.add(entry.lockId);
      }
      if (entry.type === 'lockIdRejected' && Date.parse(entry.created) === created) must.delete(entry.lockId);
    }
    return { must, may };
  }

  /** The lock ID of the lock that Glacier began last on this vault. */
  private lockIdAt(arn: string): string | undefined {
    return this.given.findLast((each) => each.arn === arn)?.lockId;
  }

  /** Takes in what was appended, and holds it against the chain. */
  private readLedger(): void {
    let file: number;
    try {
      file = openSync(this.ledgerFile, 'r');
    } catch {
      return;
    }
    try {
      const bytes = Buffer.alloc(fstatSync(file).size - this.consumed);
      readSync(file, bytes, 0, bytes.length, this.consumed);
      const { lines } = linesOf(bytes);
      for (const line of lines) {
        this.consumed += line.length + 1;
        if (this.chain.add(line).joint === 'broken') this.broken += 1;
        const parsed = parseLedgerLine(line.toString());
        if (parsed.ok) this.entries.push(parsed.entry);
        else this.torn += 1;
      }
    } finally {
      closeSync(file);
    }
  }

  private count(kind: string): void {
    this.tally.faults.set(kind, (this.tally.faults.get(kind) ?? 0) + 1);
    this.isDiskStruck ||= kind.startsWith('disk');
  }

  private hostAt(slot: number): Host {
    const host = this.hosts[slot];
    assert.ok(host !== undefined);
    return host;
  }

  private vaultAt(index: number): readonly [arn: string, name: string] {
    const name = this.names[index] ?? '';
    return [arnOf(name), name];
  }
}

/** What the ledger has to say of an outcome: these members of an entry. */
type Outcome = Readonly<Record<string, string>>;

function isSuch(entry: LedgerEntry, outcome: Outcome): boolean {
  const has: Readonly<Record<string, unknown>> = { ...entry };
  return Object.entries(outcome).every(([name, value]) => has[name] === value);
}

/** The lines that an operation which ended well leaves: what Glacier accepted, and what was read back. */
function outcomesOf(
  act: Act,
  { before, now }: { readonly before: LockReading | undefined; readonly now: LockReading },
): readonly Outcome[] {
  const former = before === undefined || before.state === 'none' ? {} : { created: iso(before.created) };
  const ended = [
    { type: 'aborted', ...former },
    { type: 'abortReadBack', ...former },
  ];
  const running =
    now.state === 'none' ? {} : { created: iso(now.created), policySha256: policySha256(now.policy) };
  const begun = [
    { type: 'lockIdReceived', ...(now.state === 'none' ? {} : { policySha256: policySha256(now.policy) }) },
    { type: 'lockReadBack', ...running },
  ];
  switch (act) {
    case 'initiate':
      assert.equal(now.state, 'inProgress');
      return begun;
    case 'restart':
    case 'replace':
      assert.equal(now.state, 'inProgress');
      return [...ended, ...begun];
    case 'complete':
      assert.equal(now.state, 'locked');
      return [
        { type: 'completed', created: iso(now.created) },
        { type: 'completeReadBack', ...running },
      ];
    case 'abort':
      assert.equal(now.state, 'none');
      return ended;
    case 'enterRight':
    case 'enterWrong':
      return [{ type: 'lockIdEntered', ...running }];
    case 'fitting':
    case 'enterGarbage':
    case 'refresh':
    case 'readLock':
      return [];
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** Whether nothing is shown as failed. */
function isAllRead({ window: { store } }: Host): boolean {
  return store.regions.every(
    ({ status, vaults }) => status === 'ready' && vaults.every(({ lock }) => lock.known === 'read'),
  );
}

const page = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html><title>Log in</title></html>',
};

const policyOf = (name: string, days: number) => retention(name, days);

async function settled(running: Promise<unknown>): Promise<Result> {
  try {
    return { how: 'well', value: await running };
  } catch (error) {
    return { how: 'failed', error };
  }
}

function tooLong(what: string): Promise<never> {
  return new Promise((_, reject) => {
    // Shorter than the patience that is taken over here.
    setTimeout(() => reject(new Error(`${what} does not end.`)), 19_000).unref();
  });
}

function withoutLockId({
  state,
  policy,
  created,
  expires,
}: Extract<VaultLock, { state: 'inProgress' }>): LockReading {
  return { state, policy, created, expires };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
