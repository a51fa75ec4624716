import assert from 'node:assert/strict';
import type { Vault, VaultInProgress } from '../../../../src/locking/model';
import type { RegionState } from '../../../../src/locking/model';
import { lockIdentity } from '../../../../src/locking/reminders/lockIdentity';
import { LockReminders, type Reminder } from '../../../../src/locking/reminders/lockReminders';
import type { RecordedLock } from '../../../../src/locking/reminders/recordedLocks';
import type { Snoozes } from '../../../../src/locking/reminders/snoozes';
import { isInProgress } from '../../../../src/locking/vaultStore';
import { account, arnOf, practiceConnection, region, retention, vaultWith } from '../support/samples';

const start = Date.parse('2026-03-01T12:00:00Z');
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What all windows share. */
class Shared {
  now = start;
  vaults: Vault[] = [];
  recorded: RecordedLock[] = [];
  readonly claimed = new Set<string>();
  readonly snoozed = new Map<string, number>();
  /** What Glacier shows of a vault that the store has not read. */
  unread: Vault | Error = new Error('Glacier does not answer.');
  messages: (readonly Reminder[])[] = [];

  readonly told = {
    claim: (what: string): Promise<boolean> => {
      const isFirst = !this.claimed.has(what);
      this.claimed.add(what);
      return Promise.resolve(isFirst);
    },
  };

  lock(name: string, expires: number, held = true): void {
    const vault = vaultWith(
      {
        state: 'inProgress',
        policy: retention(name),
        ...{ created: expires - day, expires },
        lockId: held ? { held, lockId: `id of ${name}` } : { held },
      },
      practiceConnection,
      name,
    );
    this.vaults = [...this.vaults.filter((each) => each.name !== name), vault];
  }

  end(name: string): void {
    this.vaults = this.vaults.map((each) =>
      each.name === name ? vaultWith({ state: 'none' }, practiceConnection, name) : each,
    );
  }

  record(name: string, expires: number): void {
    const place = { connection: practiceConnection.id, practice: true, endpoint: 'http://127.0.0.1:4000' };
    const created = expires - day;
    this.recorded.push({
      identity: lockIdentity({ ...place, arn: arnOf(name) }, created),
      ...place,
      ...{ arn: arnOf(name), name, account, region, created, expires, policy: retention(name), end: 'none' },
    });
  }

  /** Names, as the messages so far told of them; the messages are forgotten. */
  takeMessages(): readonly (readonly string[])[] {
    const names = this.messages.map((message) => message.map(({ name }) => name));
    this.messages = [];
    return names;
  }
}

/** A window on what is shared. Its turn comes at once, unless the test holds it up. */
function openWindow(
  shared: Shared,
  turn: () => Promise<void> = () => Promise.resolve(),
  regions: readonly RegionState[] = [],
): LockReminders {
  const known = new Map<string, number>();
  const snoozes: Snoozes = {
    until: (identity) => known.get(identity),
    read: () => {
      for (const [identity, until] of shared.snoozed) known.set(identity, until);
      return Promise.resolve();
    },
    set: (identity, until) => {
      known.set(identity, until);
      shared.snoozed.set(identity, until);
      return Promise.resolve();
    },
  };
  return new LockReminders({
    store: {
      get inProgress(): readonly VaultInProgress[] {
        return shared.vaults.filter(isInProgress);
      },
      get vaults() {
        return shared.vaults;
      },
      regions,
      find: (key) => shared.vaults.find((vault) => vault.key === key),
      refreshVault: () =>
        shared.unread instanceof Error ? Promise.reject(shared.unread) : Promise.resolve(shared.unread),
    },
    clock: { now: () => shared.now },
    connections: { all: [practiceConnection] },
    ledgerLocks: {
      get locks() {
        return shared.recorded;
      },
    },
    snoozes,
    told: shared.told,
    times: () => [4 * hour, hour, 15 * minute],
    turn,
    tell: (reminders) => shared.messages.push(reminders),
    log: () => undefined,
    machineTime: () => shared.now,
  });
}

