import { parseArgs } from 'node:util';
import type { LocalGlacierError, LocalGlacierOptions, Seed } from '../localGlacier';
import { UsageError, type Output, type Verb } from './verb';

const help = `Usage: vault-lock serve [--port N] [--state FILE] [--seed sample|empty] [--account ID]

Runs a Glacier on 127.0.0.1 to practise with: vaults, vault locks with their 24 hours, access policies, tags, and
uploads and deletes of archives, with the lock policies in force. Any credentials are accepted. Once it accepts
connections it prints one line, "vault-lock: Glacier at http://127.0.0.1:PORT", and runs until it gets SIGINT or
SIGTERM, after which it ends with status 0.

Options:
  --port N             the port to listen on; 0 or none picks a free one
  --state FILE         keeps the state in FILE, so that it survives a restart
  --seed sample|empty  what there is at first, and after a reset: sample vaults, or none (empty, unless said)
  --account ID         the account, 12 digits (111122223333, unless said)
  -h, --help           this text
  --version            the version of vault-lock

Beside Glacier's own API:
  GET  /_practice/clock   {"now":"2026-01-31T12:00:00.000Z"}
  POST /_practice/clock   {"advanceSeconds":86400} moves the clock forward
  POST /_practice/reset   back to the seed, and the clock to the time of this machine
  An upload with the header x-practice-creation-date: 2019-12-31T00:00:00Z makes an archive of that age.
  A request with the header x-practice-principal is judged as one of that caller: the ARN of a user, role, session or
  account, a service, or * for one that is not signed. One with x-practice-context: {"aws:SourceIp":"203.0.113.7"}
  carries these condition keys; null leaves one out.

Exit status: 0 after a signal; 2 for wrong usage, a port that is taken, or a state file that cannot be used.`;

/** Runs the local Glacier until a signal ends it. */
export const serve: Verb = {
  summary: 'run a Glacier on this machine to practise with',
  help,
  async run(args, output) {
    const options = readOptions(args);
    const { LocalGlacierError, startLocalGlacier } = await import('../localGlacier');
    try {
      const glacier = await startLocalGlacier({
        ...options,
        report: (problem) => output.err(`vault-lock serve: ${problem}`),
      });
      const signalled = nextSignal();
      output.out(`vault-lock: Glacier at ${glacier.url}`);
      await signalled;
      await glacier.close();
      return 0;
    } catch (error) {
      if (!(error instanceof LocalGlacierError)) throw error;
      return refuse(error, output);
    }
  },
};

function refuse({ message, advice }: LocalGlacierError, output: Output): number {
  output.err(`vault-lock serve: ${message}`);
  output.err(advice);
  return 2;
}

function readOptions(args: readonly string[]): LocalGlacierOptions {
  const { port, state, seed, account } = parse(args);
  return {
    ...(port === undefined ? {} : { port: readPort(port) }),
    ...(state === undefined ? {} : { stateFile: readPath(state) }),
    ...(seed === undefined ? {} : { seed: readSeed(seed) }),
    ...(account === undefined ? {} : { account: readAccount(account) }),
  };
}

function parse(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({
      args: [...args],
      options: { port: text, state: text, seed: text, account: text },
      strict: true,
      allowPositionals: false,
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(`--port is a whole number from 0 to 65535, not "${text}".`);
  }
  return Number(text);
}

function readPath(text: string): string {
  if (text === '') throw new UsageError('--state is the path of a file.');
  return text;
}

function readSeed(text: string): Seed {
  if (text !== 'sample' && text !== 'empty') {
    throw new UsageError(`--seed is sample or empty, not "${text}".`);
  }
  return text;
}

function readAccount(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new UsageError(`--account is 12 digits, not "${text}".`);
  return text;
}

/** A second signal of the same kind ends the process at once, as it would without this. */
async function nextSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
