import { testFileEnding } from '../policy';
import { nameOf } from './lint/judgedFile';
import { findPolicyPaths } from './lint/policyPaths';
import { readText } from './lint/readText';
import { readArguments } from './options';
import { runTestFile } from './test/runTestFile';
import { exitStatus, type TestedFile, type TestRun } from './test/testedFile';
import { testJsonReport } from './test/testJsonReport';
import { testTextReport } from './test/testTextReport';
import { UsageError, type Output, type Verb } from './verb';

const help = `Usage: vault-lock test [--format text|json] PATH…

Runs policy tests: what a vault-lock policy is expected to deny, to allow or to leave to other policies. It needs no
network and no AWS account.

A test file is called NAME.vault-lock.test.json and stands beside its policy, NAME.vault-lock.json or NAME.json; or it
names its policy: {"policy": "../NAME.json", "tests": […]}. Comments are allowed.

  {
    "tests": [
      // What a case leaves out, it claims for all: here for everyone, whatever the tags of the vault are.
      { "name": "kept for a year", "action": "DeleteArchive", "age": "0-364", "expect": "denied" },
      { "name": "then no longer", "action": "DeleteArchive", "age": "365-", "expect": "left to other policies" },
      // A word means all of its kind, also those whom the policy names; "notPrincipal" leaves some of them out.
      { "principal": "owner", "notPrincipal": "arn:aws:iam::111122223333:role/LegalOfficer",
        "action": "RemoveTagsFromVault", "expect": "denied" }
    ]
  }

PATH is:
  a file
  a folder    every test file below it (*.vault-lock.test.json), but not in node_modules or hidden folders
  a pattern   *, ?, ** and {a,b}, for shells that leave them alone: 'policies/**/*.test.json'
  -           standard input, with the path of its policy in it

Options:
  --format text|json  for people (unless said) or for programs
  -h, --help          this text
  --version           the version of vault-lock

The form for programs, with lines and characters from 0, statements by place from 0, "to" null for ages without end:
  {"files": [{"path", "policy", "problems": [{"code", "message", "range"}],
     "tests": [{"name", "passed", "range", "expect", "by", "requests",
       "deviations": [{"actions", "principals", "states", "ages": {"from", "to"}, "actual", "statements",
         "reasons", "request"}]}]}],
   "passed", "failed"}

Results go to standard output, problems to standard error. Text has colours on a terminal; NO_COLOR and FORCE_COLOR
are respected.

Exit status: 0 if all tests pass; 1 if one fails; 2 for wrong usage, or if a file or its policy could not be read or is
malformed (the rest is run all the same).`;

/** Runs policy test files. */
export const test: Verb = {
  summary: 'run policy tests',
  help,
  async run(args, output) {
    const { values, paths } = readArguments(args, ['format']);
    const { format = 'text' } = values;
    if (format !== 'text' && format !== 'json')
      throw new UsageError(`--format is text or json, not "${format}".`);
    if (paths.length === 0)
      throw new UsageError('name a policy test file, a folder, a pattern, or - for standard input.');
    if (paths.includes('')) throw new UsageError('a PATH is empty.');
    const run = await runAll(paths, output);
    output.out(format === 'json' ? testJsonReport(run) : testTextReport(run, output.dress));
    return exitStatus(run);
  },
};

async function runAll(paths: readonly string[], output: Output): Promise<TestRun> {
  const inFolders = { pattern: `**/*${testFileEnding}`, what: `policy test file (*${testFileEnding})` };
  const found = await findPolicyPaths(paths, inFolders);
  const problems = found.unread.map(({ problem }) => problem);
  let unread = problems.length;
  const files: TestedFile[] = [];
  for (const path of found.files) {
    const reading = await readText(path);
    if (!reading.ok) {
      unread += 1;
      problems.push(reading.problem);
      continue;
    }
    const file = await runTestFile(path, reading.text);
    files.push(file);
    if (file.state === 'untested') problems.push(file.problem);
    if (file.state === 'malformed')
      problems.push(`${nameOf(path)}: is malformed, so its tests were not run.`);
  }
  for (const problem of problems) output.err(`vault-lock test: ${problem}`);
  return { files, unread };
}
