import { createInterface } from 'node:readline';
import { SharedGlacier, startLocalGlacier } from '../../../../src/localGlacier';

/**
 * A window of its own process: on each line it reads, it asks for the local Glacier of the folder in its first argument
 * and prints where it is, and whether it runs in this process.
 */
let running = false;
const shared = new SharedGlacier(process.argv[2] ?? '', async (options) => {
  const glacier = await startLocalGlacier(options);
  running = true;
  return glacier;
});
createInterface({ input: process.stdin }).on('line', () => {
  shared.url().then(
    (url) => process.stdout.write(`${JSON.stringify({ url, running })}\n`),
    (error: unknown) => process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`),
  );
});
process.stdout.write('ready\n');
