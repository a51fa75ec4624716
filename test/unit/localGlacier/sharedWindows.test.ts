import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./support/window.ts', import.meta.url));

interface Window {
  readonly process: ChildProcess;
  readonly ended: Promise<unknown>;
  /** Where the window finds the local Glacier, and whether it runs it itself. */
  find(): Promise<{ readonly url: string; readonly running: boolean }>;
}

describe('the local Glacier of windows that are processes', function () {
  this.timeout(60_000);
  let folder: string;
  const windows: Window[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'shared-windows-'));
  });
  afterEach(async () => {
    for (const { process: child, ended } of windows.splice(0)) {
      child.kill('SIGKILL');
      await ended;
    }
    await rm(folder, { recursive: true });
  });

  async function open(): Promise<Window> {
    const child = spawn(process.execPath, ['--import', 'tsx', script, folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const window: Window = {
      process: child,
      ended,
      find: async () => {
        child.stdin.write('\n');
        return JSON.parse(String((await lines.next()).value)) as { url: string; running: boolean };
      },
    };
    windows.push(window);
    assert.equal((await lines.next()).value, 'ready');
    return window;
  }

  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKIDPRACTICE/20260131/us-west-2/glacier/aws4_request, Signature=00';
  const headers = { authorization, 'x-amz-glacier-version': '2012-06-01' };
  const ask = async (url: string, method: string, name: string) =>
    (await fetch(`${url}/-/vaults/${name}`, { method, headers })).status;

  it('is run by one of four that ask at once, and by another one with the state when that is killed', async () => {
    await Promise.all([open(), open(), open(), open()]);
    let url: string | undefined;
    for (const round of [1, 2, 3]) {
      const found = await Promise.all(windows.map(async (window) => await window.find()));
      const told = JSON.stringify(found);
      assert.equal(found.filter(({ running }) => running).length, 1, told);
      assert.equal(new Set(found.map((one) => one.url)).size, 1, told);
      url = found[0]?.url ?? '';
      for (let earlier = 1; earlier < round; earlier += 1) {
        assert.equal(await ask(url, 'GET', `round-${earlier}`), 200, told);
      }
      assert.equal(await ask(url, 'PUT', `round-${round}`), 201);
      const [owner] = windows.splice(
        found.findIndex(({ running }) => running),
        1,
      );
      owner?.process.kill('SIGKILL');
      await owner?.ended;
      await assert.rejects(ask(url, 'GET', 'round-1'));
    }
  });
});
