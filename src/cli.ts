#!/usr/bin/env node
import { runCommandLine } from './cli/commandLine';
import { serve } from './cli/serve';
import type { Verb } from './cli/verb';

/** Every verb of `vault-lock`. */
const verbs: ReadonlyMap<string, Verb> = new Map([['serve', serve]]);

const output = {
  out: (line: string) => void process.stdout.write(`${line}\n`),
  err: (line: string) => void process.stderr.write(`${line}\n`),
};

// Whoever reads along may go away; that is no reason to stop serving.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

void runCommandLine(verbs, process.argv.slice(2), output).then((status) => {
  process.exitCode = status;
});
