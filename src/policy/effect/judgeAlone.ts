import type { ConditionTest } from '../document';
import { judgeCondition } from '../evaluate/condition';
import type { RequestContext } from '../evaluate/requestContext';
import { readOperator } from '../vocabulary/operators';
import { hasWildcard, isMatchAll } from '../wildcard';

const absent: RequestContext = { valuesOf: () => undefined, singleValueOf: () => undefined };

/** Whether a test holds where its key has this value, or is absent, as the evaluator judges it. */
export function holdsAt(test: ConditionTest, value: string | undefined): boolean {
  if (value === undefined) return judgeCondition(test, absent, undefined).holds;
  const values = [value];
  return judgeCondition(test, { valuesOf: () => values, singleValueOf: () => undefined }, undefined).holds;
}

/** Whether a test compares with the value of another key, which nobody knows here. */
export function hasVariable({ operator, values }: ConditionTest, version: string): boolean {
  if (version !== '2012-10-17' || !values.some((value) => value.includes('${'))) return false;
  const family = readOperator(operator)?.operator.family;
  // Whether Bool reads variables AWS's pages say both ways.
  return family === 'String' || family === 'Arn' || family === 'Bool';
}

/**
 * Whether a test tells only those values apart that it names (without case), so that one other value stands for all
 * others. Wildcards, ranges and orders tell more apart.
 */
export function comparesByName({ operator, values }: ConditionTest): boolean {
  const use = readOperator(operator);
  // What is no operator never holds, whatever the value.
  if (!use) return true;
  const { family, wildcards } = use.operator;
  if (family === 'Null' || family === 'Bool') return true;
  return (
    family === 'String' && (!wildcards || values.every((value) => !hasWildcard(value) || isMatchAll(value)))
  );
}
