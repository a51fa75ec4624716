import Mocha from 'mocha';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { recorder } from '../../tools/suites/record.mjs';
import { forbidRootHooks } from '../../tools/suites/rootHooks.mjs';

const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`The suite was started without ${name}.`);
  return value;
};

/** Runs the test files beside this one. VS Code calls it inside the extension host; a rejection fails the run. */
export async function run(): Promise<void> {
  const grep = process.env['VAULT_LOCK_TEST_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: Number(setting('VAULT_LOCK_TEST_SECONDS')) * 1000,
    reporter: recorder(setting('VAULT_LOCK_TEST_RESULTS'), () => undefined),
    ...(grep === undefined ? {} : { grep }),
  });
  forbidRootHooks(mocha);
  const names = await readdir(__dirname, { recursive: true });
  for (const name of names.filter((each) => each.endsWith('.test.js')).sort()) {
    mocha.addFile(path.join(__dirname, name));
  }
  const failures = await new Promise<number>((resolve) => {
    const before = process.listeners('uncaughtException');
    mocha.run(resolve);
    for (const listener of process.listeners('uncaughtException'))
      if (!before.includes(listener)) leaveToVsCode(listener);
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}

/**
 * Keeps from a listener of mocha's what is none of a test's business: the git support of VS Code, in the same process,
 * writes to git processes that have ended already where a folder is no repository. VS Code logs that and goes on.
 */
function leaveToVsCode(listener: NodeJS.UncaughtExceptionListener): void {
  process.off('uncaughtException', listener);
  process.on('uncaughtException', (error, origin) => {
    const isOfPipe = 'code' in error && error.code === 'EPIPE' && error.message.startsWith('write ');
    if (!isOfPipe) listener(error, origin);
  });
}