describe('LockReminders', () => {
  let shared: Shared;
  beforeEach(() => {
    shared = new Shared();
  });

  it('reminds in one window of several, with the time left now', async () => {
    shared.lock('claims', start + 4 * hour);
    const windows = [openWindow(shared), openWindow(shared), openWindow(shared)];
    await Promise.all(windows.map((window) => window.look()));
    assert.equal(shared.messages.length, 1);
    assert.equal(shared.messages[0]?.[0]?.left, 4 * hour);
    shared.takeMessages();
    // Asleep over two times.
    shared.now += 3 * hour + 50 * minute;
    await Promise.all(windows.map((window) => window.look()));
    assert.equal(shared.messages.length, 1);
    assert.equal(shared.messages.at(-1)?.[0]?.left, 10 * minute);
    shared.takeMessages();
    shared.now += 9 * minute;
    await Promise.all(windows.map((window) => window.look()));
    await openWindow(shared).look();
    assert.deepEqual(shared.takeMessages(), []);
  });

  it('says in one message what is true of several locks', async () => {
    for (let at = 0; at < 5; at += 1) shared.lock(`v${at}`, start + hour + at * minute);
    const windows = [openWindow(shared), openWindow(shared)];
    await Promise.all(windows.map((window) => window.look()));
    assert.deepEqual(shared.takeMessages(), [['v0', 'v1', 'v2', 'v3', 'v4']]);
    for (let passed = 0; passed < 6; passed += 1) {
      shared.now += minute;
      await Promise.all(windows.map((window) => window.look()));
    }
    assert.deepEqual(shared.takeMessages(), []);
  });

  it('says nothing of a lock that was completed or aborted while others went first', async () => {
    shared.lock('claims', start + hour);
    shared.lock('ledgers', start + hour);
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    const window = openWindow(shared, () => held);
    const looking = window.look();
    shared.end('claims');
    go();
    await looking;
    assert.deepEqual(shared.takeMessages(), [['ledgers']]);
  });

  it('is quiet in all windows while put off in one, and reminds in another if that one is closed', async () => {
    shared.lock('claims', start + 4 * hour);
    const [first, second] = [openWindow(shared), openWindow(shared)];
    await first.look();
    const [message = []] = shared.messages;
    await first.snooze(message, 3.5 * hour);
    shared.takeMessages();
    first.dispose();
    for (let passed = 0; passed < 3.5 * 60 - 1; passed += 1) {
      shared.now += minute;
      await second.look();
    }
    assert.deepEqual(shared.takeMessages(), []);
    shared.now += minute;
    await second.look();
    assert.deepEqual(shared.takeMessages(), [['claims']]);
  });

  it('reminds no more of a lock that was put off for good', async () => {
    shared.lock('claims', start + 4 * hour);
    const window = openWindow(shared);
    await window.look();
    await window.snooze(shared.messages[0] ?? [], 'forGood');
    shared.takeMessages();
    for (const passes of [3 * hour, 45 * minute, 14 * minute, 2 * minute]) {
      shared.now += passes;
      await window.look();
      await openWindow(shared).look();
    }
    assert.deepEqual(shared.takeMessages(), []);
  });

  it('does not catch up with times that were set when they had passed', async () => {
    shared.lock('claims', start + 3 * hour);
    const window = openWindow(shared);
    window.timesChanged();
    await window.look();
    assert.deepEqual(shared.takeMessages(), []);
    shared.now += 2 * hour;
    await window.look();
    assert.deepEqual(shared.takeMessages(), [['claims']]);
  });

  it('reads a lock that only the ledger knows, before it says anything', async () => {
    shared.record('claims', start + hour);
    const window = openWindow(shared);
    assert.deepEqual(window.unreadLeft(), [hour + 2_000]);
    const aside = new Shared();
    aside.lock('claims', start + hour);
    const [seen] = aside.vaults;
    assert.ok(seen !== undefined);
    shared.unread = seen;
    await window.look();
    assert.equal(shared.messages[0]?.[0]?.vault, seen);
    shared.takeMessages();

    // At the next time it has been completed elsewhere.
    shared.unread = vaultWith({ state: 'none' });
    shared.now += 50 * minute;
    await window.look();
    assert.deepEqual(shared.takeMessages(), []);
  });

  it('reminds by the ledger where Glacier cannot be asked, and says so', async () => {
    shared.record('claims', start + hour);
    await openWindow(shared).look();
    const [reminder] = shared.messages[0] ?? [];
    assert.equal(reminder?.name, 'claims');
    assert.equal(reminder.vault, undefined);
    assert.equal(reminder.left, hour);
  });

  it('leaves to the store what the store is reading or has read', async () => {
    shared.record('claims', start + hour);
    const listing: RegionState = {
      ...{ connection: practiceConnection, region, vaults: [], error: undefined, asOf: undefined },
      status: 'listing',
    };
    await openWindow(shared, undefined, [listing]).look();
    shared.vaults = [vaultWith({ state: 'none' })];
    await openWindow(shared).look();
    assert.deepEqual(shared.takeMessages(), []);
  });
});
