import type { ConditionTest } from '../document';
import { readOperator, type OperatorUse } from '../vocabulary/operators';
import { hasWildcard } from '../wildcard';
import { canonicalKey } from './canonicalKey';
import { canonicalValue } from './canonicalValue';
import { mayHaveVariable } from './canonicalWildcards';
import { inOrder, inOrderAsJson } from './inOrder';

/**
 * One spelling for the tests of a statement, which must all hold, in whatever order.
 * @param spell spells the variables of a text in one way
 */
export function canonicalConditions(
  tests: readonly ConditionTest[],
  spell: (text: string) => string,
): readonly ConditionTest[] {
  return inOrderAsJson(unitePairs(tests.map((test) => canonicalTest(test, spell))));
}

function canonicalTest(
  { operator, key, values }: ConditionTest,
  spell: (text: string) => string,
): ConditionTest {
  const use = readOperator(operator);
  if (!use) return { operator: operator.toLowerCase(), key: canonicalKey(key), values: inOrder(values) };
  const respelled = inOrder(values.map((value) => canonicalValue(use.operator, value, spell)));
  const name = simplestName(use, respelled);
  return { operator: nameOf(use, name), key: canonicalKey(key), values: respelled };
}

/**
 * The plainest operator that compares the same: ArnEquals and ArnLike are one (IAM user guide, "Amazon Resource Name
 * (ARN) condition operators"), and StringLike without a wildcard is StringEquals.
 */
function simplestName({ operator }: OperatorUse, values: readonly string[]): string {
  const { name, family, wildcards } = operator;
  if (family === 'Arn') return name.replace('Equals', 'Like');
  const isPlain = values.every((value) => !hasWildcard(value) && !mayHaveVariable(value));
  return family === 'String' && wildcards && isPlain ? name.replace('Like', 'Equals') : name;
}

function nameOf({ set, ifExists }: OperatorUse, name: string): string {
  return `${set ? `${set}:` : ''}${name}${ifExists ? 'IfExists' : ''}`;
}

/**
 * Makes one test of several with the same negated operator and key: none of these and none of those is none of both.
 * Under ForAnyValue another value of the request may answer each, and positive tests ask for a value in every list.
 * What is no operator never holds, with whatever values.
 */
function unitePairs(tests: readonly ConditionTest[]): readonly ConditionTest[] {
  const united = new Map<string, ConditionTest>();
  for (const test of tests) {
    const use = readOperator(test.operator);
    const mayUnite = !use || (use.operator.negated && use.set !== 'ForAnyValue');
    const name = JSON.stringify(mayUnite ? [test.operator, test.key] : test);
    const before = united.get(name);
    united.set(name, before ? { ...test, values: inOrder([...before.values, ...test.values]) } : test);
  }
  return [...united.values()];
}
