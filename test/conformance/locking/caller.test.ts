import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openGateway } from '../../../src/glacier/aws';
import { createGateways } from '../../../src/locking/gateways';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import { openLockLedger } from '../../../src/locking/lockLedger';
import { createLockOperations } from '../../../src/locking/lockOperations';
import type { Connection } from '../../../src/locking/model';
import { createVaultStore } from '../../../src/locking/vaultStore';
import { runCliIn } from '../support/commandLine';
import { endDisturbed, startDisturbed } from '../support/disturbedGlacier';
import { endTested, startTested } from '../support/localGlacier';
import { account, arnOf, region, retention } from '../support/sdk';

const name = 'claims';

describe('the caller in the lock ledger', function () {
  this.timeout(60_000);
  const names = ['AWS_ENDPOINT_URL_STS', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  const before = new Map(names.map((key) => [key, process.env[key]]));
  let folder: string;
  let url: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'caller-'));
    ({ url } = await startTested());
    const setUp = await openGateway({ region, endpoint: url, practice: true });
    await setUp.createVault(name);
    setUp.dispose();
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIASAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });
  });
  afterEach(async () => {
    for (const [key, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = value;
    }
    endDisturbed();
    await endTested();
    await rm(folder, { recursive: true });
  });

  /** Initiates, aborts, initiates and completes; tells who did what by the ledger, and how the ledger is shown. */
  async function life(
    practice: boolean,
  ): Promise<{ readonly who: readonly string[]; readonly shown: string }> {
    const file = path.join(folder, 'lock-ledger.jsonl');
    const clock = createGlacierClock();
    const gateways = createGateways(openGateway, clock);
    const ledger = openLockLedger(file, clock);
    const store = createVaultStore({ gateways, clock, ledger });
    const wait = () => Promise.resolve();
    const operations = createLockOperations({ gateways, clock, ledger, store, wait });
    const connection: Connection = {
      ...{ id: 'tested', kind: 'environment', name: 'tested', regions: [region] },
      ...{ endpoint: url, practice },
    };
    try {
      store.setConnections([connection]);
      await store.refresh('test');
      const [vault] = store.findByArn(arnOf(name));
      assert.ok(vault !== undefined);
      const first = await operations.initiate(vault, retention(name, 365));
      const aborted = await operations.abort(first.vault);
      const again = await operations.initiate(aborted.vault, retention(name, 365));
      await operations.complete(again.vault);
    } finally {
      store.dispose();
      ledger.dispose();
      gateways.dispose();
    }
    const entries = (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, string | undefined>>);
    const intents = entries.filter(({ type = '' }) => type.endsWith('Intended'));
    const run = await runCliIn({}, 'ledger', 'show', file);
    return {
      who: intents.map(({ type, caller, callerUnknown }) =>
        [type, caller, callerUnknown].filter((each) => each !== undefined).join(': '),
      ),
      shown: run.out,
    };
  }

  const each = (who: string): readonly string[] =>
    ['initiateIntended', 'abortIntended', 'initiateIntended', 'completeIntended'].map(
      (type) => `${type}: ${who}`,
    );

  it('stands in every intent, as it was told', async () => {
    const arn = `arn:aws:iam::${account}:user/practice`;
    const { who, shown } = await life(true);
    assert.deepEqual(who, each(arn));
    assert.match(shown, new RegExp(`caller ${arn}, user `));
  });

  it('is said to be unknown where STS refuses, and everything goes on', async () => {
    const sts = await startDisturbed();
    sts.disturb = () => ({ kind: 'answer', status: 403 });
    process.env['AWS_ENDPOINT_URL_STS'] = sts.url;
    const { who, shown } = await life(false);
    assert.deepEqual(who, each('STS refused: HTTP 403'));
    assert.match(shown, /caller unknown \(STS refused: HTTP 403\), user /);
    assert.equal(sts.seen.length, 1);
  });

  it('is said to be unknown where nobody may be asked, and everything goes on', async () => {
    delete process.env['AWS_ENDPOINT_URL_STS'];
    const { who } = await life(false);
    assert.deepEqual(who, each('the endpoint is not one of AWS, so STS was not asked'));
  });
});
