import type { AgeInterval } from '../effect/ageSet';
import { daysInWords } from './nameOfCase';

/** One line of what is expected, or of what is so. */
export interface BandLine {
  readonly ages: AgeInterval | undefined;
  readonly text: string;
}

/** Requests alike in everything: these actions by these callers in these states get the same. */
export interface CellGroup<Band> {
  readonly actions: readonly string[];
  readonly callers: readonly string[];
  readonly states: readonly string[];
  readonly bands: readonly Band[];
}

/** @param key the same for two cells exactly if they are to be told together */
export function groupCells<Band>(
  cells: readonly (CellGroup<Band> & { readonly key: string })[],
): readonly CellGroup<Band>[] {
  const byState = merge(cells, ({ actions, callers }) => [actions, callers], 'states');
  const byCaller = merge(byState, ({ actions, states }) => [actions, states], 'callers');
  return merge(byCaller, ({ callers, states }) => [callers, states], 'actions');
}

function merge<Group extends CellGroup<unknown> & { readonly key: string }>(
  groups: readonly Group[],
  sameIn: (group: Group) => unknown,
  field: 'actions' | 'callers' | 'states',
): readonly Group[] {
  const alike = new Map<string, { readonly group: Group; readonly values: Set<string> }>();
  for (const group of groups) {
    const key = JSON.stringify([group.key, sameIn(group)]);
    const before = alike.get(key);
    if (before) for (const value of group[field]) before.values.add(value);
    else alike.set(key, { group, values: new Set(group[field]) });
  }
  return [...alike.values()].map(({ group, values }) => ({ ...group, [field]: [...values] }));
}

/** Lines below a heading, the ages in a column of their own. */
export function bandTable(
  blocks: readonly { readonly heading: string; readonly lines: readonly BandLine[] }[],
): string {
  return blocks
    .map(({ heading, lines }) => {
      const ages = lines.map((line) => (line.ages ? daysInWords(line.ages) : ''));
      const width = Math.max(...ages.map((text) => text.length), 0);
      return [
        heading,
        ...lines.map(({ text }, index) => `  ${(ages[index] ?? '').padEnd(width)}  ${text}`.trimEnd()),
      ].join('\n');
    })
    .join('\n');
}
