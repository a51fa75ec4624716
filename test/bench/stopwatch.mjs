import { performance } from 'node:perf_hooks';

/** How long things take. A machine is busy or idle, so only ratios taken at the same time mean something. */

/**
 * @param {readonly number[]} values
 * @returns {number}
 */
export const median = (values) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * Times several pieces of work in turns, so that a busy moment meets all of them.
 * @param {Readonly<Record<string, () => unknown>>} works
 * @param {{ rounds: number }} options
 * @returns {Record<string, number>} Median milliseconds of one call.
 */
export function timeInTurns(works, { rounds }) {
  /** @type {Record<string, number[]>} */
  const taken = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  // A call may take less than the clock can tell: each turn lasts some milliseconds.
  const calls = Object.fromEntries(
    Object.entries(works).map(([name, work]) => {
      const began = performance.now();
      for (let warm = 0; warm < 50; warm += 1) work();
      const each = (performance.now() - began) / 50;
      return [name, Math.max(1, Math.ceil(5 / each))];
    }),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, work] of Object.entries(works)) {
      const count = calls[name] ?? 1;
      const began = performance.now();
      for (let call = 0; call < count; call += 1) work();
      taken[name]?.push((performance.now() - began) / count);
    }
  }
  return Object.fromEntries(Object.entries(taken).map(([name, values]) => [name, median(values)]));
}
