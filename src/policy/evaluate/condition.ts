import type { ConditionTest } from '../document';
import type { ValueTest } from './comparisons';
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
 * Judges a test on a request.
 * @param lookup finds the values of policy variables; undefined where the language has none
 */
type ConditionJudge = (context: RequestContext, lookup: VariableLookup | undefined) => ConditionTrace;

/** Judges one operator on one key, for one request. A test that is asked again has been read already. */
export function judgeCondition(
  test: ConditionTest,
  context: RequestContext,
  lookup: VariableLookup | undefined,
): ConditionTrace {
  return conditionJudge(test)(context, lookup);
}

const judges = new WeakMap<ConditionTest, ConditionJudge>();

/** Reads one operator with its values, once for all requests. */
export function conditionJudge(test: ConditionTest): ConditionJudge {
  const before = judges.get(test);
  if (before) return before;
  const judge = readTest(test);
  judges.set(test, judge);
  return judge;
}

function readTest(test: ConditionTest): ConditionJudge {
  const operator = understandOperator(test.operator);
  if (!operator) return always({ test, holds: false, because: 'unknownOperator' });
  return operator.kind === 'null' ? presenceJudge(test, operator.set) : valuesJudge(test, operator);
}

function always(trace: ConditionTrace): ConditionJudge {
  return () => trace;
}

/** With a set operator Null does not look at the request (IAM Access Analyzer, "Null with qualifier"). */
function presenceJudge(test: ConditionTest, set: Operator['set']): ConditionJudge {
  if (set) return always({ test, holds: set === 'ForAllValues', because: 'setOperator' });
  const wants = (word: string): boolean => test.values.some((value) => value.toLowerCase() === word);
  const present: ConditionTrace = { test, holds: wants('false'), because: 'keyPresent' };
  const absent: ConditionTrace = { test, holds: wants('true'), because: 'keyAbsent' };
  return (context) => (context.valuesOf(test.key) ? present : absent);
}

function valuesJudge(test: ConditionTest, operator: ComparisonOperator): ConditionJudge {
  const { set, negated } = operator;
  // A plain operator on several values is undefined in AWS: here some must match, or with a negated one none.
  const needsAll = set ? set === 'ForAllValues' : negated;
  const absent: ConditionTrace = { test, holds: holdsWhenAbsent(operator), because: 'keyAbsent' };
  const noValue: ConditionTrace = { test, holds: needsAll, because: 'noValue' };
  const judgeValue = valueJudge(test.values, operator);
  return (context, lookup) => {
    const values = context.valuesOf(test.key);
    if (!values) return absent;
    let decisive: ValueTrace | undefined;
    for (const value of values) {
      // To a set operator an empty string is no value (IAM user guide, "Multivalued context keys").
      if (set && value === '') continue;
      const trace = judgeValue(value, lookup);
      decisive ??= trace;
      if (trace.holds === needsAll) continue;
      decisive = trace;
      break;
    }
    return decisive ? { test, holds: decisive.holds, because: decisive } : noValue;
  };
}

function holdsWhenAbsent({ set, ifExists, negated }: ComparisonOperator): boolean {
  if (ifExists) return true;
  return set ? set === 'ForAllValues' : negated;
}

/** The values of the policy are alternatives; negated, none may match and all must be comparable. */
function valueJudge(
  policyValues: readonly string[],
  { negated, compare }: ComparisonOperator,
): (requestValue: string, lookup: VariableLookup | undefined) => ValueTrace {
  const tests = policyValues.map((policyValue): readonly [string, ValueTest] => [
    policyValue,
    compare(policyValue),
  ]);
  return (requestValue, lookup) => {
    for (const [policyValue, test] of tests) {
      const matches = test(requestValue, lookup);
      // What cannot be compared settles a negated operator, which then fails, and no other.
      if (matches ?? negated) return { holds: !negated, requestValue, policyValue };
    }
    return { holds: negated, requestValue, policyValue: undefined };
  };
}
