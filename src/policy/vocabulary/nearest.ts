/**
 * The candidate that was most likely meant: few letters wrong, left out, too many or swapped, or a long word broken
 * off. Capitals do not count. Undefined rather than a guess when nothing is close or two candidates are equally so.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.trim().toLowerCase();
  if (wanted === '' || wanted.length > longestWord) return undefined;
  const tolerance = Math.max(1, Math.min(3, Math.floor(wanted.length / 4)));
  let best: string | undefined;
  let bestDistance = tolerance + 1;
  let tied = false;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase(), tolerance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
      tied = false;
    } else if (distance === bestDistance && distance <= tolerance) {
      tied = true;
    }
  }
  if (tied) return undefined;
  return best ?? completion(wanted, candidates);
}

const longestWord = 100;

/** The only candidate that begins with a word of some length. */
function completion(wanted: string, candidates: readonly string[]): string | undefined {
  if (wanted.length < 5) return undefined;
  const [only, ...others] = candidates.filter((candidate) => candidate.toLowerCase().startsWith(wanted));
  return others.length === 0 ? only : undefined;
}

/**
 * Optimal string alignment: insertions, deletions, replacements and swaps of neighbours each count one. Gives up
 * with a number above the limit as soon as the limit cannot be kept.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let twoBack: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a.charAt(row - 1) === b.charAt(column - 1);
      const swapped =
        a.charAt(row - 1) === b.charAt(column - 2) &&
        a.charAt(row - 2) === b.charAt(column - 1) &&
        row > 1 &&
        column > 1;
      const cost = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
        swapped ? at(twoBack, column - 2) + 1 : Infinity,
      );
      current.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > limit) return limit + 1;
    twoBack = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
