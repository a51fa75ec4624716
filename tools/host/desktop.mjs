/** Opens a desktop VS Code where one is installed. */
import { constants } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { personSettings } from './settings.mjs';

/**
 * The command line of an installed desktop VS Code, if there is one and a display to show it on.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string | undefined>}
 */
export async function findDesktop(env = process.env) {
  const windows = process.platform === 'win32';
  const display = env['DISPLAY'] ?? env['WAYLAND_DISPLAY'] ?? '';
  if (process.platform === 'linux' && display === '') return undefined;
  const folders = (env['PATH'] ?? env['Path'] ?? '')
    .split(path.delimiter)
    // In the terminal of a remote window, `code` talks to a VS Code on another machine, which has no way to us.
    .filter((folder) => folder !== '' && !folder.includes('remote-cli'));
  const usual =
    process.platform === 'darwin' ? ['/Applications/Visual Studio Code.app/Contents/Resources/app/bin'] : [];
  for (const folder of [...folders, ...usual]) {
    const file = path.join(folder, windows ? 'code.cmd' : 'code');
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * Opens a window of its own: nothing of the person's VS Code is read or changed. The window and the whole VS Code
 * behind it go with the guard.
 * @param {import('../setup/guard.mjs').Guard} guard
 * @param {object} options
 * @param {string} options.code From `findDesktop`.
 * @param {string} options.extension The extension under development.
 * @param {string} options.workspace
 * @param {Record<string, string | undefined>} options.env
 * @returns {Promise<{ ended: Promise<number | null> }>} Ends when the person closes the window.
 */
export async function openDesktop(guard, { code, extension, workspace, env }) {
  const data = await guard.folder('vl-');
  const user = path.join(data, 'user');
  await mkdir(path.join(user, 'User'), { recursive: true });
  await writeFile(path.join(user, 'User', 'settings.json'), JSON.stringify(personSettings, undefined, 2));
  const shell = process.platform === 'win32';
  /** @param {string} argument */
  const quoted = (argument) => (shell ? `"${argument}"` : argument);
  const child = guard.spawn(
    quoted(code),
    [
      ...['--new-window', '--wait', '--disable-workspace-trust', '--skip-release-notes'],
      ...['--user-data-dir', quoted(user), '--extensions-dir', quoted(path.join(data, 'ext'))],
      quoted(`--extensionDevelopmentPath=${extension}`),
      quoted(workspace),
    ],
    { shell, env: { ...process.env, ...env }, stdio: 'ignore' },
  );
  // `code` only asks VS Code to open a window and waits for it to be closed. VS Code itself is a process apart, which
  // writes its id down.
  guard.adopt(path.join(user, 'code.lock'));
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
  return { ended };
}
