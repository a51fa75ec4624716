import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StateInUse, StateLock } from '../../../src/localGlacier/state/stateLock';

describe('the lock of a state file', () => {
  let folder: string;
  let file: string;
  let server: Server;
  let port: number;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'state-lock-'));
    file = path.join(folder, 'state.json');
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    port = address.port;
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const dead = (): number => spawnSync(process.execPath, ['--version']).pid;
  /** Alive, and not this process. */
  const other = process.ppid;
  /** Low ports are nobody's who is not an administrator. */
  const silent = 1;

  it('is had by one at a time', async () => {
    const lock = await StateLock.acquire(file, port);
    await assert.rejects(StateLock.acquire(file, port), StateInUse);
    await lock.release();
    assert.deepEqual(await readdir(folder), []);
    await (await StateLock.acquire(file, port)).release();
  });

  it('is had by one of many who ask at once', async () => {
    await writeFile(`${file}.lock`, JSON.stringify({ pid: dead(), port }));
    const asked = await Promise.allSettled(
      Array.from({ length: 10 }, async () => await StateLock.acquire(file, port)),
    );
    assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('stays with a process that runs and listens', async () => {
    const text = JSON.stringify({ pid: other, port });
    await writeFile(`${file}.lock`, text);
    await assert.rejects(StateLock.acquire(file, port), (error) => {
      assert.ok(error instanceof StateInUse);
      assert.deepEqual(error.holder, { pid: other, port });
      return true;
    });
    assert.equal(await readFile(`${file}.lock`, 'utf8'), text);
  });

  const stale: readonly (readonly [title: string, text: () => string])[] = [
    ['a process that is gone', () => JSON.stringify({ pid: dead(), port })],
    ['a process that got the ID later', () => JSON.stringify({ pid: other, port: silent })],
    ['an earlier process with the ID of this one', () => JSON.stringify({ pid: process.pid, port })],
    ['one that was killed before it had written', () => ''],
    ['nobody', () => '{"pid":0,"port":-1}'],
  ];
  for (const [title, text] of stale) {
    it(`is taken from ${title}`, async () => {
      await writeFile(`${file}.lock`, text());
      const lock = await StateLock.acquire(file, port);
      assert.deepEqual(await readdir(folder), ['state.json.lock']);
      await lock.release();
    });
  }

  it('is not given back by one who does not have it any more', async () => {
    const lock = await StateLock.acquire(file, port);
    await writeFile(`${file}.lock`, JSON.stringify({ pid: other, port }));
    await lock.release();
    assert.deepEqual(await readdir(folder), ['state.json.lock']);
  });
});
