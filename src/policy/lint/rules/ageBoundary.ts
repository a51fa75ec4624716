import { daysOfYears, inDays, longestNamed } from './age';
import { isAllow, isDeny } from '../elements';
import { overStatements } from '../rule';
import { ageTests } from './ageTests';

/** The boundary of a retention is not where one expects it: one day later, or some leap days short. */
export const ageBoundary = overStatements(function* (statement, { editor }) {
  if (!isDeny(statement) && !isAllow(statement)) return;
  for (const { operator, use, comparison, ages } of ageTests(statement)) {
    const [only, ...others] = ages;
    if (!only || others.length > 0 || comparison !== 'Less' || !isDeny(statement)) continue;
    const { days, node } = only;
    if (!Number.isSafeInteger(days) || days < 0) continue;
    const years = days / 365;
    const inclusive = use.operator.name.endsWith('Equals');
    const full = daysOfYears(years);
    if (Number.isInteger(years) && years >= 1 && years <= longestNamed && days + (inclusive ? 1 : 0) < full) {
      const value = String(full);
      yield {
        at: node.span,
        message: `${inDays(days)} are ${years === 1 ? 'a year' : `${years} years`} without leap days: archives can be deleted from day ${inclusive ? days + 1 : days} on, and a full period may have ${inDays(full)}. Once locked, a day that is missing is missing for ever.`,
        fixes: [
          {
            title: `Use ${value} (${inWords(years)} full year${years === 1 ? '' : 's'})`,
            edits: [editor.replace(node, node.kind === 'number' ? full : value)],
          },
        ],
      };
    } else if (inclusive) {
      yield {
        at: operator.key.span,
        message: `With ${use.operator.name} the age ${days} itself is included: archives can be deleted from day ${days + 1} on, for ever. With NumericLessThan it would be day ${days}.`,
      };
    }
  }
});

function inWords(years: number): string {
  const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
  return words[years - 1] ?? String(years);
}
