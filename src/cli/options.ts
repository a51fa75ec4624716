import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearest } from '../policy';
import { UsageError } from './verb';

/** The arguments of a verb, taken apart. */
export interface Arguments<Name extends string, Flag extends string = never> {
  /** What stands after each option; the last one counts. */
  readonly values: Readonly<Partial<Record<Name, string>>>;
  /** The options without a value that are there. */
  readonly flags: ReadonlySet<Flag>;
  readonly paths: readonly string[];
}

/**
 * Takes the arguments of a verb apart.
 * @param names the options that want a value
 * @param flagNames those that have none
 * @throws UsageError for an option there is not, with the one that was meant, for an option without its value, and for
 * a flag with one
 */
export function readArguments<Name extends string, Flag extends string = never>(
  args: readonly string[],
  names: readonly Name[],
  flagNames: readonly Flag[] = [],
): Arguments<Name, Flag> {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const name of names) options[name] = { type: 'string' };
  for (const name of flagNames) options[name] = { type: 'boolean' };
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Partial<Record<Name, string>> = {};
  const flags = new Set<Flag>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const flag = flagNames.find((each) => each === token.name);
    if (flag !== undefined) {
      if (token.value !== undefined) throw new UsageError(`${token.rawName} takes no value.`);
      flags.add(flag);
      continue;
    }
    const name = names.find((each) => each === token.name);
    if (name === undefined) throw new UsageError(unknownOption(token.rawName, [...names, ...flagNames]));
    if (
      token.value === undefined ||
      token.value === '' ||
      (!token.inlineValue && token.value.startsWith('--'))
    )
      throw new UsageError(`${token.rawName} wants a value.`);
    values[name] = token.value;
  }
  return { values, flags, paths: positionals };
}

function unknownOption(written: string, names: readonly string[]): string {
  const meant = nearest(
    written,
    names.map((name) => `--${name}`),
  );
  return `there is no option ${written}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
}
