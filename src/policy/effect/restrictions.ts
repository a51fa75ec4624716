import { unite, type AgeInterval, type AgeSet } from './ageSet';
import type { Band } from './bands';
import type { Caller } from './callers';
import type { EffectTable } from './effectTable';
import type { State } from './states';

/** Requests that are denied, or may be: these actions, by these callers, in these states, at these ages. */
export interface Restriction {
  /** Without prefix. */
  readonly actions: readonly string[];
  readonly callers: readonly Caller[];
  readonly states: readonly State[];
  /** Every age where requests for the actions carry none. */
  readonly ages: AgeSet;
  /** False where they may be denied or not; `why` tells on what it depends. */
  readonly certain: boolean;
  readonly why?: string;
  /** Zero-based indexes of the statements that deny, or may. */
  readonly statements: readonly number[];
}

/** Everything a policy denies, or may deny, with the ages of each row taken together. */
export function restrictionsOf({ rows }: EffectTable): readonly Restriction[] {
  return rows.flatMap(({ actions, callers, states, bands }) => {
    const groups = new Map<string, Band[]>();
    for (const band of bands) {
      if (!band.possible.includes('explicitDeny')) continue;
      const kind = band.outcome === 'denied' ? '' : (band.why ?? '');
      const group = groups.get(kind);
      if (group) group.push(band);
      else groups.set(kind, [band]);
    }
    return [...groups].map(([why, group]) => ({
      actions,
      callers,
      states,
      ages: agesOf(group),
      certain: why === '',
      ...(why === '' ? {} : { why }),
      statements: statementsOf(group),
    }));
  });
}

/** The ages of bands taken together. */
export function agesOf(bands: readonly Band[]): AgeSet {
  return unite(bands.map(({ from, to }): AgeInterval => ({ from, to })));
}

/** The statements that bands name, each once, in order. */
export function statementsOf(bands: readonly Band[]): readonly number[] {
  return [...new Set(bands.flatMap(({ statements }) => statements))].sort((a, b) => a - b);
}
