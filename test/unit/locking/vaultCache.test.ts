import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { cacheText, keptRegion } from '../../../src/locking/cachedRegion';
import type { Connection, LockKnowledge, RegionState, Vault } from '../../../src/locking/model';
import { createVaultCache, largestFile, type VaultCache } from '../../../src/locking/vaultCache';
import {
  account,
  arnOf,
  awsConnection as profile,
  practiceConnection,
  region,
  retention,
} from './support/samples';

const created = Date.parse('2026-03-01T12:00:00Z');
const awsConnection: Connection = { ...profile, credentialsDigest: 'of role audit' };
const lockId = 'this-is-a-lock-ID-and-secret';

const read = (lock: Extract<LockKnowledge, { known: 'read' }>['lock']): LockKnowledge => ({
  ...{ known: 'read', lock, requestId: 'request', readAt: created + 5 },
});
const vaultOf = (name: string, lock: LockKnowledge, connection = awsConnection): Vault => ({
  ...{
    key: `${connection.id} ${arnOf(name)}`,
    connection,
    region,
    account,
    name,
    arn: arnOf(name),
    created,
    lock,
  },
  ...{ lastInventory: undefined, archives: 12, sizeInBytes: 0 },
});
const vaults = [
  vaultOf('a', read({ state: 'none' })),
  vaultOf(
    'b',
    read({
      ...{ state: 'inProgress', policy: retention('b'), created, expires: created + 86_400_000 },
      lockId: { held: true, lockId },
    }),
  ),
  vaultOf('c', read({ state: 'locked', policy: retention('c'), created })),
  vaultOf('d', { known: 'pending' }),
  vaultOf('e', { known: 'cached', kept: { state: 'locked', created }, readAt: created + 1 }),
];
const stateOf = (connection: Connection, its: readonly Vault[] = vaults): RegionState => ({
  ...{ connection, region, status: 'ready', vaults: its, error: undefined, asOf: undefined },
});

