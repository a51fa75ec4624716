import assert from 'node:assert/strict';
import { createGateways } from '../../../src/locking/gateways';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import { policyInForce } from '../../../src/locking/drift/driftBook';
import type { Connection, LockKnowledge, RegionState } from '../../../src/locking/model';
import type { KeptRegion, KeptVault } from '../../../src/locking/regionVaults';
import type { VaultCache } from '../../../src/locking/vaultCache';
import { createVaultStore } from '../../../src/locking/vaultStore';
import { account, arnOf, awsConnection, region, retention } from './support/samples';
import { gate, scriptedGlacier, until, type ScriptedGlacier } from './support/scriptedGlacier';

const created = 1_000;
const asOf = Date.parse('2026-03-01T12:00:00Z');

const kept = (name: string, state: 'none' | 'inProgress' | 'locked', ofAccount = account): KeptVault => ({
  description: {
    ...{ arn: arnOf(name, region, ofAccount), name, created },
    ...{ lastInventory: undefined, archives: undefined, sizeInBytes: undefined },
  },
  lock: {
    kept: state === 'none' ? { state } : { state, created, expires: Date.now() + 3_600_000 },
    readAt: asOf,
  },
});

/** A cache that has what a test puts there. */
class SetCache implements VaultCache {
  held: KeptRegion | undefined;
  readonly saved: RegionState[] = [];
  /** When the last one was listed, as it was told. */
  asOf: number | undefined;
  load = () => Promise.resolve(this.held);
  save = (state: RegionState, asOf: number) => {
    this.saved.push(state);
    this.asOf = asOf;
  };
  keepOnly = () => undefined;
  settled = () => Promise.resolve();
}

