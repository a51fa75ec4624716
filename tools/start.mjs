/**
 * `npm start`: VS Code with the extension, a folder of sample policies, and a Glacier on this machine with sample
 * vaults. It brings everything that is needed. Desktop VS Code where it is installed; otherwise (or with
 * `npm start -- --server`) the VS Code server from npm, for the browser. Ctrl-C ends all of it.
 */
import { spawn } from 'node:child_process';
import { cp, symlink } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findDesktop, openDesktop } from './host/desktop.mjs';
import { currentVsCode, installHost } from './host/install.mjs';
import { practiceEnvironment, startLocalGlacier } from './host/localGlacier.mjs';
import { startServer } from './host/server.mjs';
import { personSettings } from './host/settings.mjs';
import { installDependencies } from './setup/dependencies.mjs';
import { openGuard } from './setup/guard.mjs';
import { say, step } from './setup/progress.mjs';
import { root } from './setup/root.mjs';

const { values } = parseArgs({ options: { server: { type: 'boolean', default: false } } });
const sampleWorkspace = path.join(root, 'test', 'fixtures', 'sample-workspace');

const guard = openGuard({ statusOnSignal: 0 });

/**
 * Shows an address in the person's browser, if there is a display to show it on.
 * @param {string} url
 */
const showInBrowser = (url) => {
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '';
  const wanted = process.env['BROWSER'] !== 'none' && process.env['CI'] === undefined;
  if (!wanted || (process.platform === 'linux' && display === '')) return;
  /** @type {Partial<Record<NodeJS.Platform, [string, string[]]>>} */
  const openers = {
    darwin: ['open', [url]],
    win32: ['rundll32', ['url.dll,FileProtocolHandler', url]],
  };
  const [command, args] = openers[process.platform] ?? ['xdg-open', [url]];
  // Not guarded: the browser is the person's own and stays.
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.once('error', () => say('No browser could be opened: please open the address yourself.'));
  child.unref();
};

/** @param {Record<string, string | undefined>} env */
const runServer = async (env) => {
  const host = await installHost(guard, currentVsCode);
  const server = await step(`start VS Code ${currentVsCode}`, () =>
    startServer(guard, {
      host,
      workspace: sampleWorkspace,
      env,
      settings: personSettings,
      // The extension as if it were installed. A rebuilt one is there after "Developer: Reload Window".
      prepareExtensions: (folder) =>
        symlink(root, path.join(folder, 'glacier-vault-lock.glacier-vault-lock-development'), 'junction'),
    }),
  );
  console.log(`VS Code with Glacier Vault Lock: ${server.url()}`);
  showInBrowser(server.url());
  return server.ended.then((code) => {
    throw new Error(`VS Code ended by itself (${code ?? 'by a signal'}).`);
  });
};

/**
 * @param {string} code
 * @param {Record<string, string | undefined>} env
 */
const runDesktop = async (code, env) => {
  const workspace = path.join(await guard.folder('vl-ws-'), 'sample-workspace');
  await cp(sampleWorkspace, workspace, { recursive: true });
  console.log(`VS Code with Glacier Vault Lock: a new window of ${code}`);
  const { ended } = await openDesktop(guard, { code, extension: root, workspace, env });
  const status = await ended;
  if (status === 0) return;
  say(`${code} ended with ${status ?? 'a signal'}. The VS Code server takes its place.`);
  await runServer(env);
};

try {
  await installDependencies(guard);
  const { build } = await import('./build.mjs');
  await step('build', build);
  const glacier = await startLocalGlacier(guard, { seed: 'sample' });
  const env = practiceEnvironment(glacier.url);
  const code = values.server ? undefined : await findDesktop();
  const running = code === undefined ? runServer(env) : runDesktop(code, env);
  console.log(`Local Glacier: ${glacier.url} (account 111122223333, us-west-2). Nothing reaches AWS.`);
  console.log('Ctrl-C ends both.');
  await Promise.race([
    running,
    glacier.ended.then(() => {
      throw new Error('The local Glacier ended.');
    }),
  ]);
} finally {
  await guard.close();
}
