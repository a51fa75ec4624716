import { memberOf } from '../../syntax/jsonNode';
import { isAllow, isDeny } from '../elements';
import { overStatements } from '../rule';
import { ageTests } from './ageTests';
import { reachedActions } from './reach';

/** The test looks at the wrong end of an archive's life. */
export const ageDirection = overStatements(function* (statement, { editor }) {
  if (!reachedActions(statement).some(({ name }) => name === 'DeleteArchive')) return;
  const tests = ageTests(statement);
  const { condition } = statement;
  for (const { operator, use, comparison, ages } of tests) {
    const [first] = ages;
    if (!first) continue;
    // A Deny between two ages has both ends on purpose.
    const bothEnds = tests.some((other) => other.comparison !== comparison);
    if (isDeny(statement) && comparison === 'Greater' && !bothEnds) {
      const meant = use.canonical.replace(/Greater(?:ThanEquals|Than)/, 'LessThan');
      const free = condition?.value?.kind === 'object' && !memberOf(condition.value, meant);
      yield {
        at: operator.key.span,
        message: `This protects archives older than ${first.days} days and lets everybody delete the younger ones, for ever once locked. Retention denies deleting young archives: NumericLessThan.`,
        fixes: free
          ? [{ title: `Use ${meant}`, edits: [editor.replace(operator.key, meant)], preferred: true }]
          : [],
      };
    }
    if (isAllow(statement) && comparison === 'Less')
      yield {
        at: operator.key.span,
        message: `This allows deleting archives younger than ${first.days} days, and an Allow in a lock can never be withdrawn. Retention is a Deny with NumericLessThan.`,
      };
  }
});
