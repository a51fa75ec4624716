/** Where the bands of one row lie on the axis: the column of each and how many it covers. */
export interface BandPlace {
  readonly column: number;
  readonly span: number;
}

export interface Cell {
  readonly row: number;
  readonly band: number;
}

/**
 * Where a key leads from a band: to the neighbour, to the ends of the row, or to the band above or below that covers
 * the same ages. Undefined for keys that lead nowhere.
 */
export function follow(rows: readonly (readonly BandPlace[])[], at: Cell, key: string): Cell | undefined {
  const bands = rows[at.row] ?? [];
  switch (key) {
    case 'ArrowRight':
      return at.band + 1 < bands.length ? { ...at, band: at.band + 1 } : undefined;
    case 'ArrowLeft':
      return at.band > 0 ? { ...at, band: at.band - 1 } : undefined;
    case 'Home':
      return { ...at, band: 0 };
    case 'End':
      return { ...at, band: bands.length - 1 };
    case 'ArrowUp':
      return above(rows, at, at.row - 1);
    case 'ArrowDown':
      return above(rows, at, at.row + 1);
    default:
      return undefined;
  }
}

function above(rows: readonly (readonly BandPlace[])[], at: Cell, row: number): Cell | undefined {
  const column = rows[at.row]?.[at.band]?.column;
  const band = rows[row]?.findIndex(
    (each) => column !== undefined && each.column <= column && column < each.column + each.span,
  );
  return band === undefined || band === -1 ? undefined : { row, band };
}
