import { version } from '../../package.json';
import { nearest } from '../policy';
import { UsageError, type Output, type Verb } from './verb';

/** Wrong usage, by the contract of the command line. */
const wrongUsage = 2;

/**
 * Runs the command line: finds the verb, answers `--help` and `--version` for the whole and for each verb, and
 * reports wrong usage. Resolves with the exit status.
 * @param args without the program and the script
 */
export async function runCommandLine(
  verbs: ReadonlyMap<string, Verb>,
  args: readonly string[],
  output: Output,
): Promise<number> {
  const [first, ...rest] = args;
  const verb = first === undefined ? undefined : verbs.get(first);
  const asked = optionsOf(verb ? rest : args);
  if (asked.has('--help') || asked.has('-h')) {
    output.out(verb ? verb.help : helpOf(verbs));
    return 0;
  }
  if (asked.has('--version')) {
    output.out(version);
    return 0;
  }
  if (!verb) {
    if (first !== undefined) output.err(noVerb(first, verbs));
    output.err(helpOf(verbs));
    return wrongUsage;
  }
  try {
    return await verb.run(rest, output);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.err(`vault-lock ${first ?? ''}: ${error.message}`);
    output.err(`Try "vault-lock ${first ?? ''} --help".`);
    return wrongUsage;
  }
}

function noVerb(written: string, verbs: ReadonlyMap<string, Verb>): string {
  const meant = nearest(written, [...verbs.keys(), '--help', '--version']);
  return `vault-lock: there is no verb "${written}".${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
}

/** The arguments before `--`, after which nothing is an option. */
function optionsOf(args: readonly string[]): ReadonlySet<string> {
  const end = args.indexOf('--');
  return new Set(end < 0 ? args : args.slice(0, end));
}

function helpOf(verbs: ReadonlyMap<string, Verb>): string {
  const width = Math.max(...[...verbs.keys()].map((name) => name.length));
  return [
    'Usage: vault-lock VERB [OPTION…]',
    '',
    'Tools for the lock policies of Amazon Glacier vaults. They need no AWS account.',
    '',
    'Verbs:',
    ...[...verbs].map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Options:',
    '  -h, --help  what a verb does: vault-lock VERB --help',
    '  --version   the version of vault-lock',
  ].join('\n');
}
