import assert from 'node:assert/strict';
import { explainError, ownError } from '../../../../src/glacier/explainError';
import { Emitter } from '../../../../src/locking/event';
import {
  InterruptedWatch,
  type InterruptedWatchParts,
  type News,
} from '../../../../src/locking/interrupted/interruptedWatch';
import type { LedgerEntry, LedgerEvent } from '../../../../src/locking/ledger/ledgerEntry';
import type { Connection, Vault, VaultLock } from '../../../../src/locking/model';
import { vaultKey } from '../../../../src/locking/vaultKey';
import { arnOf, practiceConnection, region, vaultWith } from '../support/samples';
import { complete, entry, initiate, policy, readBack, received, start } from './support/entries';

const minute = 60_000;
const unreachable = ownError('ConnectionClosed', {
  operation: 'DescribeVault',
  vault: 'claims',
  target: { region, practice: true },
});
const missing = explainError(
  Object.assign(new Error('Vault not found'), {
    name: 'ResourceNotFoundException',
    $fault: 'client',
    $metadata: { httpStatusCode: 404 },
  }),
  { operation: 'DescribeVault', vault: 'claims', target: { region, practice: true } },
);

/** Everything around the watch, as the test wants it. */
class World {
  entries: LedgerEntry[] = [];
  connections: Connection[] = [practiceConnection];
  /** By name: the lock, or what reading it fails with. */
  readonly vaults = new Map<string, VaultLock | Error>();
  /** What the store knows, by key. */
  readonly known = new Map<string, Vault>();
  readonly news: (readonly News[])[] = [];
  readonly written: LedgerEvent[] = [];
  readonly followed: string[] = [];
  readonly read: string[] = [];
  readonly claimed = new Set<string>();
  readonly later: { readonly ms: number; readonly task: () => void }[] = [];
  readonly changed = new Emitter<void>();
  isAlive = false;
  now = start + minute;
  account: string | undefined;
  readonly watch: InterruptedWatch;

  constructor() {
    const connectionsNow = (): readonly Connection[] => this.connections;
    const vaultsNow = (): readonly Vault[] => [...this.known.values()];
    const parts: InterruptedWatchParts = {
      readEntries: () => Promise.resolve(this.entries),
      connections: {
        get all() {
          return connectionsNow();
        },
      },
      follow: (id) => this.followed.push(id),
      store: {
        find: (key) => this.known.get(key),
        get vaults() {
          return vaultsNow();
        },
        refreshVault: (connection, _region, name) => {
          this.read.push(name);
          const lock = this.vaults.get(name);
          if (lock === undefined || lock instanceof Error) return Promise.reject(lock ?? missing);
          const vault = vaultWith(lock, connection, name);
          return Promise.resolve(
            this.account === undefined ? vault : { ...vault, arn: arnOf(name, region, this.account) },
          );
        },
        onDidChange: this.changed.event,
      },
      ledger: {
        append: (_subject, event) => {
          this.written.push(event);
          return Promise.resolve();
        },
      },
      clock: { now: () => this.now },
      told: {
        claim: (what) => {
          const isFirst = !this.claimed.has(what);
          this.claimed.add(what);
          return Promise.resolve(isFirst);
        },
      },
      here: () => ({
        host: 'here',
        process: 1,
        began: start,
        now: this.now,
        isAlive: () => this.isAlive,
      }),
      instant: () => '6 PM',
      tell: (news) => this.news.push(news),
      log: () => undefined,
      after: (ms, task) => {
        this.later.push({ ms, task });
        return { dispose: () => undefined };
      },
    };
    this.watch = new InterruptedWatch(parts);
  }

  /** Texts of what was told, message by message. */
  get told(): readonly (readonly string[])[] {
    return this.news.map((each) => each.map(({ name, brief }) => `${name}: ${brief}`));
  }
}

const running: VaultLock = {
  state: 'inProgress',
  policy,
  created: start + 1_000,
  expires: start + 86_401_000,
  lockId: { held: false },
};

