import type { TextRange } from '../text';

/** Tells quickly whether a range touches one of many: where one begins at the same place, or they overlap. */
export function coveredText(ranges: readonly TextRange[]): (range: TextRange) => boolean {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  const starts = new Set(sorted.map(({ start }) => start));
  let furthest = -1;
  /** For each place in the order, how far the ranges up to it reach. */
  const ends = sorted.map(({ end }) => (furthest = Math.max(furthest, end)));
  return ({ start, end }) => {
    if (starts.has(start)) return true;
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.start ?? end) < end) low = middle + 1;
      else high = middle;
    }
    return (ends[low - 1] ?? -1) > start;
  };
}
