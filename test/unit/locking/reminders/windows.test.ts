import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RemindingStep } from '../support/remindingWindow';
import { openWindowProcess, type WindowProcess } from '../support/windowProcess';

const script = fileURLToPath(new URL('../support/remindingWindow.ts', import.meta.url));
const minute = 60_000;
const hour = 60 * minute;
const expires = Date.parse('2026-03-02T12:00:00Z');

type Window = WindowProcess<RemindingStep, readonly string[]>;

describe('reminders of windows that are processes', function () {
  this.timeout(60_000);
  let folder: string;
  let windows: Window[];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'reminding-'));
    windows = await Promise.all([1, 2, 3].map(() => open()));
  });
  afterEach(async () => {
    await Promise.all(windows.map((window) => window.kill()));
    await rm(folder, { recursive: true });
  });

  async function open(): Promise<Window> {
    return await openWindowProcess(script, [folder, String(expires)]);
  }

  /** How many messages all windows together show when so much time is left. */
  async function told(step: RemindingStep): Promise<number> {
    const all = await Promise.all(windows.map((window) => window.ask(step)));
    return all.flat().length;
  }

  it('come once each time, also to the window that is opened later, and are put off in all of them', async () => {
    assert.equal(await told({ left: 5 * hour }), 0);
    assert.equal(await told({ left: 4 * hour, snooze: 3.5 * hour }), 1);
    assert.equal(await told({ left: 3 * hour }), 0);
    const [first, ...others] = windows;
    await first?.kill();
    windows = [...others, await open()];
    assert.equal(await told({ left: hour }), 0);
    assert.equal(await told({ left: 30 * minute }), 1);
    assert.equal(await told({ left: 10 * minute }), 0);
  });
});
