import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Tally } from './world';

/** What one run came to, as the page FAULTS.md tells it. */
export interface Figures {
  readonly seed: number;
  readonly steps: number;
  readonly operations: number;
  readonly endedWell: number;
  /** Faults injected, by kind. */
  readonly faults: Readonly<Record<string, number>>;
}

const file = path.join(import.meta.dirname, 'figures.json');

export function figuresOf({ steps, operations, endedWell, faults }: Tally, seed: number): Figures {
  const sorted = [...faults].sort(([a], [b]) => a.localeCompare(b));
  return { seed, steps, operations, endedWell, faults: Object.fromEntries(sorted) };
}

export function tallyInWords(tally: Tally): string {
  const { steps, operations, endedWell, faults } = figuresOf(tally, 0);
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
