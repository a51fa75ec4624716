/**
 * Runs a program that needs the dependencies, and installs them first where they are missing or not those of the lock
 * file: `node tools/withDependencies.mjs PROGRAM ARGUMENT…`, the program as a path from the top of the repository. So
 * every command of package.json works in a fresh clone. When all is there, it costs the reading of two lock files.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installDependencies, installed } from './setup/dependencies.mjs';
import { openGuard } from './setup/guard.mjs';
import { root } from './setup/root.mjs';

const [node = process.execPath, , program, ...args] = process.argv;
if (program === undefined)
  throw new Error('Which program? node tools/withDependencies.mjs PROGRAM ARGUMENT…');

if (!(await installed(root))) {
  const guard = openGuard();
  try {
    await installDependencies(guard);
  } finally {
    await guard.close();
  }
}

// In this process: the terminal, signals and the exit status are the program's own.
const file = path.resolve(root, program);
process.argv = [node, file, ...args];
await import(pathToFileURL(file).href);
