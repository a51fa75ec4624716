import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { watchPaths } from '../../../../src/locking/credentials/watchPaths';
import { until } from '../support/scriptedGlacier';

describe('watching the shared AWS files', function () {
  this.timeout(60_000);
  let home: string;
  let calls: number;
  let errors: unknown[];
  let watching: { dispose(): void } | undefined;

  beforeEach(async () => {
    home = await realpath(await mkdtemp(path.join(os.tmpdir(), 'vl-watch-')));
    calls = 0;
    errors = [];
  });
  afterEach(async () => {
    watching?.dispose();
    watching = undefined;
    await rm(home, { recursive: true, force: true });
  });

  const at = (...names: readonly string[]) => path.join(home, ...names);
  const start = (...paths: readonly string[]) => {
    watching = watchPaths(
      paths,
      () => (calls += 1),
      (error) => errors.push(error),
    );
  };
  /** Does something, and waits until it was noticed. */
  const noticed = async (what: string, change: () => Promise<unknown>) => {
    const before = calls;
    await change();
    await until(() => calls > before).catch(() => assert.fail(`not noticed: ${what}`));
  };

  it('notices files that are written, replaced, removed and there again', async () => {
    await mkdir(at('.aws'));
    await writeFile(at('.aws', 'config'), 'a');
    start(at('.aws', 'config'), at('.aws', 'credentials'));
    await noticed('written', () => writeFile(at('.aws', 'config'), 'b'));
    await noticed('the other one comes', () => writeFile(at('.aws', 'credentials'), 'c'));
    await writeFile(at('new'), 'd');
    await noticed('replaced', () => rename(at('new'), at('.aws', 'config')));
    await noticed('written after that', () => writeFile(at('.aws', 'config'), 'e'));
    await noticed('removed', () => rm(at('.aws', 'config')));
    await noticed('there again', () => writeFile(at('.aws', 'config'), 'f'));
    assert.deepEqual(errors, []);
  });

  it('notices files in folders that did not exist, and after those went and came back', async () => {
    start(at('.aws', 'config'), at('.aws', 'sso', 'cache'));
    const config = () => writeFile(at('.aws', 'config'), 'a');
    await noticed('the folder comes', () => mkdir(at('.aws')));
    await noticed('the file comes', config);
    await noticed('a folder of tokens comes', () => mkdir(at('.aws', 'sso', 'cache'), { recursive: true }));
    await noticed('a token comes', () => writeFile(at('.aws', 'sso', 'cache', 't.json'), '{}'));
    await noticed('all go', () => rename(at('.aws'), at('former')));
    await noticed('all come', () => mkdir(at('.aws')));
    await noticed('the file is there again', config);
  });

  it('follows a link to where the file really is', async () => {
    await mkdir(at('dotfiles'));
    await mkdir(at('.aws'));
    await writeFile(at('dotfiles', 'aws-config'), 'a');
    await symlink(at('dotfiles', 'aws-config'), at('.aws', 'config'));
    start(at('.aws', 'config'));
    await noticed('written where it is', () => writeFile(at('dotfiles', 'aws-config'), 'b'));
  });

  it('is not called for other files, nor for all that goes on in a home folder', async () => {
    await mkdir(at('.aws'));
    start(at('.aws', 'config'), at('.aws', 'sso', 'cache'));
    await writeFile(at('notes'), 'a');
    await writeFile(at('.aws', 'cli-history'), 'a');
    // Events come in order: once this one is there, the others would have been.
    await noticed('the file', () => writeFile(at('.aws', 'config'), 'a'));
    assert.equal(calls, 1);
  });

  it('is silent once disposed', async () => {
    await mkdir(at('.aws'));
    start(at('.aws', 'config'));
    watching?.dispose();
    await writeFile(at('.aws', 'config'), 'a');
    start(at('.aws', 'credentials'));
    await noticed('by another watch', () => writeFile(at('.aws', 'credentials'), 'a'));
    assert.equal(calls, 1);
  });
});
