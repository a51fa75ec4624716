import { inSeries } from '../inSeries';

/** More lines than these are counted. */
const mostLines = 6;

/** `line 3`, `lines 3, 9 and 12` */
export function linesInWords(lines: readonly number[]): string {
  const told =
    lines.length > mostLines
      ? [...lines.slice(0, mostLines - 1).map(String), `${lines.length - mostLines + 1} more`]
      : lines.map(String);
  return `${lines.length === 1 ? 'line' : 'lines'} ${inSeries(told)}`;
}
