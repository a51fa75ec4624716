import type { Readable } from 'node:stream';
import { answerRequest, type Answer } from './evaluate/answerRequest';
import { linesOf, type Line } from './evaluate/linesOf';
import { inputStream } from './inputStream';
import { reasonOf } from './lint/reasonOf';
import { readArguments } from './options';
import { readPolicyFile } from './policyFile';
import { UsageError, type Output, type Verb } from './verb';

const help = `Usage: vault-lock evaluate --policy PATH [--reasons]

Answers what one policy says to requests: each line of standard input is a request, and each gets one line on standard
output, in order and as they come. It needs no network and no AWS account.

A request line is a JSON object:
  {"principal":"arn:aws:iam::111122223333:user/ana","action":"glacier:DeleteArchive",
   "resource":"arn:aws:glacier:us-west-2:111122223333:vaults/v","context":{"glacier:ArchiveAgeInDays":"100"}}
(in one line; here it is broken to fit)
  principal  an ARN, an account id, a service such as backup.amazonaws.com, or * for an anonymous caller
  action     with its service: glacier:DeleteArchive
  resource   the ARN of the vault
  context    the condition keys of the request, each with a string or a list of strings. Nothing else is in the request
             but what stands here. It may be left out if there are none.

The answer is {"decision":"explicitDeny","statements":[0]}: explicitDeny, allow or implicitDeny, as far as this one
policy decides, and the zero-based indexes of the statements that decided it. The answer to a line that is not such a
request is {"error":"why"}. That includes empty lines, so that line n of the output is always about line n of the input.

Options:
  --policy PATH  the policy, bare or in the AWS CLI's {"Policy": "…"} wrapper
  --reasons      adds "reasons" to each answer: sentences that tell which statement, condition and value decided, or
                 why the nearest statements do not apply
  -h, --help     this text
  --version      the version of vault-lock

Exit status: 0 if all were answered; 1 if a line was malformed; 2 for wrong usage, or a policy or input that cannot be
read. If whoever reads the answers goes away, it stops, with the status of what it had answered until then.`;

/** Answers requests by one policy, line by line. */
export const evaluate: Verb = {
  summary: 'answer requests by one policy, line by line',
  help,
  async run(args, output) {
    const { path, reasons } = readOptions(args);
    const reading = await readPolicyFile(path);
    if (!reading.ok) {
      output.err(`vault-lock evaluate: ${reading.problem}`);
      return 2;
    }
    const answer = (line: Line): Answer => answerRequest(reading.document, line, reasons);
    try {
      return await answerAll(inputStream(), answer, output);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      output.err(`vault-lock evaluate: standard input: ${reasonOf(error, '')}`);
      return 2;
    }
  },
};

function readOptions(args: readonly string[]): { readonly path: string; readonly reasons: boolean } {
  const { values, flags, paths } = readArguments(args, ['policy'], ['reasons']);
  const [stray] = paths;
  if (stray !== undefined)
    throw new UsageError(`"${stray}" is one argument too many; the policy is named by --policy PATH.`);
  if (values.policy === undefined) throw new UsageError('name the policy: --policy PATH.');
  if (values.policy === '-')
    throw new UsageError('the policy is a file: standard input is where the requests come from.');
  return { path: values.policy, reasons: flags.has('reasons') };
}

/** Resolves with the exit status. Reads on only when what was answered has been taken. */
async function answerAll(input: Readable, answer: (line: Line) => Answer, output: Output): Promise<0 | 1> {
  let count = 0;
  let malformed = 0;
  let firstMalformed = 0;
  for await (const lines of linesOf(input)) {
    let text = '';
    for (const line of lines) {
      const { ok, json } = answer(line);
      count += 1;
      text += `${json}\n`;
      if (ok) continue;
      malformed += 1;
      if (malformed === 1) firstMalformed = count;
    }
    if (!(await output.pour(text))) {
      input.destroy();
      break;
    }
  }
  if (malformed === 0) return 0;
  output.err(
    `vault-lock evaluate: ${malformed} of ${count} request lines malformed, the first of them line ${firstMalformed}.`,
  );
  return 1;
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
