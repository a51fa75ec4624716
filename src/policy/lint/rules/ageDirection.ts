import { memberOf } from '../../syntax/jsonNode';
import { isAllow, isDeny } from '../elements';
import { overStatements } from '../rule';
import { ageTests, holdsAt, whichAges } from './ageTests';
import { agesFit } from './keyFixes';
import { reachedActions } from './reach';

/** The test looks at the wrong end of an archive's life. */
export const ageDirection = overStatements(function* (statement, { editor }) {
  if (!reachedActions(statement).some(({ name }) => name === 'DeleteArchive')) return;
  const tests = ageTests(statement);
  const { condition } = statement;
  for (const test of tests) {
    const { operator, use, comparison, ages } = test;
    if (ages.length === 0) continue;
    // A Deny between two ages has both ends on purpose, and one from age 0 on leaves no end at all.
    const bothEnds = tests.some((other) => other.comparison !== comparison);
    if (isDeny(statement) && comparison === 'Greater' && !bothEnds && !holdsAt(test, 0)) {
      const meant = use.canonical.replace(/Greater(?:ThanEquals|Than)/, 'LessThan');
      const free = condition?.value?.kind === 'object' && !memberOf(condition.value, meant);
      const sound = agesFit(operator, meant);
      yield {
        at: operator.key.span,
        message: `This protects archives ${whichAges(test)} and no younger ones, for ever once locked. Retention denies deleting young archives: NumericLessThan.`,
        // Never the preferred one: it turns the meaning round, and frees what is protected now.
        fixes: free && sound ? [{ title: `Use ${meant}`, edits: [editor.replace(operator.key, meant)] }] : [],
      };
    }
    if (isAllow(statement) && comparison === 'Less' && holdsAt(test, 0))
      yield {
        at: operator.key.span,
        message: `This allows deleting archives ${whichAges(test)}, and an Allow in a lock can never be withdrawn. Retention is a Deny with NumericLessThan.`,
      };
  }
});
