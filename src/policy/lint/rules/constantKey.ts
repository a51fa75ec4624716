import { parseArn } from '../../evaluate/arn';
import type { StatementTree } from '../../syntax/policyTree';
import { holdsFor, testsOnKey, type KnownTest } from '../conditionTests';
import { alwaysHolds, neverApplies } from '../consequence';
import { isDeny, resourceEntries } from '../elements';
import { overStatements, type FixDraft, type LintContext } from '../rule';

/** aws:ResourceAccount is the account of the vault: in the policy of a vault it never varies. */
export const constantKey = overStatements(function* (statement, context) {
  const tests = testsOnKey(statement, 'aws:ResourceAccount');
  const account = tests.length === 0 ? undefined : ownAccount(statement, context);
  for (const test of tests) {
    const varies = account === undefined || test.values.some(({ text }) => text.includes('${'));
    const holds = varies ? undefined : holdsFor(test, [account]);
    yield {
      at: test.key.key.span,
      severity: holds === false && isDeny(statement) ? 'error' : 'information',
      message:
        holds === undefined
          ? 'aws:ResourceAccount is the account of the vault that carries this policy, so the test always comes out the same, for ever once locked. Leave it out.'
          : `aws:ResourceAccount is the account of the vault, ${account ?? ''}: the test is ${holds ? 'always' : 'never'} true. ${holds ? alwaysHolds(statement) : neverApplies(statement)}`,
      fixes: holds === true ? [removeTest(statement, test, context)] : [],
    };
  }
});

/** The account of the vault, as far as it is certain. */
function ownAccount(statement: StatementTree, { target }: LintContext): string | undefined {
  if (target) return target.account;
  const named = new Set(
    resourceEntries(statement).map(({ node, negated }) => (negated ? undefined : parseArn(node.value)?.[4])),
  );
  const [only, ...others] = named;
  return others.length === 0 && only !== undefined && /^\d{12}$/.test(only) ? only : undefined;
}

/** Only where another test stays: a statement without any condition should be written as one. */
function removeTest(
  { condition, tests }: StatementTree,
  { operator, key }: KnownTest,
  { editor }: LintContext,
): FixDraft | undefined {
  if (condition?.value?.kind !== 'object' || operator.value?.kind !== 'object' || tests.length < 2)
    return undefined;
  const alone = operator.value.members.length === 1;
  const edits = alone
    ? editor.remove(condition.value.members, operator)
    : editor.remove(operator.value.members, key);
  return { title: 'Remove the test', edits, preferred: true };
}
