import { createInterface } from 'node:readline';
import { toldOnce } from '../../../../src/locking/toldOnce';

/** A window as far as telling once is concerned: claims what each line of its input says, and prints the outcomes. */
async function main(): Promise<void> {
  const told = toldOnce(process.argv[2] ?? '');
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const wanted = JSON.parse(line) as readonly string[];
    const outcomes = await Promise.all(wanted.map((what) => told.claim(what)));
    process.stdout.write(`${JSON.stringify(outcomes)}\n`);
  }
}

void main();
