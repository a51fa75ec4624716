/**
 * A process of its own that does one operation on a lock, and ends itself at a moment of it as a kill from outside would:
 * without a last word. Its arguments are a `HostTask` in JSON.
 */
import type { WritableLedger } from '../../../../src/locking/lockLedger';
import { takeDisk } from '../../support/failingDisk';
import { arnOf, region } from '../../support/sdk';
import { operations, vaultName, type OperationId } from '../faults/operations';
import { connectionTo, openWindow, withAppend } from './window';

export interface HostTask {
  readonly operation: OperationId;
  readonly ledgerFile: string;
  readonly url: string;
  readonly lockId: string;
  /** At which entry of the ledger it ends, if it is not ended from outside. */
  readonly ends?: { readonly at: 'intent' | 'outcome'; readonly when: 'before' | 'amid' | 'after' };
}

const task = JSON.parse(process.argv[2] ?? '') as HostTask;
const operation = operations.find(({ id }) => id === task.operation);
if (operation === undefined) throw new Error(task.operation);
const { ends } = task;
const fatal = ends === undefined ? undefined : operation[ends.at];

const die = () => process.kill(process.pid, 'SIGKILL');

if (ends?.when === 'amid') {
  const disk = takeDisk((file) => file === task.ledgerFile);
  disk.fault = (text) => (text.includes(`"type":"${String(fatal)}"`) ? 'dies' : undefined);
}

function dying(ledger: WritableLedger): WritableLedger {
  return withAppend(ledger, async (subject, event) => {
    const isIt = event.type === fatal;
    if (isIt && ends?.when === 'before') die();
    await ledger.append(subject, event);
    if (isIt && ends?.when === 'after') die();
  });
}

async function act(): Promise<void> {
  const window = openWindow(task.ledgerFile, { ledgerFor: dying });
  window.store.setConnections([connectionTo(task.url, region)]);
  await window.store.refresh('test');
  const [vault] = window.store.findByArn(arnOf(vaultName));
  if (vault === undefined) throw new Error('The vault is not there.');
  await operation?.start(window, vault, task.lockId);
}

act().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
