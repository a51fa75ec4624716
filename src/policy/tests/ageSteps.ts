import type { PolicyDocument } from '../document';
import { hasVariable } from '../effect/judgeAlone';
import { agesOfTest } from '../effect/agesOfTest';
import { intersect, type AgeInterval, type AgeSet } from '../effect/ageSet';
import { isAgeKey } from '../vocabulary/conditionKeys';

/** Where a policy's answer can change with the age of an archive. */
export interface AgeSteps {
  /** Days on which another answer may begin, in order; 0 is one. */
  readonly starts: readonly number[];
  /** False where it may change on other days too: the age is compared as a date, by a pattern, or with a variable. */
  readonly complete: boolean;
}

/** A span of ages of which one stands for all. */
export type AgeSpan = AgeInterval;

/** Without a known step every day is asked for; a century of days is more than any retention. */
export const mostDays = 40_000;

/** Finds the steps in what the policy compares the age with: between two of them no test can change its mind. */
export function ageStepsOf({ statements, version }: PolicyDocument): AgeSteps {
  const starts = new Set([0]);
  let complete = true;
  for (const { conditions, resource } of statements) {
    if (version === '2012-10-17' && resource.entries.some(readsAge)) complete = false;
    for (const test of conditions) {
      if (version === '2012-10-17' && test.values.some(readsAge)) complete = false;
      if (!isAgeKey(test.key)) continue;
      const ages = hasVariable(test, version) ? undefined : agesOfTest(test);
      if (!ages) complete = false;
      for (const { from, to } of ages ?? []) {
        starts.add(from);
        if (to !== Infinity) starts.add(to + 1);
      }
    }
  }
  return { starts: [...starts].sort((a, b) => a - b), complete };
}

function readsAge(text: string): boolean {
  return /\$\{\s*glacier:archiveageindays\b/i.test(text);
}

/**
 * Cuts ages so that the first day of each span answers for the whole of it. Undefined where that would take more days
 * than are asked for: ages without end, where the steps are not known.
 */
export function spansOf(ages: AgeSet, { starts, complete }: AgeSteps): readonly AgeSpan[] | undefined {
  if (complete) {
    const steps = starts.map((from, index) => ({ from, to: (starts[index + 1] ?? Infinity) - 1 }));
    return ages.flatMap((interval) => steps.flatMap((step) => intersect([interval], [step])));
  }
  const days = ages.reduce((count, { from, to }) => count + to - from + 1, 0);
  if (days > mostDays) return undefined;
  return ages.flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, day) => ({ from: from + day, to: from + day })),
  );
}
