import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openGateway } from '../../../src/glacier/aws';
import type { GlacierGateway, LockReading } from '../../../src/glacier/gateway';
import { GlacierError } from '../../../src/glacier/glacierError';
import { verifyLedger } from '../../../src/locking/ledger/verifyLedger';
import { LockError } from '../../../src/locking/lockError';
import type { WritableLedger } from '../../../src/locking/lockLedger';
import type { Vault } from '../../../src/locking/model';
import { endDisturbed, startDisturbed, type DisturbedGlacier } from '../support/disturbedGlacier';
import { takeDisk, type FailingDisk } from '../support/failingDisk';
import { endTested, startTested } from '../support/localGlacier';
import { takePatience, type Patience } from '../support/patience';
import { arnOf, region } from '../support/sdk';
import { faults, type Fault } from './faults/faults';
import {
  changes,
  operations,
  otherPolicy,
  policy,
  policyElsewhere,
  vaultName,
  type Operation,
} from './faults/operations';
import { promises, type Promised } from './faults/promises';
import type { Ended, Scene } from './faults/scene';
import { connectionTo, openWindow, withAppend, type Window } from './support/window';

/** Errors after which what is shown was read from Glacier after all was over. */
const seenAfterwards: ReadonlySet<string> = new Set([
  ...['well', 'NothingDone', 'LockIdLost', 'LockEnded', 'LockIdNotSaved'],
]);

describe('a fault at a lock operation', function () {
  this.timeout(60_000);
  let folder: string;
  let disk: FailingDisk;
  let patience: Patience;
  let truth: GlacierGateway;
  let windows: Window[];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'faults-'));
    disk = takeDisk((file) => file.startsWith(folder) && file.endsWith('.jsonl'));
    patience = takePatience();
    windows = [];
  });
  afterEach(async () => {
    for (const window of windows) window.close();
    truth.dispose();
    disk.restore();
    patience.restore();
    endDisturbed();
    await endTested();
    await rm(folder, { recursive: true });
  });

  const open = (ledgerFile: string, onWritten?: Scene['onWritten']): Window => {
    const window = openWindow(ledgerFile, {
      ledgerFor: (ledger) => (onWritten === undefined ? ledger : telling(ledger, onWritten)),
    });
    windows.push(window);
    return window;
  };
  const shownIn = async (window: Window, way: DisturbedGlacier): Promise<Vault> => {
    window.store.setConnections([connectionTo(way.url, region)]);
    await window.store.refresh('test');
    const [vault] = window.store.findByArn(arnOf(vaultName));
    assert.ok(vault !== undefined, String(window.store.regions[0]?.error));
    return vault;
  };

  const setUp = async (fault: Fault, operation: Operation): Promise<Scene> => {
    const systemTime = () => Date.now() + (fault.hoursAhead ?? 0) * 3_600_000;
    const glacier = await startTested({ systemTime });
    truth = await openGateway({ region, endpoint: glacier.url, practice: true });
    await truth.createVault(vaultName);
    const way = await startDisturbed(glacier.url);
    const ledgerFile = path.join(folder, 'lock-ledger.jsonl');
    let lockId = '';
    if (operation.before !== 'none') {
      const file = operation.before === 'held' ? ledgerFile : path.join(folder, 'elsewhere.jsonl');
      const before = open(file);
      ({ lockId } = await before.operations.initiate(await shownIn(before, way), policy));
      before.close();
    }
    const scene: { -readonly [K in keyof Scene]: Scene[K] } = {
      ...{ operation, glacier, way, disk, patience, lockId, ledgerFile, glacierNow: systemTime },
      window: open(ledgerFile, (type) => scene.onWritten(type)),
      openOther: async () => {
        const window = open(ledgerFile);
        return { window, vault: await shownIn(window, way) };
      },
      elsewhere: truth,
      lockIdElsewhere: undefined,
      vault: undefined as unknown as Vault,
      onWritten: () => undefined,
    };
    return Object.assign(scene, { vault: await shownIn(scene.window, way) });
  };

  for (const fault of faults) {
    describe(fault.words, () => {
      for (const operation of operations) {
        const promise = fault.promised[operation.id];
        if (promise === undefined) continue;
        const promised: Promised = promises[promise];
        it(`${operation.words}: ${promised.words}`, async () => {
          const scene = await setUp(fault, operation);
          const { value: before } = await truth.getVaultLock(vaultName);
          const since = scene.way.seen.length;
          const ended = await fault.strike(scene);
          scene.onWritten = () => undefined;
          assert.equal(wordFor(ended), promised.ends, textOf(ended));
          assertSentOnce(scene, since, fault.id.startsWith('throttled'));

          const { value: now } = await truth.getVaultLock(vaultName);
          assertState(now, { before, promised, operation });
          const isLate = fault.id === 'acts-late';
          if (seenAfterwards.has(promised.ends) && !isLate)
            assertShows(scene.window.store.find(scene.vault.key), now);
          const again = await shownIn(scene.window, scene.way);
          assertShows(again, now);
          for (const window of windows) await untilShown(window, scene, now);
          if (promised.ends === 'LockIdNotSaved') assert.equal(heldIn(again), lockIdOf(scene));
          if (promise === 'savedLater') await untilSaved(scene);

          scene.window.close();
          const later = open(scene.ledgerFile);
          const found = await shownIn(later, scene.way);
          assertShows(found, now);
          if (now.state === 'inProgress')
            assert.equal(heldIn(found), promised.lockId === 'found' ? lockIdOf(scene) : undefined);
          await goOn(later, found, lockIdOf(scene));
          assert.equal(verifyLedger(await readFile(scene.ledgerFile)).verdict, 'whole');
        });
      }
    });
  }

  /** What the next person does in a new window works. */
  const goOn = async ({ operations: next }: Window, vault: Vault, lockId: string): Promise<void> => {
    assert.ok(vault.lock.known === 'read');
    switch (vault.lock.lock.state) {
      case 'locked':
        await assert.rejects(next.abort(vault), { code: 'AlreadyLocked' });
        return;
      case 'none':
        assert.equal(stateOf(await next.complete((await next.initiate(vault, policy)).vault)), 'locked');
        return;
      case 'inProgress': {
        if (heldIn(vault) !== undefined) {
          assert.equal(stateOf(await next.complete(vault)), 'locked');
          return;
        }
        await assert.rejects(next.complete(vault), { code: 'LockIdNotHeld' });
        const entered = await next.enterLockId(vault, lockId);
        assert.equal(heldIn(entered), lockId);
        const restarted = await next.restart(entered);
        assert.notEqual(restarted.lockId, lockId);
        assert.equal(stateOf(await next.complete(restarted.vault)), 'locked');
      }
    }
  };
});

