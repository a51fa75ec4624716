import assert from 'node:assert/strict';
import type { VaultStore } from '../../../src/locking/api';
import { ConnectionList } from '../../../src/locking/connectionList';
import { Emitter } from '../../../src/locking/event';
import type { Connection, RegionState, Vault, VaultInProgress, VaultLock } from '../../../src/locking/model';
import { WatchedConnections } from '../../../src/locking/watchedConnections';

const connection = (id: string, kind: Connection['kind'] = 'aws'): Connection => ({
  id,
  kind,
  name: id,
  regions: ['us-west-2'],
  practice: false,
});

/** A store that holds what a test puts there, and remembers which connections it was given. */
class SetStore implements Pick<
  VaultStore,
  'regions' | 'vaults' | 'inProgress' | 'onDidChange' | 'setConnections'
> {
  given: readonly Connection[] = [];
  follows: (connection: Connection, region: string) => boolean = () => false;
  regions: readonly RegionState[] = [];
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;

  get vaults(): readonly Vault[] {
    return this.regions.flatMap(({ vaults }) => vaults);
  }
  get inProgress(): readonly VaultInProgress[] {
    return this.vaults.filter(
      (vault): vault is VaultInProgress =>
        vault.lock.known === 'read' && vault.lock.lock.state === 'inProgress',
    );
  }
  setConnections(
    connections: readonly Connection[],
    follows: (connection: Connection, region: string) => boolean = () => true,
  ): void {
    this.given = connections;
    this.follows = follows;
  }
  show(...states: readonly RegionState[]): void {
    this.regions = states;
    this.changed.fire();
  }
}

const state = (
  of: Connection,
  status: RegionState['status'],
  lock?: VaultLock | 'pending' | 'kept',
  region = 'us-west-2',
): RegionState => ({
  connection: of,
  region,
  status,
  error: undefined,
  asOf: undefined,
  vaults:
    lock === undefined
      ? []
      : [
          {
            key: of.id,
            connection: of,
            region,
            account: '210987654321',
            name: 'v',
            arn: `arn:aws:glacier:${region}:210987654321:vaults/v`,
            created: 0,
            lastInventory: undefined,
            archives: undefined,
            sizeInBytes: undefined,
            lock:
              lock === 'pending'
                ? { known: 'pending' }
                : lock === 'kept'
                  ? { known: 'cached', kept: { state: 'none' }, readAt: 0 }
                  : { known: 'read', lock, requestId: undefined, readAt: 0 },
          },
        ],
});

const inProgress: VaultLock = {
  state: 'inProgress',
  policy: '{}',
  created: 0,
  expires: 1,
  lockId: { held: false },
};

function setUp(options: {
  connections: readonly Connection[];
  remembered?: readonly string[];
  trusted?: boolean;
  /** Finds out what the credentials come to; they are known already unless this is given. */
  decide?: (list: ConnectionList) => Promise<void>;
}): {
  store: SetStore;
  watched: WatchedConnections;
  ids: () => readonly string[];
  /** What is listed without being looked at. */
  followed: () => readonly string[];
  remembered: () => readonly string[];
  trust: () => void;
} {
  const store = new SetStore();
  let remembered = options.remembered ?? [];
  let trusted = options.trusted ?? true;
  const list = new ConnectionList({ get: () => options.connections, set: () => Promise.resolve() });
  if (options.decide === undefined) list.setCredentials(() => 'known');
  const watched = new WatchedConnections(
    list,
    store,
    { get: () => remembered, set: (ids) => (remembered = ids) },
    () => trusted,
    () => options.decide?.(list) ?? Promise.resolve(),
  );
  return {
    store,
    watched,
    ids: () => store.given.map(({ id }) => id),
    followed: () =>
      store.given.flatMap((each) =>
        each.regions.filter((region) => store.follows(each, region)).map((region) => `${each.id} ${region}`),
      ),
    remembered: () => remembered,
    trust: () => {
      trusted = true;
      watched.apply();
    },
  };
}

