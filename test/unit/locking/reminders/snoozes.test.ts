import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSnoozes } from '../../../../src/locking/reminders/snoozes';

describe('snoozes', () => {
  let parent: string;
  let folder: string;
  beforeEach(async () => {
    parent = await mkdtemp(path.join(tmpdir(), 'snoozes-'));
    folder = path.join(parent, 'snoozes');
  });
  afterEach(async () => {
    await rm(parent, { recursive: true });
  });

  it('are known in other windows, and after a restart', async () => {
    const [first, second] = [openSnoozes(folder), openSnoozes(folder)];
    await second.read();
    await first.set('a', 1_000);
    assert.equal(first.until('a'), 1_000);
    assert.equal(second.until('a'), undefined);
    await second.read();
    assert.equal(second.until('a'), 1_000);
    assert.equal(second.until('b'), undefined);
    await second.set('a', 2_000);
    await first.read();
    assert.equal(first.until('a'), 2_000);
    const restarted = openSnoozes(folder);
    await restarted.read();
    assert.equal(restarted.until('a'), 2_000);
  });

  it('count in the window where nothing can be written', async () => {
    await writeFile(folder, 'a file where the folder should be');
    const snoozes = openSnoozes(folder);
    await snoozes.set('a', 1_000);
    await snoozes.read();
    assert.equal(snoozes.until('a'), 1_000);
  });

  it('are cleared away after their locks, and pass over what they do not know', async () => {
    await openSnoozes(folder).set('a', 1_000);
    const [name = ''] = await readdir(folder);
    const later = openSnoozes(folder, () => Date.now() + 15 * 86_400_000);
    await writeFile(path.join(folder, `${'0'.repeat(64)}.json`), '{');
    const longAgo = new Date(Date.now() - 1_000);
    await utimes(path.join(folder, name), longAgo, longAgo);
    await later.read();
    assert.ok(!(await readdir(folder)).includes(name));
  });
});
