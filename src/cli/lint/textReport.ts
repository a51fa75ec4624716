import type { Diagnostic, Severity } from '../../policy';
import type { Dress } from '../verb';
import { cellsOf, harmless, wrap } from './cells';
import { excerptOf } from './excerpt';
import { standardInput, type JudgedFile, type Judgement } from './judgedFile';
import { paintFor, type Paint, type Style } from './paint';

/** Where nobody knows how wide the page is, source lines are cut at this; messages are left in one piece. */
const usualColumns = 100;

const styles: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'cyan',
};

/** The form of `--format text`: for people, with lines and columns counted from one, as editors show them. */
export function textReport(judgement: Judgement, { colour, columns }: Dress): string {
  const paint = paintFor(colour);
  const blocks = judgement.files
    .filter(({ diagnostics }) => diagnostics.length > 0)
    .map((file) => fileBlock(file, paint, columns));
  return [...blocks, summary(judgement, paint)].join('\n\n');
}

function fileBlock(file: JudgedFile, paint: Paint, columns: number | undefined): string {
  const name = file.path === standardInput ? 'standard input' : harmless(file.path);
  const places = file.diagnostics.map(({ range }) => {
    const { line, character } = file.lines.positionAt(range.start);
    return `${line + 1}:${character + 1}`;
  });
  const placeWidth = Math.max(...places.map((place) => place.length));
  const severityWidth = Math.max(...file.diagnostics.map(({ severity }) => severity.length));
  const entries = file.diagnostics.map((diagnostic, index) => {
    const { severity, fixes } = diagnostic;
    const place = (places[index] ?? '').padStart(placeWidth);
    const head = `  ${place}  ${paint(styles[severity], severity.padEnd(severityWidth))}  `;
    return [
      ...messageLines(diagnostic, head, placeWidth + severityWidth + 6, paint, columns),
      ...excerptLines(file, diagnostic, paint, columns),
      ...fixes.map(({ title }) => `      ${paint('green', 'fix:')} ${harmless(title)}`),
    ].join('\n');
  });
  return [paint('bold', name), ...entries].join('\n\n');
}

/** @param indent the width of `head`, under which a message of several lines goes on */
function messageLines(
  { message, code }: Diagnostic,
  head: string,
  indent: number,
  paint: Paint,
  columns: number | undefined,
): readonly string[] {
  const room = columns === undefined ? Number.POSITIVE_INFINITY : Math.max(columns - indent, 30);
  const lines = [...wrap(harmless(message), room)];
  const last = lines.pop() ?? '';
  const named =
    cellsOf(last) + 2 + code.length > room ? [last, paint('dim', code)] : [`${last}  ${paint('dim', code)}`];
  const [first = '', ...others] = [...lines, ...named];
  return [head + first, ...others.map((line) => ' '.repeat(indent) + line)];
}

function excerptLines(
  { text, lines }: JudgedFile,
  { range, severity }: Diagnostic,
  paint: Paint,
  columns: number | undefined,
): readonly string[] {
  const number = String(lines.positionAt(range.start).line + 1);
  const margin = `      ${number} | `;
  const excerpt = excerptOf(text, lines, range, (columns ?? usualColumns) - margin.length);
  if (!excerpt) return [];
  return [
    `${paint('dim', margin)}${excerpt.source}`,
    `${paint('dim', `      ${' '.repeat(number.length)} | `)}${paint(styles[severity], excerpt.underline)}`,
  ];
}

function summary({ files, unread }: Judgement, paint: Paint): string {
  if (files.length === 0) return 'Nothing was judged.';
  const all = files.flatMap(({ diagnostics }) => diagnostics);
  const missing = unread.length === 0 ? '' : `, ${unread.length} not read`;
  const judged = `${counted(files.length, 'file')} judged${missing}`;
  if (all.length === 0) return `${judged}: no findings.`;
  const counts = (['error', 'warning', 'information', 'hint'] as const)
    .map((severity) => ({ severity, count: all.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) =>
      paint(styles[severity], severity === 'information' ? `${count} information` : counted(count, severity)),
    );
  const repairable = all.filter(({ fixes }) => fixes.length > 0).length;
  const repairs = repairable === 0 ? '' : ` The editor can fix ${repairable} of them.`;
  return `${judged}: ${counts.join(', ')}.${repairs}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
