/** Ages of archives in whole days, both ends included. `to` is Infinity where there is no end. */
export interface AgeInterval {
  readonly from: number;
  readonly to: number;
}

/** Any set of ages from 0 on: intervals in order that neither overlap nor touch. */
export type AgeSet = readonly AgeInterval[];

export const everyAge: AgeSet = [{ from: 0, to: Infinity }];
export const noAge: AgeSet = [];

export function isEveryAge(ages: AgeSet): boolean {
  return ages[0]?.from === 0 && ages[0].to === Infinity;
}

export function hasAge(ages: AgeSet, days: number): boolean {
  return ages.some(({ from, to }) => from <= days && days <= to);
}

/** All ages of intervals that come in any order and may overlap: one sort and one sweep. */
export function unite(intervals: Iterable<AgeInterval>): AgeSet {
  const sorted = [...intervals].sort((a, b) => a.from - b.from);
  const united: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = united.at(-1);
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to);
    else united.push({ from, to });
  }
  return united;
}

export function complement(ages: AgeSet): AgeSet {
  const gaps: AgeInterval[] = [];
  let next = 0;
  for (const { from, to } of ages) {
    if (from > next) gaps.push({ from: next, to: from - 1 });
    next = to + 1;
  }
  return next === Infinity ? gaps : [...gaps, { from: next, to: Infinity }];
}

/** The ages in both sets: one walk along the two. */
export function intersect(a: AgeSet, b: AgeSet): AgeSet {
  if (isEveryAge(a)) return b;
  if (isEveryAge(b)) return a;
  const common: AgeInterval[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (!left || !right) return common;
    const from = Math.max(left.from, right.from);
    const to = Math.min(left.to, right.to);
    if (from <= to) common.push({ from, to });
    if (left.to < right.to) i += 1;
    else j += 1;
  }
}

/** Whether all ages of the one set are in the other. */
export function isWithin(inner: AgeSet, outer: AgeSet): boolean {
  return sameAges(intersect(inner, outer), inner);
}

export function sameAges(a: AgeSet, b: AgeSet): boolean {
  return (
    a.length === b.length && a.every(({ from, to }, index) => b[index]?.from === from && b[index].to === to)
  );
}
