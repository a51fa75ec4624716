import type { ConditionTest } from '../document';
import { understandOperator, type Operator } from './operator';
import type { RequestContext } from './requestContext';
import type { VariableLookup } from './variables';

/** Whether a condition holds for a request, and what settled it. */
export interface ConditionTrace {
  readonly test: ConditionTest;
  readonly holds: boolean;
  readonly because: 'unknownOperator' | 'setOperator' | 'keyAbsent' | 'keyPresent' | 'noValue' | ValueTrace;
}

/** Whether one value of the request passes. */
export interface ValueTrace {
  readonly holds: boolean;
  readonly requestValue: string;
  /** The value of the policy that settled it; undefined when it took all of them. */
  readonly policyValue: string | undefined;
}

type ComparisonOperator = Extract<Operator, { kind: 'comparison' }>;

/**
 * Judges one operator on one key.
 * @param lookup finds the values of policy variables; undefined where the language has none
 */
export function judgeCondition(
  test: ConditionTest,
  context: RequestContext,
  lookup: VariableLookup | undefined,
): ConditionTrace {
  const operator = understandOperator(test.operator);
  if (!operator) return { test, holds: false, because: 'unknownOperator' };
  const requestValues = context.valuesOf(test.key);
  return operator.kind === 'null'
    ? judgePresence(test, operator.set, requestValues !== undefined)
    : judgeValues(test, operator, requestValues, lookup);
}

/** With a set operator Null does not look at the request (IAM Access Analyzer, "Null with qualifier"). */
function judgePresence(test: ConditionTest, set: Operator['set'], present: boolean): ConditionTrace {
  if (set) return { test, holds: set === 'ForAllValues', because: 'setOperator' };
  const wanted = present ? 'false' : 'true';
  const holds = test.values.some((value) => value.toLowerCase() === wanted);
  return { test, holds, because: present ? 'keyPresent' : 'keyAbsent' };
}

function judgeValues(
  test: ConditionTest,
  operator: ComparisonOperator,
  requestValues: readonly string[] | undefined,
  lookup: VariableLookup | undefined,
): ConditionTrace {
  if (!requestValues) return { test, holds: holdsWhenAbsent(operator), because: 'keyAbsent' };
  // To a set operator an empty string is no value (IAM user guide, "Multivalued context keys").
  const values = operator.set ? requestValues.filter((value) => value !== '') : requestValues;
  const traces = values.map((value) => judgeValue(value, test.values, operator, lookup));
  // A plain operator on several values is undefined in AWS: here some must match, or with a negated one none.
  const needsAll = operator.set ? operator.set === 'ForAllValues' : operator.negated;
  const decisive = traces.find(({ holds }) => holds !== needsAll) ?? traces[0];
  return { test, holds: decisive?.holds ?? needsAll, because: decisive ?? 'noValue' };
}

function holdsWhenAbsent({ set, ifExists, negated }: ComparisonOperator): boolean {
  if (ifExists) return true;
  return set ? set === 'ForAllValues' : negated;
}

/** The values of the policy are alternatives; negated, none may match and all must be comparable. */
function judgeValue(
  requestValue: string,
  policyValues: readonly string[],
  { negated, compare }: ComparisonOperator,
  lookup: VariableLookup | undefined,
): ValueTrace {
  const policyValue = policyValues.find((value) => {
    const matches = compare(requestValue, value, lookup);
    return negated ? matches !== false : matches === true;
  });
  return { holds: (policyValue !== undefined) !== negated, requestValue, policyValue };
}