describe('vaults from an earlier session', () => {
  let glacier: ScriptedGlacier;
  let cache: SetCache;
  let ended: number;
  let store: ReturnType<typeof createVaultStore>;
  beforeEach(() => {
    glacier = scriptedGlacier({ region, practice: false });
    cache = new SetCache();
    ended = 0;
    const clock = createGlacierClock();
    store = createVaultStore({
      gateways: createGateways(() => Promise.resolve(glacier.gateway), clock),
      clock,
      cache,
      ledger: {
        onDidChange: () => ({ dispose: () => undefined }),
        onDidWriteElsewhere: () => ({ dispose: () => undefined }),
        lockIdFor: () => ({ held: false }),
        confirm: () => Promise.resolve(),
        noteEnd: () => {
          ended += 1;
          return Promise.resolve();
        },
      },
    });
  });
  afterEach(() => store.dispose());

  const shown = () =>
    store.vaults.map(({ name, lock }) => `${name} ${lock.known === 'cached' ? lock.kept.state : lock.known}`);
  const holdLists = () => gate(glacier, (call) => call.startsWith('ListVaults'));
  const settle = () => store.refresh('test');
  const follow = (connection: Connection, follows = true) =>
    store.setConnections([connection], () => follows);

  it('are shown at once with their age, and give way to what Glacier says', async () => {
    cache.held = {
      account,
      asOf,
      vaults: [kept('a', 'locked'), kept('b', 'inProgress'), kept('gone', 'none')],
    };
    glacier.vaults.set('a', { state: 'none' }).set('b', { state: 'none' }).set('new', { state: 'none' });
    const doors = gate(glacier, () => true);
    follow(awsConnection);
    await until(() => store.vaults.length === 3);
    assert.deepEqual(shown(), ['a locked', 'b inProgress', 'gone none']);
    assert.equal(store.regions[0]?.asOf, asOf);
    assert.equal(store.regions[0].status, 'listing');
    doors.release('ListVaults');
    await until(() => store.vaults.length === 3 && store.regions[0]?.status === 'ready');
    assert.deepEqual(shown(), ['a locked', 'b inProgress', 'new pending']);
    assert.equal(store.regions[0].asOf, undefined);
    doors.open();
    await settle();
    assert.deepEqual(shown(), ['a read', 'b read', 'new read']);
    assert.equal(ended, 0, 'the ledger hears nothing of what was only kept');
  });

  it('are shown of a region that nobody looks at, which costs no request', async () => {
    cache.held = { account, asOf, vaults: [kept('a', 'locked')] };
    follow(awsConnection, false);
    await until(() => store.vaults.length === 1);
    assert.equal(store.regions[0]?.status, 'idle');
    assert.deepEqual(glacier.calls, []);
  });

  it('count for nothing: no countdown, no policy in force, no drift', async () => {
    cache.held = { account, asOf, vaults: [kept('a', 'locked'), kept('b', 'inProgress')] };
    follow(awsConnection, false);
    await until(() => store.vaults.length === 2);
    assert.deepEqual(store.inProgress, []);
    assert.deepEqual(store.vaults.map(policyInForce), [undefined, undefined]);
    // What was kept has no lock that could be taken for one that was read; the compiler sees to it.
    type Cached = Extract<LockKnowledge, { known: 'cached' }>;
    const hasLock: 'lock' extends keyof Cached ? true : false = false;
    assert.equal(hasLock, false);
  });

  it('stay in sight, with their age, where the list fails; a lock that cannot be read is not known', async () => {
    cache.held = { account, asOf, vaults: [kept('a', 'locked')] };
    glacier.before = () => Promise.reject(new Error('no network'));
    follow(awsConnection);
    await until(() => store.regions[0]?.status === 'failed' && store.vaults.length === 1);
    assert.equal(store.regions[0]?.asOf, asOf);
    const [vault] = store.vaults;
    assert.ok(vault);
    await assert.rejects(store.readLock(vault));
    assert.deepEqual(shown(), ['a failed']);
  });

  it('of another account vanish with the first page', async () => {
    const other = '210987654321';
    cache.held = { account: other, asOf, vaults: [kept('a', 'locked', other)] };
    for (let number = 0; number < 12; number += 1)
      glacier.vaults.set(`v${String(number)}`, { state: 'none' });
    const doors = holdLists();
    follow(awsConnection);
    await until(() => store.vaults.length === 1);
    doors.release('ListVaults');
    await until(() => store.vaults.length === 10);
    assert.ok(store.vaults.every((vault) => vault.account === account));
    assert.equal(store.regions[0]?.asOf, undefined);
    doors.open();
    await settle();
  });

  it('that come late do not bring back what Glacier has said already', async () => {
    let arrive: (held: KeptRegion) => void = () => undefined;
    cache.load = () => new Promise((resolve) => (arrive = resolve));
    glacier.vaults.set('a', { state: 'locked', policy: retention('a'), created: asOf });
    follow(awsConnection);
    await settle();
    arrive({ account, asOf, vaults: [kept('a', 'none'), kept('gone', 'none')] });
    for (let turns = 0; turns < 10; turns += 1) await new Promise(setImmediate);
    assert.deepEqual(shown(), ['a read']);
  });

  it('are not shown under a connection that leads elsewhere meanwhile', async () => {
    let arrive: (held: KeptRegion) => void = () => undefined;
    cache.load = ((connection: Connection) =>
      connection.profile === 'other'
        ? Promise.resolve(undefined)
        : new Promise((resolve) => (arrive = resolve))) as () => Promise<KeptRegion | undefined>;
    follow(awsConnection, false);
    follow({ ...awsConnection, profile: 'other' }, false);
    arrive({ account, asOf, vaults: [kept('a', 'none')] });
    for (let turns = 0; turns < 10; turns += 1) await new Promise(setImmediate);
    assert.deepEqual(shown(), []);
  });

  it('are kept with the time of their list, not of a lock that was read later', async () => {
    glacier.vaults.set('a', { state: 'none' });
    follow(awsConnection);
    await settle();
    const listed = Date.now();
    const [vault] = store.vaults;
    assert.ok(vault);
    await store.readLock(vault);
    await until(() => cache.asOf !== undefined);
    assert.ok(Date.now() > listed && Number(cache.asOf) <= listed);
    assert.equal(cache.saved.length, 1);
  });
});
