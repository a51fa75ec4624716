/** Opens a VS Code window as a page of a headless browser. */
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

/**
 * @typedef {import('./server.mjs').Server} Server
 * @typedef {import('./browser.mjs').Browser} Browser
 */

/**
 * @param {Browser} browser
 * @param {Server} server Its data folder also holds the browser's profile, so that both go together.
 * @returns {Promise<import('playwright-core').BrowserContext>}
 */
export function launchBrowser(browser, server) {
  const home = path.join(server.data, 'browser');
  return chromium.launchPersistentContext(home, {
    executablePath: browser.executablePath,
    artifactsDir: path.join(server.data, 'artifacts'),
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    // Signals are for the guard: it ends the server, and the browser ends with the pipe to this process.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: { ...process.env, HOME: home, ...browser.env },
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
      ...['--disable-sync', '--font-render-hinting=none'],
    ],
  });
}

/**
 * @typedef {object} WindowOptions
 * @property {string} [extensionDevelopmentPath] The extension to load beside the installed ones.
 * @property {string} [extensionTestsPath] A module whose `run()` is the test suite.
 * @property {string} [language] The display language, such as `de`. VS Code itself stays English without a language pack.
 * @property {(line: string) => void} [onError] Told of errors that the window writes to its console.
 */

/**
 * Opens a window on the server's workspace. Without a test suite it is ready to be worked with when this resolves.
 * @param {import('playwright-core').BrowserContext} context
 * @param {Server} server
 * @param {WindowOptions} options
 * @returns {Promise<{ page: import('playwright-core').Page; suiteEnded: Promise<number> }>} `suiteEnded` gives the
 *   suite's exit status.
 */
export async function openWindow(context, server, options) {
  const extension = path.join(server.data, `x${context.pages().length}`);
  if (options.extensionDevelopmentPath !== undefined) {
    // By another name: VS Code takes the themes that lie below an extension under development for its themes and
    // forces one on the window, and the VS Codes of this project lie below it.
    await symlink(path.resolve(options.extensionDevelopmentPath), extension, 'junction');
  }
  const page = await context.newPage();
  if (options.language !== undefined) {
    // Where a language pack would say so. The extension host and the texts of manifests follow it.
    await page.addInitScript(`Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', {
      get: () => ${JSON.stringify(options.language)}, set: () => undefined,
    })`);
  }
  /** @type {(code: number) => void} */
  let onExit = () => undefined;
  /** @type {Promise<number>} */
  const suiteEnded = new Promise((resolve) => (onExit = resolve));
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => onExit(code));
  await page.exposeFunction(
    'codeAutomationLog',
    (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      if (type === 'error') options.onError?.(args.map(String).join(' '));
    },
  );
  /** @param {string} file */
  const remote = (file) =>
    `vscode-remote://127.0.0.1:${server.port}${path.resolve(file).split(path.sep).join('/')}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...(options.extensionDevelopmentPath === undefined
      ? []
      : [['extensionDevelopmentPath', remote(extension)]]),
    ...(options.extensionTestsPath === undefined
      ? []
      : [['extensionTestsPath', remote(options.extensionTestsPath)]]),
  ];
  await page.goto(server.url({ payload: JSON.stringify(payload) }));
  if (options.extensionTestsPath === undefined) await page.waitForSelector('.monaco-workbench');
  return { page, suiteEnded };
}
