import type { Member } from '../../syntax/jsonNode';
import type { ConditionTestTree, StatementTree } from '../../syntax/policyTree';
import { isAgeKey } from '../../vocabulary/conditionKeys';
import { readOperator, type OperatorUse } from '../../vocabulary/operators';
import { isDeny } from '../elements';
import { overStatements, type FixDraft, type LintContext } from '../rule';
import { agesFit } from './keyFixes';

/** The age of an archive is a number of days: any operator but the numeric ones (and Null) gets it wrong. */
export const ageOperator = overStatements(function* (statement, context) {
  for (const test of statement.tests) {
    const use = readOperator(test.operator.key.value);
    if (!isAgeKey(test.key.key.value) || !use) continue;
    if (use.operator.family === 'Numeric' || use.operator.family === 'Null') continue;
    yield {
      at: test.operator.key.span,
      message: `The age of an archive is a number of days, and ${use.operator.name} compares something else. Once locked, the statement ${isDeny(statement) ? 'may protect no archive at any age' : 'may never apply'}, for ever. Use a numeric operator.`,
      fixes: [useNumeric(statement, test, use, context)],
    };
  }
});

function useNumeric(
  { condition }: StatementTree,
  { operator, values }: ConditionTestTree,
  use: OperatorUse,
  { editor }: LintContext,
): FixDraft | undefined {
  const { family, name } = use.operator;
  const isDate = family === 'Date';
  const meant = isDate ? name.replace('Date', 'Numeric') : 'NumericLessThan';
  const alone = operator.value?.kind === 'object' && operator.value.members.length === 1;
  const free = condition?.value?.kind === 'object' && !hasOperator(condition.value.members, meant);
  if (!alone || !free || values.length === 0 || !agesFit(operator, meant)) return undefined;
  return { title: `Use ${meant}`, edits: [editor.replace(operator.key, meant)] };
}

function hasOperator(members: readonly Member[], name: string): boolean {
  return members.some(({ key }) => readOperator(key.value)?.canonical === name);
}
