import assert from 'node:assert/strict';
import type { VaultStore } from '../../../src/locking/api';
import { createGateways } from '../../../src/locking/gateways';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import { Emitter } from '../../../src/locking/event';
import type { Connection, LockIdStatus, Vault } from '../../../src/locking/model';
import { createVaultStore } from '../../../src/locking/vaultStore';
import { explainError, ownError } from '../../../src/glacier/explainError';
import type { LockReading } from '../../../src/glacier/gateway';
import { arnOf, practiceConnection as local, region, retention } from './support/samples';
import { gate, pageSize, scriptedGlacier, until, type ScriptedGlacier } from './support/scriptedGlacier';

const now = Date.parse('2026-03-01T12:00:00Z');
const day = 86_400_000;
const running = (created = now): LockReading => ({
  state: 'inProgress',
  policy: retention('claims'),
  created,
  expires: created + day,
});
const target = { region, practice: true };
const none: LockReading = { state: 'none' };
const locked: LockReading = { state: 'locked', policy: retention('claims'), created: now };

const stateOf = (vault: Vault | undefined): string => {
  if (vault === undefined) return 'absent';
  return vault.lock.known === 'read' ? vault.lock.lock.state : vault.lock.known;
};

describe('VaultStore', () => {
  let glacier: ScriptedGlacier;
  let store: VaultStore;
  /** Glaciers by connection and region, for the tests with several. */
  let others: Map<string, ScriptedGlacier>;
  let held: Map<number, string>;
  let ended: string[];
  let ledgerChanged: Emitter<void>;
  let writtenElsewhere: Emitter<{ readonly connectionId: string; readonly arn: string }>;
  let logged: string[];
  /** This machine's clock, which is Glacier's too, because its replies tell no time. */
  let localNow: () => number;

  beforeEach(() => {
    glacier = scriptedGlacier();
    others = new Map();
    held = new Map();
    ended = [];
    ledgerChanged = new Emitter();
    writtenElsewhere = new Emitter();
    logged = [];
    localNow = Date.now;
    const clock = createGlacierClock(() => localNow());
    const gateways = createGateways(
      (target) =>
        Promise.resolve((others.get(`${target.profile ?? ''} ${target.region}`) ?? glacier).gateway),
      clock,
    );
    store = createVaultStore({
      gateways,
      clock,
      ledger: {
        onDidChange: ledgerChanged.event,
        onDidWriteElsewhere: writtenElsewhere.event,
        lockIdFor: (_connection, _arn, { created }): LockIdStatus => {
          const lockId = held.get(created);
          return lockId === undefined ? { held: false } : { held: true, lockId };
        },
        confirm: () => Promise.resolve(),
        noteEnd: ({ arn }, created, how) => {
          ended.push(`${arn} ${String(created)} ${how}`);
          return Promise.resolve();
        },
      },
      log: (message) => logged.push(message),
    });
  });
  afterEach(() => store.dispose());

  const fill = (count: number, lock: LockReading = none) => {
    for (let index = 0; index < count; index += 1)
      glacier.vaults.set(`v${String(index).padStart(4, '0')}`, lock);
  };
  const claims = () => store.findByArn(arnOf('claims'))[0];
  const names = () => store.vaults.map(({ name }) => name);
  const settle = (reason = 'test') => store.refresh(reason);

  it('shows vaults as soon as their page is there, and fills their locks in behind', async () => {
    fill(25, locked);
    const doors = gate(glacier, (call) => call.startsWith('GetVaultLock') || call.endsWith('vaults/v0019'));
    store.setConnections([local]);
    const status = () => store.regions[0]?.status;
    assert.equal(status(), 'listing');
    await until(() => store.vaults.length === 2 * pageSize);
    assert.equal(status(), 'listing');
    assert.ok(store.vaults.every((vault) => stateOf(vault) === 'pending'));
    doors.release('GetVaultLock v0000');
    await until(() => stateOf(store.vaults[0]) === 'locked');
    assert.equal(stateOf(store.vaults[1]), 'pending');
    doors.open();
    await until(
      () => store.vaults.length === 25 && store.vaults.every((vault) => stateOf(vault) === 'locked'),
    );
    assert.equal(status(), 'ready');
  });

  it('reads the lock of a vault again when another window changed it', async () => {
    glacier.vaults.set('claims', none);
    glacier.vaults.set('other', none);
    store.setConnections([local]);
    await settle();
    glacier.vaults.set('claims', locked);
    glacier.vaults.set('other', locked);
    glacier.calls.splice(0);
    const arn = arnOf('claims');
    writtenElsewhere.fire({ connectionId: 'another practice Glacier', arn });
    writtenElsewhere.fire({ connectionId: local.id, arn: arnOf('not here') });
    writtenElsewhere.fire({ connectionId: local.id, arn });
    await until(() => stateOf(claims()) === 'locked');
    assert.deepEqual(glacier.calls, ['GetVaultLock claims']);
  });

  it('bounds the readings that other windows cause, and logs those that fail', async () => {
    fill(30);
    store.setConnections([local]);
    await settle();
    glacier.calls.splice(0);
    glacier.mostRunning = 0;
    glacier.before = () => Promise.reject(ownError('MalformedReply', { operation: 'GetVaultLock', target }));
    for (let times = 0; times < 3; times += 1) {
      for (const { arn } of store.vaults) writtenElsewhere.fire({ connectionId: local.id, arn });
    }
    await until(() => logged.filter((message) => message.includes('another window')).length >= 30);
    await new Promise(setImmediate);
    // Six were under way when they were told of again.
    assert.ok(glacier.calls.length <= 36, String(glacier.calls.length));
    assert.ok(glacier.mostRunning <= 6, String(glacier.mostRunning));
  });

  it('puts the locks whose time has passed behind those that still have some', async () => {
    const hour = 3_600_000;
    for (const [name, ago] of [
      ['expired', 25],
      ['later', 1],
      ['next', 23],
      ['long expired', 40],
    ] as const) {
      glacier.vaults.set(name, running(now - ago * hour));
    }
    localNow = () => now;
    store.setConnections([local]);
    await settle();
    const order = () => store.inProgress.map(({ name }) => name);
    assert.deepEqual(order(), ['next', 'later', 'long expired', 'expired']);
    // Nothing changes here but the time.
    localNow = () => now + hour;
    assert.deepEqual(order(), ['later', 'long expired', 'expired', 'next']);
    localNow = () => now - 24 * hour;
    assert.deepEqual(order(), ['long expired', 'expired', 'next', 'later']);
  });

  it('reads a page of locks and the next page at the same time, and no more than a dozen before it was answered', async () => {
    fill(40);
    const doors = gate(glacier, (call) => call.startsWith('GetVaultLock'));
    store.setConnections([local]);
    await until(() => glacier.running === 12);
    for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
    assert.equal(glacier.running, 12);
    doors.open();
    await settle();
    assert.ok(store.vaults.every((vault) => stateOf(vault) === 'none'));
  });

  it('reads first what a person sees, and before that what a person asked for', async () => {
    fill(60);
    const doors = gate(glacier, (call) => call.startsWith('GetVaultLock'));
    store.setConnections([local]);
    await until(() => store.vaults.length === 60 && glacier.running === 12);
    const [seen, asked] = [store.vaults[55], store.vaults[50]];
    assert.ok(seen !== undefined && asked !== undefined);
    store.prefer([seen.key]);
    const before = glacier.calls.length;
    const reading = store.readLock(asked);
    // What a person asked for has a place of its own.
    await until(() => glacier.calls.length === before + 1);
    assert.equal(glacier.calls.at(-1), `GetVaultLock ${asked.name}`);
    doors.release(`GetVaultLock ${asked.name}`);
    doors.release('GetVaultLock v0000');
    await until(() => glacier.calls.length === before + 2);
    assert.equal(glacier.calls.at(-1), `GetVaultLock ${seen.name}`);
    doors.open();
    await reading;
    await settle();
  });

  it('reads one of several again that Glacier throttled, and tells of one that was asked for by itself at once', async () => {
    fill(1);
    store.setConnections([local]);
    await settle();
    const [vault] = store.vaults;
    assert.ok(vault);
    const fault = Object.assign(new Error('Rate exceeded'), {
      name: 'ThrottlingException',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    let refusals = 1;
    glacier.before = () => {
      refusals -= 1;
      return refusals < 0
        ? Promise.resolve()
        : Promise.reject(explainError(fault, { operation: 'GetVaultLock', target }));
    };
    assert.equal(stateOf(await store.readLock(vault, { several: true })), 'none');
    assert.equal(refusals, -1);
    refusals = 1;
    await assert.rejects(store.readLock(vault), { code: 'ThrottlingException' });
  });

  it('asks nothing about a region until somebody looks at it', async () => {
    fill(3, locked);
    store.setConnections([local], () => false);
    assert.equal(store.regions[0]?.status, 'idle');
    await settle();
    assert.deepEqual(glacier.calls, []);
    store.look(local.id, region);
    await until(
      () => store.vaults.length === 3 && store.vaults.every((vault) => stateOf(vault) === 'locked'),
    );
    store.look(local.id, region);
    store.setConnections([{ ...local, name: 'renamed' }], () => false);
    await until(() => store.regions[0]?.status === 'ready');
    assert.equal(glacier.calls.length, 4);
  });

  it('lists what a person looks at anew where the connection leads elsewhere now, and nothing that nobody looks at', async () => {
    const status = () => store.regions[0]?.status;
    const other = { ...local, endpoint: 'http://127.0.0.1:4001' };
    store.setConnections([local], () => false);
    store.setConnections([other], () => false);
    assert.equal(status(), 'idle');
    store.look(local.id, region);
    store.setConnections([local], () => false);
    assert.equal(status(), 'listing');
    await settle();
    store.lookAway(local.id, region);
    store.setConnections([other], () => false);
    assert.equal(status(), 'idle');
  });

  it('passes over a region that nobody looks at any more, but for a lock in progress, until somebody does', async () => {
    fill(3, locked);
    store.setConnections([local]);
    await settle();
    store.lookAway(local.id, region);
    glacier.calls.splice(0);
    await settle();
    assert.deepEqual(glacier.calls, []);
    glacier.vaults.set('v0001', running());
    store.look(local.id, region);
    await until(() => store.inProgress.length === 1);
    store.lookAway(local.id, region);
    glacier.calls.splice(0);
    await settle();
    assert.equal(glacier.calls.length, 4);
    await store.refresh('this one', { connectionId: local.id });
    assert.equal(glacier.calls.length, 8);
  });

  it('works with a thousand vaults: one answer for each, few change events, soon done', async () => {
    fill(1_000);
    let changes = 0;
    let rendered = 0;
    store.onDidChange(() => {
      changes += 1;
      rendered += store.vaults.length;
    });
    store.setConnections([local]);
    const started = Date.now();
    await settle();
    assert.equal(store.vaults.length, 1_000);
    assert.ok(store.vaults.every((vault) => stateOf(vault) === 'none'));
    assert.ok(changes < 200, `${String(changes)} events, ${String(rendered)} rows`);
    assert.ok(Date.now() - started < 10_000);
  });

  it('tells of the changes of one turn once, and keeps the same objects while nothing changes', async () => {
    fill(3);
    store.setConnections([local]);
    await settle();
    assert.equal(store.vaults, store.vaults);
    assert.equal(store.regions[0], store.regions[0]);
    let changes = 0;
    store.onDidChange(() => (changes += 1));
    store.setConnections([{ ...local, name: 'one' }]);
    store.setConnections([{ ...local, name: 'two' }]);
    await until(() => changes > 0);
    assert.equal(changes, 1);
    assert.equal(store.vaults[0]?.connection.name, 'two');
  });

  it('keeps former vaults in sight during a refresh, and removes those that are gone only at its end', async () => {
    fill(12, locked);
    store.setConnections([local]);
    await settle();
    glacier.vaults.delete('v0003');
    glacier.vaults.set('v0100', none);
    const doors = gate(glacier, (call) => call.startsWith('ListVaults'));
    const refreshed = settle();
    assert.equal(store.regions[0]?.status, 'listing');
    assert.equal(store.vaults.length, 12);
    await until(() => doors.held.length === 1);
    doors.release('ListVaults');
    await until(() => doors.held.length === 1);
    assert.ok(names().includes('v0003'));
    assert.ok(store.vaults.every((vault) => stateOf(vault) === 'locked'));
    doors.open();
    await refreshed;
    assert.ok(!names().includes('v0003'));
    assert.equal(names().at(-1), 'v0100');
  });

  it('does not let an older refresh overwrite a newer one', async () => {
    glacier.vaults.set('claims', none);
    const doors = gate(glacier, (call) => call === 'GetVaultLock claims');
    store.setConnections([local]);
    await until(() => doors.held.length === 1);
    const [older] = doors.held.splice(0);
    glacier.vaults.set('claims', locked);
    const refreshed = settle();
    await until(() => doors.held.length === 1);
    doors.open();
    await refreshed;
    assert.equal(stateOf(claims()), 'locked');
    older?.release();
    await until(() => glacier.running === 0);
    await new Promise(setImmediate);
    assert.equal(stateOf(claims()), 'locked');
  });

  it('does not let a refresh overwrite what was read later', async () => {
    glacier.vaults.set('claims', none);
    const doors = gate(glacier, (call) => call === 'GetVaultLock claims');
    store.setConnections([local]);
    await until(() => doors.held.length === 1);
    const [older] = doors.held.splice(0);
    glacier.before = () => Promise.resolve();
    glacier.vaults.set('claims', running());
    const [vault] = store.vaults;
    assert.ok(vault !== undefined);
    assert.equal(stateOf(await store.readLock(vault)), 'inProgress');
    older?.release();
    await until(() => glacier.running === 0);
    await new Promise(setImmediate);
    assert.equal(stateOf(claims()), 'inProgress');
  });

  it('does not lose a vault that is created while a listing is under way, nor bring back one that went', async () => {
    fill(12);
    store.setConnections([local]);
    await settle();
    const doors = gate(glacier, (call) => call.startsWith('ListVaults'));
    const refreshed = settle();
    await until(() => doors.held.length === 1);
    glacier.vaults.set('a-new-one', none);
    glacier.vaults.delete('v0005');
    await store.refreshVault(local, region, 'a-new-one');
    await assert.rejects(store.refreshVault(local, region, 'v0005'), { code: 'ResourceNotFoundException' });
    assert.ok(!names().includes('v0005'));
    const asked = glacier.calls.length;
    doors.open();
    await refreshed;
    assert.ok(names().includes('a-new-one'));
    assert.ok(!names().includes('v0005'));
    assert.ok(!glacier.calls.slice(asked).includes('GetVaultLock v0005'));
  });

  it('ignores what comes for a connection that is gone', async () => {
    glacier.vaults.set('claims', running());
    const doors = gate(glacier, () => true);
    store.setConnections([local]);
    await until(() => doors.held.length === 1);
    store.setConnections([]);
    assert.deepEqual(store.regions, []);
    assert.ok(glacier.calls.length === 1);
    doors.open();
    await until(() => glacier.running === 0);
    await new Promise(setImmediate);
    assert.deepEqual(store.vaults, []);
    assert.ok(glacier.disposed);
  });

  it('ignores what comes for a connection that is reached differently now, and lists it anew', async () => {
    const before: Connection = {
      id: 'c',
      kind: 'aws',
      name: 'c',
      regions: [region],
      profile: 'old',
      practice: false,
    };
    const old = scriptedGlacier();
    const young = scriptedGlacier();
    others.set(`old ${region}`, old).set(`new ${region}`, young);
    old.vaults.set('of-the-old-account', locked);
    young.vaults.set('of-the-new-account', none);
    store.setConnections([before]);
    await settle();
    const doors = gate(old, () => true);
    const refreshed = store.refresh('again');
    await until(() => doors.held.length === 1);
    store.setConnections([{ ...before, profile: 'new' }]);
    assert.deepEqual(names(), []);
    doors.open();
    await refreshed;
    await until(() => names().length === 1);
    await until(() => old.running === 0);
    assert.deepEqual(names(), ['of-the-new-account']);
    assert.ok(old.disposed && !young.disposed);
  });

  it('keeps the vaults of a connection that only shows another region more', async () => {
    others.set(' eu-west-1', scriptedGlacier({ region: 'eu-west-1', practice: true }));
    fill(2);
    store.setConnections([local]);
    await settle();
    const calls = glacier.calls.length;
    store.setConnections([{ ...local, regions: [region, 'eu-west-1'] }]);
    assert.equal(store.vaults.length, 2);
    await until(() => store.regions[1]?.status === 'ready');
    assert.equal(glacier.calls.length, calls);
    assert.ok(!glacier.disposed);
  });

  it('shows a region that fails beside those that do not, and recovers', async () => {
    const failing = scriptedGlacier({ region: 'eu-west-1', practice: true });
    others.set(' eu-west-1', failing);
    fill(1);
    const target = { region: 'eu-west-1', practice: true };
    failing.before = () => Promise.reject(ownError('MalformedReply', { operation: 'ListVaults', target }));
    store.setConnections([{ ...local, regions: [region, 'eu-west-1'] }]);
    await settle();
    assert.deepEqual(
      store.regions.map(({ status, error }) => [status, error?.code]),
      [
        ['ready', undefined],
        ['failed', 'MalformedReply'],
      ],
    );
    failing.before = () => Promise.resolve();
    await store.refresh('again', { connectionId: local.id, region: 'eu-west-1' });
    assert.deepEqual(
      store.regions.map(({ status, error }) => [status, error]),
      [
        ['ready', undefined],
        ['ready', undefined],
      ],
    );
  });

  it('leaves no lock to be waited for where a list fails that replaces one under way', async () => {
    fill(3);
    const doors = gate(glacier, (call) => call.startsWith('GetVaultLock'));
    store.setConnections([local]);
    await until(() => glacier.calls.includes('GetVaultLock v0002'));
    assert.equal(stateOf(store.vaults[0]), 'pending');
    glacier.before = () => Promise.reject(ownError('MalformedReply', { operation: 'ListVaults', target }));
    await settle();
    assert.equal(store.regions[0]?.status, 'failed');
    assert.deepEqual(store.vaults.map(stateOf), ['failed', 'failed', 'failed']);
    doors.open();
  });

  it('shows a lock that cannot be read as such, but goes on counting down one that was', async () => {
    glacier.vaults.set('claims', running());
    glacier.vaults.set('other', none);
    store.setConnections([local]);
    await settle();
    glacier.before = (call) =>
      call.startsWith('GetVaultLock')
        ? Promise.reject(
            ownError('MalformedReply', { operation: 'GetVaultLock', target: { region, practice: true } }),
          )
        : Promise.resolve();
    await settle();
    assert.equal(stateOf(store.findByArn(arnOf('other'))[0]), 'failed');
    assert.equal(stateOf(claims()), 'inProgress');
    await assert.rejects(store.refreshVault(local, region, 'other'), { code: 'MalformedReply' });
  });

  it('removes a vault that is gone when its lock is asked for', async () => {
    fill(2);
    store.setConnections([local]);
    await settle();
    const [vault] = store.vaults;
    assert.ok(vault !== undefined);
    glacier.vaults.delete(vault.name);
    await assert.rejects(store.readLock(vault), { code: 'ResourceNotFoundException' });
    assert.deepEqual(names(), ['v0001']);
  });

  it('ends a listing whose pages go in circles', async () => {
    fill(30);
    const { gateway } = glacier;
    const circle = gateway.listVaults.bind(gateway);
    gateway.listVaults = (options) => circle({ ...options, marker: arnOf('v0003') });
    store.setConnections([local]);
    await settle();
    assert.equal(store.regions[0]?.error?.code, 'MalformedReply');
  });

  it('shows no vault of another account once the credentials lead to a new one', async () => {
    fill(3);
    store.setConnections([local]);
    await settle();
    glacier.vaults.clear();
    glacier.vaults.set('theirs', none);
    const { gateway } = glacier;
    const doors = gate(glacier, (call) => call.startsWith('GetVaultLock'));
    gateway.listVaults = () =>
      Promise.resolve({
        value: {
          vaults: [
            {
              arn: arnOf('theirs', region, '999988887777'),
              name: 'theirs',
              created: 1,
              lastInventory: undefined,
              archives: undefined,
              sizeInBytes: undefined,
            },
          ],
          marker: undefined,
        },
        requestId: undefined,
        serverTime: undefined,
        localTime: now,
      });
    const refreshed = settle();
    await until(() => names().includes('theirs'));
    assert.deepEqual(names(), ['theirs']);
    doors.open();
    await refreshed;
  });

  it('sorts locks in progress by their end, and knows a lock ID as soon as the ledger does', async () => {
    glacier.vaults.set('late', running(now + 5_000));
    glacier.vaults.set('soon', running(now));
    glacier.vaults.set('locked', locked);
    store.setConnections([local]);
    await settle();
    assert.deepEqual(
      store.inProgress.map(({ name }) => name),
      ['soon', 'late'],
    );
    assert.ok(store.inProgress.every(({ lock }) => !lock.lock.lockId.held));
    let changes = 0;
    store.onDidChange(() => (changes += 1));
    held.set(now, 'secret');
    ledgerChanged.fire();
    assert.deepEqual(
      store.inProgress.map(({ lock }) => lock.lock.lockId),
      [{ held: true, lockId: 'secret' }, { held: false }],
    );
    await until(() => changes === 1);
    ledgerChanged.fire();
    await new Promise(setImmediate);
    assert.equal(changes, 1);
  });

  const ends: readonly (readonly [what: string, next: LockReading | undefined, how: string | undefined])[] = [
    ['still in progress', running(Date.now()), undefined],
    ['completed elsewhere', { ...locked, created: -1 }, 'completed elsewhere'],
    ['aborted elsewhere', none, 'aborted elsewhere'],
    ['the vault is gone', undefined, 'vault gone'],
  ];
  for (const [what, next, how] of ends) {
    it(`has the ledger note the end of a lock: ${what}`, async () => {
      const created = Date.now();
      glacier.vaults.set('claims', running(created));
      store.setConnections([local]);
      await settle();
      if (next === undefined) glacier.vaults.delete('claims');
      else glacier.vaults.set('claims', next.state === 'none' ? next : { ...next, created });
      await settle();
      assert.deepEqual(ended, how === undefined ? [] : [`${arnOf('claims')} ${String(created)} ${how}`]);
    });
  }

  it('has the ledger say of a lock that was first missed after its time only that it is over', async () => {
    const created = Date.now();
    glacier.vaults.set('claims', running(created));
    store.setConnections([local]);
    await settle();
    localNow = () => created + day + 3_600_000;
    glacier.vaults.set('claims', none);
    await settle();
    assert.deepEqual(ended, [`${arnOf('claims')} ${String(created)} over, not seen how`]);
  });

  it('has the ledger note an expiry as one where the lock was there until its end', async () => {
    const created = Date.now() - 2 * day;
    glacier.vaults.set('claims', running(created));
    store.setConnections([local]);
    await settle();
    glacier.vaults.set('claims', none);
    await settle();
    assert.deepEqual(ended, [`${arnOf('claims')} ${String(created)} expired`]);
  });

  it('finds vaults by key and by ARN, over all connections', async () => {
    glacier.vaults.set('claims', none);
    store.setConnections([local, { ...local, id: 'second' }]);
    await settle();
    const found = store.findByArn(arnOf('claims'));
    assert.deepEqual(
      found.map(({ connection }) => connection.id),
      ['local', 'second'],
    );
    for (const vault of found) assert.equal(store.find(vault.key), vault);
    assert.equal(store.find('nothing'), undefined);
    assert.deepEqual(store.findByArn('arn:nothing'), []);
  });

  it('is silent once disposed', async () => {
    fill(3);
    const doors = gate(glacier, () => true);
    store.setConnections([local]);
    await until(() => doors.held.length === 1);
    store.onDidChange(() => assert.fail('It still tells of changes.'));
    store.dispose();
    doors.open();
    await until(() => glacier.running === 0);
    await new Promise(setImmediate);
    assert.deepEqual(store.vaults, []);
  });
});
