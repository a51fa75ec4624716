/**
 * Runs test files with mocha in this process: `node --import tsx runMocha.mjs RESULTS SECONDS FOLDER [--grep TEXT]`.
 * SECONDS is the time a single test may take.
 */
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { forbidRootHooks } from './rootHooks.mjs';
import { recorder } from './record.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const [resultsFile, seconds, folder] = positionals;
if (resultsFile === undefined || seconds === undefined || folder === undefined) {
  throw new Error('runMocha.mjs RESULTS SECONDS FOLDER [--grep TEXT]');
}

// The same cases at every run: what fails here fails everywhere, and what passes does not fail tomorrow. New cases are
// looked for with VAULT_LOCK_SEED=random, or any other number.
const seed = process.env['VAULT_LOCK_SEED'] ?? '20120601';
// The tests are loaded by `require`, which has a copy of the library of its own.
/** @type {typeof import('fast-check')} */
const fc = createRequire(import.meta.url)('fast-check');
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });

const mocha = new Mocha({
  ui: 'bdd',
  timeout: Number(seconds) * 1000,
  reporter: recorder(resultsFile, (line) => console.log(line)),
  ...(values.grep === undefined ? {} : { grep: values.grep }),
});
const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.test.ts')).sort();
forbidRootHooks(mocha);
for (const file of files) mocha.addFile(path.join(folder, file));
await mocha.loadFilesAsync();
mocha.run((failures) => {
  process.exitCode = failures === 0 ? 0 : 1;
});
