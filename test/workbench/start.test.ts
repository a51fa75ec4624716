import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from '../../tools/setup/root.mjs';
import { descendants, isAlive } from '../support/processes';

const until = async (
  what: string,
  condition: () => boolean | Promise<boolean>,
  seconds = 30,
): Promise<void> => {
  const end = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await pause(50);
  }
};

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

describe('npm start', () => {
  it('serves VS Code with the extension and a local Glacier, and leaves nothing behind on Ctrl-C', async () => {
    const shell = process.platform === 'win32';
    // A process group of its own, so that the signal reaches what a terminal's Ctrl-C would reach, and not this test.
    const npm = spawn('npm', ['start', '--', '--server'], {
      cwd: root,
      shell,
      detached: !shell,
      env: { ...process.env, BROWSER: 'none' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    npm.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    npm.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
    const { pid } = npm;
    assert.ok(pid !== undefined);
    try {
      const vsCode = (): string | undefined =>
        /^VS Code with Glacier Vault Lock: (http\S+)$/m.exec(printed)?.[1];
      const glacier = (): string | undefined => /^Local Glacier: (http\S+)/m.exec(printed)?.[1];
      await until('both addresses', () => {
        assert.ok(isAlive(pid), printed);
        return vsCode() !== undefined && glacier() !== undefined;
      });
      const [vsCodeUrl = '', glacierUrl = ''] = [vsCode(), glacier()];
      // The address holds a token, which VS Code takes for a cookie; without it nobody gets in.
      const welcomed = await fetch(vsCodeUrl, { redirect: 'manual' });
      const cookie = welcomed.headers.get('set-cookie')?.split(';')[0] ?? '';
      const page = new URL(welcomed.headers.get('location') ?? '/', vsCodeUrl);
      assert.match(await (await fetch(page, { headers: { cookie } })).text(), /workbench/);
      assert.equal((await fetch(page)).status, 403);
      assert.equal((await fetch(new URL('/_practice/clock', glacierUrl))).status, 200);
      const workspace = new URL(vsCodeUrl).searchParams.get('folder') ?? '';
      assert.ok(existsSync(workspace));
      const started = descendants(pid);
      assert.ok(started.length >= 3, `only ${started.length} processes`);

      process.kill(shell ? pid : -pid, 'SIGINT');

      await until('the processes end', () => !started.some(isAlive));
      assert.equal(await answers(vsCodeUrl), false);
      assert.equal(await answers(glacierUrl), false);
      assert.equal(existsSync(workspace), false);
    } finally {
      if (isAlive(pid)) process.kill(shell ? pid : -pid, 'SIGKILL');
    }
  });
});
