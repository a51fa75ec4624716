import { overStatements } from '../rule';
import { keyProblem, meantKey } from './conditionKeyNames';
import { keyFixes } from './keyFixes';

/** A condition key without the prefix that says whose it is. */
export const conditionKeyFormat = overStatements(function* (statement, { editor }) {
  for (const { operator, key } of statement.tests) {
    const name = key.key.value;
    if (keyProblem(name) !== 'no prefix') continue;
    const meant = meantKey(name);
    yield {
      at: key.key.span,
      message: `The condition key "${name}" has no prefix: no request carries it, and once locked none ever will. Glacier's keys begin with "glacier:", those of all services with "aws:".`,
      fixes: keyFixes(statement, operator, key, meant, editor),
    };
  }
});
