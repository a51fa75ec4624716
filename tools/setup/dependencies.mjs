import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './root.mjs';
import { npmCi } from './npm.mjs';
import { step } from './progress.mjs';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 */

/**
 * @param {string} file
 * @returns {Promise<Map<string, LockedPackage> | undefined>} Undefined when there is no such file.
 */
const readLock = async (file) => {
  try {
    /** @type {{ packages?: Record<string, LockedPackage> }} */
    const lock = JSON.parse(await readFile(file, 'utf8'));
    return new Map(Object.entries(lock.packages ?? {}).filter(([where]) => where !== ''));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * Whether `node_modules` is what the lock file says. npm writes down what it installed, as its very last act, so an
 * interrupted installation has no such note.
 * @param {string} folder
 */
export async function installed(folder) {
  const [wanted, present] = await Promise.all([
    readLock(path.join(folder, 'package-lock.json')),
    readLock(path.join(folder, 'node_modules', '.package-lock.json')),
  ]);
  if (wanted === undefined || present === undefined) return false;
  const missing = [...wanted].some(([where, { optional }]) => !present.has(where) && optional !== true);
  const other = [...present].some(([where, { version, integrity }]) => {
    const locked = wanted.get(where);
    return locked === undefined || locked.version !== version || locked.integrity !== integrity;
  });
  return !missing && !other;
}

/**
 * Brings `node_modules` to what the lock file says; does nothing when it is there already.
 * @param {import('./guard.mjs').Guard} guard
 */
export async function installDependencies(guard) {
  if (await installed(root)) return;
  await step('install the dependencies (npm ci)', () => npmCi(guard, root, ['--include=dev']));
}
