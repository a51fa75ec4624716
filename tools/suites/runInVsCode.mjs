/**
 * Runs the extension suite inside a VS Code: `node runInVsCode.mjs RESULTS SECONDS VERSION [--grep TEXT]`. VERSION
 * is one of tools/host/install.mjs, SECONDS the time a single test may take.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { TestRunFailedError } from '@vscode/test-electron';
import { vsCodeVersions } from '../host/install.mjs';
import { runInside } from '../host/runInside.mjs';
import { openGuard } from '../setup/guard.mjs';
import { root } from '../setup/root.mjs';
import { groupLine, readResults } from './results.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const [resultsFile, seconds, wanted] = positionals;
const version = vsCodeVersions.find((each) => each === wanted);
if (resultsFile === undefined || seconds === undefined || version === undefined) {
  throw new Error(`runInVsCode.mjs RESULTS SECONDS ${vsCodeVersions.join('|')} [--grep TEXT]`);
}

const source = path.join(root, 'test', 'extension');
const guard = openGuard();
try {
  const names = await readdir(source, { recursive: true });
  await runInside(guard, {
    version,
    name: 'extension-suite',
    source,
    files: ['run.ts', ...names.filter((name) => name.endsWith('.test.ts'))],
    env: {
      VAULT_LOCK_TEST_RESULTS: resultsFile,
      VAULT_LOCK_TEST_SECONDS: seconds,
      VAULT_LOCK_TEST_GREP: values.grep,
    },
  });
} catch (error) {
  if (!(error instanceof TestRunFailedError)) throw error;
  process.exitCode = error.code ?? 1;
} finally {
  await guard.close();
  for (const group of readResults(resultsFile).groups) console.log(groupLine(group));
}
