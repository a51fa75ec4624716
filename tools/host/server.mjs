/** Boots a VS Code server that serves one person: a test suite, or the one who typed `npm start`. */
import { randomUUID } from 'node:crypto';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { testSettings } from './settings.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {import('./install.mjs').Host} host
 * @property {string} [workspace] A folder to open. It is copied: one window at a time may hold a folder, and whoever
 *   works in it writes files.
 * @property {Record<string, string | undefined>} [env] Reaches the extension host, on top of the environment of this
 *   process without what would lead astray. Undefined takes a variable away.
 * @property {boolean} [workspaceTrust] Whether VS Code asks if the workspace is trusted; otherwise it is.
 * @property {boolean} [testable] Whether a page may name an extension under development and a test suite.
 * @property {Record<string, unknown>} [settings] The person's settings, if not those for tests.
 * @property {(folder: string) => Promise<void>} [prepareExtensions] Fills the folder of installed extensions.
 */

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {string} data The folder that holds all it writes.
 * @property {string | undefined} workspace The copy of the workspace.
 * @property {(parameters?: Record<string, string>) => string} url The address of a window.
 * @property {() => string} log What the server printed so far.
 * @property {Promise<number | null>} ended
 * @property {() => void} stop Ends it at once; it would wait hours for a window that went away to come back.
 */

/**
 * Where a program on this system puts temporary files and sockets, by environment.
 * @param {string} folder
 */
const places = (folder) => ({ TMPDIR: folder, TEMP: folder, TMP: folder, XDG_RUNTIME_DIR: folder });

/**
 * The environment without what a VS Code, an Electron or npm around us put there for itself.
 * @param {Record<string, string | undefined>} env
 */
const environment = (env) => {
  const all = { ...process.env, ...env };
  const strange = /^(?:VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/;
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name, value]) => value !== undefined && (name in env || !strange.test(name)),
    ),
  );
};

/**
 * Starts a server and resolves when it answers. It, all it starts and all it writes go with the guard.
 * @param {import('../setup/guard.mjs').Guard} guard
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(guard, options) {
  const { host, env = {}, workspaceTrust = false, testable = false } = options;
  // A short name: the path of a UNIX socket ends at about 103 characters.
  const data = await guard.folder('vl-');
  const user = path.join(data, 'user');
  const extensions = path.join(data, 'ext');
  const workspace =
    options.workspace === undefined ? undefined : path.join(data, 'ws', path.basename(options.workspace));
  if (options.workspace !== undefined && workspace !== undefined) {
    await cp(options.workspace, workspace, { recursive: true });
  }
  const settingsFile = path.join(user, 'User', 'settings.json');
  await mkdir(path.dirname(settingsFile), { recursive: true });
  await writeFile(settingsFile, JSON.stringify(options.settings ?? testSettings, undefined, 2));
  await mkdir(extensions, { recursive: true });
  // Killed, the server leaves its sockets behind: so they lie where they go with the rest.
  const temporary = path.join(data, 't');
  await mkdir(temporary);
  await options.prepareExtensions?.(extensions);

  // Whoever has the address has a shell: others who can reach 127.0.0.1 do not get to know the token.
  const token = randomUUID();
  const child = guard.spawn(
    host.node,
    [
      ...['out/server-main.js', '--host', '127.0.0.1', '--port', '0', '--connection-token', token],
      ...['--accept-server-license-terms', '--disable-telemetry'],
      ...(testable ? ['--enable-smoke-test-driver'] : []),
      ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
      ...['--server-data-dir', data, '--user-data-dir', user, '--extensions-dir', extensions],
    ],
    {
      cwd: host.folder,
      env: environment({ ...places(temporary), ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let log = '';
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve, reject) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', reject);
  });
  /** @type {Promise<number>} */
  const listening = new Promise((resolve) => {
    /** @param {string} text */
    const read = (text) => {
      log += text;
      const port = /Extension host agent listening on (\d+)/.exec(log)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
  });
  const port = await Promise.race([
    listening,
    ended.then((code) => {
      throw new Error(`VS Code ${host.version} ended while it started (${code ?? 'by a signal'}):\n${log}`);
    }),
  ]);
  return {
    port,
    data,
    workspace,
    url: (parameters = {}) => {
      const query = new URLSearchParams({
        tkn: token,
        ...(workspace === undefined ? {} : { folder: workspace }),
        ...parameters,
      });
      return `http://127.0.0.1:${port}/?${query.toString()}`;
    },
    log: () => log,
    ended,
    stop: () => void child.kill('SIGKILL'),
  };
}