describe('InterruptedWatch', () => {
  let world: World;
  beforeEach(() => (world = new World()));
  afterEach(() => world.watch.dispose());

  it('reads and tells nothing when nothing was interrupted', async () => {
    world.entries = [entry(initiate('a')), entry(received('a')), entry(readBack('a'))];
    world.now = start + 30 * 60 * minute;
    await world.watch.look();
    assert.deepEqual([world.news, world.read, world.followed, world.written], [[], [], [], []]);
  });

  it('follows a connection whose lock is in progress as far as the ledger knows', async () => {
    world.entries = [entry(initiate('a')), entry(received('a')), entry(readBack('a'))];
    await world.watch.look();
    assert.deepEqual([world.followed, world.read], [['local'], []]);
  });

  it('reads the vault, tells once what became of it, and writes that down', async () => {
    world.entries = [entry(initiate('a'))];
    world.vaults.set('claims', running);
    await world.watch.look();
    assert.deepEqual(world.told, [['claims: lock ID unknown, in progress until 6 PM']]);
    assert.deepEqual(world.written, [{ type: 'initiateSettled', attempt: 'a', found: 'in progress' }]);
    assert.deepEqual([world.followed, world.read], [['local'], ['claims']]);
    await world.watch.look();
    assert.equal(world.news.length, 1);
  });

  it('says nothing where another window has said it', async () => {
    const first = new World();
    first.entries = world.entries = [entry(initiate('a'))];
    first.vaults.set('claims', running);
    world.vaults.set('claims', running);
    await first.watch.look();
    for (const each of first.claimed) world.claimed.add(each);
    await world.watch.look();
    first.watch.dispose();
    assert.deepEqual([first.news.length, world.news.length, world.written.length], [1, 0, 0]);
  });

  it('tells of several vaults in one message, and of each vault what is newest', async () => {
    world.entries = [
      entry(initiate('a')),
      entry(complete),
      entry(initiate('b'), { name: 'other' }),
      entry(initiate('c'), { name: 'third' }),
    ];
    world.vaults.set('claims', { state: 'locked', policy, created: start + 1_000 });
    world.vaults.set('other', { state: 'none' });
    await world.watch.look();
    assert.deepEqual(world.told, [
      ['claims: completed, locked for good', 'other: not initiated', 'third: vault gone'],
    ]);
    assert.deepEqual(
      world.written.map((event) => `${event.type} ${'found' in event ? event.found : ''}`),
      [
        'initiateSettled locked',
        'completeSettled locked',
        'initiateSettled no lock',
        'initiateSettled vault gone',
      ],
    );
  });

  it('leaves a window alone that is still at it, and looks again later', async () => {
    world.entries = [entry(initiate('a'))];
    world.vaults.set('claims', running);
    world.isAlive = true;
    await world.watch.look();
    await world.watch.look();
    assert.deepEqual([world.news, world.read], [[], []]);
    assert.deepEqual(
      world.later.map(({ ms }) => ms),
      [2_000, 4_000],
    );
    world.isAlive = false;
    world.later.at(-1)?.task();
    await world.watch.look();
    assert.equal(world.news.length, 1);
    assert.equal(world.later.length, 2);
  });

  it('says that it does not know yet, once, and what became of it when the vault was read', async () => {
    world.entries = [entry(complete)];
    world.vaults.set('claims', unreachable);
    await world.watch.look();
    await world.watch.look();
    assert.deepEqual(world.told, [['claims: cannot be read now']]);
    assert.deepEqual(world.written, []);
    await world.watch.lookAgain();
    assert.equal(world.news.length, 2);
    world.known.set(vaultKey(practiceConnection, arnOf('claims')), vaultWith(running));
    world.changed.fire();
    await world.watch.look();
    assert.deepEqual(world.told.at(-1), ['claims: not completed, in progress until 6 PM']);
    assert.equal(world.written.length, 1);
  });

  it('says nothing of a connection that is gone, or that leads to another account now', async () => {
    world.entries = [entry(complete)];
    world.connections = [];
    await world.watch.look();
    world.connections = [{ ...practiceConnection, practice: false, endpoint: 'https://glacier.example' }];
    await world.watch.look();
    assert.deepEqual(world.read, []);
    world.connections = [practiceConnection];
    world.vaults.set('claims', running);
    world.account = '999988887777';
    await world.watch.look();
    world.vaults.clear();
    const theirs = { ...vaultWith(running, practiceConnection, 'theirs'), account: world.account };
    world.known.set(theirs.key, theirs);
    await world.watch.look();
    assert.deepEqual(world.read, ['claims', 'claims']);
    assert.deepEqual([world.news, world.written], [[], []]);
  });
});
