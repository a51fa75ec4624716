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
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