describe('VaultCache', () => {
  let folder: string;
  let logged: string[];
  let cache: VaultCache;
  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'cache-')), 'vaults');
    logged = [];
    cache = createVaultCache(folder, (message) => logged.push(message));
  });
  afterEach(async () => {
    await rm(path.dirname(folder), { recursive: true });
  });

  const save = async (state: RegionState): Promise<string> => {
    cache.save(state, Date.now());
    await cache.settled();
    const [name = ''] = await readdir(folder);
    return path.join(folder, name);
  };

  it('gives back what was read, without policies and lock IDs', async () => {
    const before = Date.now();
    const file = await save(stateOf(awsConnection));
    const kept = await cache.load(awsConnection, region);
    assert.ok(kept && kept.asOf >= before && kept.asOf <= Date.now());
    assert.equal(kept.account, account);
    assert.deepEqual(
      kept.vaults.map(({ description, lock }) => [description.name, lock]),
      [
        ['a', { kept: { state: 'none' }, readAt: created + 5 }],
        ['b', { kept: { state: 'inProgress', created, expires: created + 86_400_000 }, readAt: created + 5 }],
        ['c', { kept: { state: 'locked', created }, readAt: created + 5 }],
        ['d', undefined],
        ['e', { kept: { state: 'locked', created }, readAt: created + 1 }],
      ],
    );
    const text = await readFile(file, 'utf8');
    assert.ok(!text.includes(lockId) && !text.includes('retention') && !text.includes('DeleteArchive'), text);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.deepEqual(logged, []);
  });

  it('finds nothing under another profile, endpoint, region or kind', async () => {
    await save(stateOf(awsConnection));
    const others: readonly Connection[] = [
      { ...awsConnection, profile: 'other' },
      { ...awsConnection, endpoint: 'https://glacier.example.com' },
      { ...awsConnection, id: 'another' },
      { ...awsConnection, account: '210987654321' },
      { ...awsConnection, credentialsDigest: 'of another role' },
      profile,
      { ...awsConnection, practice: true },
      { ...awsConnection, kind: 'local' },
    ];
    for (const other of others)
      assert.equal(await cache.load(other, region), undefined, JSON.stringify(other));
    assert.equal(await cache.load(awsConnection, 'eu-west-1'), undefined);
    assert.ok(await cache.load({ ...awsConnection, name: 'renamed' }, region));
  });

  it('keeps nothing of an address from the environment', async () => {
    const environment: Connection = { ...practiceConnection, kind: 'environment' };
    cache.save(stateOf(environment), Date.now());
    await cache.settled();
    await assert.rejects(stat(folder));
  });

  it('forgets connections that were removed or lead elsewhere now, and nothing else', async () => {
    cache.save(stateOf(awsConnection), Date.now());
    cache.save(stateOf(practiceConnection), Date.now());
    await cache.settled();
    await writeFile(path.join(folder, 'of-somebody-else.json'), '');
    cache.keepOnly([awsConnection, practiceConnection]);
    await cache.settled();
    assert.ok((await cache.load(awsConnection, region)) && (await cache.load(practiceConnection, region)));
    cache.keepOnly([{ ...awsConnection, profile: 'other' }, practiceConnection]);
    await cache.settled();
    assert.equal(await cache.load(awsConnection, region), undefined);
    assert.ok(await cache.load(practiceConnection, region));
    cache.keepOnly([]);
    await cache.settled();
    assert.deepEqual(await readdir(folder), ['of-somebody-else.json']);
    assert.deepEqual(logged, []);
  });

  it('waits with forgetting until it is known what the credentials of a profile come to', async () => {
    await save(stateOf(awsConnection));
    cache.keepOnly([profile]);
    await cache.settled();
    assert.ok(await cache.load(awsConnection, region));
    cache.keepOnly([{ ...profile, credentialsDigest: 'of another role' }]);
    await cache.settled();
    assert.deepEqual(await readdir(folder), []);
    cache.save(stateOf(profile), Date.now());
    await cache.settled();
    assert.deepEqual(await readdir(folder), []);
  });

  it('takes out what had vaults and has none any more', async () => {
    await save(stateOf(awsConnection));
    cache.save(stateOf(awsConnection, []), Date.now());
    await cache.settled();
    assert.deepEqual(await readdir(folder), []);
  });

  it('says so in the log, and shows nothing, where a file is damaged, too large or of another version', async () => {
    const file = await save(stateOf(awsConnection));
    const text = await readFile(file, 'utf8');
    const damaged = [
      '',
      '{',
      'null',
      text.slice(0, -40),
      text.replace('"version":1', '"version":2'),
      text.replace(`vaults/a"`, `vaults/another"`),
      text.replace('"state":"locked"', '"state":"open"'),
      text.replace(`"account":"${account}"`, '"account":"210987654321"'),
    ];
    for (const each of damaged) {
      await writeFile(file, each);
      assert.equal(await cache.load(awsConnection, region), undefined, each);
    }
    await writeFile(file, text);
    await truncate(file, largestFile + 1);
    assert.equal(await cache.load(awsConnection, region), undefined);
    assert.equal(logged.length, damaged.length + 1);
    await save(stateOf(awsConnection));
    assert.ok(await cache.load(awsConnection, region));
  });

  it('says so in the log where nothing can be written, and goes on', async () => {
    await writeFile(folder, 'a file where the folder should be');
    cache.save(stateOf(awsConnection), Date.now());
    await cache.settled();
    assert.equal(logged.length, 1);
    await rm(folder);
    await save(stateOf(awsConnection));
    assert.ok(await cache.load(awsConnection, region));
    await chmod(folder, 0o700);
  });

  it('keeps a thousand vaults with the longest names well below its bound', () => {
    const many = Array.from({ length: 1_000 }, (_, number) =>
      vaultOf(String(number).padStart(255, 'x'), read({ state: 'locked', policy: retention('x'), created })),
    );
    const text = cacheText(stateOf(awsConnection, many), created) ?? '';
    assert.ok(text.length < largestFile, String(text.length));
    assert.equal(keptRegion(text, region).vaults.length, 1_000);
  });

  it('takes any text for what it kept itself, or throws; never anything between', () => {
    const whole = cacheText(stateOf(awsConnection), created) ?? '';
    const cut = fc.tuple(fc.nat(whole.length), fc.nat(40), fc.string({ maxLength: 20 }));
    fc.assert(
      fc.property(cut, ([at, length, instead]) => {
        let kept;
        try {
          kept = keptRegion(whole.slice(0, at) + instead + whole.slice(at + length), region);
        } catch (error) {
          assert.ok(error instanceof SyntaxError || error instanceof TypeError, String(error));
          return;
        }
        for (const { description, lock } of kept.vaults) {
          assert.equal(description.arn, arnOf(description.name, region, kept.account));
          assert.ok(lock === undefined || Number.isFinite(lock.readAt));
        }
      }),
    );
  });
});
