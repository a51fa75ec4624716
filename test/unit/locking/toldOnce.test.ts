import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { toldOnce } from '../../../src/locking/toldOnce';
import { openWindowProcess, type WindowProcess } from './support/windowProcess';

const script = fileURLToPath(new URL('./support/tellingWindow.ts', import.meta.url));
const week = 7 * 86_400_000;

describe('toldOnce', function () {
  this.timeout(60_000);
  let parent: string;
  let folder: string;
  beforeEach(async () => {
    parent = await mkdtemp(path.join(tmpdir(), 'told-'));
    folder = path.join(parent, 'storage', 'told');
  });
  afterEach(async () => {
    await rm(parent, { recursive: true });
  });

  const windows: WindowProcess<readonly string[], readonly boolean[]>[] = [];
  afterEach(async () => {
    await Promise.all(windows.splice(0).map((window) => window.kill()));
  });

  async function openWindow(): Promise<(typeof windows)[number]> {
    const window: (typeof windows)[number] = await openWindowProcess(script, [folder]);
    windows.push(window);
    return window;
  }

  it('lets one of four windows that ask at once tell each thing, and none again after all were killed', async () => {
    const things = Array.from({ length: 40 }, (_, number) => `the lock ${number} expires in 1 hour`);
    const all = await Promise.all([openWindow(), openWindow(), openWindow(), openWindow()]);
    const outcomes = await Promise.all(all.map((window) => window.ask(things)));
    things.forEach((thing, at) => {
      assert.equal(outcomes.filter((each) => each[at]).length, 1, thing);
    });
    await Promise.all(windows.splice(0).map((window) => window.kill()));

    const later = await openWindow();
    assert.deepEqual(await later.ask([...things, 'something new']), [...things.map(() => false), true]);
  });

  it('claims once in one window, too, also when asked twice before the first answer', async () => {
    const told = toldOnce(folder);
    assert.deepEqual(await Promise.all([told.claim('a'), told.claim('a'), told.claim('b')]), [
      true,
      false,
      true,
    ]);
    assert.equal(await told.claim('a'), false);
  });

  it('keeps neither the words nor anything that others may read', async () => {
    await toldOnce(folder).claim('arn:aws:glacier:us-west-2:111122223333:vaults/claims');
    const [name = ''] = await readdir(folder);
    assert.match(name, /^[0-9a-f]{64}$/);
    const { mode, size } = await stat(path.join(folder, name));
    assert.equal(size, 0);
    if (process.platform !== 'win32') assert.equal(mode & 0o077, 0);
  });

  it('forgets after weeks what was told, and leaves alone what it did not make', async () => {
    const now = Date.now();
    await toldOnce(folder).claim('old');
    const [old = ''] = await readdir(folder);
    await toldOnce(folder).claim('recent');
    await writeFile(path.join(folder, 'notes.txt'), 'mine');
    for (const name of [old, 'notes.txt']) {
      await utimes(path.join(folder, name), new Date(now - 9 * week), new Date(now - 9 * week));
    }
    const restarted = toldOnce(folder);
    assert.equal(await restarted.claim('recent'), false);
    const left = await readdir(folder);
    assert.ok(!left.includes(old));
    assert.ok(left.includes('notes.txt'));
    assert.equal(await toldOnce(folder).claim('recent'), false);
    assert.equal(await toldOnce(folder).claim('old'), true);
  });

  it('tells in each window where nothing can be written, and once in each', async () => {
    await writeFile(path.join(parent, 'storage'), 'a file where the folder should be');
    for (const window of [toldOnce(folder), toldOnce(folder)]) {
      assert.equal(await window.claim('a'), true);
      assert.equal(await window.claim('a'), false);
    }
  });
});
