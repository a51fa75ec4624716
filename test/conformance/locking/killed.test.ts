import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openGateway } from '../../../src/glacier/aws';
import { InterruptedWatch, type News } from '../../../src/locking/interrupted/interruptedWatch';
import { processAlive } from '../../../src/processes';
import { readLedger } from '../../../src/locking/ledger/readLedger';
import type { Connection, VaultLock } from '../../../src/locking/model';
import { toldOnce } from '../../../src/locking/toldOnce';
import {
  endDisturbed,
  latch,
  startDisturbed,
  type DisturbedGlacier,
  type Disturbance,
  type Seen,
} from '../support/disturbedGlacier';
import { endTested, startTested, type TestedGlacier } from '../support/localGlacier';
import { arnOf, region, retention } from '../support/sdk';
import { killed, type Killed } from './killed/moments';
import { connectionTo, openWindow, type Window } from './support/window';

const name = 'claims';
const lockPath = `/-/vaults/${name}/lock-policy`;
const policy = retention(name, 365);
const otherPolicy = retention(name, 730);

describe('a program that is killed in the middle of an operation', function () {
  this.timeout(120_000);
  let glacier: TestedGlacier;
  let way: DisturbedGlacier;
  let connection: Connection;
  let folder: string;
  let ledgerFile: string;
  const windows: Window[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'killed-'));
    ledgerFile = path.join(folder, 'ledger', 'lock-ledger.jsonl');
    glacier = await startTested();
    way = await startDisturbed(glacier.url);
    connection = connectionTo(way.url, region);
    const setUp = await openGateway({ region, endpoint: glacier.url, practice: true });
    await setUp.createVault(name);
    setUp.dispose();
  });
  afterEach(async () => {
    for (const window of windows.splice(0)) window.close();
    endDisturbed();
    await endTested();
    await rm(folder, { recursive: true });
  });

  function open(): Window {
    const window = openWindow(ledgerFile);
    windows.push(window);
    return window;
  }

  async function vaultIn(window: Window) {
    window.store.setConnections([connection]);
    await window.store.refresh('test');
    const [vault] = window.store.findByArn(arnOf(name));
    assert.ok(vault);
    return vault;
  }

  /** Starts the program, and kills it at the moment. What it sent is in `way.seen`. */
  async function kill({ operation, at, moment }: Killed): Promise<void> {
    const reached = latch();
    const dead = latch();
    let sent = false;
    way.disturb = (request): Disturbance | undefined => {
      if (!sent && isRequest(request, at)) {
        sent = true;
        if (moment === 'after') return undefined;
        reached.open();
        return moment === 'before'
          ? { kind: 'lose', after: dead.opened }
          : { kind: 'hold', until: dead.opened };
      }
      // The next thing it asks is how the lock is now.
      if (!sent) return undefined;
      reached.open();
      return { kind: 'lose', after: dead.opened };
    };
    const victim = spawn(
      process.execPath,
      [
        ...['--import', 'tsx', path.join(import.meta.dirname, 'killed', 'victim.ts')],
        ...[ledgerFile, JSON.stringify(connection), name, operation],
        operation === 'replace' ? otherPolicy : policy,
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const ended = once(victim, 'close');
    await Promise.race([
      reached.opened,
      ended.then(() => assert.fail('It ended before it could be killed.')),
    ]);
    if (moment === 'during') await acted(at);
    victim.kill('SIGKILL');
    await ended;
    way.disturb = () => undefined;
    dead.open();
  }

  /** Waits until Glacier has done what was asked: the proxy asks it before it holds the reply back. */
  async function acted(at: Killed['at']): Promise<void> {
    const direct = await openGateway({ region, endpoint: glacier.url, practice: true });
    const state = { InitiateVaultLock: 'inProgress', CompleteVaultLock: 'locked', AbortVaultLock: 'none' }[
      at
    ];
    while ((await direct.getVaultLock(name)).value.state !== state) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    direct.dispose();
  }

  /** What a window that is opened now tells. */
  async function tellsIn(window: Window): Promise<readonly News[]> {
    const news: News[] = [];
    const written: Promise<void>[] = [];
    const watch = new InterruptedWatch({
      readEntries: async () => (await readLedger(ledgerFile)).entries,
      connections: { all: [connection] },
      follow: () => undefined,
      store: window.store,
      ledger: {
        append: (...entry) => {
          const done = window.ledger.append(...entry);
          written.push(done);
          return done;
        },
      },
      clock: window.clock,
      told: toldOnce(path.join(folder, 'told')),
      here: () => ({
        host: os.hostname(),
        process: process.pid,
        began: Date.now() - process.uptime() * 1_000,
        now: Date.now(),
        isAlive: processAlive,
      }),
      instant: () => 'then',
      tell: (all) => news.push(...all),
      log: () => undefined,
    });
    await watch.look();
    await Promise.all(written);
    watch.dispose();
    return news;
  }

  const lockIn = (window: Window): VaultLock => {
    const [vault] = window.store.findByArn(arnOf(name));
    assert.ok(vault?.lock.known === 'read');
    return vault.lock.lock;
  };

  for (const cell of killed) {
    it(`${cell.moment} ${cell.at} of ${cell.operation}: ${cell.told}`, async () => {
      if (cell.operation !== 'initiate') {
        const before = open();
        await before.operations.initiate(await vaultIn(before), policy);
        before.close();
      }
      const asked = way.seen.length;
      await kill(cell);

      // Shown is what Glacier has, and the lock ID if it had arrived.
      const window = open();
      await vaultIn(window);
      const lock = lockIn(window);
      const direct = await openGateway({ region, endpoint: glacier.url, practice: true });
      const real = (await direct.getVaultLock(name)).value;
      direct.dispose();
      assert.deepEqual([lock.state, real.state], [cell.glacier, cell.glacier]);
      if (lock.state === 'inProgress') assert.equal(lock.lockId.held, cell.lockIdHeld);

      // It is told, once, with what helps.
      const [told, ...others] = await tellsIn(window);
      assert.ok(told);
      assert.deepEqual(others, []);
      assert.equal(told.brief.replace(' until then', ''), cell.told);
      assert.equal(told.steps.map(({ does }) => does).join(' '), cell.steps);
      for (const step of told.steps) {
        if (!('policy' in step)) continue;
        assert.equal(step.policy, cell.operation === 'replace' ? otherPolicy : policy);
      }
      assert.deepEqual(await tellsIn(open()), []);
      await rm(path.join(folder, 'told'), { recursive: true });
      assert.deepEqual(await tellsIn(open()), [], 'the ledger knows');

      // Nothing was sent twice, neither by the program that was killed nor by the one that looked.
      const changes = way.seen.slice(asked).filter(({ method }) => method !== 'GET');
      const expected = cell.at === 'InitiateVaultLock' && cell.operation !== 'initiate' ? 2 : 1;
      assert.equal(changes.length, expected);
      assert.notEqual((await readLedger(ledgerFile)).verdict, 'broken');

      // The way on works.
      const [first] = told.steps;
      const [vault] = window.store.findByArn(arnOf(name));
      assert.ok(first && vault);
      switch (first.does) {
        case 'initiate':
          assert.equal((await window.operations.initiate(vault, first.policy)).vault.lock.known, 'read');
          break;
        case 'restart':
          assert.equal((await window.operations.restart(vault)).vault.lock.known, 'read');
          break;
        case 'complete':
          await window.operations.complete(vault);
          assert.equal(lockIn(window).state, 'locked');
          break;
        case 'abort':
          await window.operations.abort(vault);
          assert.equal(lockIn(window).state, 'none');
          break;
        case 'openPolicy':
          assert.ok((await window.operations.replace(vault, otherPolicy)).lockId.length > 0);
          break;
        case 'openPolicyInForce':
        case 'enterLockId':
        case 'lookAgain':
          break;
      }
      assert.deepEqual(await tellsIn(open()), []);
    });
  }

  it('is left alone while it is still at it', async () => {
    const dead = latch();
    const reached = latch();
    way.disturb = (request) => {
      if (!isRequest(request, 'InitiateVaultLock')) return undefined;
      reached.open();
      return { kind: 'hold', until: dead.opened };
    };
    const window = open();
    const other = open();
    const doing = window.operations.initiate(await vaultIn(window), policy);
    await reached.opened;
    assert.deepEqual(await tellsIn(other), []);
    dead.open();
    await doing;
    assert.deepEqual(await tellsIn(other), []);
  });
});

function isRequest({ method, path: asked }: Seen, at: Killed['at']): boolean {
  switch (at) {
    case 'InitiateVaultLock':
      return method === 'POST' && asked === lockPath;
    case 'CompleteVaultLock':
      return method === 'POST' && asked.startsWith(`${lockPath}/`);
    case 'AbortVaultLock':
      return method === 'DELETE' && asked === lockPath;
  }
}
