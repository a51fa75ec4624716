import { oncePerText } from '../oncePerText';

export type OperatorFamily = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'IpAddress' | 'Arn' | 'Null';

/** What the values under an operator must be. */
export type ValueKind = 'text' | 'number' | 'date' | 'boolean' | 'base64' | 'address range' | 'ARN';

export interface Operator {
  /** Canonical spelling without set operator and IfExists: `NumericLessThan`. */
  readonly name: string;
  readonly family: OperatorFamily;
  readonly values: ValueKind;
  /** Negated operators are true when the key is absent. */
  readonly negated: boolean;
  /** Whether `*` and `?` in a value are wildcards. */
  readonly wildcards: boolean;
  /** When it holds for a key that is present, in one sentence. Several values in a policy are alternatives. */
  readonly description: string;
}

/** An operator as written, taken apart. */
export interface OperatorUse {
  readonly operator: Operator;
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  /** The whole name in canonical spelling. */
  readonly canonical: string;
}

type Row = readonly [name: string, family: OperatorFamily, values: ValueKind, description: string];

/** The comparisons of numbers and dates, each with what the value of the request must be. */
const comparisons: readonly (readonly [name: string, number: string, date: string])[] = [
  ['Equals', 'is this number', 'is this instant'],
  ['NotEquals', 'is a number, and none of these', 'is a date, and none of these instants'],
  ['LessThan', 'is a smaller number', 'lies before this instant'],
  ['LessThanEquals', 'is a smaller number or this one', 'lies before this instant or is it'],
  ['GreaterThan', 'is a greater number', 'lies after this instant'],
  ['GreaterThanEquals', 'is a greater number or this one', 'lies after this instant or is it'],
];

/** IAM user guide, "IAM JSON policy elements: Condition operators". */
const rows: readonly Row[] = [
  [
    'StringEquals',
    'String',
    'text',
    'Holds if the value is this text, capitals included; * and ? stand for themselves.',
  ],
  [
    'StringNotEquals',
    'String',
    'text',
    'Holds if the value is none of these texts, capitals included; * and ? stand for themselves.',
  ],
  ['StringEqualsIgnoreCase', 'String', 'text', 'Holds if the value is this text, whatever the capitals.'],
  [
    'StringNotEqualsIgnoreCase',
    'String',
    'text',
    'Holds if the value is none of these texts, whatever the capitals.',
  ],
  [
    'StringLike',
    'String',
    'text',
    'Holds if the value fits this pattern, capitals included; * stands for any text, ? for one character.',
  ],
  [
    'StringNotLike',
    'String',
    'text',
    'Holds if the value fits none of these patterns, capitals included; * stands for any text, ? for one character.',
  ],
  ...comparisons.map(([name, number]): Row => [
    `Numeric${name}`,
    'Numeric',
    'number',
    `Holds if the value ${number}.`,
  ]),
  ...comparisons.map(([name, , date]): Row => [`Date${name}`, 'Date', 'date', `Holds if the value ${date}.`]),
  ['Bool', 'Bool', 'boolean', 'Holds if the value is this one, true or false.'],
  ['BinaryEquals', 'Binary', 'base64', 'Holds if the value is these bytes, written in base64.'],
  ['IpAddress', 'IpAddress', 'address range', 'Holds if the address is this one or lies in this range.'],
  [
    'NotIpAddress',
    'IpAddress',
    'address range',
    'Holds if the address is none of these and lies in none of these ranges.',
  ],
  ...['ArnEquals', 'ArnLike'].map((name): Row => [
    name,
    'Arn',
    'ARN',
    'Holds if the ARN fits this one part by part, capitals included; * and ? are wildcards within a part.',
  ]),
  ...['ArnNotEquals', 'ArnNotLike'].map((name): Row => [
    name,
    'Arn',
    'ARN',
    'Holds if the ARN fits none of these part by part, capitals included; * and ? are wildcards within a part.',
  ]),
  [
    'Null',
    'Null',
    'boolean',
    'Tests whether the key is there at all: "true" holds if it is absent, "false" if it is present.',
  ],
];

export const operators: readonly Operator[] = rows.map(([name, family, values, description]) => ({
  name,
  family,
  values,
  negated: name.includes('Not'),
  wildcards: family === 'Arn' || name.endsWith('Like'),
  description,
}));

const byLowerName = new Map(operators.map((operator) => [operator.name.toLowerCase(), operator]));
const setOperators = ['ForAllValues', 'ForAnyValue'] as const;

/**
 * Takes an operator apart: `ForAnyValue:StringLikeIfExists`. Capitals do not count (whether they do for AWS is
 * undocumented; canonical spelling is a hint of its own). Undefined if there is no such operator.
 */
export const readOperator = oncePerText((written: string): OperatorUse | undefined => {
  const colon = written.indexOf(':');
  const prefix = colon < 0 ? undefined : written.slice(0, colon).toLowerCase();
  const set = setOperators.find((name) => name.toLowerCase() === prefix);
  if (prefix !== undefined && set === undefined) return undefined;
  const rest = written.slice(colon + 1).toLowerCase();
  const ifExists = rest.endsWith('ifexists');
  const operator = byLowerName.get(ifExists ? rest.slice(0, -'ifexists'.length) : rest);
  if (!operator) return undefined;
  const canonical = `${set ? `${set}:` : ''}${operator.name}${ifExists ? 'IfExists' : ''}`;
  return { operator, set, ifExists, canonical };
});

/** Whether the test holds for a request without the key; undefined for Null, where the value decides. */
export function holdsWhenAbsent({ operator, set, ifExists }: OperatorUse): boolean | undefined {
  if (operator.family === 'Null') return set ? set === 'ForAllValues' : undefined;
  if (ifExists) return true;
  return set ? set === 'ForAllValues' : operator.negated;
}

/**
 * What an operator as written asks of a request, and what it makes of one without the key, in two or three sentences:
 * the base operator, then what a set operator adds, then the absent key.
 */
export function describeOperator(use: OperatorUse): string {
  const { operator, set } = use;
  const sentences = [operator.description];
  if (operator.family === 'Null') {
    if (set)
      sentences.push(
        `With ${set} in front it looks at no request: it is always ${set === 'ForAllValues' ? 'true' : 'false'}.`,
      );
    return sentences.join(' ');
  }
  if (set) sentences.push(setDescriptions[set]);
  sentences.push(absences[absenceOf(use)]);
  return sentences.join(' ');
}

const setDescriptions = {
  ForAllValues: 'Every value of the request must pass.',
  ForAnyValue: 'One value of the request that passes is enough.',
} as const;

function absenceOf(use: OperatorUse): keyof typeof absences {
  if (holdsWhenAbsent(use) !== true) return 'fails';
  return use.ifExists ? 'ifExists' : 'holds';
}

const absences = {
  fails: 'If the request lacks the key, the test fails and the statement does not apply.',
  holds: 'If the request lacks the key, the test holds all the same.',
  ifExists: 'IfExists: if the request lacks the key, the test holds.',
} as const;
