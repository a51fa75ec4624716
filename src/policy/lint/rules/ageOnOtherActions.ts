import { valuesOf } from '../../syntax/policyTree';
import { conditionTests } from '../conditionTests';
import { expandAction } from '../../vocabulary/actions';
import { isAgeKey } from '../../vocabulary/conditionKeys';
import { isDeny } from '../elements';
import { overStatements } from '../rule';
import { ageTests, needsAge } from './ageTests';
import { namesOf } from './keyPresence';
import { moveActions } from './moveActions';
import { reachedActions } from './reach';

/** A positive test on the age is never true for actions that carry none. */
export const ageOnOtherActions = overStatements(function* (statement, context) {
  const element = statement.action ?? statement.notAction;
  if (!element?.value || !isDeny(statement)) return;
  const positive = ageTests(statement).some(needsAge);
  const reached = reachedActions(statement);
  const others = reached.filter(({ age }) => !age);
  if (!positive || others.length === 0) return;
  const understood = valuesOf(element).every(
    (entry) => entry.kind === 'string' && expandAction(entry.value).some(({ outside }) => !outside),
  );
  const dead = others.length === reached.length && understood;
  const [are, them] = others.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const ages = conditionTests(statement).filter(({ key }) => isAgeKey(key.key.value));
  yield {
    at: element.value.span,
    covers: statement.node.span,
    message: `Only DeleteArchive and InitiateJob have an age: under this condition ${namesOf(others)} ${are} denied to nobody, and once locked never will be. Deny ${them} in a statement without the age.`,
    // Then the statement as a whole never applies.
    ...(dead && { severity: 'error' as const }),
    fixes: dead ? [] : [moveActions(statement, others, ages, context)],
  };
});
