import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './setup/root.mjs';
import { run } from './setup/run.mjs';
import { makeSmaller } from './smallerZip.mjs';

/** Large folders that can hold nothing for the package, and that vsce would read through all the same. */
const aside = new Set(
  ['.git', '.vscode-test', 'node_modules', 'test-results'].map((name) => path.join(root, name)),
);

/** What the README says to whoever has the repository, and what is no use to whoever installed the extension. */
const repositoryOnly = /<!-- In the repository only: .*? -->.*?<!-- To here\. -->\n*/gs;

/** @param {string} readme */
const forThePackage = (readme) => `${readme.replaceAll(repositoryOnly, '').trimEnd()}\n`;

/**
 * JSON for programs: its blanks are a few KB of the package.
 * @param {string} file
 */
const withoutBlanks = async (file) => {
  await writeFile(file, JSON.stringify(JSON.parse(await readFile(file, 'utf8'))));
};

/**
 * Makes the .vsix of what `.vscodeignore` allows. The bundles in `dist` must be there.
 * @param {import('./setup/guard.mjs').Guard} guard
 * @param {string} packagePath Where the .vsix goes.
 */
export async function pack(guard, packagePath) {
  const copy = await guard.folder('vl-pack-');
  await cp(root, copy, {
    recursive: true,
    filter: (source) => !aside.has(source) && !source.endsWith('.vsix'),
  });
  const readme = path.join(copy, 'README.md');
  await writeFile(readme, forThePackage(await readFile(readme, 'utf8')));
  const schemas = await readdir(path.join(copy, 'media', 'schemas'));
  const data = [...schemas.map((name) => `media/schemas/${name}`), 'package.json', 'package.nls.json'];
  await Promise.all(data.map((name) => withoutBlanks(path.join(copy, name))));
  // A process of its own: what vsce loads puts another HTTP client behind the `fetch` of the process that loads it.
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  await run(
    guard,
    process.execPath,
    [
      ...[vsce, 'package', '--out', packagePath],
      // The bundles hold what they depend on.
      '--no-dependencies',
      // There is no public repository for pictures and links of the README to be taken from.
      ...['--allow-missing-repository', '--no-rewrite-relative-links'],
    ],
    { cwd: copy },
  );
  await makeSmaller(packagePath);
}
