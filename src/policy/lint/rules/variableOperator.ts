import type { OperatorFamily } from '../../vocabulary/operators';
import { conditionTests, isPositive } from '../conditionTests';
import { neverApplies } from '../consequence';
import { overStatements } from '../rule';

/** IAM user guide, "Variables and tags". Of Bool one page of AWS says that it takes variables and another that it does not. */
const literal: readonly OperatorFamily[] = ['Numeric', 'Date', 'IpAddress', 'Binary', 'Null'];

/** A policy variable under an operator that reads none. */
export const variableOperator = overStatements(function* (statement, { parsed }) {
  if (!parsed.policyText.includes('${')) return;
  for (const test of conditionTests(statement)) {
    const { name, family } = test.use.operator;
    if (!literal.includes(family)) continue;
    const withVariable = test.values.filter(({ text }) => text.includes('${'));
    const dead = withVariable.length === test.values.length && isPositive(test);
    for (const { node } of withVariable)
      yield {
        at: node.span,
        message: `Variables work under String and Arn operators only; under ${name} this is text that can be compared with nothing. ${dead ? neverApplies(statement) : 'Once locked, that stays so, for ever.'} Write the value itself.`,
      };
  }
});
