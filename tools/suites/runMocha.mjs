/**
 * Runs test files with mocha in this process: `node --import tsx runMocha.mjs RESULTS SECONDS FOLDER [--grep TEXT]`.
 * SECONDS is the time a single test may take.
 */
import { readdir } from 'node:fs/promises';
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
