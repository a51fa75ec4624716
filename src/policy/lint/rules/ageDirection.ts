import { changeOperator } from '../changeOperator';
import { isAllow, isDeny } from '../elements';
import { overPolicy, type Finding, type LintContext } from '../rule';
import type { PolicyTree, StatementTree } from '../../syntax/policyTree';
import { ageTests, holdsAt, whichAges, type AgeTest } from './ageTests';
import { readWholeDays } from './age';
import { affectedActions } from './keyPresence';
import { otherKeepsYoung } from './retentions';

/** The test looks at the wrong end of an archive's life. */
export const ageDirection = overPolicy(function* (policy, context) {
  for (const statement of policy.statements) {
    if (!affectedActions(statement).some(({ name }) => name === 'DeleteArchive')) continue;
    const tests = ageTests(statement).filter(({ ages }) => ages.length > 0);
    if (isDeny(statement)) yield* judgeDeny(policy, statement, tests, context);
    if (isAllow(statement)) yield* judgeAllow(tests);
  }
});

function* judgeDeny(
  policy: PolicyTree,
  statement: StatementTree,
  tests: readonly AgeTest[],
  { editor }: LintContext,
): Iterable<Finding> {
  // A Deny between two ages has both ends on purpose, and one from age 0 on leaves no end at all.
  const bothEnds = tests.some(({ comparison }) => comparison !== 'Greater');
  if (bothEnds || tests.every((test) => holdsAt(test, 0)) || otherKeepsYoung(policy, statement)) return;
  for (const test of tests) {
    if (holdsAt(test, 0)) continue;
    const meant = test.use.canonical.replace(/Greater(?:ThanEquals|Than)/, 'LessThan');
    const days = test.values.map(({ node }) => readWholeDays(node));
    const sound = !days.includes(undefined) && new Set(days).size === 1;
    const edits = sound ? changeOperator(statement, test, meant, editor) : undefined;
    yield {
      at: test.operator.key.span,
      message: `This protects archives ${whichAges(test)} and no younger ones, for ever once locked. Retention denies deleting young archives: NumericLessThan.`,
      // Never the preferred one: it turns the meaning round, and frees what is protected now.
      fixes: edits ? [{ title: `Use ${meant}`, edits }] : [],
    };
  }
}

function* judgeAllow(tests: readonly AgeTest[]): Iterable<Finding> {
  if (!tests.every((test) => holdsAt(test, 0))) return;
  for (const test of tests)
    if (test.comparison === 'Less')
      yield {
        at: test.operator.key.span,
        message: `This allows deleting archives ${whichAges(test)}, and an Allow in a lock can never be withdrawn. Retention is a Deny with NumericLessThan.`,
      };
}
