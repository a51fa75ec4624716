import type { PolicyTree, StatementTree } from '../../syntax/policyTree';
import { conditionTests } from '../conditionTests';
import { isDeny } from '../elements';
import { oncePer } from '../once';
import { ageTests, firstAgeBeyond, holdsAt } from './ageTests';
import { affectedActions } from './keyPresence';
import { concernsEveryone } from './reach';

/** The statements that deny deleting archives to everyone and ask for nothing but an age. */
export const retentionsOf = oncePer(({ statements }: PolicyTree): readonly StatementTree[] =>
  statements.filter(
    (statement) =>
      isDeny(statement) &&
      concernsEveryone(statement) &&
      affectedActions(statement).some(({ name }) => name === 'DeleteArchive') &&
      ageTests(statement).length === statement.tests.length &&
      conditionTests(statement).length === statement.tests.length,
  ),
);

/** Whether some statement other than this one keeps archives from their first day on, from everyone. */
export function otherKeepsYoung(policy: PolicyTree, statement: StatementTree): boolean {
  return keepingYoung(policy).some((other) => other !== statement);
}

const keepingYoung = oncePer((policy: PolicyTree): readonly StatementTree[] =>
  retentionsOf(policy).filter((statement) => ageTests(statement).every((test) => holdsAt(test, 0))),
);

/** The first age at which the statements that keep archives from their first day on let them go. */
export const longestRetention = oncePer((policy: PolicyTree): number =>
  Math.max(-1, ...keepingYoung(policy).map(keptUntil)),
);

/** The first age, in whole days, that all tests of a statement no longer take in; Infinity if there is none. */
export function keptUntil(statement: StatementTree): number {
  const ends = ageTests(statement).flatMap((test) =>
    test.comparison === 'Less' ? (firstAgeBeyond(test) ?? []) : [],
  );
  return Math.min(...ends);
}
