import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openGateway } from '../../../src/glacier/aws';
import { GlacierError } from '../../../src/glacier/glacierError';
import type { ChangeOptions, Gateways, Permit, VaultStore } from '../../../src/locking/api';
import { createGateways } from '../../../src/locking/gateways';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import type { LedgerEvent } from '../../../src/locking/ledger/ledgerEntry';
import { LockError } from '../../../src/locking/lockError';
import { openLockLedger, type WritableLedger } from '../../../src/locking/lockLedger';
import {
  createLockOperations,
  type LedgerOfOperations,
  type LockOperationsOfWindow,
} from '../../../src/locking/lockOperations';
import type { Connection, Vault, VaultLock } from '../../../src/locking/model';
import { permitBy, type Restrictions } from '../../../src/locking/restrictions';
import { createVaultStore } from '../../../src/locking/vaultStore';
import {
  endDisturbed,
  glacierFault,
  latch,
  startDisturbed,
  type DisturbedGlacier,
} from '../support/disturbedGlacier';
import { endTested, startTested, type TestedGlacier } from '../support/localGlacier';
import { arnOf, dayInSeconds, region, retention } from '../support/sdk';

const name = 'claims';
const lockPath = `/-/vaults/${name}/lock-policy`;
const policy = retention(name, 365);
const otherPolicy = retention(name, 730);

type InProgress = Extract<VaultLock, { state: 'inProgress' }>;

/** All that a window of the editor has. */
interface Window {
  readonly gateways: Gateways;
  readonly store: VaultStore;
  readonly ledger: WritableLedger;
  readonly operations: LockOperationsOfWindow;
  readonly clock: ReturnType<typeof createGlacierClock>;
  /** What was asked to be waited for, in milliseconds. */
  readonly waits: number[];
  /** What went to the log. */
  readonly logged: string[];
}

