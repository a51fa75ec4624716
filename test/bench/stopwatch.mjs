import { performance } from 'node:perf_hooks';

/** How long things take. A machine is busy or idle, so only ratios taken at the same time mean something. */

/**
 * @param {readonly number[]} values
 * @returns {number}
 */
export const median = (values) => percentile(values, 50);

/**
 * The value that so many per cent of all do not exceed.
 * @param {readonly number[]} values
 * @param {number} share
 * @returns {number}
 */
export const percentile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))] ?? Number.NaN;
};

/** Calls before the clock starts, after which a function runs as it will run from then on. */
const warmUp = 100;

/**
 * Times several pieces of work in turns, so that a busy moment meets all of them.
 * @param {Readonly<Record<string, () => unknown>>} works A promise that one returns is waited for.
 * @param {{ rounds: number }} options
 * @returns {Promise<Record<string, number[]>>} Milliseconds of each single call.
 */
export async function timeInTurns(works, { rounds }) {
  /** @type {Record<string, number[]>} */
  const taken = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (const work of Object.values(works)) for (let call = 0; call < warmUp; call += 1) await work();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, work] of Object.entries(works)) {
      const began = performance.now();
      await work();
      taken[name]?.push(performance.now() - began);
    }
  }
  return taken;
}

/**
 * The processor time of the fastest of some calls, in milliseconds: what growth is told from, for other programs do
 * not count in it.
 * @param {() => unknown} work
 * @param {number} calls
 */
export function leastCost(work, calls) {
  let least = Number.POSITIVE_INFINITY;
  for (let call = 0; call < calls; call += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/**
 * How cost grows with size: 1 where twice the size costs twice the time, 2 where it costs four times. The slope of
 * the line through the points on doubly logarithmic paper (least squares).
 * @param {readonly (readonly [size: number, cost: number])[]} points
 */
export function growthExponent(points) {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)]);
  const mean = (/** @type {0 | 1} */ axis) =>
    logs.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const across = logs.reduce((sum, [a = 0, b = 0]) => sum + (a - x) * (b - y), 0);
  const along = logs.reduce((sum, [a = 0]) => sum + (a - x) ** 2, 0);
  return across / along;
}
