import { overStatements } from '../rule';
import { keyProblem, meantKey } from './conditionKeyNames';
import { keyFixes } from './keyFixes';

/** A key that begins like one of Glacier's or AWS's own and is none. */
export const unknownConditionKey = overStatements(function* (statement, { editor }) {
  for (const { operator, key } of statement.tests) {
    const name = key.key.value;
    if (keyProblem(name) !== 'unknown') continue;
    const meant = meantKey(name);
    yield {
      at: key.key.span,
      message: `There is no condition key "${name}": no request carries it, and once locked none ever will.${meant ? ` Probably ${meant} is meant.` : ''}`,
      fixes: keyFixes(statement, operator, key, meant, editor),
    };
  }
});
