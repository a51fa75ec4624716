/**
 * A process of its own that does one thing to the lock of a vault, to be killed in the middle of it. Ends by itself only
 * if it was not.
 */
import type { Connection } from '../../../../src/locking/model';
import { openWindow } from '../support/window';

const [file = '', connection = '', name = '', operation = '', policy = ''] = process.argv.slice(2);

async function act(): Promise<unknown> {
  const { store, operations } = openWindow(file);
  store.setConnections([JSON.parse(connection) as Connection]);
  await store.refresh('the victim');
  const vault = store.vaults.find((each) => each.name === name);
  if (vault === undefined) throw new Error(`There is no vault "${name}".`);
  switch (operation) {
    case 'initiate':
      return await operations.initiate(vault, policy);
    case 'complete':
      return await operations.complete(vault);
    case 'abort':
      return await operations.abort(vault);
    case 'restart':
      return await operations.restart(vault);
    case 'replace':
      return await operations.replace(vault, policy);
    default:
      throw new Error(`Unknown operation "${operation}".`);
  }
}

void act().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
