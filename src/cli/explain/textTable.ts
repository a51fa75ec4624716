import type { Marked } from '../../policy';
import type { Paint } from '../lint/paint';
import { cellsOfLine, fill, painted, widthsOf, type Line } from './filledText';

const indent = '  ';
const gap = 2;

/** Narrower columns are hard to read. */
const narrowest = 8;

/** A table in columns that fit the page; what is the same as in the row above is left out. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly Marked[])[],
  columns: number,
  paint: Paint,
): readonly string[] {
  const room = columns - indent.length - gap * (head.length - 1);
  const widths = share(
    head.map((title, place) =>
      Math.max(...[title, ...rows.map((row) => row[place] ?? '')].map((cell) => widthsOf(cell).all)),
    ),
    room,
  );
  const line = (cells: readonly Line[], look?: 'dim'): string =>
    `${indent}${cells
      .map((cell, place) => {
        const space = (widths[place] ?? 0) - cellsOfLine(cell) + gap;
        return painted(cell, paint, look) + ' '.repeat(place === cells.length - 1 ? 0 : space);
      })
      .join('')}`.trimEnd();
  const filled = (cells: readonly Marked[]): readonly (readonly Line[])[] => {
    const parts = cells.map((cell, place) => fill(cell, widths[place] ?? narrowest));
    const height = Math.max(...parts.map((part) => part.length));
    return Array.from({ length: height }, (_, at) => parts.map((part) => part[at] ?? []));
  };
  return [
    ...filled(head).map((cells) => line(cells, 'dim')),
    ...rows.flatMap((row, place) => {
      const above = rows[place - 1];
      const isSame = above !== undefined && above[0] === row[0];
      return filled([isSame ? '' : (row[0] ?? ''), ...row.slice(1)]).map((cells) => line(cells));
    }),
  ];
}

/** Gives each column what it wants where that is no more than its share, and shares the rest among the others. */
function share(wanted: readonly number[], room: number): readonly number[] {
  const widths = [...wanted];
  let open = wanted.map((_, place) => place);
  let left = room;
  for (;;) {
    const fair = Math.max(Math.floor(left / Math.max(open.length, 1)), narrowest);
    const content = open.filter((place) => (wanted[place] ?? 0) <= fair);
    if (content.length === 0) {
      for (const place of open) widths[place] = fair;
      return widths;
    }
    left -= content.reduce((sum, place) => sum + (wanted[place] ?? 0), 0);
    open = open.filter((place) => !content.includes(place));
    if (open.length === 0) return widths;
  }
}
