import type { StatementTree } from '../../syntax/policyTree';
import { isDeny } from '../elements';
import { overPolicy, type FixDraft, type LintContext } from '../rule';
import { addStatement, copyStatement, removeTests } from '../statementEdits';
import { testsOnKey } from '../conditionTests';
import { ageTests, needsAge } from './ageTests';
import { affectedActions } from './keyPresence';
import { reachedActions } from './reach';
import { keptUntil } from './retentions';
import { tagTests } from './tagTests';

/** All tests of one Condition must hold: a hold and an age in it keep only what has both. */
export const andInsteadOfOr = overPolicy(function* (policy, context) {
  const keepers = policy.statements.filter(
    (statement) =>
      isDeny(statement) && affectedActions(statement).some(({ name }) => name === 'DeleteArchive'),
  );
  // Beside a hold of its own, one with an age is an addition on purpose.
  if (keepers.some((statement) => !asksAge(statement) && holdTests(statement).length > 0)) return;
  const retentions = keepers.filter((statement) => asksAge(statement) && holdTests(statement).length === 0);
  const longest = Math.max(-1, ...retentions.map(keptUntil));
  for (const statement of keepers) {
    const [hold] = holdTests(statement);
    // So is one that keeps longer what is kept anyhow.
    if (!hold || !asksAge(statement) || (longest >= 0 && keptUntil(statement) > longest)) continue;
    const tag = hold.keyUse?.tagKey ?? '';
    yield {
      at: statement.condition?.key.span ?? hold.key.key.span,
      message: `All tests of a Condition must hold: this keeps archives only while both the age and the tag ${tag} are as written, for ever once locked. Old archives can be deleted in spite of a hold${longest < 0 ? ', and young ones without it' : ''}. Write two statements.`,
      fixes: () => [split(statement, context)],
    };
  }
});

function asksAge(statement: StatementTree): boolean {
  return ageTests(statement).some((test) => needsAge(test) && test.ages.length > 0);
}

/** That the tag is there at all is no hold. */
function holdTests(statement: StatementTree) {
  return tagTests(statement).filter(({ use }) => use.operator.family !== 'Null');
}

function split(statement: StatementTree, { parsed, editor }: LintContext): FixDraft | undefined {
  // Without the age the hold would deny the other actions as well.
  const onlyDelete = reachedActions(statement).every(({ name }) => name === 'DeleteArchive');
  const ages = ageTests(statement).flatMap(({ key }) => testsOnKey(statement, key.key.value));
  const young = removeTests(statement, tagTests(statement), editor);
  const onHold = removeTests(statement, ages, editor);
  if (!onlyDelete || !parsed.policy || !young || !onHold) return undefined;
  const copy = copyStatement(parsed.policy, statement, onHold, editor);
  const added = addStatement(parsed.policy, statement, copy, editor);
  return added && { title: 'Split into two statements', edits: [...young, ...added] };
}
