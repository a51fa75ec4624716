/**
 * A process of its own that appends to a ledger: so many entries, one after the other. Prints a line for each that the
 * ledger reported as written.
 */
import { createGlacierClock } from '../../../../src/locking/glacierClock';
import { openLockLedger } from '../../../../src/locking/lockLedger';
import { vaultWith } from '../../../unit/locking/support/samples';

const [file = '', name = '', count = ''] = process.argv.slice(2);
const ledger = openLockLedger(file, createGlacierClock());
const vault = vaultWith({ state: 'none' });

async function append(): Promise<void> {
  for (let number = 0; number < Number(count); number += 1) {
    const requestId = `${name}-${String(number)}`;
    await ledger.append(vault, { type: 'completed', created: '2026-03-01T12:00:00.000Z', requestId });
    process.stdout.write(`${requestId}\n`);
  }
  ledger.dispose();
}

void append();
