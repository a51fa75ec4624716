import { changeOperator } from '../changeOperator';
import { isDeny } from '../elements';
import { overPolicy, type FixDraft, type LintContext } from '../rule';
import { daysOfYears, inDays, longestNamed } from './age';
import { ageTests, firstAgeBeyond, holdsAt, type AgeTest } from './ageTests';
import { affectedActions } from './keyPresence';
import { longestRetention } from './retentions';
import type { StatementTree } from '../../syntax/policyTree';

/** The boundary of a retention is not where one expects it: one day later, or some leap days short. */
export const ageBoundary = overPolicy(function* (policy, context) {
  for (const statement of policy.statements) {
    const deletes = affectedActions(statement).some(({ name }) => name === 'DeleteArchive');
    if (!isDeny(statement) || !deletes) continue;
    for (const test of ageTests(statement)) {
      const [only, ...others] = test.ages;
      const first = firstAgeBeyond(test);
      if (!only || others.length > 0 || test.comparison !== 'Less' || first === undefined) continue;
      const { days, node } = only;
      if (!Number.isSafeInteger(days) || days < 0 || !decides(statement, first)) continue;
      // What another statement keeps longer cannot be deleted on that day.
      if (first < longestRetention(policy)) continue;
      const years = days / 365;
      const full = daysOfYears(years);
      if (Number.isInteger(years) && years >= 1 && years <= longestNamed && first < full)
        yield {
          at: node.span,
          message: `${inDays(days)} are ${years === 1 ? 'a year' : `${years} years`} without leap days: archives can be deleted from day ${first} on, and a full period may have ${inDays(full)}. Once locked, a day that is missing is missing for ever.`,
          fixes: [fullYears(statement, test, only, context)],
        };
      else if (isInclusive(test))
        yield {
          at: test.operator.key.span,
          message: `With ${test.use.operator.name} the age ${days} itself is included: archives can be deleted from day ${first} on, for ever. With NumericLessThan it would be day ${days}.`,
        };
    }
  }
});

function isInclusive({ use }: AgeTest): boolean {
  return use.operator.name.endsWith('Equals');
}

/** Whether it is at this age that a statement stops to apply, whatever else it asks for. */
function decides(statement: StatementTree, first: number): boolean {
  return ageTests(statement).every((test) => holdsAt(test, first - 1));
}

function fullYears(
  statement: StatementTree,
  test: AgeTest,
  { node, days }: AgeTest['ages'][number],
  { editor }: LintContext,
): FixDraft | undefined {
  const years = days / 365;
  const full = daysOfYears(years);
  const value = editor.replace(node, node.kind === 'number' ? full : String(full));
  const period = `${inWords(years)} full year${years === 1 ? '' : 's'}`;
  if (!isInclusive(test)) return { title: `Use ${full} (${period})`, edits: [value] };
  const meant = test.use.canonical.replace('LessThanEquals', 'LessThan');
  const [rename, ...more] = changeOperator(statement, test, meant, editor) ?? [];
  // A test that has to move takes its value with it, which cannot be changed in the same step.
  if (!rename || more.length > 0) return undefined;
  return { title: `Use ${meant} with ${full} (${period})`, edits: [rename, value] };
}

function inWords(years: number): string {
  const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
  return words[years - 1] ?? String(years);
}
