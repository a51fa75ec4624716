import type { ConditionTest } from '../document';
import { readConditionKey } from '../vocabulary/conditionKeys';
import { readOperator, type OperatorUse } from '../vocabulary/operators';
import { hasWildcard } from '../wildcard';
import { canonicalValue } from './canonicalValue';
import { mayHaveVariable } from './canonicalWildcards';
import { inOrder, inOrderAsJson } from './inOrder';

/** One spelling for the tests of a statement, which must all hold, in whatever order. */
export function canonicalConditions(tests: readonly ConditionTest[]): readonly ConditionTest[] {
  return inOrderAsJson(unitePairs(tests.map(canonicalTest)));
}

function canonicalTest({ operator, key, values }: ConditionTest): ConditionTest {
  const use = readOperator(operator);
  if (!use) return { operator: operator.toLowerCase(), key: canonicalKey(key), values: inOrder(values) };
  const respelled = inOrder(values.map((value) => canonicalValue(use.operator, value)));
  const name = simplestName(use, respelled);
  return { operator: nameOf(use, name), key: canonicalKey(key), values: respelled };
}

/** The names of keys have no case, with their tag keys (IAM user guide, "Condition keys"). */
function canonicalKey(key: string): string {
  const use = readConditionKey(key);
  if (!use) return key.toLowerCase();
  return use.tagKey === undefined ? use.key.name : `${use.key.name}/${use.tagKey.toLowerCase()}`;
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
