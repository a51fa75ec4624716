import assert from 'node:assert/strict';
import { explainError } from '../../../../src/glacier/explainError';
import { Emitter } from '../../../../src/locking/event';
import type { Vault, VaultLock } from '../../../../src/locking/model';
import { endSeen } from '../../../../src/locking/reminders/endSeen';
import { ExpiredLocks, type ExpiredLock } from '../../../../src/locking/reminders/expiredLocks';
import { lockIdentity } from '../../../../src/locking/reminders/lockIdentity';
import type { RecordedEnd, RecordedLock } from '../../../../src/locking/reminders/recordedLocks';
import { isInProgress } from '../../../../src/locking/vaultStore';
import { account, arnOf, practiceConnection, region, retention, vaultWith } from '../support/samples';

const start = Date.parse('2026-03-01T12:00:00Z');
const minute = 60_000;
const day = 24 * 60 * minute;
const target = { region, practice: true };

const read = (name: string, lock: VaultLock, readAt: number): Vault => ({
  ...vaultWith(lock, practiceConnection, name),
  lock: { known: 'read', lock, requestId: 'R', readAt },
});
const running = (name: string, expires: number): Vault =>
  read(
    name,
    {
      state: 'inProgress',
      policy: retention(name),
      ...{ created: expires - day, expires, lockId: { held: false } },
    },
    expires - 1,
  );
const gone = (name: string, readAt: number): Vault => read(name, { state: 'none' }, readAt);

describe('endSeen', () => {
  const lock = { created: start - day, expires: start };
  it('takes a lock for expired only if Glacier showed none after its time', () => {
    assert.equal(endSeen(lock, gone('claims', start)), 'expired');
    assert.equal(endSeen(lock, gone('claims', start + 30 * day)), 'expired');
    assert.equal(endSeen(lock, gone('claims', start - minute)), 'otherwise');
    assert.equal(endSeen(lock, undefined), 'unknown');
    assert.equal(endSeen(lock, vaultWith(undefined)), 'unknown');
    assert.equal(endSeen(lock, running('claims', start)), 'unknown');
    assert.equal(endSeen(lock, running('claims', start + minute)), 'otherwise');
    const locked = { state: 'locked', policy: '{}', created: lock.created } as const;
    assert.equal(endSeen(lock, read('claims', locked, start + minute)), 'otherwise');
    const madeLater = { ...gone('claims', start + minute), created: lock.created + 1 };
    assert.equal(endSeen(lock, madeLater), 'otherwise');
  });
});

