/** A stretch of ages between two break points, and how much of the axis it gets. */
export interface AgeStretch {
  /** In whole days. */
  readonly from: number;
  /** The last day of it; Infinity for the last stretch. */
  readonly to: number;
  /** Its part of the width of the axis; all together are 1. */
  readonly share: number;
}

/** No stretch is narrower than this against the others, however few its days. */
const least = 2;
/** The last stretch has no end, so that its days cannot tell how wide it is. */
const endless = 5;

/**
 * An axis of ages on which every break point can be told from its neighbours: a stretch grows with the logarithm of its
 * days, so that a year and ten years have room beside each other.
 *
 * @param breaks The ages at which something changes, in any order; 0 is always one of them.
 */
export function ageScale(breaks: Iterable<number>): readonly AgeStretch[] {
  const starts = [...new Set([0, ...breaks])].sort((a, b) => a - b);
  const stretches = starts.map((from, place) => ({ from, to: (starts[place + 1] ?? Infinity) - 1 }));
  const weights = stretches.map(weightOf);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return stretches.map((stretch, place) => ({ ...stretch, share: (weights[place] ?? 0) / sum }));
}

function weightOf({ from, to }: { readonly from: number; readonly to: number }): number {
  return to === Infinity ? endless : least + Math.log2(1 + (to - from + 1) / 30);
}

/** Where an age is on the axis: 0 at its start, 1 at its end, which no age reaches. */
export function placeOnScale(scale: readonly AgeStretch[], days: number): number {
  let before = 0;
  for (const { from, to, share } of scale) {
    if (days <= to) return before + share * partOf(days - from, to - from + 1);
    before += share;
  }
  return 1;
}

/** How far into a stretch so many days are; an endless one is half over after ten years. */
function partOf(days: number, length: number): number {
  return length === Infinity ? days / (days + 3650) : days / length;
}
