import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openGateway } from '../../../src/glacier/aws';
import type { VaultStore } from '../../../src/locking/api';
import { createGateways } from '../../../src/locking/gateways';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import { createVaultCache, type VaultCache } from '../../../src/locking/vaultCache';
import { createVaultStore } from '../../../src/locking/vaultStore';
import type { Conditions } from '../../../src/localGlacier';
import { endTested, startTested } from '../support/localGlacier';
import { writeManyVaults, type Expected } from '../support/manyVaults';
import { region } from '../support/sdk';
import { connectionTo } from './support/window';

describe('many vaults, through the SDK', function () {
  this.timeout(120_000);
  let folder: string;
  let conditions: () => Conditions;
  let requests: string[];
  const ends: (() => void)[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'many-'));
    conditions = () => ({});
    requests = [];
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) end();
    await endTested();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (count: number): Promise<{ readonly url: string; readonly expected: Expected }> => {
    const stateFile = path.join(folder, 'state.json');
    const expected = await writeManyVaults(stateFile, count);
    const log = (line: string) => requests.push(line);
    const { url } = await startTested({ stateFile, conditions: () => conditions(), log });
    return { url, expected };
  };

  const openWindow = (cache?: VaultCache): VaultStore => {
    const clock = createGlacierClock();
    const gateways = createGateways(openGateway, clock);
    const silent = () => ({ dispose: () => undefined });
    const store = createVaultStore({
      ...{ gateways, clock, ...(cache === undefined ? {} : { cache }) },
      ledger: {
        ...{ onDidChange: silent, onDidWriteElsewhere: silent, lockIdFor: () => ({ held: false }) },
        ...{ confirm: () => Promise.resolve(), noteEnd: () => Promise.resolve() },
      },
    });
    ends.push(() => {
      store.dispose();
      gateways.dispose();
    });
    return store;
  };

  const statesIn = (store: VaultStore): Map<string, string> =>
    new Map(
      store.vaults.map(({ name, lock }) => [name, lock.known === 'read' ? lock.lock.state : lock.known]),
    );

  it('are all right in the end where Glacier throttles and fails now and then', async () => {
    const { url, expected } = await start(1_000);
    let arrived = 0;
    conditions = () => {
      arrived += 1;
      return { latency: 1, failures: 0.01, ...(arrived % 60 === 0 ? { requestsPerSecond: 0 } : {}) };
    };
    const store = openWindow();
    store.setConnections([connectionTo(url, region)]);
    await store.refresh('test');
    assert.equal(store.regions[0]?.status, 'ready');
    assert.deepEqual(statesIn(store), new Map(expected));
    assert.ok(
      requests.some((line) => line.includes(': 400 ')),
      'it did throttle',
    );
    assert.ok(
      requests.some((line) => line.includes(': 500 ')),
      'it did fail',
    );
    // What Glacier refuses costs it something, too.
    assert.ok(requests.length < 2_000, String(requests.length));
  });

  it('are shown at once in the next session, as they were, and then as they are', async () => {
    const { url, expected } = await start(60);
    const kept = path.join(folder, 'kept');
    const connection = connectionTo(url, region);
    const cache = createVaultCache(kept, () => undefined);
    const first = openWindow(cache);
    first.setConnections([connection]);
    await first.refresh('test');
    cache.save(first.regions[0] ?? assert.fail(), Date.now());
    await cache.settled();
    for (const end of ends.splice(0)) end();
    assert.equal((await readdir(kept)).length, 1);

    requests.length = 0;
    const second = openWindow(createVaultCache(kept, () => undefined));
    second.setConnections([connection], () => false);
    await new Promise<void>((resolve) => second.onDidChange(() => second.vaults.length > 0 && resolve()));
    assert.deepEqual(requests, [], 'nothing was asked for it');
    assert.deepEqual(
      new Map(
        second.vaults.map(({ name, lock }) => [name, lock.known === 'cached' ? lock.kept.state : lock.known]),
      ),
      new Map(expected),
    );
    assert.deepEqual(second.inProgress, []);
    second.look(connection.id, region);
    await second.refresh('test');
    assert.deepEqual(statesIn(second), new Map(expected));
    assert.equal(second.regions[0]?.asOf, undefined);
  });
});
