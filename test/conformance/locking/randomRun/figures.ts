import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stepsOfRun } from './steps';
import type { Tally } from './world';

/** What one run came to, as the page FAULTS.md tells it. */
export interface Figures {
  readonly seed: number;
  readonly steps: number;
  /** Of what was done: figures of other steps than those that are drawn now are found out. */
  readonly stepsSha256: string;
  readonly operations: number;
  readonly endedWell: number;
  /** Faults injected, by kind. */
  readonly faults: Readonly<Record<string, number>>;
}

const file = path.join(import.meta.dirname, 'figures.json');

export function figuresOf(tally: Tally, seed: number): Figures {
  const { steps, operations, endedWell } = tally;
  const stepsSha256 = hashOfSteps(seed, steps);
  return { seed, steps, stepsSha256, operations, endedWell, faults: sortedOf(tally) };
}

function sortedOf({ faults }: Tally): Figures['faults'] {
  return Object.fromEntries([...faults].sort(([a], [b]) => a.localeCompare(b)));
}

/** SHA-256, in hex, of the steps of a run from this seed. */
export function hashOfSteps(seed: number, count: number): string {
  return createHash('sha256')
    .update(JSON.stringify([...stepsOfRun(seed, count)]))
    .digest('hex');
}

export function tallyInWords(tally: Tally): string {
  const { steps, operations, endedWell } = tally;
  const faults = sortedOf(tally);
  const kinds = Object.entries(faults);
  return [
    `${String(steps)} steps, ${String(operations)} operations (${String(endedWell)} ended well), ${String(totalOf(faults))} faults:`,
    ...kinds.map(([kind, count]) => `  ${kind}: ${String(count)}`),
  ].join('\n');
}

export function totalOf(faults: Figures['faults']): number {
  return Object.values(faults).reduce((sum, count) => sum + count, 0);
}

/** Those of the run that was kept. */
export function keptFigures(): Figures {
  return JSON.parse(readFileSync(file, 'utf8')) as Figures;
}

export function writeFigures(figures: Figures): void {
  writeFileSync(file, `${JSON.stringify(figures, undefined, 2)}\n`);
}
