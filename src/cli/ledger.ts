import { readFile } from 'node:fs/promises';
import { verifyLedger, type LedgerVerification } from '../locking/ledger/verifyLedger';
import { nearest } from '../policy';
import { findLedgers } from './ledger/ledgerPlaces';
import { showJson, showText, verifyJson, verifyText, type ReadLedger } from './ledger/ledgerReports';
import { reasonOf } from './lint/reasonOf';
import { readArguments } from './options';
import { UsageError, type Output, type Verb } from './verb';

const help = `Usage: vault-lock ledger verify [--format text|json] [--head HASH] [PATH]
       vault-lock ledger show [--format text|json] [PATH]

The lock ledger is the record that the editor keeps of everything it did to vault locks: what was about to be sent, what
Glacier answered, what was read back. Each entry names the one before it by its SHA-256.

  verify  tells whether entries were changed, removed, inserted or moved since they were written, all but the last: what
          is changed there, appended, or put right before it is found with --head only
  show    prints the entries

PATH is the ledger, lock-ledger.jsonl; without it, the one that VS Code keeps for this user. Neither prints a lock ID,
nothing is ever repaired, and a line that a crash has torn is reported and left where it is.

Options:
  --head HASH         a head that was noted earlier: it must still be in the ledger, and its line number now and the lines
                      after it are told (a higher number: something was inserted). A chain alone cannot show that its
                      end was cut off or changed, or that all of it was written anew
  --format text|json  for people (unless said) or for programs
  -h, --help          this text
  --version           the version of vault-lock

Exit status of verify: 0 if the ledger is whole or empty; 1 if it is broken, if HASH is not in it, or if none of its
entries is chained; 2 for wrong usage, or if it cannot be read. Torn lines, and entries that two windows wrote at the
same time, are reported and do not change the status: they happen to honest ledgers, and stay there. show ends with 0,
or with 2.`;

/** Verifies and shows the lock ledger. */
export const ledger: Verb = {
  summary: 'verify or show the record of what was done to vault locks',
  help,
  async run(args, output) {
    const { act, format, head, path } = readOptions(args);
    const file = path ?? onlyLedger();
    let bytes: Buffer;
    try {
      bytes = await readFile(file);
    } catch (error) {
      output.err(`vault-lock ledger: ${file}: ${reasonOf(error, file)}`);
      return 2;
    }
    const read: ReadLedger = { path: file, verification: verifyLedger(bytes, head) };
    output.out(reports[act][format](read, output));
    return act === 'show' ? 0 : statuses[read.verification.verdict];
  },
};

const statuses: Readonly<Record<LedgerVerification['verdict'], number>> = {
  whole: 0,
  empty: 0,
  broken: 1,
  headMissing: 1,
  unchained: 1,
};

type Act = 'verify' | 'show';
type Format = 'text' | 'json';

const reports: Readonly<Record<Act, Readonly<Record<Format, (read: ReadLedger, output: Output) => string>>>> =
  {
    verify: { text: (read, { dress }) => verifyText(read, dress), json: verifyJson },
    show: { text: (read, { dress }) => showText(read, dress), json: showJson },
  };

interface Options {
  readonly act: Act;
  readonly format: Format;
  readonly head: string | undefined;
  readonly path: string | undefined;
}

function readOptions(args: readonly string[]): Options {
  const { values, paths } = readArguments(args, ['format', 'head']);
  const [act, path, ...more] = paths;
  const { format = 'text', head } = values;
  if (act !== 'verify' && act !== 'show') throw new UsageError(noAct(act));
  if (more.length > 0) throw new UsageError('name one PATH at most.');
  if (path === '') throw new UsageError('PATH is empty.');
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`--format is text or json, not "${format}".`);
  if (head === undefined) return { act, format, head, path };
  if (act === 'show') throw new UsageError('--head is for "ledger verify".');
  const hash = head.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hash))
    throw new UsageError(`--head is a SHA-256 of 64 hexadecimal digits, not "${head}".`);
  return { act, format, head: hash, path };
}

function noAct(written: string | undefined): string {
  if (written === undefined) return 'say what to do: verify or show.';
  const meant = nearest(written, ['verify', 'show']);
  return `there is no "ledger ${written}".${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
}

function onlyLedger(): string {
  const found = findLedgers(process.env);
  const [only, ...others] = found;
  if (only === undefined)
    throw new UsageError(
      'no ledger was found where VS Code keeps it. Name the file: "Show Lock Ledger" in VS Code tells where it is.',
    );
  if (others.length > 0)
    throw new UsageError(`there are several ledgers, name one of them:\n${found.join('\n')}`);
  return only;
}
