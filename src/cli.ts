#!/usr/bin/env node
import { runCommandLine } from './cli/commandLine';
import { dressFor } from './cli/dress';
import { evaluate } from './cli/evaluate';
import { explain } from './cli/explain';
import { ledger } from './cli/ledger';
import { lint } from './cli/lint';
import { patientWriter } from './cli/patientWriter';
import { serve } from './cli/serve';
import { test } from './cli/test';
import type { Output, Verb } from './cli/verb';

/** Every verb of `vault-lock`. */
const verbs: ReadonlyMap<string, Verb> = new Map([
  ['lint', lint],
  ['evaluate', evaluate],
  ['explain', explain],
  ['ledger', ledger],
  ['serve', serve],
  ['test', test],
]);

const output: Output = {
  out: (line: string) => void process.stdout.write(`${line}\n`),
  err: (line: string) => void process.stderr.write(`${line}\n`),
  pour: patientWriter(process.stdout),
  dress: dressFor(process.stdout, process.env),
};

// Whoever reads along may go away; that is no reason to stop serving, nor to change what is said by the exit status.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

runCommandLine(verbs, process.argv.slice(2), output).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    // Not 1, which is an answer: see the exit status of each verb.
    output.err(
      `vault-lock: this should not have happened. ${error instanceof Error ? error.stack : String(error)}`,
    );
    process.exitCode = 2;
  },
);
