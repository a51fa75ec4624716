import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextRange } from '../../../../src/policy';

/**
 * Cases for one rule, in a text file of `test/fixtures/lint` named after it:
 *
 *     bad: capitals                       or `good:`, which must not get the rule's diagnostic
 *     severity: warning                   where it is not the one of the table
 *     target: arn:…                       the vault the policy is meant for
 *     now: 2030-06-01                     the day on which it is judged; none unless said
 *     also: unknown-action                other rules that find an error in the same text
 *     Effect: ⟦"deny"⟧                    the sample statement with this element changed; ⟦…⟧ is the expected range
 *     - Principal                         … or without it
 *     fix: Use Deny                       the fix of that title …
 *     Effect: "Deny"                      … leaves this text
 *
 * Lines that begin with `| ` are the whole text of the file instead.
 */
export interface LintCase {
  readonly code: string;
  readonly name: string;
  readonly good: boolean;
  readonly severity: string | undefined;
  readonly target: string | undefined;
  readonly now: Date | undefined;
  readonly also: readonly string[];
  readonly text: string;
  readonly marks: readonly TextRange[];
  readonly fixes: readonly { readonly title: string; readonly result: string }[];
}

const folder = join(import.meta.dirname, '../../../fixtures/lint');

const sample: readonly (readonly [string, string])[] = [
  ['Effect', '"Deny"'],
  ['Principal', '"*"'],
  ['Action', '"glacier:DeleteArchive"'],
  ['Resource', '"arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-2024"'],
  ['Condition', '{"NumericLessThan": {"glacier:ArchiveAgeInDays": "366"}}'],
];

export function readCases(): readonly LintCase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => readFile(name.slice(0, -'.txt'.length), readFileSync(join(folder, name), 'utf8')));
}

function readFile(code: string, content: string): LintCase[] {
  return content
    .split(/^(?=(?:bad|good): )/m)
    .filter((block) => /^(?:bad|good): /.test(block))
    .map((block) =>
      readCase(
        code,
        block.split('\n').filter((line) => line.trim() !== ''),
      ),
    );
}

function readCase(code: string, lines: readonly string[]): LintCase {
  const header = (name: string): string | undefined =>
    lines
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
      .trim();
  const body: string[] = [];
  const fixes: { title: string; lines: string[] }[] = [];
  for (const line of lines) {
    if (/^(?:bad|good|severity|target|now|also): /.test(line)) continue;
    if (line.startsWith('fix: ')) fixes.push({ title: line.slice(5).trim(), lines: [] });
    else (fixes.at(-1)?.lines ?? body).push(line);
  }
  const good = header('good');
  const day = header('now');
  const { text, marks } = readMarks(expand(body));
  return {
    code,
    name: good ?? header('bad') ?? '',
    good: good !== undefined,
    severity: header('severity'),
    target: header('target'),
    now: day === undefined ? undefined : new Date(day),
    also: header('also')?.split(/,\s*/) ?? [],
    text,
    marks,
    fixes: fixes.map(({ title, lines: result }) => ({ title, result: expand(result) })),
  };
}

function expand(lines: readonly string[]): string {
  if (lines.some((line) => line.startsWith('|'))) return lines.map((line) => line.slice(2)).join('\n');
  const elements = new Map(sample);
  let brace = '{';
  for (const line of lines) {
    const [, removed] = /^- (\w+)$/.exec(line) ?? [];
    const [, name, value] = /^(\S+): (.*)$/.exec(line) ?? [];
    if (removed !== undefined) elements.delete(removed);
    else if (line === '⟦{⟧') brace = line;
    else if (name !== undefined && value !== undefined) elements.set(name, value);
    else throw new Error(`Cannot read "${line}".`);
  }
  // A mark around a name reads `⟦Name⟧: value`.
  const members = [...elements].map(([name, value]) => {
    const marked = /^⟦(.*)⟧$/.exec(name)?.[1];
    return marked === undefined ? `"${name}": ${value}` : `⟦"${marked}"⟧: ${value}`;
  });
  return `{"Version": "2012-10-17", "Statement": [${brace}${members.join(', ')}}]}`;
}

function readMarks(marked: string): { text: string; marks: TextRange[] } {
  const marks: TextRange[] = [];
  let text = '';
  let start = 0;
  for (const piece of marked.split(/([⟦⟧])/)) {
    if (piece === '⟦') start = text.length;
    else if (piece === '⟧') marks.push({ start, end: text.length });
    else text += piece;
  }
  return { text, marks };
}
