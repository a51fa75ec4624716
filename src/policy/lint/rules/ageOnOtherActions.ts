import { isDeny } from '../elements';
import { overStatements } from '../rule';
import { ageTests, needsAge } from './ageTests';
import { reachedActions } from './reach';

/** A positive test on the age is never true for actions that carry none. */
export const ageOnOtherActions = overStatements(function* (statement) {
  const element = statement.action ?? statement.notAction;
  if (!element?.value || !isDeny(statement)) return;
  const positive = ageTests(statement).some(needsAge);
  const others = reachedActions(statement).filter(({ age }) => !age);
  if (!positive || others.length === 0) return;
  const named = others.slice(0, 3).map(({ name }) => name);
  const rest = others.length - named.length;
  const list = rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(' and ');
  yield {
    at: element.value.span,
    covers: statement.node.span,
    message: `Only DeleteArchive and InitiateJob have an age: ${list} ${others.length === 1 ? 'is' : 'are'} never denied by this statement, to nobody, for ever once locked. Deny ${others.length === 1 ? 'it' : 'them'} in a statement without the age.`,
  };
});