describe('operations on a lock, through the SDK', () => {
  let glacier: TestedGlacier;
  let way: DisturbedGlacier;
  let connection: Connection;
  let folder: string;
  const windows: Window[] = [];

  function openWindow(
    localNow: () => number = Date.now,
    file = path.join(folder, 'ledger.jsonl'),
    permit: Permit = () => undefined,
  ): Window {
    const clock = createGlacierClock();
    const gateways = createGateways(openGateway, clock);
    const ledger = openLockLedger(file, clock, localNow);
    const store = createVaultStore({ gateways, clock, ledger });
    const waits: number[] = [];
    const logged: string[] = [];
    const operations = createLockOperations({
      gateways,
      clock,
      ledger,
      store,
      permit,
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
      log: (message) => logged.push(message),
    });
    const window: Window = { gateways, store, ledger, operations, clock, waits, logged };
    windows.push(window);
    return window;
  }

  /** The ledger of a window cannot be written from the first event of this kind on until there is room. */
  const fullFor = (window: Window, type: LedgerEvent['type']) => {
    const file = path.join(folder, 'ledger.jsonl');
    const aside = path.join(folder, 'aside.jsonl');
    let isFull = false;
    const operations = createLockOperations({
      ...window,
      wait: () => Promise.resolve(),
      log: (message) => window.logged.push(message),
      ledger: {
        ...ledgerOf(window),
        append: async (subject, event) => {
          if (event.type === type && !isFull) {
            isFull = true;
            await rename(file, aside);
            await mkdir(file);
          }
          await window.ledger.append(subject, event);
        },
      },
    });
    const makeRoom = async () => {
      await rm(file, { recursive: true });
      await rename(aside, file);
    };
    return { operations, makeRoom };
  };

  const close = (window: Window) => {
    window.store.dispose();
    window.ledger.dispose();
    window.gateways.dispose();
  };

  const shown = async (window: Window): Promise<Vault> => {
    window.store.setConnections([connection]);
    await window.store.refresh('test');
    const [vault] = window.store.findByArn(arnOf(name));
    assert.ok(vault !== undefined);
    return vault;
  };
  const lockOf = (vault: Vault | undefined): VaultLock => {
    assert.ok(vault?.lock.known === 'read');
    return vault.lock.lock;
  };
  const heldIn = (vault: Vault): string | undefined => {
    const lock = lockOf(vault);
    assert.ok(lock.state === 'inProgress');
    return lock.lockId.held ? lock.lockId.lockId : undefined;
  };
  const failure = async (operation: Promise<unknown>): Promise<LockError> => {
    try {
      await operation;
    } catch (error) {
      assert.ok(error instanceof LockError, String(error));
      return error;
    }
    return assert.fail('It succeeded.');
  };
  const ledgerText = () => readFile(path.join(folder, 'ledger.jsonl'), 'utf8');
  const ledgerTypes = async (): Promise<string[]> =>
    (await ledgerText())
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly type: string }).type);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'operations-'));
    glacier = await startTested();
    way = await startDisturbed(glacier.url);
    connection = {
      id: 'local',
      kind: 'local',
      name: 'Local Glacier',
      regions: [region],
      endpoint: way.url,
      practice: true,
    };
    const setUp = await openGateway({ region, endpoint: glacier.url, practice: true });
    await setUp.createVault(name);
    setUp.dispose();
  });
  afterEach(async () => {
    for (const window of windows.splice(0)) close(window);
    endDisturbed();
    await endTested();
    // A window may still be writing.
    await rm(folder, { recursive: true, maxRetries: 5 });
  });

  it('initiates, completes, and shows at every step what Glacier says', async () => {
    const window = openWindow();
    const { vault, lockId } = await window.operations.initiate(await shown(window), policy);
    assert.equal(lockOf(vault).state, 'inProgress');
    assert.equal(heldIn(vault), lockId);
    assert.deepEqual(lockOf(window.store.find(vault.key)), lockOf(vault));
    const locked = await window.operations.complete(vault);
    assert.equal(lockOf(locked).state, 'locked');
    assert.equal(lockOf(window.store.find(vault.key)).state, 'locked');
    assert.deepEqual(await ledgerTypes(), [
      'initiateIntended',
      'lockIdReceived',
      'lockReadBack',
      'completeIntended',
      'completed',
      'completeReadBack',
    ]);
  });

  it('has the lock ID on disk before Glacier is asked anything else', async () => {
    const window = openWindow();
    const vault = await shown(window);
    let onDisk: boolean | undefined;
    let isInitiated = false;
    const checked = latch();
    way.disturb = ({ method, path: asked }) => {
      if (asked !== lockPath) return undefined;
      if (method === 'POST') isInitiated = true;
      else if (isInitiated && onDisk === undefined) {
        onDisk = false;
        void ledgerTypes().then((types) => {
          onDisk = types.includes('lockIdReceived');
          checked.open();
        });
        return { kind: 'hold', until: checked.opened };
      }
      return undefined;
    };
    await window.operations.initiate(vault, policy);
    assert.equal(onDisk, true);
  });

  it('keeps the lock ID over the end of the program, and completes with it', async () => {
    const first = openWindow();
    const { lockId } = await first.operations.initiate(await shown(first), policy);
    close(first);
    const second = openWindow();
    const vault = await shown(second);
    assert.equal(heldIn(vault), lockId);
    assert.equal(lockOf(await second.operations.complete(vault)).state, 'locked');
  });

  it('keeps the lock ID when the program ends before the lock was read back', async () => {
    const first = openWindow();
    const vault = await shown(first);
    way.disturb = ({ method, path: asked }) =>
      asked === lockPath && method === 'GET' && way.count('POST', lockPath) > 0
        ? { kind: 'lose' }
        : undefined;
    const error = await failure(first.operations.initiate(vault, policy));
    assert.equal(error.code, 'NotReadBack');
    assert.ok(error.cause instanceof GlacierError);
    assert.deepEqual(await ledgerTypes(), ['initiateIntended', 'lockIdReceived']);
    close(first);
    way.disturb = () => undefined;
    const second = openWindow();
    const found = await shown(second);
    assert.match(heldIn(found) ?? '', /^[A-Za-z0-9_-]{24}$/);
    assert.equal(lockOf(await second.operations.complete(found)).state, 'locked');
    assert.ok((await ledgerTypes()).includes('lockReadBack'));
  });

  it('shows a lock ID to another window at once', async () => {
    const one = openWindow();
    const other = openWindow();
    const [vault] = [await shown(one), await shown(other)];
    const { lockId } = await one.operations.initiate(vault, policy);
    const there = await other.store.readLock(vault);
    assert.equal(heldIn(there), lockId);
    assert.equal(lockOf(await other.operations.complete(there)).state, 'locked');
  });

  it('shows in one window what another one does, and comes to rest', async () => {
    const one = openWindow();
    const other = openWindow();
    const vault = await shown(one);
    const there = await shown(other);
    const seenThere = (state: VaultLock['state']) =>
      new Promise<void>((resolve) => {
        const listening = other.store.onDidChange(() => {
          if (lockOf(other.store.find(there.key)).state !== state) return;
          listening.dispose();
          resolve();
        });
      });
    const steps: readonly (readonly [VaultLock['state'], () => Promise<unknown>])[] = [
      ['inProgress', () => one.operations.initiate(vault, policy)],
      ['none', async () => one.operations.abort(await one.store.readLock(vault))],
      ['inProgress', () => one.operations.initiate(vault, policy)],
      ['locked', async () => one.operations.complete(await one.store.readLock(vault))],
    ];
    for (const [state, act] of steps) {
      const seen = seenThere(state);
      await act();
      await seen;
    }
    // Each window has told the other all it has to tell: neither asks or writes any more.
    const atRest = async () => [way.seen.length, (await ledgerText()).length];
    let before: number[];
    let after = await atRest();
    do {
      before = after;
      for (let turns = 0; turns < 50; turns += 1) await new Promise(setImmediate);
      after = await atRest();
    } while (String(before) !== String(after));
    const types = await ledgerTypes();
    assert.deepEqual(types, [
      ...['initiateIntended', 'lockIdReceived', 'lockReadBack'],
      ...['abortIntended', 'aborted', 'abortReadBack'],
      ...['initiateIntended', 'lockIdReceived', 'lockReadBack'],
      ...['completeIntended', 'completed', 'completeReadBack'],
    ]);
  });

  it('shows a lock ID that is entered in one window in the others, too', async () => {
    const one = openWindow();
    const elsewhere = openWindow(Date.now, path.join(folder, 'elsewhere.jsonl'));
    const { lockId } = await elsewhere.operations.initiate(await shown(elsewhere), policy);
    const vault = await shown(one);
    const other = openWindow();
    const there = await shown(other);
    assert.equal(heldIn(there), undefined);
    const changed = new Promise<void>((resolve) => {
      other.store.onDidChange(() => {
        const found = other.store.find(there.key);
        if (found !== undefined && heldIn(found) === lockId) resolve();
      });
    });
    await one.operations.enterLockId(vault, lockId);
    await changed;
  });

  describe('when the end of Initiate is in doubt', () => {
    const ways: readonly (readonly [string, DisturbedGlacier['disturb']])[] = [
      ['the reply is lost', () => ({ kind: 'loseReply' })],
      [
        'the reply is a 500',
        () => ({ kind: 'replaceReply', ...glacierFault(500, 'ServiceUnavailableException') }),
      ],
      ['the reply has no lock ID', () => ({ kind: 'replaceReply', status: 201 })],
    ];
    for (const [what, disturb] of ways) {
      it(`says that the lock runs and its ID is lost: ${what}`, async () => {
        const window = openWindow();
        const vault = await shown(window);
        way.disturb = (request, earlier) =>
          request.method === 'POST' ? disturb(request, earlier) : undefined;
        const error = await failure(window.operations.initiate(vault, policy));
        assert.equal(error.code, 'LockIdLost');
        assert.match(error.message, /IS in progress/);
        assert.match(error.message, /cannot be completed without it/);
        assert.match(error.advice, /Enter the lock ID.*restart/);
        assert.equal(way.count('POST', lockPath), 1);
        assert.equal(lockOf(window.store.find(vault.key)).state, 'inProgress');
        assert.deepEqual(await ledgerTypes(), ['initiateIntended', 'initiateUnclear', 'initiateSettled']);
        assert.match(await ledgerText(), /"found":"in progress"/);

        way.disturb = () => undefined;
        const [now] = window.store.findByArn(arnOf(name));
        assert.ok(now !== undefined);
        assert.equal(heldIn(now), undefined);
        assert.equal((await failure(window.operations.complete(now))).code, 'LockIdNotHeld');
        const { vault: restarted } = await window.operations.restart(now);
        assert.equal(lockOf(await window.operations.complete(restarted)).state, 'locked');
      });
    }

    it('says that nothing was done when Glacier shows no lock', async () => {
      const window = openWindow();
      const vault = await shown(window);
      way.disturb = ({ method }) => (method === 'POST' ? { kind: 'lose' } : undefined);
      const error = await failure(window.operations.initiate(vault, policy));
      assert.equal(error.code, 'NothingDone');
      assert.match(error.advice, /safe to initiate/);
      assert.equal(way.count('POST', lockPath), 1);
      assert.ok(window.waits.length > 0);
      assert.match(await ledgerText(), /"type":"initiateSettled".*"found":"no lock"/);
      way.disturb = () => undefined;
      assert.equal(lockOf((await window.operations.initiate(vault, policy)).vault).state, 'inProgress');
    });

    it('does not take the lock of somebody else for its own', async () => {
      const window = openWindow();
      const vault = await shown(window);
      const other = await openGateway({ region, endpoint: glacier.url, practice: true });
      way.disturb = ({ method }) =>
        method === 'POST'
          ? { kind: 'lose', after: other.initiateVaultLock(name, retention(name, 7)) }
          : undefined;
      const error = await failure(window.operations.initiate(vault, policy));
      other.dispose();
      assert.equal(error.code, 'AlreadyInProgress');
      assert.equal(way.count('POST', lockPath), 1);
      assert.match(await ledgerText(), /"type":"initiateSettled".*"found":"another lock"/);
    });

    it('says that it does not know when Glacier cannot be asked', async () => {
      const window = openWindow();
      const vault = await shown(window);
      way.disturb = () => (way.count('POST', lockPath) > 0 ? { kind: 'loseReply' } : undefined);
      const error = await failure(window.operations.initiate(vault, policy));
      assert.equal(error.code, 'OutcomeUnknown');
      assert.equal(way.count('POST', lockPath), 1);
      assert.deepEqual(await ledgerTypes(), ['initiateIntended', 'initiateUnclear']);
    });
  });

  it('refuses before it sends anything', async () => {
    const window = openWindow();
    const vault = await shown(window);
    const table: readonly (readonly [string, string])[] = [
      ['', 'PolicyUnusable'],
      ['  \n', 'PolicyUnusable'],
      [policy.padEnd(20_481), 'PolicyUnusable'],
    ];
    for (const [text, code] of table) {
      assert.equal((await failure(window.operations.initiate(vault, text))).code, code);
    }
    await window.operations.initiate(vault, policy);
    assert.equal((await failure(window.operations.initiate(vault, policy))).code, 'AlreadyInProgress');
    assert.equal(way.count('POST', lockPath), 1);
  });

  it('explains a policy that Glacier does not take, and leaves nothing behind', async () => {
    const window = openWindow();
    const vault = await shown(window);
    await assert.rejects(window.operations.initiate(vault, '{"Statement":7}'), (error: unknown) => {
      assert.ok(error instanceof GlacierError);
      assert.equal(error.code, 'InvalidParameterValueException');
      return true;
    });
    assert.deepEqual(await ledgerTypes(), ['initiateIntended', 'initiateRefused']);
  });

  it('sends nothing when the ledger cannot be written', async () => {
    const file = path.join(folder, 'file');
    const window = openWindow(Date.now, path.join(file, 'ledger.jsonl'));
    const vault = await shown(window);
    await rm(file, { recursive: true });
    await writeFile(file, '');
    const error = await failure(window.operations.initiate(vault, policy));
    assert.equal(error.code, 'LedgerNotWritten');
    assert.equal(way.count('POST', lockPath), 0);
  });

  it('holds a lock ID that cannot be written in memory, and says so', async () => {
    const window = openWindow();
    const vault = await shown(window);
    let lockId: string | undefined;
    const operations = createLockOperations({
      ...window,
      ledger: {
        ...ledgerOf(window),
        append: (subject, event) => {
          if (event.type !== 'lockIdReceived') return window.ledger.append(subject, event);
          lockId = event.lockId;
          return Promise.reject(new Error('ENOSPC'));
        },
      },
    });
    const error = await failure(operations.initiate(vault, policy));
    assert.equal(error.code, 'LockIdNotSaved');
    assert.ok(lockId !== undefined && !`${error.message} ${error.advice}`.includes(lockId));
    const [now] = window.store.findByArn(arnOf(name));
    assert.ok(now !== undefined);
    assert.equal(heldIn(now), lockId);
    assert.equal(lockOf(await operations.complete(now)).state, 'locked');
  });

  it('writes a lock ID that it holds in memory when the window closes', async () => {
    const window = openWindow();
    const vault = await shown(window);
    const disk = fullFor(window, 'lockIdReceived');
    assert.equal((await failure(disk.operations.initiate(vault, policy))).code, 'LockIdNotSaved');
    await disk.makeRoom();
    assert.deepEqual(await ledgerTypes(), ['initiateIntended']);
    await disk.operations.close();
    close(window);
    assert.deepEqual((await ledgerTypes()).slice(0, 2), ['initiateIntended', 'lockIdReceived']);
    assert.ok(heldIn(await shown(openWindow())) !== undefined);
  });

  it('keeps an outcome that cannot be written, says so, and writes it before anything else', async () => {
    const window = openWindow();
    const { vault } = await window.operations.initiate(await shown(window), policy);
    const before = (await ledgerTypes()).length;
    const disk = fullFor(window, 'completed');
    assert.equal(lockOf(await disk.operations.complete(vault)).state, 'locked');
    assert.ok(window.logged.some((line) => line.includes('incomplete until there is room')));
    await disk.makeRoom();
    assert.deepEqual((await ledgerTypes()).slice(before), ['completeIntended']);
    await window.ledger.append(vault, {
      type: 'lockIdRejected',
      lockId: 'x',
      created: new Date(0).toISOString(),
    });
    assert.deepEqual((await ledgerTypes()).slice(before), [
      ...['completeIntended', 'completed', 'completeReadBack', 'lockIdRejected'],
    ]);
  });

  describe('completing', () => {
    it('refuses without a lock ID, takes one that is entered, and finds out a wrong one', async () => {
      const elsewhere = openWindow(Date.now, path.join(folder, 'elsewhere.jsonl'));
      const { lockId } = await elsewhere.operations.initiate(await shown(elsewhere), policy);
      const window = openWindow();
      const vault = await shown(window);
      assert.equal((await failure(window.operations.complete(vault))).code, 'LockIdNotHeld');
      for (const text of ['', 'with blank inside it', 'with\u0007bell', 'l'.repeat(257)]) {
        const implausible = await failure(window.operations.enterLockId(vault, text));
        assert.equal(implausible.code, 'LockIdImplausible', text);
        assert.ok(text === '' || !implausible.message.includes(text));
      }
      const wrong = 'w'.repeat(24);
      const wronglyHeld = await window.operations.enterLockId(vault, wrong);
      assert.equal(heldIn(wronglyHeld), wrong);
      const error = await failure(window.operations.complete(wronglyHeld));
      assert.equal(error.code, 'LockIdWrong');
      assert.ok(!`${error.message} ${error.advice}`.includes(wrong));
      assert.equal((await failure(window.operations.complete(vault))).code, 'LockIdNotHeld');
      const entered = await window.operations.enterLockId(vault, `  ${lockId}\n`);
      assert.equal(heldIn(entered), lockId);
      assert.equal(lockOf(await window.operations.complete(entered)).state, 'locked');
    });

    it('does not complete another attempt than the one that was shown', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      const elsewhere = openWindow(Date.now, path.join(folder, 'elsewhere.jsonl'));
      const theirs = await shown(elsewhere);
      await elsewhere.operations.restart(theirs);
      const error = await failure(window.operations.complete(vault));
      assert.equal(error.code, 'LockChanged');
      assert.equal(lockOf(window.store.find(vault.key)).state, 'inProgress');
      const now = window.store.find(vault.key);
      assert.ok(now !== undefined);
      // The lock ID of the earlier attempt is not offered for the later one.
      assert.equal(heldIn(now), undefined);
    });

    it('sends nothing unless the lock has the policy and the lock ID that were reviewed', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      const reviewedAs = (change: (lock: InProgress) => VaultLock): Vault => {
        const lock = lockOf(vault);
        assert.ok(vault.lock.known === 'read' && lock.state === 'inProgress');
        return { ...vault, lock: { ...vault.lock, lock: change(lock) } };
      };
      for (const other of [
        reviewedAs((lock) => ({ ...lock, policy: otherPolicy })),
        reviewedAs((lock) => ({ ...lock, lockId: { held: true, lockId: 'o'.repeat(24) } })),
        reviewedAs((lock) => ({ ...lock, created: lock.created - 1 })),
        reviewedAs(() => ({ state: 'none' })),
        { ...vault, lock: { known: 'pending' as const } },
      ]) {
        assert.equal((await failure(window.operations.complete(other))).code, 'LockChanged');
      }
      assert.ok(
        !way.seen.some(({ method, path: sent }) => method === 'POST' && sent.startsWith(`${lockPath}/`)),
      );
      // The same in other words is what was reviewed.
      const spaced = reviewedAs((lock) => ({
        ...lock,
        policy: JSON.stringify(JSON.parse(lock.policy), null, 2),
      }));
      assert.equal(lockOf(await window.operations.complete(spaced)).state, 'locked');
    });

    it('is not possible where it is switched off, also if that happens at the last moment', async () => {
      let restrictions: Restrictions = { readOnly: false, allowComplete: true };
      const window = openWindow(
        Date.now,
        undefined,
        permitBy(() => restrictions),
      );
      const { operations } = window;
      const free = await shown(window);
      restrictions = { readOnly: true, allowComplete: true };
      assert.equal((await failure(operations.initiate(free, policy))).code, 'SwitchedOff');
      restrictions = { readOnly: false, allowComplete: false };
      const { vault } = await operations.initiate(free, policy);
      assert.equal((await failure(operations.complete(vault))).code, 'SwitchedOff');
      restrictions = { readOnly: true, allowComplete: true };
      for (const change of [
        operations.complete(vault),
        operations.abort(vault),
        operations.restart(vault),
        operations.replace(vault, otherPolicy),
      ]) {
        assert.equal((await failure(change)).code, 'SwitchedOff');
      }
      assert.deepEqual(
        (await ledgerTypes()).filter((type) => /^(?:complete|abort)/.test(type)),
        [],
      );
      restrictions = { readOnly: false, allowComplete: true };
      const completing = operations.complete(vault);
      restrictions = { readOnly: false, allowComplete: false };
      assert.equal((await failure(completing)).code, 'SwitchedOff');
      assert.deepEqual((await ledgerTypes()).slice(-2), ['completeIntended', 'completeNotSent']);
      assert.ok(
        !way.seen.some(({ method, path: sent }) => method === 'POST' && sent.startsWith(`${lockPath}/`)),
      );
    });

    it('succeeds although the reply is lost', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      way.disturb = ({ method, path: asked }) =>
        method === 'POST' && asked !== lockPath ? { kind: 'loseReply' } : undefined;
      assert.equal(lockOf(await window.operations.complete(vault)).state, 'locked');
      assert.deepEqual((await ledgerTypes()).slice(-4), [
        ...['completeIntended', 'completeUnclear', 'completed', 'completeReadBack'],
      ]);
    });

    it('says that nothing was done when the request is lost', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      way.disturb = ({ method }) => (method === 'POST' ? { kind: 'lose' } : undefined);
      assert.equal((await failure(window.operations.complete(vault))).code, 'NothingDone');
      assert.match(await ledgerText(), /"type":"completeSettled".*"found":"in progress"/);
      way.disturb = () => undefined;
      assert.equal(lockOf(await window.operations.complete(vault)).state, 'locked');
    });

    it('waits until Glacier shows the lock', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      const before = JSON.stringify({
        Policy: policy,
        State: 'InProgress',
        CreationDate: new Date(createdOf(vault)).toISOString(),
        ExpirationDate: new Date(createdOf(vault) + dayInSeconds * 1_000).toISOString(),
      });
      let late = 0;
      way.disturb = ({ method }) =>
        method === 'GET' && late++ < 4
          ? { kind: 'answer', status: 200, body: before, headers: { 'content-type': 'application/json' } }
          : undefined;
      assert.equal(lockOf(await window.operations.complete(vault)).state, 'locked');
      assert.deepEqual(window.waits, [200, 500, 1_000]);
    });

    it('gives up after a while, and does not claim what it did not see', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      way.disturb = ({ method, path: asked }) =>
        method === 'GET' &&
        way.seen.some(({ path: any }) => any.startsWith(`${lockPath}/`)) &&
        asked === lockPath
          ? { kind: 'lose' }
          : undefined;
      assert.equal((await failure(window.operations.complete(vault))).code, 'NotReadBack');
      assert.equal((await ledgerTypes()).at(-1), 'completed');
    });

    it('does not take another lock for the one it completed', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      const body = JSON.stringify({
        Policy: policy,
        State: 'Locked',
        CreationDate: new Date(createdOf(vault) + 1).toISOString(),
      });
      way.disturb = ({ method }) =>
        method === 'GET' && way.seen.some(({ path: any }) => any.startsWith(`${lockPath}/`))
          ? { kind: 'answer', status: 200, body, headers: { 'content-type': 'application/json' } }
          : undefined;
      assert.equal((await failure(window.operations.complete(vault))).code, 'LockChanged');
    });

    it('says that a locked vault is locked', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      await window.operations.complete(vault);
      for (const again of [
        () => window.operations.complete(vault),
        () => openWindow().operations.abort(vault),
        () => openWindow().operations.initiate(vault, policy),
        () => openWindow().operations.restart(vault),
        () => openWindow().operations.enterLockId(vault, 'l'.repeat(24)),
      ]) {
        assert.equal((await failure(again())).code, 'AlreadyLocked');
      }
    });
  });

  describe('aborting and restarting', () => {
    it('aborts, and tells the policy that was in force', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      const aborted = await window.operations.abort(vault);
      assert.equal(lockOf(aborted.vault).state, 'none');
      assert.equal(aborted.policy, policy);
      assert.equal((await failure(window.operations.abort(vault))).code, 'LockEnded');
      assert.deepEqual((await ledgerTypes()).slice(-3), ['abortIntended', 'aborted', 'abortReadBack']);
    });

    for (const kind of ['loseReply', 'lose'] as const) {
      it(`knows afterwards whether it was done (${kind})`, async () => {
        const window = openWindow();
        const { vault } = await window.operations.initiate(await shown(window), policy);
        way.disturb = ({ method }) => (method === 'DELETE' ? { kind } : undefined);
        if (kind === 'loseReply') {
          assert.equal(lockOf((await window.operations.abort(vault)).vault).state, 'none');
        } else {
          assert.equal((await failure(window.operations.abort(vault))).code, 'NothingDone');
          assert.match(await ledgerText(), /"type":"abortSettled".*"found":"in progress"/);
        }
      });
    }

    it('restarts with the same policy, a new lock ID and new 24 hours', async () => {
      const window = openWindow();
      const first = await window.operations.initiate(await shown(window), policy);
      await glacier.advance(3_600);
      const second = await window.operations.restart(first.vault);
      assert.notEqual(second.lockId, first.lockId);
      assert.ok(createdOf(second.vault) - createdOf(first.vault) >= 3_600_000);
      const lock = lockOf(second.vault);
      assert.ok(lock.state === 'inProgress' && lock.policy === policy);
      assert.equal(lockOf(await window.operations.complete(second.vault)).state, 'locked');
    });

    it('replaces the lock in progress by one with another policy, a new lock ID and new 24 hours', async () => {
      const window = openWindow();
      const first = await window.operations.initiate(await shown(window), policy);
      const second = await window.operations.replace(first.vault, otherPolicy);
      assert.notEqual(second.lockId, first.lockId);
      const lock = lockOf(second.vault);
      assert.ok(lock.state === 'inProgress' && lock.policy === otherPolicy);
    });

    it('aborts nothing for a policy that Glacier would not take', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      for (const unusable of [' ', ' '.repeat(20_480) + '{}']) {
        const error = await failure(window.operations.replace(vault, unusable));
        assert.equal(error.code, 'PolicyUnusable');
      }
      assert.equal(lockOf(await window.store.readLock(vault)).state, 'inProgress');
    });

    it('keeps the new policy when it cannot put it in place of the former', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      way.disturb = ({ method }) =>
        method === 'POST' ? { kind: 'answer', ...glacierFault(400, 'ThrottlingException') } : undefined;
      const error = await failure(window.operations.replace(vault, otherPolicy));
      assert.equal(error.code, 'RestartIncomplete');
      assert.equal(error.details.policy, otherPolicy);
    });

    it('keeps the policy when it cannot initiate again', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      way.disturb = ({ method }) =>
        method === 'POST' ? { kind: 'answer', ...glacierFault(400, 'ThrottlingException') } : undefined;
      const error = await failure(window.operations.restart(vault));
      assert.equal(error.code, 'RestartIncomplete');
      assert.equal(error.details.policy, policy);
      assert.match(error.message, /NO lock policy is in force/);
      assert.ok((await ledgerText()).includes(JSON.stringify(policy)));
      assert.equal(lockOf(window.store.find(vault.key)).state, 'none');
    });

    it('says of a restart whose new lock runs that its ID is lost', async () => {
      const window = openWindow();
      const { vault } = await window.operations.initiate(await shown(window), policy);
      way.disturb = ({ method }) => (method === 'POST' ? { kind: 'loseReply' } : undefined);
      assert.equal((await failure(window.operations.restart(vault))).code, 'LockIdLost');
    });
  });

  describe('cancelling', () => {
    const changes: readonly (readonly [
      operation: string,
      run: (window: Window, vault: Vault, options: ChangeOptions) => Promise<unknown>,
      notSent: string,
    ])[] = [
      ['initiate', (to, vault, options) => to.operations.initiate(vault, policy, options), 'initiateNotSent'],
      ['complete', (to, vault, options) => to.operations.complete(vault, options), 'completeNotSent'],
      ['abort', (to, vault, options) => to.operations.abort(vault, options), 'abortNotSent'],
      ['restart', (to, vault, options) => to.operations.restart(vault, options), 'abortNotSent'],
    ];
    /** The vault as the operation needs it, and what a later state is compared with. */
    const ready = async (window: Window, operation: string): Promise<Vault> => {
      const vault = await shown(window);
      return operation === 'initiate' ? vault : (await window.operations.initiate(vault, policy)).vault;
    };
    const sentSince = (since: number) =>
      way.seen.slice(since).filter(({ method }) => method !== 'GET').length;
    const isCancelled = (error: unknown): boolean =>
      error instanceof GlacierError && error.code === 'Cancelled' && !error.details.ambiguous;

    for (const [operation, run, notSent] of changes) {
      it(`sends nothing when it is cancelled while Glacier keeps the answer back: ${operation}`, async () => {
        const window = openWindow();
        const vault = await ready(window, operation);
        const before = way.seen.length;
        const lines = operation === 'initiate' ? 0 : (await ledgerTypes()).length;
        const stalled = latch();
        way.disturb = () => ({ kind: 'hold', until: stalled.opened });
        const cancel = new AbortController();
        const running = run(window, vault, { signal: cancel.signal });
        while (way.seen.length === before) await new Promise(setImmediate);
        cancel.abort();
        // Rejects although the answer is still held back.
        await assert.rejects(running, isCancelled);
        way.disturb = () => undefined;
        stalled.open();
        const now = await window.store.readLock(vault);
        assert.equal(lockOf(now).state, lockOf(vault).state);
        assert.equal(sentSince(before), 0);
        assert.equal(operation === 'initiate' ? 0 : (await ledgerTypes()).length, lines);
        // The vault is free for the next operation.
        await run(window, now, {});
      });

      it(`sends nothing when it is cancelled after the intent was written: ${operation}`, async () => {
        const window = openWindow();
        const vault = await ready(window, operation);
        const before = way.seen.length;
        const cancel = new AbortController();
        let calls = 0;
        const operations = createLockOperations({
          ...window,
          ledger: {
            ...ledgerOf(window),
            append: async (subject, event) => {
              await window.ledger.append(subject, event);
              if (event.type.endsWith('Intended')) cancel.abort();
            },
          },
        });
        const running = run({ ...window, operations }, vault, {
          signal: cancel.signal,
          onSending: () => (calls += 1),
        });
        await assert.rejects(running, isCancelled);
        assert.equal(calls, 0);
        assert.equal(sentSince(before), 0);
        assert.equal((await ledgerTypes()).at(-1), notSent);
        assert.match((await ledgerText()).trimEnd().split('\n').at(-1) ?? '', /"why":"cancelled"/);
        const now = await window.store.readLock(vault);
        assert.equal(lockOf(now).state, lockOf(vault).state);
        if (operation !== 'initiate') assert.equal(heldIn(now), heldIn(vault));
        await run(window, now, {});
      });

      it(`sends nothing when the caller stops it at the last moment: ${operation}`, async () => {
        const window = openWindow();
        const vault = await ready(window, operation);
        const before = way.seen.length;
        const reason = new Error('Closed.');
        const running = run(window, vault, {
          onSending: () => {
            throw reason;
          },
        });
        await assert.rejects(running, (error) => error === reason);
        assert.equal(sentSince(before), 0);
        assert.match(
          (await ledgerText()).trimEnd().split('\n').at(-1) ?? '',
          new RegExp(`"type":"${notSent}".*"why":"stopped"`),
        );
        await run(window, vault, {});
      });

      it(`goes through once its request is handed over: ${operation}`, async () => {
        const window = openWindow();
        const vault = await ready(window, operation);
        const before = way.seen.length;
        const cancel = new AbortController();
        const onSending = () => {
          assert.equal(sentSince(before), 0);
          calls += 1;
          cancel.abort();
        };
        let calls = 0;
        await run(window, vault, { signal: cancel.signal, onSending });
        assert.equal(calls, 1);
        assert.equal(sentSince(before), operation === 'restart' ? 2 : 1);
        const expected = { initiate: 'inProgress', complete: 'locked', abort: 'none', restart: 'inProgress' };
        assert.deepEqual(
          [operation, lockOf(window.store.find(vault.key)).state],
          Object.entries(expected).find(([of]) => of === operation),
        );
      });
    }

    it('initiates again after Abort was sent, whoever cancels', async () => {
      const window = openWindow();
      const vault = await ready(window, 'restart');
      const cancel = new AbortController();
      way.disturb = ({ method }) => {
        if (method === 'DELETE') cancel.abort();
        return undefined;
      };
      const restarted = await window.operations.restart(vault, { signal: cancel.signal });
      assert.ok(cancel.signal.aborted);
      assert.equal(lockOf(restarted.vault).state, 'inProgress');
      assert.notEqual(restarted.lockId, heldIn(vault));
    });

    it('enters no lock ID, and leaves what is known of a vault, when a reading is cancelled', async () => {
      const elsewhere = openWindow(Date.now, path.join(folder, 'elsewhere.jsonl'));
      const { lockId } = await elsewhere.operations.initiate(await shown(elsewhere), policy);
      await elsewhere.operations.complete(await shown(elsewhere));
      const window = openWindow();
      const vault = await shown(window);
      const { lock } = vault;
      const stalled = latch();
      way.disturb = () => ({ kind: 'hold', until: stalled.opened });
      for (const read of [
        (cancel: AbortSignal) => window.operations.enterLockId(vault, lockId, { signal: cancel }),
        (cancel: AbortSignal) => window.store.readLock(vault, { signal: cancel }),
        (cancel: AbortSignal) =>
          window.store.refreshVault(vault.connection, vault.region, name, { signal: cancel }),
      ]) {
        const cancel = new AbortController();
        const before = way.seen.length;
        const running = read(cancel.signal);
        while (way.seen.length === before) await new Promise(setImmediate);
        cancel.abort();
        await assert.rejects(running, isCancelled);
        // Cancelled before it begins: then nothing is asked.
        const after = way.seen.length;
        await assert.rejects(read(cancel.signal), isCancelled);
        assert.equal(way.seen.length, after);
      }
      stalled.open();
      await new Promise(setImmediate);
      assert.deepEqual(window.store.find(vault.key)?.lock, lock);
    });
  });

  it('sends nothing more once the window closes, and waits for what is under way', async () => {
    const window = openWindow();
    const vault = await shown(window);
    const asked = latch();
    const answered = latch();
    way.disturb = ({ method }) => {
      if (method !== 'POST') return undefined;
      asked.open();
      return { kind: 'hold', until: answered.opened };
    };
    const initiated = window.operations.initiate(vault, policy);
    await asked.opened;
    const closed = window.operations.close();
    answered.open();
    await closed;
    const { vault: now, lockId } = await initiated;
    assert.equal(heldIn(now), lockId);
    way.disturb = () => undefined;
    for (const [operation, notSent] of [
      [() => window.operations.abort(now), 'abortNotSent'],
      [() => window.operations.complete(now), 'completeNotSent'],
      [() => window.operations.restart(now), 'abortNotSent'],
    ] as const) {
      assert.equal((await failure(operation())).code, 'WindowCloses');
      assert.equal((await ledgerTypes()).at(-1), notSent);
    }
    assert.equal(way.count('DELETE', lockPath), 0);
  });

  it('initiates after an abort that was sent, although the window closes', async () => {
    const window = openWindow();
    const { vault } = await window.operations.initiate(await shown(window), policy);
    const asked = latch();
    const answered = latch();
    way.disturb = ({ method }) => {
      if (method !== 'DELETE') return undefined;
      asked.open();
      return { kind: 'hold', until: answered.opened };
    };
    const restarted = window.operations.restart(vault);
    await asked.opened;
    const closed = window.operations.close();
    answered.open();
    await closed;
    assert.equal(lockOf((await restarted).vault).state, 'inProgress');
  });

  it('lets nobody do two things with one lock at a time', async () => {
    const window = openWindow();
    const vault = await shown(window);
    const first = window.operations.initiate(vault, policy);
    assert.equal((await failure(window.operations.initiate(vault, policy))).code, 'Busy');
    await first;
    assert.equal(way.count('POST', lockPath), 1);
  });

  it("follows Glacier's clock when it is hours away, on either side", async () => {
    await glacier.advance(50 * 3_600);
    const window = openWindow(() => Date.now() - 30 * 3_600_000);
    const { vault } = await window.operations.initiate(await shown(window), policy);
    const lock = lockOf(vault);
    assert.ok(lock.state === 'inProgress');
    const left = lock.expires - window.clock.now(connection.id);
    assert.ok(left > (dayInSeconds - 60) * 1_000 && left <= dayInSeconds * 1_000 + 1_500, String(left));
    close(window);
    const second = openWindow();
    assert.ok(heldIn(await shown(second)) !== undefined);
  });

  it('finds the lock ID without the help of the Date header, too', async () => {
    way.disturb = () => ({ kind: 'change', headers: (headers) => ({ ...headers, date: undefined }) });
    const window = openWindow();
    const { vault, lockId } = await window.operations.initiate(await shown(window), policy);
    assert.equal(heldIn(vault), lockId);
    assert.equal(lockOf(await window.operations.complete(vault)).state, 'locked');
  });

  it('sees a lock expire, and offers its lock ID for no later one', async () => {
    const window = openWindow();
    const { vault } = await window.operations.initiate(await shown(window), policy);
    await glacier.advance(dayInSeconds + 1);
    assert.equal((await failure(window.operations.complete(vault))).code, 'LockEnded');
    assert.equal(lockOf(window.store.find(vault.key)).state, 'none');
    await window.store.refresh('expired');
    assert.deepEqual(window.store.inProgress, []);
    const elsewhere = openWindow(Date.now, path.join(folder, 'elsewhere.jsonl'));
    await elsewhere.operations.initiate(await shown(elsewhere), policy);
    const now = await window.store.readLock(vault);
    assert.equal(heldIn(now), undefined);
    assert.match(await ledgerText(), /"how":"over, not seen how"/);
  });

  it('logs the request IDs of what it sent and of what it read back', async () => {
    const window = openWindow();
    const ids = ['initiate', 'seen', 'abort', 'gone', 'again', 'seen again', 'complete', 'locked'];
    let answers = 0;
    const vault = await shown(window);
    let isAfterChange = false;
    way.disturb = ({ method }) => {
      const isChange = method !== 'GET';
      const isReadBack = !isChange && isAfterChange;
      isAfterChange = isChange;
      if (!isChange && !isReadBack) return undefined;
      const id = ids[answers++];
      return { kind: 'change', headers: (headers) => ({ ...headers, 'x-amzn-requestid': id }) };
    };
    const { vault: running, lockId } = await window.operations.initiate(vault, policy);
    const again = await window.operations.restart(running);
    await window.operations.complete(again.vault);
    const arn = arnOf(name);
    assert.deepEqual(window.logged, [
      `InitiateVaultLock ${arn}: request ID initiate`,
      `GetVaultLock ${arn}: request ID seen, read back: inProgress`,
      `AbortVaultLock ${arn}: request ID abort`,
      `GetVaultLock ${arn}: request ID gone, read back: none`,
      `InitiateVaultLock ${arn}: request ID again`,
      `GetVaultLock ${arn}: request ID seen again, read back: inProgress`,
      `CompleteVaultLock ${arn}: request ID complete`,
      `GetVaultLock ${arn}: request ID locked, read back: locked`,
    ]);
    assert.ok(!window.logged.join().includes(lockId) && !window.logged.join().includes(again.lockId));
  });

  it('logs the request ID of a refusal', async () => {
    const window = openWindow();
    const vault = await shown(window);
    way.disturb = ({ method }) =>
      method === 'POST' ? { kind: 'answer', ...glacierFault(400, 'LimitExceededException') } : undefined;
    await assert.rejects(window.operations.initiate(vault, policy), GlacierError);
    assert.deepEqual(window.logged, [
      `InitiateVaultLock ${arnOf(name)} failed: LimitExceededException, request ID request-LimitExceededException`,
    ]);
  });

  it('shows a lock ID in no error and in no log', async () => {
    const window = openWindow();
    const { vault, lockId } = await window.operations.initiate(await shown(window), policy);
    way.disturb = ({ method }) => (method === 'GET' ? undefined : { kind: 'lose' });
    const texts: string[] = [];
    for (const operation of [
      () => window.operations.complete(vault),
      () => window.operations.abort(vault),
      () => window.operations.initiate(vault, policy),
    ]) {
      const error = await failure(operation());
      texts.push(String(error), error.advice, String(error.cause));
    }
    assert.equal(texts.length, 9);
    assert.ok(!`${texts.join()} ${window.logged.join()}`.includes(lockId));
  });
});

/** The ledger's methods as a plain object, to replace one of them. */
function ledgerOf({ ledger }: Window): LedgerOfOperations {
  return {
    takeVault: (...args) => ledger.takeVault(...args),
    lockIdFor: (...args) => ledger.lockIdFor(...args),
    confirm: (...args) => ledger.confirm(...args),
    keepInMemory: (...args) => ledger.keepInMemory(...args),
    writeKept: () => ledger.writeKept(),
    append: (...args) => ledger.append(...args),
  };
}

function createdOf(vault: Vault): number {
  assert.ok(vault.lock.known === 'read' && vault.lock.lock.state !== 'none');
  return vault.lock.lock.created;
}