/** Whatever happens, Initiate is sent once at most, unless Glacier said that it did not look at it. */
function assertSentOnce({ way }: Scene, since: number, isThrottled: boolean): void {
  const sent = way.seen.slice(since).filter(changes.isInitiate);
  assert.ok(sent.length <= (isThrottled ? 3 : 1), `Initiate was sent ${String(sent.length)} times`);
}

function assertState(
  now: LockReading,
  {
    before,
    promised,
    operation,
  }: { readonly before: LockReading; readonly promised: Promised; readonly operation: Operation },
): void {
  switch (promised.state) {
    case 'before':
      assert.deepEqual(now, before);
      break;
    case 'none':
      assert.equal(now.state, 'none');
      break;
    case 'others':
      assert.ok(now.state === 'inProgress' && now.policy === policyElsewhere);
      break;
    case 'after':
      assert.equal(now.state, operation.after);
      if (now.state === 'none' || before.state === 'none') break;
      // A restart is another lock than before; everything else is about the same one.
      assert.equal(now.created === before.created, !/^re(start|place)/.test(operation.id));
      assert.equal(now.policy, operation.id.startsWith('replace') ? otherPolicy : policy);
  }
}

/** What one window does comes to be seen in the others without anybody's doing. */
async function untilShown(window: Window, { vault }: Scene, truth: LockReading): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const shown = window.store.find(vault.key);
    // One that is closed shows nothing.
    if (shown === undefined) return;
    try {
      assertShows(shown, truth);
      return;
    } catch (error) {
      if (tries === 300) throw error;
      await delay(20);
    }
  }
}

/** The disk has room again: the lock ID goes there with the next entry. */
async function untilSaved({ window, vault }: Scene): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const shown = window.store.find(vault.key);
    assert.ok(shown?.lock.known === 'read' && shown.lock.lock.state === 'inProgress');
    const status = window.ledger.lockIdFor(vault.connection, vault.arn, shown.lock.lock);
    if (status.held && status.unsaved !== true) return;
    assert.ok(tries < 1_000, 'The lock ID was not saved.');
    await delay(20);
  }
}

function assertShows(vault: Vault | undefined, truth: LockReading): void {
  assert.ok(vault?.lock.known === 'read', JSON.stringify(vault?.lock));
  const { lock } = vault.lock;
  if (lock.state === 'inProgress') {
    const { lockId, ...reading } = lock;
    assert.deepEqual(reading, truth, `lock ID ${lockId.held ? 'held' : 'unknown'}`);
  } else {
    assert.deepEqual(lock, truth);
  }
}

/** The lock ID that Glacier gave last, whether or not it arrived. */
function lockIdOf({ way, lockIdElsewhere }: Scene): string {
  if (lockIdElsewhere !== undefined) return lockIdElsewhere;
  const given = way.reached.findLast(({ request, status }) => changes.isInitiate(request) && status === 201);
  return String(given?.headers['x-amz-lock-id']);
}

function wordFor(ended: Ended): string {
  if (ended.how !== 'failed') return ended.how;
  const { error } = ended;
  if (error instanceof LockError) return error.code;
  return error instanceof GlacierError ? 'GlacierError' : 'another error';
}

function textOf(ended: Ended): string {
  if (ended.how !== 'failed') return ended.how;
  return ended.error instanceof Error ? (ended.error.stack ?? ended.error.message) : String(ended.error);
}

function stateOf(vault: Vault): string {
  return vault.lock.known === 'read' ? vault.lock.lock.state : vault.lock.known;
}

function heldIn(vault: Vault): string | undefined {
  if (vault.lock.known !== 'read' || vault.lock.lock.state !== 'inProgress') return undefined;
  const { lockId } = vault.lock.lock;
  return lockId.held ? lockId.lockId : undefined;
}

/** The same ledger, which says what was written. */
function telling(ledger: WritableLedger, onWritten: Scene['onWritten']): WritableLedger {
  return withAppend(ledger, async (subject, event) => {
    await ledger.append(subject, event);
    await onWritten(event.type);
  });
}
