import { judgeCondition } from '../evaluate/condition';
import { readContext } from '../evaluate/requestContext';
import type { JsonNode, Member } from '../syntax/jsonNode';
import type { StatementTree } from '../syntax/policyTree';
import { readConditionKey, type KeyUse } from '../vocabulary/conditionKeys';
import { readOperator, type OperatorUse } from '../vocabulary/operators';
import { oncePer } from './once';

/** One operator applied to one key, with what is known of both. */
export interface KnownTest {
  readonly operator: Member;
  readonly key: Member;
  readonly use: OperatorUse;
  /** Undefined for keys of other services and for names that are none. */
  readonly keyUse: KeyUse | undefined;
  /** The values that can be compared; lists, objects and null are data-type's. */
  readonly values: readonly TestValue[];
}

export interface TestValue {
  readonly node: JsonNode;
  /** As the evaluator compares it: numbers come as written, Booleans as `true` and `false`. */
  readonly text: string;
}

/** The tests of a statement whose operator exists, in the order of the text. Others are unknown-operator's. */
export const conditionTests = oncePer((statement: StatementTree): readonly KnownTest[] =>
  statement.tests.flatMap(({ operator, key, values }): KnownTest[] => {
    const use = readOperator(operator.key.value);
    if (!use) return [];
    const compared = values.flatMap((node): TestValue[] => {
      const text = comparedText(node);
      return text === undefined ? [] : [{ node, text }];
    });
    return [{ operator, key, use, keyUse: readConditionKey(key.key.value), values: compared }];
  }),
);

/** The text of a value that conditions can compare: numbers come as written. */
export function comparedText(value: JsonNode): string | undefined {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'number') return value.source;
  return value.kind === 'boolean' ? String(value.value) : undefined;
}

const byKey = oncePer((statement: StatementTree): ReadonlyMap<string, readonly KnownTest[]> => {
  const groups = new Map<string, KnownTest[]>();
  for (const test of conditionTests(statement)) {
    const name = test.key.key.value.toLowerCase();
    const group = groups.get(name);
    if (group) group.push(test);
    else groups.set(name, [test]);
  }
  return groups;
});

/** The tests of a statement on one key, in whatever capitals: `aws:SourceIp`, `glacier:ResourceTag/LegalHold`. */
export function testsOnKey(statement: StatementTree, key: string): readonly KnownTest[] {
  return byKey(statement).get(key.toLowerCase()) ?? [];
}

/** Whether a test holds for a request with these values of its key, or without the key, as the evaluator judges it. */
export function holdsFor(
  { operator, key, values }: KnownTest,
  present: readonly string[] | undefined,
): boolean {
  const name = key.key.value;
  const test = { operator: operator.key.value, key: name, values: values.map(({ text }) => text) };
  return judgeCondition(test, readContext(present ? { [name]: present } : {}), undefined).holds;
}

/** Whether a test holds for requests that lack its key: negated, …IfExists and ForAllValues tests do. */
export function holdsWhenAbsent(test: KnownTest): boolean {
  return holdsFor(test, undefined);
}

/** The tests that are false without their key, by key. */
const demanding = oncePer((statement: StatementTree): ReadonlyMap<string, readonly KnownTest[]> => {
  const entries = [...byKey(statement)].map(
    ([name, tests]) => [name, tests.filter((test) => !holdsWhenAbsent(test))] as const,
  );
  return new Map(entries);
});

/**
 * Whether a statement applies only to requests that have the key of a test, whatever this test says: a Null test or
 * any other one on the same key demands it.
 */
export function demandsKeyElsewhere(statement: StatementTree, test: KnownTest): boolean {
  const tests = demanding(statement).get(test.key.key.value.toLowerCase()) ?? [];
  return tests.length > 1 || (tests.length === 1 && tests[0] !== test);
}

/** Whether the test can let a request through only by matching one of its values. */
export function isPositive({ use }: KnownTest): boolean {
  return (
    !use.operator.negated && !use.ifExists && use.set !== 'ForAllValues' && use.operator.family !== 'Null'
  );
}
