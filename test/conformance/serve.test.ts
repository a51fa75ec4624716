import assert from 'node:assert/strict';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CompleteVaultLockCommand,
  ListTagsForVaultCommand,
  AddTagsToVaultCommand,
} from '@aws-sdk/client-glacier';
import { builtCli, runCli, serve, type Serving } from './support/commandLine';
import { practiceOf } from './support/localGlacier';
import { send } from './support/raw';
import {
  clientOf,
  createVault,
  dayInSeconds,
  endClients,
  initiate,
  lockOf,
  outcome,
  retention,
  upload,
  vault,
} from './support/sdk';
import packageJson from '../../package.json';

describe('vault-lock serve', function () {
  this.timeout(30_000);
  let folder: string;
  let state: string;
  const started: Serving[] = [];
  const start = async (...args: readonly string[]) => {
    const serving = await serve(...args);
    started.push(serving);
    return serving;
  };

  before(() => {
    builtCli();
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-serve-'));
    state = path.join(folder, 'state.json');
  });
  afterEach(async () => {
    endClients();
    for (const { process, ended } of started.splice(0)) {
      process.kill('SIGKILL');
      await ended;
    }
    await rm(folder, { recursive: true });
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`prints one line, serves, and ends with status 0 on ${signal}`, async function () {
      if (process.platform === 'win32') this.skip();
      const { url, process: server, ended, output } = await start();
      assert.equal((await send(url, 'GET', '/-/vaults')).status, 200);
      server.kill(signal);
      assert.equal(await ended, 0);
      assert.deepEqual(await output, { out: `vault-lock: Glacier at ${url}`, err: '' });
      await assert.rejects(send(url, 'GET', '/-/vaults'), { code: 'ECONNREFUSED' });
    });
  }

  it('ends while clients keep their connections open', async () => {
    const { url, process: server, ended } = await start();
    const client = clientOf(url);
    await createVault(client, 'v');
    server.kill('SIGTERM');
    assert.equal(await ended, process.platform === 'win32' ? null : 0);
  });

  it('has what the seed says', async () => {
    const counts: number[] = [];
    for (const args of [[], ['--seed', 'empty'], ['--seed', 'sample']]) {
      const { url } = await start(...args);
      const { text } = await send(url, 'GET', '/-/vaults');
      counts.push((JSON.parse(text) as { VaultList: unknown[] }).VaultList.length);
    }
    assert.deepEqual(counts, [0, 0, 10]);
  });

  it('listens on the port it is told, on this machine only', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => free.once('listening', resolve));
    const { port } = free.address() as AddressInfo;
    const taken = await runCli('serve', '--port', String(port));
    assert.deepEqual([taken.status, taken.out], [2, '']);
    assert.match(taken.err, new RegExp(`Another program listens on port ${port}`));
    await new Promise((resolve) => free.close(resolve));
    const { url } = await start('--port', String(port));
    assert.equal(url, `http://127.0.0.1:${port}`);
  });

  const usage: readonly (readonly [title: string, args: readonly string[], says: RegExp])[] = [
    ['no verb', [], /Usage: vault-lock VERB/],
    ['an unknown verb', ['brew'], /there is no verb "brew"/],
    ['an unknown option', ['serve', '--ports', '1'], /--ports/],
    ['a port that is none', ['serve', '--port', 'http'], /--port/],
    ['a port that is too high', ['serve', '--port', '65536'], /--port/],
    ['a port below zero', ['serve', '--port=-1'], /--port/],
    ['a seed that is none', ['serve', '--seed', 'apple'], /--seed/],
    ['an account that is none', ['serve', '--account', '1111-2222-3333'], /--account/],
    ['no path', ['serve', '--state', ''], /--state/],
    ['an option without a value', ['serve', '--port'], /port/],
    ['too many words', ['serve', 'please'], /please/],
  ];
  for (const [title, args, says] of usage) {
    it(`is refused with status 2: ${title}`, async () => {
      const { status, out, err } = await runCli(...args);
      assert.deepEqual([status, out], [2, '']);
      assert.match(err, says);
    });
  }

  it('helps, and tells its version, for the whole and for the verb', async () => {
    for (const args of [['--help'], ['-h'], ['serve', '--help'], ['serve', '--port', 'x', '--help']]) {
      const { status, out, err } = await runCli(...args);
      assert.deepEqual([status, err], [0, ''], args.join(' '));
      assert.match(out, args[0] === 'serve' ? /^Usage: vault-lock serve / : /^Usage: vault-lock VERB /);
    }
    for (const args of [['--version'], ['serve', '--version']]) {
      assert.deepEqual(await runCli(...args), { status: 0, out: `${packageJson.version}\n`, err: '' });
    }
  });

  it('keeps everything over a restart', async () => {
    const first = await start('--state', state, '--account', '123456789012');
    const client = clientOf(first.url);
    for (const name of ['locked', 'in-progress', 'open']) await createVault(client, name);
    await upload(client, 'locked');
    await client.send(new AddTagsToVaultCommand({ ...vault('open'), Tags: { A: 'b', __proto__x: '' } }));
    const lockId = await initiate(client, 'locked');
    await client.send(new CompleteVaultLockCommand({ ...vault('locked'), lockId }));
    const secondId = await initiate(client, 'in-progress', retention('in-progress', 30));
    const ahead = (await practiceOf(first.url).advance(3 * 3600)) - Date.now();
    const before = [await lockOf(client, 'locked'), await lockOf(client, 'in-progress')];
    const vaults = (await send(first.url, 'GET', '/-/vaults')).text;
    first.process.kill('SIGKILL');
    await first.ended;

    const { url } = await start('--state', state);
    const again = clientOf(url);
    assert.equal((await send(url, 'GET', '/-/vaults')).text, vaults);
    const found = [await lockOf(again, 'locked'), await lockOf(again, 'in-progress')];
    const told = ({ State, Policy, CreationDate, ExpirationDate }: (typeof found)[number]) => ({
      State,
      Policy,
      CreationDate,
      ExpirationDate,
    });
    assert.deepEqual(found.map(told), before.map(told));
    assert.deepEqual((await again.send(new ListTagsForVaultCommand(vault('open')))).Tags, {
      A: 'b',
      __proto__x: '',
    });
    assert.ok(Math.abs((await practiceOf(url).now()) - Date.now() - ahead) < 2_000);
    const complete = new CompleteVaultLockCommand({ ...vault('in-progress'), lockId: secondId });
    assert.equal(await outcome(again.send(complete)), '204');
    await practiceOf(url).advance(30 * dayInSeconds);
  });

  it('does not touch a damaged state file, nor one of another account', async () => {
    await writeFile(state, '{"format":"glacier-vault-lock/practice-state","version":1,');
    const damaged = await runCli('serve', '--state', state);
    assert.deepEqual([damaged.status, damaged.out], [2, '']);
    assert.match(damaged.err, /is not a state of a local Glacier/);
    assert.match(await readFile(state, 'utf8'), /"version":1,$/);
    await rm(state);
    const { process: server, ended } = await start('--state', state);
    server.kill('SIGTERM');
    await ended;
    const kept = await readFile(state, 'utf8');
    const other = await runCli('serve', '--state', state, '--account', '999999999999');
    assert.equal(other.status, 2);
    assert.match(other.err, /is of the account 111122223333/);
    assert.equal(await readFile(state, 'utf8'), kept);
  });

  it('does not start on a state file that another one uses, until that one is gone', async () => {
    const first = await start('--state', state);
    const second = await runCli('serve', '--state', state);
    assert.deepEqual([second.status, second.out], [2, '']);
    assert.match(second.err, /is in use by the local Glacier at http:/);
    assert.ok(second.err.includes(first.url));
    first.process.kill('SIGKILL');
    await first.ended;
    const { url } = await start('--state', state);
    assert.equal((await send(url, 'PUT', '/-/vaults/v')).status, 201);
  });

  it('says what is wrong with a state file that cannot be written', async () => {
    const { status, err } = await runCli('serve', '--state', path.join(folder, 'no', 'such', 'state.json'));
    assert.equal(status, 2);
    assert.match(err, /cannot be read: ENOENT/);
  });

  it('killed at any moment of writing, has the old state or the new one', async () => {
    for (let round = 0; round < 12; round += 1) {
      const serving = await start('--state', state);
      const acknowledged = await listNames(serving.url);
      const asked = new Set(acknowledged);
      // Keeps creating vaults, two at a time, until the server is gone.
      const create = async (lane: string) => {
        for (let count = 0; ; count += 1) {
          const name = `r${round}-${lane}-${count}`;
          asked.add(name);
          const reply = await send(serving.url, 'PUT', `/-/vaults/${name}`);
          if (reply.status === 201) acknowledged.add(name);
        }
      };
      const moment = fileEvents(folder, 1 + Math.floor(Math.random() * 60));
      const lanes = Promise.allSettled([create('a'), create('b')]);
      await moment;
      serving.process.kill('SIGKILL');
      await serving.ended;
      await lanes;
      const found = await namesInFile(state);
      for (const name of acknowledged) assert.ok(found.has(name), `${name} was acknowledged and is lost`);
      for (const name of found) assert.ok(asked.has(name), `${name} was never asked for`);
    }
  });

  /** Resolves when so many things have happened to files of the folder: a moment in the middle of writing. */
  async function fileEvents(watched: string, count: number): Promise<void> {
    const watcher = watch(watched);
    for (let seen = 0; seen < count; seen += 1) await once(watcher, 'change');
    watcher.close();
  }

  async function listNames(url: string): Promise<Set<string>> {
    const names = new Set<string>();
    for (let marker: string | null = ''; marker !== null;) {
      const reply = await send(url, 'GET', `/-/vaults?marker=${encodeURIComponent(marker)}`);
      const page = JSON.parse(reply.text) as { Marker: string | null; VaultList: { VaultName: string }[] };
      for (const { VaultName } of page.VaultList) names.add(VaultName);
      marker = page.Marker;
    }
    return names;
  }

  async function namesInFile(file: string): Promise<Set<string>> {
    const { vaults } = JSON.parse(await readFile(file, 'utf8')) as { vaults: { name: string }[] };
    return new Set(vaults.map(({ name }) => name));
  }
});
