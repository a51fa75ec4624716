import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearest } from '../policy';
import { UsageError } from './verb';

/** The arguments of a verb, taken apart. */
export interface Arguments<Name extends string> {
  /** What stands after each option; the last one counts. */
  readonly values: Readonly<Partial<Record<Name, string>>>;
  readonly paths: readonly string[];
}

/**
 * Takes the arguments of a verb apart whose options all want a value.
 * @throws UsageError for an option there is not, with the one that was meant, and for an option without its value
 */
export function readArguments<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
): Arguments<Name> {
  const options: ParseArgsConfig['options'] = Object.fromEntries(
    names.map((name) => [name, { type: 'string' }]),
  );
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Partial<Record<Name, string>> = {};
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = names.find((each) => each === token.name);
    if (name === undefined) throw new UsageError(unknownOption(token.rawName, names));
    if (
      token.value === undefined ||
      token.value === '' ||
      (!token.inlineValue && token.value.startsWith('--'))
    )
      throw new UsageError(`${token.rawName} wants a value.`);
    values[name] = token.value;
  }
  return { values, paths: positionals };
}

function unknownOption(written: string, names: readonly string[]): string {
  const meant = nearest(
    written,
    names.map((name) => `--${name}`),
  );
  return `there is no option ${written}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
}
