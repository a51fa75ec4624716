import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { root } from '../../../tools/setup/root.mjs';
import { isAlive } from '../../support/processes';

/**
 * A program that guards a folder and a process which in turn starts another, tells of them, and then does as it is
 * told. The processes ignore SIGTERM, as a server may.
 */
const program = (ending: string): string => `
  import { openGuard } from ${JSON.stringify(pathToFileURL(path.join(root, 'tools/setup/guard.mjs')).href)};
  const guard = openGuard();
  const folder = await guard.folder('vl-test-');
  const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);";
  const parent = "const { pid } = require('child_process').spawn(process.execPath, ['-e', " + JSON.stringify(stubborn) +
    "]); console.log(pid);" + stubborn;
  const child = guard.spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.once('data', async (grandchild) => {
    console.log(JSON.stringify({ folder, pids: [child.pid, Number(grandchild)] }));
    ${ending}
  });
`;

describe('the guard', () => {
  const endings: readonly { when: string; ending: string; signal?: NodeJS.Signals; status: number | null }[] =
    [
      { when: 'closed', ending: 'await guard.close(); process.exit(3);', status: 3 },
      { when: 'its program ends without a word', ending: 'process.exit(4);', status: 4 },
      { when: 'its program fails', ending: "throw new Error('on purpose');", status: 1 },
      { when: 'Ctrl-C comes', ending: '', signal: 'SIGINT', status: 130 },
      { when: 'asked to end', ending: '', signal: 'SIGTERM', status: 143 },
      { when: 'its program is killed', ending: '', signal: 'SIGKILL', status: null },
    ];
  for (const { when, ending, signal, status } of endings) {
    it(`ends processes and removes folders when ${when}`, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program(ending)], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const exit = once(child, 'exit');
      const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
      const { folder, pids } = JSON.parse(line) as { folder: string; pids: readonly number[] };
      if (signal !== undefined) child.kill(signal);
      const [code] = (await exit) as [number | null];
      assert.equal(code, status);
      const end = Date.now() + 15_000;
      while (existsSync(folder) || pids.some(isAlive)) {
        assert.ok(
          Date.now() < end,
          `left: ${folder} ${String(existsSync(folder))}, ${pids.filter(isAlive).join(' ')}`,
        );
        await pause(20);
      }
    });
  }
});