describe('ExpiredLocks', () => {
  let now: number;
  let vaults: Vault[];
  let recorded: RecordedLock[];
  let asked: string[];
  let noted: string[];
  let messages: (readonly ExpiredLock[])[];
  let answer: (name: string) => Vault | Error;
  let gathering: () => Promise<void>;
  const claimed = new Set<string>();
  const windows: ExpiredLocks[] = [];
  const changed = new Emitter<void>();
  const observed = new Emitter<string>();

  beforeEach(() => {
    now = start;
    [vaults, recorded, asked, noted, messages] = [[], [], [], [], []];
    answer = (name) => gone(name, now);
    gathering = () => Promise.resolve();
    claimed.clear();
  });
  afterEach(() => {
    for (const window of windows.splice(0)) window.dispose();
  });

  function open(): ExpiredLocks {
    const window = new ExpiredLocks({
      store: {
        get inProgress() {
          return vaults.filter(isInProgress);
        },
        onDidChange: changed.event,
        find: (key) => vaults.find((vault) => vault.key === key),
        refreshVault: (_connection, _region, name) => {
          asked.push(name);
          const outcome = answer(name);
          return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
        },
      },
      clock: { now: () => now, onDidObserve: observed.event },
      connections: { all: [practiceConnection] },
      ledger: {
        noteEnd: (subject, _created, how) => {
          noted.push(`${subject.arn} ${how}`);
          return Promise.resolve();
        },
      },
      ledgerLocks: {
        get locks() {
          return recorded;
        },
        read: () => Promise.resolve(),
        find: (identity) => recorded.find((lock) => lock.identity === identity),
      },
      told: {
        claim: (what) => {
          const isFirst = !claimed.has(what);
          claimed.add(what);
          return Promise.resolve(isFirst);
        },
      },
      turn: () => Promise.resolve(),
      gather: () => gathering(),
      tell: (expired) => messages.push(expired),
      log: () => undefined,
    });
    windows.push(window);
    return window;
  }

  function record(name: string, expires: number, end: RecordedEnd = 'none'): void {
    const place = { connection: practiceConnection.id, practice: true, endpoint: 'http://127.0.0.1:4000' };
    const created = expires - day;
    recorded = [
      ...recorded,
      {
        identity: lockIdentity({ ...place, arn: arnOf(name) }, created),
        ...place,
        ...{ arn: arnOf(name), name, account, region, created, expires, policy: retention(name), end },
      },
    ];
  }

  /** All that was started has come to its end: nothing here waits for anything but promises. */
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const told = () => messages.map((message) => message.map(({ vault }) => vault.name));

  async function change(...next: readonly Vault[]): Promise<void> {
    vaults = [...next];
    changed.fire();
    await settled();
  }

  it('tells in one window of several of a lock that expired before their eyes, with its policy', async () => {
    vaults = [running('claims', start)];
    for (let count = 0; count < 3; count += 1) open();
    await change(running('claims', start), running('other', start + minute));
    await change(gone('claims', start + 2_000), running('other', start + minute));
    assert.deepEqual(told(), [['claims']]);
    assert.equal(messages[0]?.[0]?.policy, retention('claims'));
    await change(gone('claims', start + minute), running('other', start + minute));
    open();
    await settled();
    assert.equal(messages.length, 1);
  });

  it('tells in one message of those that expire together', async () => {
    vaults = [running('a', start), running('b', start), running('c', start)];
    let go = (): void => undefined;
    gathering = () => new Promise((resolve) => (go = resolve));
    open();
    await change(gone('a', start + 2_000), running('b', start), running('c', start));
    await change(gone('a', start + 2_000), gone('b', start + 2_100), running('c', start));
    await change(gone('a', start + 2_000), gone('b', start + 2_100), gone('c', start + 2_200));
    assert.deepEqual(told(), []);
    go();
    await settled();
    assert.deepEqual(told(), [['a', 'b', 'c']]);
  });

  it('says nothing of a lock that was aborted, completed, replaced or deleted', async () => {
    const lock = running('claims', start);
    open();
    for (const after of [
      gone('claims', start - minute),
      read('claims', { state: 'locked', policy: '{}', created: start - day }, start - minute),
      running('claims', start + day),
      { ...gone('claims', start + minute), created: start },
    ]) {
      await change(lock);
      await change(after);
      assert.deepEqual(told(), [], JSON.stringify(after.lock));
      await change();
    }
  });

  it('does not take an abort in the last moment for an expiry', async () => {
    for (const end of ['aborted', 'aborting', 'completed', 'gone'] as const) {
      recorded = [];
      record('claims', start, end);
      vaults = [running('claims', start)];
      const window = open();
      await change(gone('claims', start + 2_000));
      assert.deepEqual(told(), [], end);
      window.dispose();
    }
  });

  it('says nothing of a lock that is in progress again by the time it would tell', async () => {
    vaults = [running('claims', start)];
    let go = (): void => undefined;
    gathering = () => new Promise((resolve) => (go = resolve));
    open();
    await change(gone('claims', start + 2_000));
    await change(running('claims', start + day));
    go();
    await settled();
    assert.deepEqual(told(), []);
  });

  it('asks Glacier after a start about a lock of the ledger whose time has passed, and only then tells', async () => {
    record('claims', start - 3 * day);
    record('running', start + minute);
    record('done', start - day, 'completed');
    record('interrupted', start - day, 'aborting');
    record('ancient', start - 40 * day);
    const windowsNow = [open(), open()];
    await Promise.all(windowsNow.map((window) => window.lookInLedger()));
    await settled();
    assert.deepEqual(told(), [['claims']]);
    assert.deepEqual(messages[0]?.[0]?.policy, retention('claims'));
    assert.deepEqual([...new Set(asked)], ['claims']);
    assert.deepEqual(new Set(noted), new Set([`${arnOf('claims')} over, not seen how`]));
    assert.equal(windowsNow[0]?.isAnyToRead(), false);
  });

  it('says nothing after a start of a lock that was completed or initiated again elsewhere', async () => {
    record('claims', start - day);
    record('again', start - day);
    answer = (name) =>
      name === 'again'
        ? running(name, start + day)
        : read(name, { state: 'locked', policy: '{}', created: start - 2 * day }, now);
    await open().lookInLedger();
    await settled();
    assert.deepEqual(told(), []);
    assert.deepEqual(noted, []);
    assert.deepEqual(asked.sort(), ['again', 'claims']);
  });

  it('asks again when Glacier answers, if it did not at the start, and not about a vault that is gone', async () => {
    record('claims', start - day);
    record('deleted', start - day);
    answer = () =>
      explainError(Object.assign(new Error('No.'), { code: 'ECONNREFUSED' }), {
        operation: 'GetVaultLock',
        target,
      });
    await open().lookInLedger();
    assert.deepEqual(told(), []);
    assert.deepEqual(asked, ['claims']);
    answer = (name) =>
      name === 'deleted'
        ? explainError(
            Object.assign(new Error('No.'), {
              name: 'ResourceNotFoundException',
              $fault: 'client',
              $metadata: { httpStatusCode: 404 },
            }),
            { operation: 'DescribeVault', target },
          )
        : gone(name, now);
    observed.fire('elsewhere');
    await settled();
    assert.deepEqual(asked, ['claims']);
    observed.fire(practiceConnection.id);
    await settled();
    assert.deepEqual(told(), [['claims']]);
    assert.deepEqual(asked, ['claims', 'claims', 'deleted']);
    observed.fire(practiceConnection.id);
    await settled();
    assert.equal(asked.length, 3);
  });
});
