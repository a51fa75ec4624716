import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findDesktop, openDesktop } from '../../../tools/host/desktop.mjs';
import { openGuard } from '../../../tools/setup/guard.mjs';
import { isAlive } from '../../support/processes';

/**
 * Does what `code --wait` does: starts an editor that goes on by itself, which writes its id down, and waits for it.
 * It also writes down how it was called.
 */
const standIn = `#!/usr/bin/env node
const { spawn } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const user = args[args.indexOf('--user-data-dir') + 1];
const editor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
writeFileSync(process.env.CALLED, JSON.stringify({ args, user, editor: editor.pid, region: process.env.AWS_REGION }));
writeFileSync(user + '/code.lock', String(editor.pid));
`;

interface Call {
  readonly args: readonly string[];
  readonly user: string;
  readonly editor: number;
  readonly region: string;
}

describe('a desktop VS Code', () => {
  let folder: string;
  let code: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-desktop-'));
    code = path.join(folder, 'bin', 'code');
    await mkdir(path.dirname(code));
    await writeFile(code, standIn);
    await chmod(code, 0o755);
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('is found on the PATH', async () => {
    assert.equal(
      await findDesktop({ PATH: ['/nowhere', path.dirname(code)].join(':'), DISPLAY: ':0' }),
      code,
    );
  });

  it('is not the one that a remote window puts on the PATH', async () => {
    const remote = path.join(folder, 'remote-cli');
    await mkdir(remote);
    await writeFile(path.join(remote, 'code'), standIn, { mode: 0o755 });
    assert.notEqual(await findDesktop({ PATH: remote, DISPLAY: ':0' }), path.join(remote, 'code'));
  });

  it('opens on the workspace with the extension and nothing of the person, and goes with the guard', async () => {
    const called = path.join(folder, 'called.json');
    const guard = openGuard();
    try {
      await openDesktop(guard, {
        code,
        extension: '/the/extension',
        workspace: '/the/workspace',
        env: { CALLED: called, AWS_REGION: 'us-west-2' },
      });
      const end = Date.now() + 10_000;
      const started = (): Call | undefined =>
        existsSync(called) && readFileSync(called, 'utf8') !== ''
          ? (JSON.parse(readFileSync(called, 'utf8')) as Call)
          : undefined;
      while (!existsSync(path.join(started()?.user ?? '/nowhere', 'code.lock'))) {
        assert.ok(Date.now() < end, 'it was not started');
        await pause(20);
      }
      const call = started();
      assert.ok(call);
      assert.ok(call.args.includes('--extensionDevelopmentPath=/the/extension'));
      assert.equal(call.args.at(-1), '/the/workspace');
      assert.equal(call.region, 'us-west-2');
      assert.match(
        readFileSync(path.join(call.user, 'User', 'settings.json'), 'utf8'),
        /"workbench.startupEditor"/,
      );
      assert.equal(isAlive(call.editor), true);

      await guard.close();

      assert.equal(isAlive(call.editor), false);
      assert.equal(existsSync(call.user), false);
    } finally {
      await guard.close();
    }
  });
});
