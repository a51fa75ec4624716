import { hostileTexts } from './hostileTexts.mjs';
import { policyOfSize, slips } from './policyOfSize.mjs';
import { growthExponent, leastCost } from './stopwatch.mjs';
import { ms, table } from './table.mjs';

/** All rules look at a text up to 64 KB; beyond, size and syntax are all there is to say. */
const judged = [4, 8, 16, 32, 63];
const beyond = [128, 256, 512, 1023];

/**
 * What parsing and judging cost against the length of the text, for ordinary texts and for hostile ones.
 * @param {Pick<typeof import('../../src/policy/index.ts'), 'parsePolicy' | 'lint'>} policy
 */
export function growthTable({ parsePolicy, lint }) {
  /** @type {Readonly<Record<string, (length: number) => string>>} */
  const texts = {
    'an ordinary policy': (length) => policyOfSize(length * 0.95),
    'an ordinary policy in the wrapper': (length) => JSON.stringify({ Policy: policyOfSize(length * 0.8) }),
    'a policy of slips': (length) => policyOfSize(length * 0.95, slips),
    ...hostileTexts,
  };
  const rows = Object.entries(texts).map(([name, make]) => {
    const cost = (/** @type {number} */ kilobytes) => {
      const text = make(kilobytes * 1024);
      const work = () => lint(parsePolicy(text));
      work();
      return /** @type {const} */ ([text.length, leastCost(work, kilobytes < 100 ? 7 : 3)]);
    };
    const small = judged.map(cost);
    const large = beyond.map(cost);
    return [
      name,
      ms(small.at(-1)?.[1] ?? Number.NaN),
      exponent(small),
      ms(large.at(-1)?.[1] ?? Number.NaN),
      exponent(large),
    ];
  });
  return table(['text', 'at 63 KB', 'growth up to there', 'at 1 MB', 'growth beyond'], rows);
}

/**
 * Where a text costs next to nothing at any length, what is measured is the clock.
 * @param {readonly (readonly [size: number, cost: number])[]} points
 */
function exponent(points) {
  const [largest = 0] = [points.at(-1)?.[1]];
  return largest < 1
    ? '–'
    : growthExponent(points.map(([size, cost]) => [size, Math.max(cost, 0.01)])).toFixed(2);
}
