import type { JsonNode } from '../syntax/jsonNode';
import type { AgeTest } from '../lint/rules/ageTests';

/** The whole days for which a test on the age holds. Days are counted from 0, the day of the upload. */
export type AgesThatHold =
  | { readonly ages: 'never' }
  | { readonly ages: 'always' }
  /** Up to the day before this one. */
  | { readonly ages: 'before'; readonly day: number }
  | { readonly ages: 'from'; readonly day: number }
  | { readonly ages: 'only'; readonly day: number }
  | { readonly ages: 'except'; readonly day: number };

/** A value of a test on the age that counts: of alternatives under one comparison only one does. */
export interface DecidingValue {
  readonly node: JsonNode;
  readonly days: number;
  readonly holds: AgesThatHold;
}

/**
 * The values of a test that count. Values are alternatives: under LessThan the largest decides, under GreaterThan the
 * smallest, and the others are without effect; under Equals and NotEquals each counts.
 */
export function decidingValues(test: AgeTest): readonly DecidingValue[] {
  const { comparison, ages } = test;
  if (comparison === 'Equals' || comparison === 'Not')
    return ages.map((age) => ({ ...age, holds: agesThatHold(test, age.days) }));
  const [first, ...others] = ages;
  if (!first) return [];
  const better = (a: number, b: number): boolean => (comparison === 'Less' ? a > b : a < b);
  const decides = others.reduce((best, age) => (better(age.days, best.days) ? age : best), first);
  return [{ ...decides, holds: agesThatHold(test, decides.days) }];
}

/** No archive gets older than this, in days: a greater number is as good as infinity. */
export const oldestAge = 1e9;

/** For which whole days one value of a test holds. `NumericLessThan 365`: before day 365. */
export function agesThatHold({ comparison, use }: AgeTest, days: number): AgesThatHold {
  switch (comparison) {
    case 'Less': {
      const day = use.operator.name.endsWith('Equals') ? Math.floor(days) + 1 : Math.ceil(days);
      if (day > oldestAge) return { ages: 'always' };
      return day <= 0 ? { ages: 'never' } : { ages: 'before', day };
    }
    case 'Greater': {
      const day = use.operator.name.endsWith('Equals') ? Math.ceil(days) : Math.floor(days) + 1;
      if (day > oldestAge) return { ages: 'never' };
      return day <= 0 ? { ages: 'always' } : { ages: 'from', day };
    }
    case 'Equals':
      return isAge(days) ? { ages: 'only', day: days } : { ages: 'never' };
    case 'Not':
      return isAge(days) ? { ages: 'except', day: days } : { ages: 'always' };
  }
}

function isAge(days: number): boolean {
  return Number.isInteger(days) && days >= 0 && days <= oldestAge;
}
