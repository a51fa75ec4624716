import type { TextRange } from '../../policy';
import { cellsOf, clustersOf, harmless } from './cells';
import type { LineIndex } from './lineIndex';

/** A line of the source, and what to write below it. */
export interface Excerpt {
  readonly source: string;
  /** White space up to the marked text, then a caret for each column of it. */
  readonly underline: string;
}

/** Around the marked text nobody looks further than this, and a policy on one line may be very long. */
const farthest = 500;
const cut = '…';

/**
 * The line in which a range begins, without its indentation and with the range underlined, in so many columns: of a
 * longer line the part around the range. Undefined where there is nothing to show.
 */
export function excerptOf(
  text: string,
  lines: LineIndex,
  range: TextRange,
  columns: number,
): Excerpt | undefined {
  const { start, end } = lines.boundsOf(lines.positionAt(range.start).line);
  const whole = text.slice(start, end);
  if (whole.trim() === '') return undefined;
  const indentation = whole.length - whole.trimStart().length;
  const first = Math.min(start + indentation, range.start);
  const from = startOfCharacter(text, Math.max(first, range.start - farthest));
  const to = startOfCharacter(text, Math.min(end, range.start + farthest));
  const markedEnd = Math.min(Math.max(range.end, range.start), to);
  const before = clustersOf(harmless(text.slice(from, range.start)));
  const marked = clustersOf(harmless(text.slice(range.start, markedEnd)));
  const after = clustersOf(harmless(text.slice(markedEnd, to).trimEnd()));

  const total = cellsIn(before) + cellsIn(marked) + cellsIn(after);
  const room = Math.max(columns, 20);
  const everything = from === first && to === end && total <= room;
  // A third of the room for what stands before, so that the marked text is seen in its place.
  const left = everything ? joined(before) : lastCells(before, Math.floor(room / 3), from > first);
  const width = cellsOf(left);
  const shown = firstCells(marked, room - width, to < end && after.length === 0);
  const right = firstCells(after, room - width - cellsOf(shown), to < end);
  return {
    source: `${left}${shown}${right}`.trimEnd(),
    underline: ' '.repeat(width) + '^'.repeat(Math.max(cellsOf(shown), 1)),
  };
}

type Clusters = ReturnType<typeof clustersOf>;

const cellsIn = (clusters: Clusters): number => clusters.reduce((sum, { cells }) => sum + cells, 0);
const joined = (clusters: Clusters): string => clusters.map(({ text }) => text).join('');

/** As much of the beginning as fits, with a sign where something is missing. */
function firstCells(clusters: Clusters, room: number, more: boolean): string {
  if (!more && cellsIn(clusters) <= room) return joined(clusters);
  const kept: string[] = [];
  let used = 1;
  for (const { text, cells } of clusters) {
    if (used + cells > room) break;
    kept.push(text);
    used += cells;
  }
  return room < 1 ? '' : kept.join('') + cut;
}

function lastCells(clusters: Clusters, room: number, more: boolean): string {
  if (!more && cellsIn(clusters) <= room) return joined(clusters);
  const kept: string[] = [];
  let used = 1;
  for (const { text, cells } of [...clusters].reverse()) {
    if (used + cells > room) break;
    kept.unshift(text);
    used += cells;
  }
  return cut + kept.join('');
}

/** Not between the two halves of a character. */
function startOfCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) ? at - 1 : at;
}
