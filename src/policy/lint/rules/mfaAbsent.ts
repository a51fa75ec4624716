import type { PolicyTree, StatementTree } from '../../syntax/policyTree';
import type { Action } from '../../vocabulary/actions';
import { changeOperator } from '../changeOperator';
import {
  conditionTests,
  demandsKeyElsewhere,
  holdsFor,
  holdsWhenAbsent,
  testsOnKey,
  type KnownTest,
} from '../conditionTests';
import { isDeny } from '../elements';
import { overPolicy, type Finding, type LintContext } from '../rule';
import { affectedActions } from './keyPresence';
import { concernsEveryone } from './reach';

const mfaPresent = 'aws:MultiFactorAuthPresent';
const mfaAge = 'aws:MultiFactorAuthAge';

/** Requests with long-term access keys carry no MFA key at all: a plain test does not catch them. */
export const mfaAbsent = overPolicy(function* (policy, context) {
  const caught = actionsDeniedWithoutMfa(policy);
  for (const statement of policy.statements) {
    if (!isDeny(statement) || affectedActions(statement).every((action) => caught.has(action))) continue;
    for (const test of [...testsOnKey(statement, mfaPresent), ...testsOnKey(statement, mfaAge)])
      yield* judge(statement, test, context);
  }
});

/** What some statement denies to callers without the key, whatever else they are. */
function actionsDeniedWithoutMfa({ statements }: PolicyTree): ReadonlySet<Action> {
  const denied = new Set<Action>();
  for (const statement of statements) {
    const tests = conditionTests(statement);
    const whole = tests.length === statement.tests.length && isDeny(statement) && concernsEveryone(statement);
    const withoutMfa = tests.every((test) => isMfaKey(test) && holdsWhenAbsent(test));
    if (whole && withoutMfa) for (const action of affectedActions(statement)) denied.add(action);
  }
  return denied;
}

function isMfaKey({ key }: KnownTest): boolean {
  const name = key.key.value.toLowerCase();
  return name === mfaPresent.toLowerCase() || name === mfaAge.toLowerCase();
}

function* judge(statement: StatementTree, test: KnownTest, { editor }: LintContext): Iterable<Finding> {
  const { operator, key, use, keyUse } = test;
  if (!keyUse || use.operator.family === 'Null' || holdsWhenAbsent(test)) return;
  // Whoever demands the key in so many words wants those only who have it.
  if (demandsKeyElsewhere(statement, test)) return;
  const isAge = keyUse.key.name === mfaAge;
  const meantForMissing = isAge ? use.operator.name.includes('Greater') : holdsFor(test, ['false']);
  if (!meantForMissing || use.set) return;
  const meant = `${use.canonical}IfExists`;
  const edits = changeOperator(statement, test, meant, editor);
  yield {
    at: operator.key.span,
    covers: key.span,
    message: `Requests with long-term access keys carry no ${keyUse.key.name}, so ${use.canonical} does not catch them: they are not denied, for ever once locked. Use ${meant}.`,
    fixes: edits ? [{ title: `Use ${meant}`, edits, preferred: true }] : [],
  };
}
