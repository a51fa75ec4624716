import { isAllow, principalValues } from '../elements';
import { isPositive, testsOnKey } from '../conditionTests';
import { overStatements } from '../rule';
import type { StatementTree } from '../../syntax/policyTree';
import { isMatchAll } from '../../wildcard';

const sources = ['aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];

/** An Allow for a service of AWS, on whosever behalf it acts. */
export const servicePrincipalOpen = overStatements(function* (statement) {
  if (!isAllow(statement) || statement.notPrincipal || namesSource(statement)) return;
  for (const { node, type } of principalValues(statement)) {
    if (type !== 'Service') continue;
    yield {
      at: node.span,
      message: `Whoever uses ${node.value}, in any account of AWS, may have it do this to the vault, and once locked that can never be withdrawn. Test aws:SourceAccount or aws:SourceArn.`,
    };
  }
});

/** Whether it must be told for whom the service acts. */
function namesSource(statement: StatementTree): boolean {
  return sources
    .flatMap((key) => testsOnKey(statement, key))
    .some((test) => isPositive(test) && !test.values.some(({ text }) => isMatchAll(text)));
}
