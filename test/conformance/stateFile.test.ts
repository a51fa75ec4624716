import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LocalGlacierError } from '../../src/localGlacier';
import { endTested, startTested, type TestedGlacier } from './support/localGlacier';
import { properHeaders, refusedWith, send } from './support/raw';
import { retention } from './support/sdk';

describe('a state file', () => {
  let folder: string;
  let stateFile: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-state-file-'));
    stateFile = path.join(folder, 'state.json');
  });
  afterEach(async () => {
    await endTested();
    await rm(folder, { recursive: true });
  });

  it('that can no longer be written is reported, nothing unwritten is shown, and the server lives on', async () => {
    const problems: string[] = [];
    const { url } = await startTested({ stateFile, report: (problem) => problems.push(problem) });
    assert.equal((await send(url, 'PUT', '/-/vaults/kept')).status, 201);
    const foreign = '{"written by":"somebody else"}';
    await writeFile(stateFile, foreign);
    assert.equal(refusedWith(await send(url, 'PUT', '/-/vaults/lost')), '500 ServiceUnavailableException');
    assert.equal(problems.length, 1);
    assert.match(problems.join(), /another program has changed the file/);
    assert.equal((await send(url, 'GET', '/-/vaults/lost')).status, 404);
    assert.equal((await send(url, 'GET', '/-/vaults/kept')).status, 200);
    assert.equal(await readFile(stateFile, 'utf8'), foreign);
  });

  it('is not even opened by one that does not get the port', async () => {
    const { port } = await startTested({ stateFile });
    const before = await readFile(stateFile, 'utf8');
    await assert.rejects(
      startTested({ port, stateFile, seed: 'sample' }),
      (error) => error instanceof LocalGlacierError && error.code === 'portTaken',
    );
    const other = path.join(folder, 'other.json');
    await assert.rejects(startTested({ port, stateFile: other }));
    await assert.rejects(readFile(other), { code: 'ENOENT' });
    assert.equal(await readFile(stateFile, 'utf8'), before);
  });

  it('has the seed at first; a reset returns to it, also after a restart', async () => {
    const first = await startTested({ stateFile, seed: 'sample' });
    await send(first.url, 'PUT', '/-/vaults/more');
    await first.close();
    const second = await startTested({ stateFile });
    assert.equal((await send(second.url, 'GET', '/-/vaults/more')).status, 200);
    await second.reset();
    assert.equal((await send(second.url, 'GET', '/-/vaults/more')).status, 404);
    assert.equal((await send(second.url, 'GET', '/-/vaults/my-vault')).status, 200);
  });

  it('that is damaged frees the port again', async () => {
    await writeFile(stateFile, 'x');
    const glacier = await startTested();
    const { port } = glacier;
    await glacier.close();
    await assert.rejects(
      startTested({ port, stateFile }),
      (error) => error instanceof LocalGlacierError && error.code === 'stateFileDamaged',
    );
    assert.equal((await startTested({ port })).port, port);
    assert.equal(await readFile(stateFile, 'utf8'), 'x');
  });

  describe('and a clock of the machine that was set back', () => {
    const start = Date.UTC(2026, 0, 31, 12);
    const hour = 3_600_000;
    const lock = '/-/vaults/v/lock-policy';
    let machine: number;
    const begin = async () => await startTested({ stateFile, systemTime: () => machine });
    beforeEach(async () => {
      machine = start;
      const glacier = await begin();
      await send(glacier.url, 'PUT', '/-/vaults/v');
      const body = JSON.stringify({ Policy: retention('v', 5) });
      assert.equal((await send(glacier.url, 'POST', lock, { body })).status, 201);
      await glacier.close();
    });

    it('keep the time that was seen, over an orderly end', async () => {
      machine = start + hour + 5;
      await (await begin()).close();
      machine = start;
      assert.equal(await (await begin()).now(), start + hour + 5);
    });

    it('keep an expired lock expired, also when nothing was written since and nothing ended orderly', async () => {
      machine = start + 24 * hour - 1;
      const { url } = await begin();
      assert.equal((await send(url, 'GET', lock)).status, 200);
      machine += 1;
      assert.equal((await send(url, 'GET', lock)).status, 404);
      // What a killed process leaves: the file as it is now.
      const copy = path.join(folder, 'copy.json');
      await copyFile(stateFile, copy);
      machine = start;
      const next = await startTested({ stateFile: copy, systemTime: () => machine });
      assert.equal((await send(next.url, 'GET', lock)).status, 404);
    });

    it('return to the time of the machine by a reset', async () => {
      machine = start + 1000 * hour;
      await (await begin()).close();
      machine = start;
      const glacier = await begin();
      assert.equal(await glacier.reset(), start);
      await glacier.close();
      assert.equal(await (await begin()).now(), start);
    });
  });

  it('is used by one local Glacier at a time, whatever its port and whichever way leads to the file', async () => {
    const first = await startTested({ stateFile });
    const link = path.join(folder, 'link.json');
    await symlink(stateFile, link);
    for (const file of [stateFile, link]) {
      await assert.rejects(startTested({ stateFile: file }), (error) => {
        assert.ok(error instanceof LocalGlacierError);
        assert.equal(error.code, 'stateFileInUse');
        assert.ok(error.message.includes(first.url) && error.message.includes(String(process.pid)));
        return true;
      });
    }
    assert.equal((await send(first.url, 'PUT', '/-/vaults/mine')).status, 201);
    await first.close();
    const second = await startTested({ stateFile: link });
    assert.equal((await send(second.url, 'GET', '/-/vaults/mine')).status, 200);
  });

  it('is whole for the one that takes over the port while the former still has changes to write', async () => {
    const first = await startTested({ stateFile });
    const names = Array.from({ length: 40 }, (_, index) => `v${index}`);
    const asked = names.map((name) => send(first.url, 'PUT', `/-/vaults/${name}`));
    // One answer shows that the others are under way.
    await Promise.race(asked);
    const closing = first.close();
    const second = await nextAt(first.port);
    await closing;
    const acknowledged = (await Promise.allSettled(asked)).flatMap((reply, index) =>
      reply.status === 'fulfilled' && reply.value.status === 201 ? [`v${index}`] : [],
    );
    assert.notEqual(acknowledged.length, 0);
    for (const name of acknowledged) {
      assert.equal((await send(second.url, 'GET', `/-/vaults/${name}`)).status, 200, name);
    }
    assert.equal((await send(second.url, 'PUT', '/-/vaults/next')).status, 201);
  }).timeout(30_000);

  it('takes nothing more once it is being closed, and says so', async () => {
    const glacier = await startTested({ stateFile });
    const slow = slowUpload(glacier.url);
    await slow.begun;
    const closing = glacier.close();
    assert.equal(
      refusedWith(await send(glacier.url, 'PUT', '/-/vaults/late')),
      '500 ServiceUnavailableException',
    );
    slow.finish();
    assert.match(await slow.ended, /^HTTP\/1\.1 404 /m);
    await closing;
    await assert.rejects(send(glacier.url, 'GET', '/-/vaults'), { code: 'ECONNREFUSED' });
    assert.doesNotMatch(await readFile(stateFile, 'utf8'), /late/);
  });

  it('is not waited for by a client that never ends its request', async () => {
    const glacier = await startTested({ stateFile });
    const slow = slowUpload(glacier.url);
    await slow.begun;
    await glacier.close();
    await slow.ended;
  });

  /** Starts one as soon as the port can be had. */
  async function nextAt(port: number): Promise<TestedGlacier> {
    for (;;) {
      try {
        return await startTested({ port, stateFile });
      } catch (error) {
        if (!(error instanceof LocalGlacierError) || error.code !== 'portTaken') throw error;
        // Both run in this process: the former has to get its turn.
        await nextTurn();
      }
    }
  }
});

/** An upload whose last byte is held back until `finish`. It has begun when the server says "100 Continue". */
function slowUpload(url: string): {
  readonly begun: Promise<void>;
  readonly finish: () => void;
  /** Everything that came back, once the connection is closed. */
  readonly ended: Promise<string>;
} {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  const head = Object.entries({
    ...properHeaders,
    host: hostname,
    'content-length': '2',
    expect: '100-continue',
  });
  socket.write(
    `POST /-/vaults/v/archives HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\na`,
  );
  let reply = '';
  socket.on('data', (piece: Buffer) => (reply += piece.toString()));
  const begun = new Promise<void>((resolve) => socket.once('data', () => resolve()));
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(reply)));
  // A connection that is cut off is an end as well.
  socket.on('error', () => undefined);
  return { begun, finish: () => void socket.write('b'), ended };
}
