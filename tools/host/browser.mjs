/** Finds the browser that shows VS Code to the tests. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { installChromium } from './install.mjs';

/**
 * @typedef {object} Browser
 * @property {string} executablePath
 * @property {Record<string, string>} env What its process needs beside the ordinary environment.
 * @property {string} origin Where it comes from, as a person would say it.
 */

/**
 * @param {string} file
 * @returns {Promise<boolean>}
 */
const runnable = (file) =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

const onPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** Where browsers usually are, on the system at hand. */
const usualPlaces = () => {
  if (process.platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    const folders = ['/Applications', path.join(process.env['HOME'] ?? '/', 'Applications')];
    return folders.flatMap((folder) => names.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`));
  }
  if (process.platform === 'win32') {
    const programs = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    );
    const files = [
      ['Google', 'Chrome', 'Application', 'chrome.exe'],
      ['Chromium', 'Application', 'chrome.exe'],
      ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
    ];
    return programs.flatMap((folder) => files.map((file) => path.join(folder, ...file)));
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return [...folders, '/usr/bin', '/usr/local/bin'].flatMap((folder) =>
    onPath.map((name) => path.join(folder, name)),
  );
};

/**
 * The browser that `CHROMIUM_PATH` names, else one that is installed on the machine, else one from npm.
 * @param {import('../setup/guard.mjs').Guard} guard
 * @returns {Promise<Browser>}
 */
export async function findBrowser(guard) {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (!(await runnable(chosen)))
      throw new Error(`CHROMIUM_PATH names no program that can be run: ${chosen}`);
    return { executablePath: chosen, env: {}, origin: 'CHROMIUM_PATH' };
  }
  for (const executablePath of usualPlaces()) {
    if (await runnable(executablePath)) return { executablePath, env: {}, origin: 'found on this machine' };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No Chromium, Chrome or Edge was found. Install one, or set CHROMIUM_PATH to a Chromium-based browser.',
    );
  }
  return { ...(await installChromium(guard)), origin: 'npm package @sparticuz/chromium' };
}
