import type { JsonNode } from '../../syntax/jsonNode';
import type { StatementTree } from '../../syntax/policyTree';
import { conditionTests, holdsFor, type KnownTest } from '../conditionTests';
import { oncePer } from '../once';
import { isAgeKey } from '../../vocabulary/conditionKeys';
import { inDays, readAge } from './age';

/** A test on the age of archives that compares numbers. */
export interface AgeTest extends KnownTest {
  /** `Less` for NumericLessThan and …Equals, and so on; `Not` for NumericNotEquals. */
  readonly comparison: 'Less' | 'Greater' | 'Equals' | 'Not';
  /** The values that are numbers; others are age-value's. */
  readonly ages: readonly { readonly node: JsonNode; readonly days: number }[];
}

/** The numeric tests of a statement on the age of archives. */
export const ageTests = oncePer((statement: StatementTree): readonly AgeTest[] =>
  conditionTests(statement).flatMap((test): AgeTest[] => {
    const { name, family } = test.use.operator;
    if (!isAgeKey(test.key.key.value) || family !== 'Numeric') return [];
    const ages = test.values.flatMap(({ node }) => {
      const days = readAge(node);
      return days === undefined ? [] : [{ node, days }];
    });
    const comparison = name.includes('Less')
      ? 'Less'
      : name.includes('Greater')
        ? 'Greater'
        : name.includes('Not')
          ? 'Not'
          : 'Equals';
    return [{ ...test, comparison, ages }];
  }),
);

/** Whether a test is false for a request without an age, so that its statement reaches archives only. */
export function needsAge({ use, comparison }: AgeTest): boolean {
  return comparison !== 'Not' && !use.ifExists && use.set !== 'ForAllValues';
}

/** Whether a test holds for archives of this age, in whole days, as the evaluator judges it. */
export function holdsAt(test: AgeTest, days: number): boolean {
  return holdsFor(test, [String(days)]);
}

/** More values than these are not tried one by one. */
const mostTried = 20;

/** Whether there is an age, in whole days from 0 on, for which all these tests hold. */
export function holdSomewhere(tests: readonly AgeTest[]): boolean {
  const values = tests.flatMap(({ ages }) => ages.map(({ days }) => days));
  if (values.length > mostTried) return true;
  // An answer changes at the values only.
  const tried = values.flatMap((days) => [Math.floor(days) - 1, Math.floor(days), Math.floor(days) + 1]);
  return [0, ...tried.filter((days) => days >= 0 && Number.isSafeInteger(days))].some((days) =>
    tests.every((test) => holdsAt(test, days)),
  );
}

/** Values are alternatives: the largest decides under Less, the smallest under Greater. */
export function decidingAge({ comparison, ages }: AgeTest): number | undefined {
  if (ages.length === 0) return undefined;
  const days = ages.map((age) => age.days);
  return days.reduce((a, b) => (comparison === 'Less' ? Math.max(a, b) : Math.min(a, b)));
}

/** The boundary of a test under Less or Greater in whole days: 366 for `< 366` and for `<= 365`, for `>= 366`, `> 365`. */
export function firstAgeBeyond(test: AgeTest): number | undefined {
  const days = decidingAge(test);
  if (days === undefined || (test.comparison !== 'Less' && test.comparison !== 'Greater')) return undefined;
  const inclusive = test.use.operator.name.endsWith('Equals');
  return inclusive === (test.comparison === 'Less') ? Math.floor(days) + 1 : Math.ceil(days);
}

/** The archives a test is about: `younger than 366 days`. */
export function whichAges(test: AgeTest): string {
  const days = decidingAge(test);
  if (days === undefined || test.comparison === 'Equals' || test.comparison === 'Not')
    return 'of the ages named here';
  const inclusive = test.use.operator.name.endsWith('Equals');
  if (test.comparison === 'Less')
    return inclusive ? `of ${inDays(days)} or less` : `younger than ${inDays(days)}`;
  return inclusive ? `of ${inDays(days)} or more` : `older than ${inDays(days)}`;
}
