import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { LocalGlacierError } from '../../../src/localGlacier/localGlacierError';
import {
  findVault,
  newVault,
  withVault,
  type GlacierState,
  type Vault,
} from '../../../src/localGlacier/model';
import { seededState } from '../../../src/localGlacier/seed/seededState';
import { decodeState, encodeState } from '../../../src/localGlacier/state/stateCodec';
import { StateFile } from '../../../src/localGlacier/state/stateFile';
import { StateStore } from '../../../src/localGlacier/state/stateStore';

const account = '111122223333';
const now = Date.UTC(2026, 0, 31, 12);
const sample = seededState(account, 'sample', now);
const errorWith = (code: string) => (error: unknown) =>
  error instanceof LocalGlacierError && error.code === code;

/** Vaults with anything in them that a request can put there. */
const anyVault: fc.Arbitrary<Vault> = fc
  .record({
    name: fc.stringMatching(/^[A-Za-z0-9._-]{1,30}$/),
    tags: fc.array(
      fc.tuple(fc.constantFrom('__proto__', 'constructor', 'a b', 'é'), fc.string({ unit: 'binary' })),
    ),
    description: fc.stringMatching(/^[ -~]{0,40}$/),
    created: fc.integer({ min: 0, max: 4e12 }),
    lockId: fc.stringMatching(/^[A-Za-z0-9_-]{24}$/),
    state: fc.constantFrom('inProgress' as const, 'locked' as const),
    inventory: fc.option(
      fc.record({ taken: fc.nat(), archives: fc.nat(), size: fc.nat() }, { noNullPrototype: true }),
      {
        nil: undefined,
      },
    ),
  })
  .map(({ name, tags, description, created, lockId, state, inventory }) => ({
    ...newVault('us-west-2', name, created),
    tags: new Map(tags),
    lock: { state, lockId, created, policy: lockPolicy },
    archives: new Map([
      [
        'id',
        { id: 'id', description, size: 1, contentHash: '0'.repeat(64), treeHash: 'f'.repeat(64), created },
      ],
    ]),
    writes: { first: created, last: created, inventory },
  }));

const lockPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'glacier:DeleteArchive', Resource: '*' }],
});

describe('the state as text', () => {
  it('comes back as it was', () => {
    assert.deepEqual(decodeState(encodeState(sample, now)), { state: sample, timeSeen: now });
    fc.assert(
      fc.property(fc.array(anyVault, { maxLength: 4 }), fc.nat(), (vaults, clockAhead) => {
        const state = vaults.reduce(withVault, { ...seededState(account, 'empty', now), clockAhead });
        assert.deepEqual(decodeState(encodeState(state, now)), { state, timeSeen: now });
      }),
    );
  });

  it('is read without the time that was seen, which earlier versions did not write', () => {
    const { timeSeen, ...earlier } = JSON.parse(encodeState(sample, now)) as Record<string, unknown>;
    assert.equal(timeSeen, now);
    assert.deepEqual(decodeState(JSON.stringify(earlier)), { state: sample, timeSeen: undefined });
  });

  const good = JSON.parse(encodeState(sample, now)) as Record<string, unknown>;
  const vaults = good['vaults'] as readonly Record<string, unknown>[];
  const withFirst = (change: Record<string, unknown>) => ({ ...good, vaults: [{ ...vaults[0], ...change }] });
  const rows: readonly (readonly [title: string, text: string, says: RegExp])[] = [
    ['nothing', '', /JSON/],
    ['half a state', encodeState(sample, now).slice(0, 2000), /JSON/],
    ['no object', '[]', /the whole is not an object/],
    ['another format', '{"format":"x"}', /format is not/],
    ['a later version', JSON.stringify({ ...good, version: 2 }), /version is not 1/],
    ['no account', JSON.stringify({ ...good, account: undefined }), /account is not there/],
    ['a clock that is no number', JSON.stringify({ ...good, clockAhead: '5' }), /clockAhead/],
    ['a clock that went back', JSON.stringify({ ...good, clockAhead: -1 }), /clockAhead/],
    ['a time that is none', JSON.stringify({ ...good, timeSeen: 'noon' }), /timeSeen is not an instant/],
    [
      'a vault name that is none',
      JSON.stringify(withFirst({ name: 'a/b' })),
      /vaults\[0\]\.name is not a vault name/,
    ],
    [
      'a lock in no state',
      JSON.stringify(withFirst({ lock: { state: 'open' } })),
      /vaults\[0\]\.lock\.state/,
    ],
    [
      'a lock with a policy that nobody can read',
      JSON.stringify(withFirst({ lock: { state: 'locked', policy: '{}', lockId: 'x', created: 0 } })),
      /vaults\[0\]\.lock\.policy is not a valid policy/,
    ],
    ['a date beyond all dates', JSON.stringify(withFirst({ created: 9e15 })), /vaults\[0\]\.created/],
    ['one vault twice', JSON.stringify({ ...good, vaults: [vaults[0], vaults[0]] }), /vaults\[1\]/],
  ];
  for (const [title, text, says] of rows) {
    it(`is refused with the place: ${title}`, () => {
      assert.throws(() => decodeState(text), says);
    });
  }
});

