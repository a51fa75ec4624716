import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hostsFolder, root } from './root.mjs';
import { step } from './progress.mjs';

const stampName = '.complete';

/**
 * @param {string} file
 * @returns {Promise<string | undefined>} Undefined when there is no such file.
 */
const readIfThere = async (file) => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * The content of every file of a folder as one digest: when a lock file changes, the installation is made anew.
 * @param {string} folder
 * @param {string} recipe
 */
const digest = async (folder, recipe) => {
  const hash = createHash('sha256').update(`${recipe} ${process.platform} ${process.arch}`);
  const names = (await readdir(folder, { recursive: true })).sort();
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    hash.update(`\n${name.split(path.sep).join('/')}\n`).update(await readFile(path.join(folder, name)));
  }
  return hash.digest('hex');
};

/** @param {number} pid */
const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/**
 * Removes what interrupted installations left.
 * @param {string} name
 */
const removeRemains = async (name) => {
  const entries = await readdir(hostsFolder);
  const remains = entries.filter((entry) => {
    const [base, owner, tail] = entry.split('~');
    return base === name && tail === 'partial' && !alive(Number(owner));
  });
  await Promise.all(
    remains.map((entry) => rm(path.join(hostsFolder, entry), { recursive: true, force: true })),
  );
};

/**
 * Installs something from `tools/host/packages/<name>` into `.vscode-test/<name>`, once: a second call finds it
 * there. It is made in a folder beside it and moved into place when complete, so that an interrupted
 * installation is never taken for a whole one, and two at the same time do not get into each other's way.
 * @param {string} name
 * @param {object} how
 * @param {string} how.title What the person sees while it goes on.
 * @param {string} how.recipe A word about `make`, to be changed with it: part of what tells old from new.
 * @param {(folder: string) => Promise<void>} how.make Completes the folder, which holds the package and lock files.
 * @returns {Promise<string>} The folder.
 */
export async function installOnce(name, { title, recipe, make }) {
  const source = path.join(root, 'tools', 'host', 'packages', name);
  const target = path.join(hostsFolder, name);
  const stamp = await digest(source, recipe);
  const complete = async () => (await readIfThere(path.join(target, stampName))) === stamp;
  if (await complete()) return target;

  await step(title, async () => {
    await mkdir(hostsFolder, { recursive: true });
    await removeRemains(name);
    const partial = path.join(hostsFolder, `${name}~${process.pid}~partial`);
    await rm(partial, { recursive: true, force: true });
    await cp(source, partial, { recursive: true });
    await cp(path.join(root, '.npmrc'), path.join(partial, '.npmrc'));
    await make(partial);
    await writeFile(path.join(partial, stampName), stamp);
    if (await complete()) {
      // Somebody else was faster.
      await rm(partial, { recursive: true, force: true });
      return;
    }
    await rm(target, { recursive: true, force: true });
    await rename(partial, target);
  });
  return target;
}
