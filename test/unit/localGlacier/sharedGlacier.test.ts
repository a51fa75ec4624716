import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LocalGlacierError } from '../../../src/localGlacier/localGlacierError';
import { SharedGlacier } from '../../../src/localGlacier/sharedGlacier';

/** A server that has the port and answers as a local Glacier does when asked for its clock; counts its starts. */
function starter(): { start: ConstructorParameters<typeof SharedGlacier>[1]; starts: number[] } {
  const starts: number[] = [];
  return {
    starts,
    start: async ({ port }) => {
      const server = createServer((_request, response) => response.end('{"now":"2026-01-01T00:00:00.000Z"}'));
      await listen(server, port);
      starts.push(port);
      return {
        url: `http://127.0.0.1:${port}`,
        port,
        close: () => new Promise((done) => server.close(() => done())),
      };
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((ready, failed) => {
    server.once('error', () => failed(new LocalGlacierError('portTaken', 'Taken.', 'Choose another.')));
    server.listen(port, '127.0.0.1', ready);
  });
}

describe('the local Glacier of all windows', () => {
  let folder: string;
  const open: SharedGlacier[] = [];
  const shared = (start: ConstructorParameters<typeof SharedGlacier>[1]): SharedGlacier => {
    const one = new SharedGlacier(folder, start);
    open.push(one);
    return one;
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'shared-'));
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    await rm(folder, { recursive: true });
  });

  it('starts once, however often and from wherever in a window it is asked for', async () => {
    const { start, starts } = starter();
    const window = shared(start);
    const urls = await Promise.all([window.url(), window.url(), window.url()]);
    assert.equal(new Set(urls).size, 1);
    assert.equal(starts.length, 1);
  });

  it('has the same address after a restart', async () => {
    const { start } = starter();
    const before = shared(start);
    const url = await before.url();
    await before.close();
    assert.equal(await shared(start).url(), url);
  });

  it('goes to the next port when another program has the first', async () => {
    const { start, starts } = starter();
    const probe = shared(start);
    const taken = new URL(await probe.url()).port;
    await probe.close();
    const stranger = createServer((_request, response) => response.writeHead(404).end());
    await listen(stranger, Number(taken));
    try {
      const url = await shared(start).url();
      assert.equal(Number(new URL(url).port), Number(taken) + 1);
      assert.equal(starts.length, 2);
    } finally {
      await new Promise<void>((done) => stranger.close(() => done()));
    }
  }).timeout(10_000);

  it('starts anew when the window that ran it is gone, or the note about it is damaged', async () => {
    for (const note of ['{"port":1,"pid":999999999}', '{"po', '[]', 'null']) {
      const { start, starts } = starter();
      await writeFile(path.join(folder, 'owner.json'), note);
      const window = shared(start);
      await window.url();
      assert.equal(starts.length, 1, note);
      await window.close();
    }
  });

  it('reports why it could not start, and tries again the next time', async () => {
    const { start } = starter();
    let damaged = true;
    const window = shared(async (options) => {
      if (damaged) throw new LocalGlacierError('stateFileDamaged', 'The state is damaged.', 'Move it away.');
      return await start(options);
    });
    await assert.rejects(window.url(), { code: 'stateFileDamaged' });
    damaged = false;
    assert.match(await window.url(), /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('leaves nothing running when it cannot say that it runs', async () => {
    const { start, starts } = starter();
    // A folder with something in it, where the note should be: nothing can be put in its place.
    await mkdir(path.join(folder, 'owner.json', 'full'), { recursive: true });
    const window = shared(start);
    for (const attempt of [1, 2]) {
      await assert.rejects(window.url(), (error) => {
        assert.ok(error instanceof LocalGlacierError);
        assert.equal(error.code, 'stateFileUnusable');
        assert.ok(error.message.includes('owner.json'));
        return true;
      });
      assert.equal(starts.length, attempt);
      assert.equal(new Set(starts).size, 1, 'the port was free again');
    }
    await rm(path.join(folder, 'owner.json'), { recursive: true });
    assert.match(await window.url(), /^http:/);
    assert.deepEqual(await readdir(folder), ['owner.json'], 'nothing is left behind');
  });

  it('says that its folder cannot be made', async () => {
    await writeFile(path.join(folder, 'file'), '');
    const window = new SharedGlacier(path.join(folder, 'file', 'inner'), starter().start);
    await assert.rejects(
      window.url(),
      (error) => error instanceof LocalGlacierError && error.code === 'stateFileUnusable',
    );
  });

  it('keeps its folder to the user alone', async () => {
    const inner = path.join(folder, 'private');
    const window = new SharedGlacier(inner, starter().start);
    open.push(window);
    await window.url();
    if (process.platform !== 'win32') assert.equal((await stat(inner)).mode & 0o777, 0o700);
  });
});
