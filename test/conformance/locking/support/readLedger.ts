/** A process of its own that reads a ledger: prints the lock ID status of one lock as JSON. */
import { createGlacierClock } from '../../../../src/locking/glacierClock';
import { openLockLedger } from '../../../../src/locking/lockLedger';
import type { Connection } from '../../../../src/locking/model';

const [file = '', connection = '', arn = '', created = ''] = process.argv.slice(2);
const ledger = openLockLedger(file, createGlacierClock());
const status = ledger.lockIdFor(JSON.parse(connection) as Connection, arn, { created: Number(created) });
process.stdout.write(JSON.stringify(status));
ledger.dispose();
