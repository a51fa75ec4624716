import type { AgeInterval } from '../effect/ageSet';
import { ageInWords } from './nameOfCase';

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

interface Cell<Band> {
  readonly action: string;
  readonly caller: string;
  readonly state: string;
  readonly bands: readonly Band[];
  /** The same for two cells exactly if they are to be told together. */
  readonly key: string;
}

/** Tells cells together that come to the same: by state, then by caller, then by action. */
export function groupCells<Band>(cells: readonly Cell<Band>[]): readonly CellGroup<Band>[] {
  const single = cells.map(({ action, caller, state, bands, key }) => ({
    actions: [action],
    callers: [caller],
    states: [state],
    bands,
    key,
  }));
  const byState = merge(single, ({ actions, callers }) => [actions, callers], 'states');
  const byCaller = merge(byState, ({ actions, states }) => [actions, states], 'callers');
  return merge(byCaller, ({ callers, states }) => [callers, states], 'actions');
}

function merge<Group extends CellGroup<unknown> & { readonly key: string }>(
  groups: readonly Group[],
  sameIn: (group: Group) => unknown,
  field: 'actions' | 'callers' | 'states',
): readonly Group[] {
  const merged = new Map<string, Group>();
  for (const group of groups) {
    const key = JSON.stringify([group.key, sameIn(group)]);
    const before = merged.get(key);
    merged.set(key, before ? { ...before, [field]: [...new Set([...before[field], ...group[field]])] } : group);
  }
  return [...merged.values()];
}

/** Lines below a heading, the ages in a column of their own. */
export function bandTable(blocks: readonly { readonly heading: string; readonly lines: readonly BandLine[] }[]): string {
  return blocks
    .map(({ heading, lines }) => {
      const ages = lines.map((line) => (line.ages ? `day ${ageInWords(line.ages)}` : ''));
      const width = Math.max(...ages.map((text) => text.length), 0);
      return [heading, ...lines.map(({ text }, index) => `  ${(ages[index] ?? '').padEnd(width)}  ${text}`.trimEnd())].join(
        '\n',
      );
    })
    .join('\n');
}
