import { deviationInWords, statementNames, type CaseResult, type Deviation } from '../../policy';
import { cellsOf, harmless, wrap } from '../lint/cells';
import { standardInput } from '../lint/judgedFile';
import { paintFor, type Paint } from '../lint/paint';
import type { Dress } from '../verb';
import { resultsOf, type FinishedFile, type TestedFile, type TestRun } from './testedFile';

/** Of a case that fails in many ways the first few say enough. */
const mostShown = 3;

/** The form of `--format text`: for people, with lines and columns counted from one, as editors show them. */
export function testTextReport(run: TestRun, { colour, columns }: Dress): string {
  const paint = paintFor(colour);
  const blocks = run.files.map((file) => fileBlock(file, paint, columns));
  return [...blocks, summary(run, paint)].join('\n\n');
}

function fileBlock(file: TestedFile, paint: Paint, columns: number | undefined): string {
  const name = paint('bold', file.path === standardInput ? 'standard input' : harmless(file.path));
  switch (file.state) {
    case 'malformed':
      return [
        name,
        ...file.problems.map(({ message, range }) => {
          const { line, character } = file.lines.positionAt(range.start);
          const head = `  ${line + 1}:${character + 1}  `;
          return `  ${line + 1}:${character + 1}  ${paint('red', 'malformed')}  ${indented(message, head.length + 11, columns)}`;
        }),
      ].join('\n');
    case 'untested':
      return `${name}\n  ${paint('red', 'not run')}  ${indented(file.problem, 11, columns)}`;
    case 'run':
      return [
        `${name}  ${paint('dim', `on ${harmless(file.policyPath)}`)}`,
        ...(file.results.length === 0 ? ['  no tests'] : []),
        ...file.results.map((result) => resultBlock(result, file, paint, columns)),
      ].join('\n');
  }
}

function resultBlock(
  result: CaseResult,
  file: FinishedFile,
  paint: Paint,
  columns: number | undefined,
): string {
  const { name, expect, by } = result.case;
  if (result.passed) return `  ${paint('green', '✓')} ${harmless(name)}`;
  const line = (label: string, text: string): string =>
    `      ${paint('dim', label.padEnd(8))}  ${indented(text, 16, columns)}`;
  const wanted = by.length === 0 ? expect : `${expect}, by ${by.join(', ')}`;
  const shown = result.deviations.slice(0, mostShown);
  const more = result.deviations.length - shown.length;
  return [
    `  ${paint('red', '✗')} ${harmless(name)}`,
    line('expected', wanted),
    ...shown.flatMap((deviation) => [
      line('got', gotInWords(deviation)),
      ...decidedBy(deviation, file).map((text) => line('by', text)),
      ...deviation.reasons.map((reason, index) => line(index === 0 ? 'because' : '', reason)),
    ]),
    ...(more > 0 ? [line('', `and ${more} more`)] : []),
  ].join('\n');
}

function gotInWords(deviation: Deviation): string {
  const about = deviationInWords(deviation);
  return about === '' ? deviation.actual : `${deviation.actual}: ${about}`;
}

function decidedBy({ statements }: Deviation, { document }: FinishedFile): readonly string[] {
  return statements.length === 0 ? [] : [statementNames(statements, document)];
}

/** A text of several lines below its beginning, where the width is known. */
function indented(text: string, indent: number, columns: number | undefined): string {
  const room = columns === undefined ? Number.POSITIVE_INFINITY : Math.max(columns - indent, 30);
  return cellsOf(text) <= room ? harmless(text) : wrap(harmless(text), room).join(`\n${' '.repeat(indent)}`);
}

function summary({ files, unread }: TestRun, paint: Paint): string {
  const results = resultsOf(files);
  const failed = results.filter(({ passed }) => !passed).length;
  const untested = unread + files.filter(({ state }) => state !== 'run').length;
  const parts = [
    paint('green', `${results.length - failed} passed`),
    ...(failed > 0 ? [paint('red', `${failed} failed`)] : []),
  ];
  const missing = untested === 0 ? '' : ` ${paint('red', `${counted(untested, 'file')} could not be run.`)}`;
  return results.length === 0 && untested > 0
    ? `No test was run.${missing}`
    : `${counted(results.length, 'test')}: ${parts.join(', ')}.${missing}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
