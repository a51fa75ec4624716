import type { StatementTree } from '../../syntax/policyTree';
import { expandAction, type Action } from '../../vocabulary/actions';
import { isAgeKey } from '../../vocabulary/conditionKeys';
import { conditionTests, holdsWhenAbsent, type KnownTest } from '../conditionTests';
import { actionEntries, isAllow, isDeny, siblingsOf } from '../elements';
import { overStatements, type FixDraft, type LintContext } from '../rule';
import { canCarry, dependsOnAction, namesOf } from './keyPresence';
import { entriesWithout, isOneAction } from './moveActions';
import { reachedActions } from './reach';
import { asksWrongFamily } from './wrongTagKeyFamily';

/** A test on a key that requests for an action never carry: for it the statement never applies, or the test says nothing. */
export const keyNotForAction = overStatements(function* (statement, context) {
  const element = statement.action ?? statement.notAction;
  if (!element?.value) return;
  const judged = new Set<string>();
  for (const test of conditionTests(statement)) {
    const { keyUse, key, use } = test;
    const name = key.key.value.toLowerCase();
    if (!keyUse || !dependsOnAction(keyUse) || use.operator.family === 'Null' || judged.has(name)) continue;
    if (asksWrongFamily(test)) continue;
    const never = !holdsWhenAbsent(test);
    if (isDeny(statement) && !isJudgedHere(test, never)) continue;
    // What an Allow takes in by a wildcard it need not have meant.
    const concerned = isDeny(statement) ? reachedActions(statement) : namedActions(statement);
    const strangers = concerned.filter((action) => !canCarry(action, keyUse));
    if (strangers.length === 0 || (!isDeny(statement) && !isAllow(statement))) continue;
    judged.add(name);
    const dead = isDeny(statement) && strangers.length === reachedActions(statement).length;
    yield {
      at: strangers.length === concerned.length ? key.key.span : element.value.span,
      covers: statement.node.span,
      message: messageOf(statement, test, strangers, never),
      ...(dead && { severity: 'error' as const }),
      fixes: never && !dead ? [leaveOut(statement, strangers, context)] : [],
    };
  }
});

/** In a Deny, tests on the age are age-on-other-actions', and those that hold without their key absent-key-matches-all's. */
function isJudgedHere({ key, keyUse }: KnownTest, never: boolean): boolean {
  return never && !isAgeKey(key.key.value) && keyUse?.key.presence !== 'never for Glacier';
}

function namedActions(statement: StatementTree): readonly Action[] {
  if (!statement.action) return [];
  const named = new Set(
    actionEntries(statement).flatMap(({ node }) => (isOneAction(node.value) ? expandAction(node.value) : [])),
  );
  return reachedActions(statement).filter((action) => named.has(action));
}

function messageOf(
  statement: StatementTree,
  { keyUse, key, use }: KnownTest,
  strangers: readonly Action[],
  never: boolean,
): string {
  const [is, them] = strangers.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const name = keyUse?.key.presence === 'never for Glacier' ? keyUse.key.name : key.key.value;
  const carries = `Requests for ${namesOf(strangers)} never carry ${name}`;
  if (isDeny(statement))
    return `${carries}: ${strangers.length === 1 ? 'it is' : 'they are'} never denied by this statement, for ever once locked. Deny ${them} in a statement without this test, or leave ${them} out.`;
  if (never) return `${carries}: this statement never allows ${them}, and once locked none can be added.`;
  return `${carries}, and without it ${use.canonical} is true: ${strangers.length === 1 ? 'it' : 'they'} ${is} allowed whatever the value, and an Allow in a lock can never be withdrawn.`;
}

/** What a statement never concerns can go without a change of meaning. */
function leaveOut(
  statement: StatementTree,
  strangers: readonly Action[],
  { editor }: LintContext,
): FixDraft | undefined {
  const { action } = statement;
  const entries = entriesWithout(statement, strangers);
  if (!action?.value || !siblingsOf(action) || entries.length === 0) return undefined;
  const [only, ...others] = entries;
  return {
    title: strangers.length === 1 ? 'Remove the action' : 'Remove the actions',
    edits: [editor.replace(action.value, others.length === 0 ? [only] : entries)],
  };
}
