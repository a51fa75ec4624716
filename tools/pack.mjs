import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from './setup/root.mjs';

/** Large folders that can hold nothing for the package, and that vsce would read through all the same. */
const aside = new Set(
  ['.git', '.vscode-test', 'node_modules', 'test-results'].map((name) => path.join(root, name)),
);

/** What the README says to whoever has the repository, and what is no use to whoever installed the extension. */
const repositoryOnly = /<!-- In the repository only: .*? -->.*?<!-- To here\. -->\n*/gs;

/** @param {string} readme */
const forThePackage = (readme) => `${readme.replaceAll(repositoryOnly, '').trimEnd()}\n`;

/**
 * Makes the .vsix of what `.vscodeignore` allows. The bundles in `dist` must be there.
 * @param {string} packagePath Where the .vsix goes.
 */
export async function pack(packagePath) {
  const copy = await mkdtemp(path.join(tmpdir(), 'vault-lock-pack-'));
  try {
    await cp(root, copy, {
      recursive: true,
      filter: (source) => !aside.has(source) && !source.endsWith('.vsix'),
    });
    const readme = path.join(copy, 'README.md');
    await writeFile(readme, forThePackage(await readFile(readme, 'utf8')));
    await createVSIX({
      cwd: copy,
      packagePath,
      // The bundles hold what they depend on.
      dependencies: false,
      // There is no public repository for pictures and links of the README to be taken from.
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
