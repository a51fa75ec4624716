import { readConditionKey, type ValueType } from '../vocabulary/conditionKeys';
import { operators, type Operator, type OperatorFamily } from '../vocabulary/operators';
import type { Candidate } from './candidate';
import { openObject } from './layout';
import { namedActions, otherKeys, type Situation } from './situation';

/** The families that compare a kind of value as it is meant to be compared. Null asks of every key whether it is there. */
const familiesOf: Readonly<Record<ValueType, readonly OperatorFamily[]>> = {
  String: ['String', 'Null'],
  Numeric: ['Numeric', 'Null'],
  Date: ['Date', 'Null'],
  Bool: ['Bool', 'Null'],
  ARN: ['Arn', 'String', 'Null'],
  IP: ['IpAddress', 'Null'],
};

/** Whether an operator compares what a key holds. */
export function suits({ family }: Operator, type: ValueType): boolean {
  return familiesOf[type].includes(family);
}

const meanings: Readonly<Record<string, string>> = {
  StringEquals: 'the same text, capitals counted',
  StringNotEquals: 'another text, capitals counted',
  StringEqualsIgnoreCase: 'the same text in any capitals',
  StringNotEqualsIgnoreCase: 'another text, whatever the capitals',
  StringLike: 'fits a pattern with * and ?',
  StringNotLike: 'fits no pattern with * and ?',
  Bool: 'true or false',
  BinaryEquals: 'the same bytes, in base64',
  IpAddress: 'an address of a range',
  NotIpAddress: 'an address outside of a range',
  ArnEquals: 'fits an ARN, with * and ?',
  ArnNotEquals: 'fits no ARN, with * and ?',
  ArnLike: 'fits an ARN, with * and ?',
  ArnNotLike: 'fits no ARN, with * and ?',
  Null: 'whether the key is there at all',
};

const comparisons: readonly (readonly [ending: string, words: string, words2: string])[] = [
  ['NotEquals', 'not equal', 'another instant'],
  ['LessThanEquals', 'less or equal', 'before or at'],
  ['GreaterThanEquals', 'greater or equal', 'at or after'],
  ['LessThan', 'less', 'before'],
  ['GreaterThan', 'greater', 'after'],
  ['Equals', 'equal', 'the same instant'],
];

function meaningOf({ name, family }: Operator): string {
  const comparison = comparisons.find(([ending]) => name.endsWith(ending));
  return meanings[name] ?? (family === 'Date' ? comparison?.[2] : comparison?.[1]) ?? '';
}

/** What operators come first, by what the actions of the statement carry. */
const foremost = {
  age: ['NumericLessThan', 'NumericGreaterThanEquals'],
  tag: ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase', 'StringEquals'],
} as const;

/**
 * The operators that suit the keys under the one at the cursor; where there are none yet, those that suit what the
 * statement's actions carry come first. Variants that are rarely meant come last.
 */
export function operatorCandidates(situation: Situation): readonly Candidate[] {
  const there = otherKeys(situation).map((name) => name.toLowerCase());
  const types = typesUnderCursor(situation);
  const actions = namedActions(situation);
  const first: readonly string[] = [
    ...((actions?.some(({ age }) => age) ?? true) ? foremost.age : []),
    ...((actions?.some(({ tag }) => tag) ?? true) ? foremost.tag : []),
  ];
  return operators
    .filter((operator) => types.every((type) => suits(operator, type)))
    .flatMap((operator, index) => {
      const place = first.indexOf(operator.name);
      return variantsOf(operator, place >= 0 ? place : 10 + index, situation);
    })
    .filter(({ label }) => !there.includes(label.toLowerCase()));
}

function variantsOf(operator: Operator, rank: number, situation: Situation): readonly Candidate[] {
  const { name, family, negated } = operator;
  const make = (label: string, detail: string, ifAbsent: string, extra: number): Candidate => ({
    label,
    kind: 'operator',
    detail,
    documentation: ifAbsent,
    insert: { as: 'member', key: [label], value: openObject(situation.layout, 1) },
    rank: rank + extra,
    retrigger: true,
  });
  const meaning = meaningOf(operator);
  if (family === 'Null')
    return [
      make(
        name,
        meaning,
        'With `"true"` it holds where the key is absent, with `"false"` where it is there.',
        0,
      ),
    ];
  const plain = make(
    name,
    meaning,
    negated
      ? 'Where the key is **absent** this holds: a Deny then hits every request that does not carry it.'
      : 'Where the key is **absent** this does not hold.',
    0,
  );
  const ifExists = make(
    `${name}IfExists`,
    `${meaning}, or absent`,
    'Where the key is **absent** this holds, too.',
    100,
  );
  const sets =
    family === 'String' || family === 'Arn'
      ? [
          make(
            `ForAnyValue:${name}`,
            'some value of several',
            'For keys with several values. Where the key is **absent** this does not hold.',
            200,
          ),
          make(
            `ForAllValues:${name}`,
            'every value of several',
            'For keys with several values. Where the key is **absent** this holds.',
            200,
          ),
        ]
      : [];
  return [plain, ifExists, ...sets];
}

/** The kinds of value that the keys under the operator at the cursor have. */
function typesUnderCursor({ container, place }: Situation): readonly ValueType[] {
  if (container?.kind !== 'object') return [];
  const own = container.members.find(({ key }) => key.span.from === place.replaced.from);
  if (own?.value?.kind !== 'object') return [];
  return own.value.members.flatMap(({ key }) => readConditionKey(key.value)?.key.type ?? []);
}
