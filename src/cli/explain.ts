import { explanationOf, lint as judge, parsePolicy, parseVaultArn, type Diagnostic } from '../policy';
import { jsonReport } from './explain/jsonReport';
import type { ExplainedFile } from './explain/explainedFile';
import { textReport } from './explain/textReport';
import { harmless } from './lint/cells';
import { nameOf } from './lint/judgedFile';
import { LineIndex } from './lint/lineIndex';
import { findPolicyPaths } from './lint/policyPaths';
import { readText } from './lint/readText';
import { readArguments } from './options';
import { UsageError, type Output, type Verb } from './verb';

const help = `Usage: vault-lock explain [--vault ARN] [--format text|json] PATH

Says in plain language what a vault-lock policy does once it is locked: from which day on archives can be deleted and
by whom, what is denied for good, whom it leaves out, what the owner of the vault can still do, what the rules find
against it, and each statement in a sentence. It needs no network and no AWS account.

PATH is a policy file, bare or in the AWS CLI's {"Policy": "…"} wrapper, or - for standard input.

Options:
  --vault ARN         the vault the policy is meant for (unless said, the first one it names)
  --format text|json  for people (unless said), or for programs
  -h, --help          this text
  --version           the version of vault-lock

Results go to standard output, errors in the policy to standard error as well. Text has colours on a terminal; NO_COLOR
and FORCE_COLOR are respected.

Exit status: 0; 1 if the policy has errors (what can be explained is); 2 for wrong usage, or a file that cannot be read.`;

/** Explains what one policy does. */
export const explain: Verb = {
  summary: 'say what a policy does once it is locked',
  help,
  async run(args, output) {
    const { path, format, vault } = readOptions(args);
    const { files, unread } = await findPolicyPaths([path]);
    if (unread.length === 0 && files[0] !== path)
      throw new UsageError(`name one policy file; "${path}" stands for several.`);
    const reading = unread[0] ?? (await readText(path));
    if ('problem' in reading) {
      output.err(`vault-lock explain: ${reading.problem}`);
      return 2;
    }
    const file = explainFile(path, reading.text, vault);
    output.out(format === 'json' ? jsonReport(file) : textReport(file, output.dress));
    const errors = file.diagnostics.filter(({ severity }) => severity === 'error');
    reportErrors(file, errors, format === 'text' && output.dress.columns !== undefined, output);
    return errors.length > 0 || file.explanation.problem !== undefined ? 1 : 0;
  },
};

/** @param seen Whether they are read on the same terminal as part of the explanation already. */
function reportErrors(
  { name, lines }: ExplainedFile,
  errors: readonly Diagnostic[],
  seen: boolean,
  output: Output,
): void {
  for (const { message, range, code } of seen ? [] : errors) {
    const { line, character } = lines.positionAt(range.start);
    output.err(harmless(`vault-lock explain: ${name}:${line + 1}:${character + 1}: ${message} (${code})`));
  }
}

function explainFile(path: string, text: string, vaultArn: string | undefined): ExplainedFile {
  const parsed = parsePolicy(text);
  const now = new Date();
  const diagnostics = judge(parsed, { targetVaultArn: vaultArn, now });
  const name = nameOf(path);
  const explanation = explanationOf(parsed, { name, now: now.getTime(), diagnostics, vaultArn });
  return { path, name, lines: new LineIndex(text), diagnostics, explanation };
}

interface Options {
  readonly path: string;
  readonly format: 'text' | 'json';
  readonly vault: string | undefined;
}

function readOptions(args: readonly string[]): Options {
  const { values, paths } = readArguments(args, ['vault', 'format']);
  const { vault, format = 'text' } = values;
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`--format is text or json, not "${format}".`);
  if (vault !== undefined && parseVaultArn(vault) === undefined)
    throw new UsageError(
      `--vault is the ARN of a vault, such as arn:aws:glacier:us-west-2:111122223333:vaults/NAME, not "${vault}".`,
    );
  const [path, ...others] = paths;
  if (path === undefined || path === '') throw new UsageError('name a policy file, or - for standard input.');
  if (others.length > 0) throw new UsageError('name one policy file; each is explained by itself.');
  return { path, format, vault };
}
