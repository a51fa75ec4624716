#!/usr/bin/env node
import { runCommandLine } from './cli/commandLine';
import { dressFor } from './cli/dress';
import { evaluate } from './cli/evaluate';
import { explain } from './cli/explain';
import { ledger } from './cli/ledger';
import { lint } from './cli/lint';
import { harmless, withoutRunnerCommands } from './cli/lint/cells';
import { patientWriter } from './cli/patientWriter';
import { resultStream } from './cli/resultStream';
import { serve } from './cli/serve';
import { test } from './cli/test';
import type { Output, Verb } from './cli/verb';
import { whyUnwritten } from './cli/whyUnwritten';

/** Every verb of `vault-lock`. */
const verbs: ReadonlyMap<string, Verb> = new Map([
  ['lint', lint],
  ['evaluate', evaluate],
  ['explain', explain],
  ['ledger', ledger],
  ['serve', serve],
  ['test', test],
]);

const results = resultStream();
const output: Output = {
  out: (line: string) => void results.write(`${withoutRunnerCommands(line)}\n`),
  // Names of files and arguments come from anywhere; none of ours is dressed.
  err: (line: string) =>
    void process.stderr.write(`${withoutRunnerCommands(line.split('\n').map(harmless).join('\n'))}\n`),
  pour: patientWriter(results),
  dress: dressFor(process.stdout, process.env),
};

// Results may fail to arrive after the verb is done, and whatever it found, they are not there.
let lost = false;
results.on('error', (error: Error) => {
  const problem = whyUnwritten(error);
  if (problem === undefined || lost) return;
  lost = true;
  output.err(`vault-lock: ${problem}`);
  process.exitCode = 2;
});
// What cannot be said on standard error cannot be said: the exit status tells as much as it can.
process.stderr.on('error', () => undefined);

runCommandLine(verbs, process.argv.slice(2), output).then(
  (status) => {
    process.exitCode = lost ? 2 : status;
  },
  (error: unknown) => {
    // Not 1, which is an answer: see the exit status of each verb.
    output.err(
      `vault-lock: this should not have happened. ${error instanceof Error ? error.stack : String(error)}`,
    );
    process.exitCode = 2;
  },
);