describe('which connections are followed', () => {
  const a = connection('a');
  const b = connection('b');

  it('none at the start, all once somebody looks', () => {
    const { ids, watched } = setUp({ connections: [a, b] });
    assert.deepEqual(ids(), []);
    watched.lookAtAll();
    assert.deepEqual(ids(), ['a', 'b']);
  });

  it('shows all of them to whoever looks at the tree, and lists none of their regions by itself', () => {
    const { ids, followed, watched } = setUp({ connections: [a, b] });
    watched.show();
    assert.deepEqual(ids(), ['a', 'b']);
    assert.deepEqual(followed(), []);
    watched.lookAtAll();
    assert.deepEqual(followed(), ['a us-west-2', 'b us-west-2']);
  });

  it('of several regions only the one in which a lock was in progress', () => {
    const wide = { ...a, regions: ['eu-west-1', 'us-west-2'] };
    const one = setUp({ connections: [wide, b], remembered: ['a eu-west-1'] });
    assert.deepEqual(one.followed(), ['a eu-west-1']);
    const fromEarlierVersion = setUp({ connections: [wide, b], remembered: ['a'] });
    assert.deepEqual(fromEarlierVersion.followed(), ['a eu-west-1', 'a us-west-2']);
  });

  it('at the start those that had a lock in progress when last seen', () => {
    assert.deepEqual(setUp({ connections: [a, b], remembered: ['b'] }).ids(), ['b']);
  });

  it("at the start the environment's local Glacier, but no other endpoint of the environment", () => {
    const environment = connection('environment', 'environment');
    assert.deepEqual(setUp({ connections: [{ ...environment, practice: true }] }).ids(), ['environment']);
    const other = setUp({ connections: [environment] });
    assert.deepEqual(other.ids(), []);
    other.watched.lookAtAll();
    assert.deepEqual(other.ids(), ['environment']);
  });

  it('none in a workspace that is not trusted, until it is', () => {
    const { ids, watched, trust } = setUp({ connections: [a], remembered: ['a'], trusted: false });
    watched.lookAtAll();
    assert.deepEqual(ids(), []);
    trust();
    assert.deepEqual(ids(), ['a']);
  });

  it('remembers a connection from the moment a lock is in progress until its end was read', () => {
    const { store, remembered } = setUp({ connections: [a] });
    store.show(state(a, 'ready', inProgress));
    assert.deepEqual(remembered(), ['a us-west-2']);
    store.show(state(a, 'idle'));
    assert.deepEqual(remembered(), ['a us-west-2'], 'before it is listed');
    store.show(state(a, 'listing'));
    assert.deepEqual(remembered(), ['a us-west-2'], 'while it is listed again');
    store.show(state(a, 'ready', 'pending'));
    assert.deepEqual(remembered(), ['a us-west-2'], 'while the lock is read again');
    store.show(state(a, 'failed'));
    assert.deepEqual(remembered(), ['a us-west-2'], 'when it cannot be read');
    store.show(state(a, 'ready', { state: 'none' }));
    assert.deepEqual(remembered(), []);
  });

  it('remembers of a connection, as an earlier version did, the regions that were not read', () => {
    const { store, remembered } = setUp({ connections: [a], remembered: ['a'] });
    const west = state(a, 'ready', { state: 'none' });
    store.show(west, state(a, 'failed', undefined, 'eu-west-1'));
    assert.deepEqual(remembered(), ['a eu-west-1'], 'when the other region cannot be read');
    store.show(state(a, 'listing', undefined, 'eu-west-1'), west);
    assert.deepEqual(remembered(), ['a eu-west-1'], 'while the other region is listed');
    store.show(west, state(a, 'ready', { state: 'none' }, 'eu-west-1'));
    assert.deepEqual(remembered(), []);
  });

  it('follows and waits for one connection alone', async () => {
    const { store, watched, ids } = setUp({ connections: [a, b] });
    store.show(state(a, 'listing'), state(b, 'listing', 'pending'));
    let settled = false;
    const waiting = watched.settled({ connectionId: 'a' }).then(() => (settled = true));
    assert.deepEqual(ids(), ['a']);
    store.show(state(a, 'ready', 'pending'), state(b, 'ready', { state: 'none' }));
    await Promise.resolve();
    assert.equal(settled, false);
    store.show(state(a, 'ready', { state: 'none' }), state(b, 'listing', 'pending'));
    await waiting;
    await watched.settled({ connectionId: 'not on the list' });
    watched.lookAtAll();
    assert.deepEqual(ids(), ['a', 'b']);
  });

  it('reads nothing of AWS before it is known what the credentials come to', async () => {
    let finish: () => void = () => undefined;
    let asked = 0;
    const practice = { ...b, practice: true };
    const { ids, watched, store } = setUp({
      connections: [a, practice],
      decide: async (list) => {
        asked += 1;
        await new Promise<void>((resolve) => (finish = resolve));
        list.setCredentials(({ practice }) => (practice ? undefined : 'A'));
      },
    });
    assert.equal(asked, 0, 'nobody looks yet');
    watched.lookAtAll();
    assert.deepEqual([ids(), asked], [['b'], 1]);
    let settled = false;
    const waiting = watched.settled({ connectionId: 'a' }).then(() => (settled = true));
    await new Promise(setImmediate);
    assert.equal(settled, false);
    finish();
    await waiting;
    assert.deepEqual(ids(), ['a', 'b']);
    assert.equal(store.given[0]?.credentialsDigest, 'A');
    assert.equal(asked, 1);
  });

  it('settles when every list and every lock is read or has failed', async () => {
    const { store, watched } = setUp({ connections: [a, b] });
    store.show(state(a, 'listing'), state(b, 'failed'));
    let settled = false;
    const waiting = watched.settled().then(() => (settled = true));
    store.show(state(a, 'ready', 'pending'), state(b, 'failed'));
    await Promise.resolve();
    assert.equal(settled, false);
    store.show(state(a, 'ready', { state: 'none' }), state(b, 'failed'));
    await waiting;
    assert.equal(settled, true);
  });

  it('does not wait for what an earlier session read where the list fails', async () => {
    const { store, watched } = setUp({ connections: [a] });
    store.show(state(a, 'listing', 'kept'));
    let settled = false;
    const waiting = watched.settled().then(() => (settled = true));
    store.show(state(a, 'failed', 'pending'));
    await Promise.resolve();
    assert.equal(settled, false, 'a lock that is being read may still come');
    store.show(state(a, 'failed', 'kept'));
    await waiting;
  });
});
