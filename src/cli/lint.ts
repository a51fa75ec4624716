import { lint as judge, parsePolicy, parseVaultArn } from '../policy';
import type { JudgedFile, Judgement, UnreadPath } from './lint/judgedFile';
import { exitStatus } from './lint/judgedFile';
import { jsonReport } from './lint/jsonReport';
import { LineIndex } from './lint/lineIndex';
import { findPolicyPaths } from './lint/policyPaths';
import { readText } from './lint/readText';
import { readRulePages } from './lint/rulePage';
import { sarifReport } from './lint/sarifReport';
import { textReport } from './lint/textReport';
import { readArguments } from './options';
import { UsageError, type Output, type Verb } from './verb';

const help = `Usage: vault-lock lint [--vault ARN] [--format text|json|sarif] PATH…

Judges vault-lock policies by the same rules as the editor, bare or in the AWS CLI's {"Policy": "…"} wrapper. It needs
no network and no AWS account. A file that is named is taken for a policy, whatever it is called.

PATH is:
  a file
  a folder    every policy below it (*.vault-lock.json), but not in node_modules or hidden folders
  a pattern   *, ?, ** and {a,b}, for shells that leave them alone: 'policies/**/*.json'
  -           standard input

Options:
  --vault ARN               the vault the policies are meant for: their Resource is compared with it
  --format text|json|sarif  for people (unless said), for programs, or SARIF 2.1.0 for code scanning
  -h, --help                this text
  --version                 the version of vault-lock

Results go to standard output, problems to standard error. Text has colours on a terminal; NO_COLOR and FORCE_COLOR
are respected.

Exit status: 0 if nothing of severity error was found; 1 if something was; 2 for wrong usage, or if something could not
be read (the rest is judged all the same).`;

/** Judges policy files, by the rules that the editor applies. */
export const lint: Verb = {
  summary: 'judge policy files as the editor does',
  help,
  async run(args, output) {
    const { paths, format, vault } = readOptions(args);
    const judgement = await judgeAll(paths, vault, output);
    output.out(await reports[format](judgement, output));
    return exitStatus(judgement);
  },
};

type Format = 'text' | 'json' | 'sarif';

const reports: Readonly<Record<Format, (judgement: Judgement, output: Output) => string | Promise<string>>> =
  {
    text: (judgement, { dress }) => textReport(judgement, dress),
    json: jsonReport,
    sarif: async (judgement) => sarifReport(judgement, await readRulePages()),
  };

interface Options {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly vault: string | undefined;
}

function readOptions(args: readonly string[]): Options {
  const { values, paths } = readArguments(args, ['vault', 'format']);
  const { vault, format = 'text' } = values;
  if (format !== 'text' && format !== 'json' && format !== 'sarif')
    throw new UsageError(`--format is text, json or sarif, not "${format}".`);
  if (vault !== undefined && parseVaultArn(vault) === undefined)
    throw new UsageError(
      `--vault is the ARN of a vault, such as arn:aws:glacier:us-west-2:111122223333:vaults/NAME, not "${vault}".`,
    );
  if (paths.length === 0)
    throw new UsageError('name a policy file, a folder, a pattern, or - for standard input.');
  if (paths.includes('')) throw new UsageError('a PATH is empty.');
  return { paths, format, vault };
}

async function judgeAll(
  paths: readonly string[],
  vault: string | undefined,
  output: Output,
): Promise<Judgement> {
  const found = await findPolicyPaths(paths);
  const unread: UnreadPath[] = [...found.unread];
  const files: JudgedFile[] = [];
  for (const path of found.files) {
    const reading = await readText(path);
    if (reading.ok) files.push(judgeFile(path, reading.text, vault));
    else unread.push({ path, problem: reading.problem });
  }
  for (const { problem } of unread) output.err(`vault-lock lint: ${problem}`);
  return { files, unread };
}

function judgeFile(path: string, text: string, vault: string | undefined): JudgedFile {
  const diagnostics = judge(parsePolicy(text), { targetVaultArn: vault, now: new Date() });
  return { path, text, lines: new LineIndex(text), diagnostics };
}
