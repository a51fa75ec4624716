import { principalValues } from '../elements';
import { overStatements } from '../rule';
import { readPrincipalText } from './principalArn';

/** What AWS shows in place of the ARN of a role or user that was deleted. */
export const deadPrincipalId = overStatements(function* (statement) {
  for (const { node, type } of principalValues(statement)) {
    if (type !== 'AWS' || readPrincipalText(node.value) !== 'unique id') continue;
    const kind = node.value.startsWith('AROA') ? 'role' : 'user';
    yield {
      at: node.span,
      message: `AWS shows such an ID where a ${kind} is gone: nobody bears it any more, also not a ${kind} made again under the old name, and once locked the entry never concerns anybody. Name the ARN that is meant.`,
    };
  }
});
