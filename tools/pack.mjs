import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from './setup/root.mjs';

/** Large folders that can hold nothing for the package, and that vsce would read through all the same. */
const aside = new Set(
  ['.git', '.vscode-test', 'node_modules', 'test-results'].map((name) => path.join(root, name)),
);

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