describe('the state file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'vault-lock-state-')));
    file = path.join(folder, 'state.json');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('is written whole, and read again', async () => {
    const { stateFile, state } = await StateFile.open(file);
    assert.equal(state, undefined);
    await stateFile.write(sample, now);
    assert.deepEqual(await readdir(folder), ['state.json']);
    assert.deepEqual((await StateFile.open(file)).state, sample);
  });

  it('is left alone when it is damaged', async () => {
    await writeFile(file, '{"half":');
    await assert.rejects(StateFile.open(file), errorWith('stateFileDamaged'));
    assert.equal(await readFile(file, 'utf8'), '{"half":');
  });

  it('is not replaced when another program changed it', async () => {
    const mine = await StateFile.open(file);
    await mine.stateFile.write(sample, now);
    const other = await StateFile.open(file);
    const changed: GlacierState = { ...sample, clockAhead: 5 };
    await other.stateFile.write(changed, now);
    await assert.rejects(mine.stateFile.write(sample, now), errorWith('stateFileUnusable'));
    assert.deepEqual((await StateFile.open(file)).state, changed);
    assert.deepEqual(await readdir(folder), ['state.json'], 'nothing is left behind');
  });

  it('may be a link, which stays one', async () => {
    const elsewhere = path.join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(path.join(elsewhere, 'real.json'), encodeState(sample, now));
    await symlink(path.join(elsewhere, 'real.json'), file);
    const { stateFile } = await StateFile.open(file);
    await stateFile.write({ ...sample, clockAhead: 7 }, now);
    assert.equal(await realpath(file), path.join(elsewhere, 'real.json'));
    assert.equal((await StateFile.open(path.join(elsewhere, 'real.json'))).state?.clockAhead, 7);
  });

  it('cannot be a folder, or lie in none', async () => {
    await assert.rejects(StateFile.open(folder), errorWith('stateFileUnusable'));
    await assert.rejects(
      StateFile.open(path.join(folder, 'no', 'state.json')),
      errorWith('stateFileUnusable'),
    );
  });

  it('is cleared of what killed processes left beside it, and of nothing else', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['--version']);
    const kept = [`state.json.${process.pid}.tmp`, 'state.json.notes.tmp', `other.json.${dead}.tmp`];
    for (const name of [...kept, `state.json.${dead}.tmp`]) await writeFile(path.join(folder, name), 'x');
    await StateFile.open(file);
    assert.deepEqual((await readdir(folder)).sort(), kept.sort());
  });
});

describe('the store', () => {
  const named = (name: string) => newVault('us-west-2', name, now);
  const empty = seededState(account, 'empty', now);

  it('shows a change only when it is on disk', async () => {
    const written: string[] = [];
    const store: StateStore = new StateStore(empty, {
      write: async (state) => {
        await Promise.resolve();
        assert.equal(findVault(store.current, 'us-west-2', 'a'), undefined);
        written.push([...(state.vaults.get('us-west-2')?.keys() ?? [])].join());
      },
    });
    await store.change((state) => ({ state: withVault(state, named('a')), result: undefined }));
    assert.deepEqual(written, ['a']);
    assert.ok(findVault(store.current, 'us-west-2', 'a'));
  });

  it('makes changes one after the other, none lost', async () => {
    const store = new StateStore(empty, { write: () => new Promise((resolve) => setImmediate(resolve)) });
    const names = Array.from({ length: 20 }, (_, index) => `v${index}`);
    await Promise.all(
      names.map((name) => store.change((state) => ({ state: withVault(state, named(name)), result: name }))),
    );
    assert.equal(store.current.vaults.get('us-west-2')?.size, 20);
  });

  it('stays as it was when a change is refused or cannot be written, and goes on', async () => {
    let broken = true;
    const store: StateStore = new StateStore(empty, {
      write: () => (broken ? Promise.reject(new Error('disk full')) : Promise.resolve()),
    });
    const add = () => store.change((state) => ({ state: withVault(state, named('a')), result: undefined }));
    await assert.rejects(add(), /disk full/);
    assert.equal(store.current, empty);
    await assert.rejects(
      store.change(() => {
        throw new Error('refused');
      }),
      /refused/,
    );
    broken = false;
    await add();
    assert.ok(findVault(store.current, 'us-west-2', 'a'));
  });

  it('writes nothing when nothing changed', async () => {
    const store = new StateStore(empty, { write: () => Promise.reject(new Error('written')) });
    assert.equal(await store.change((state) => ({ state, result: 'same' })), 'same');
    assert.equal(await store.change(() => ({ result: 'none' })), 'none');
  });
});
