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
}

/** An operator as written, taken apart. */
export interface OperatorUse {
  readonly operator: Operator;
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  /** The whole name in canonical spelling. */
  readonly canonical: string;
}

const comparisons = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

type Row = readonly [name: string, family: OperatorFamily, values: ValueKind];

/** IAM user guide, "IAM JSON policy elements: Condition operators". */
const rows: readonly Row[] = [
  ['StringEquals', 'String', 'text'],
  ['StringNotEquals', 'String', 'text'],
  ['StringEqualsIgnoreCase', 'String', 'text'],
  ['StringNotEqualsIgnoreCase', 'String', 'text'],
  ['StringLike', 'String', 'text'],
  ['StringNotLike', 'String', 'text'],
  ...comparisons.map((comparison): Row => [`Numeric${comparison}`, 'Numeric', 'number']),
  ...comparisons.map((comparison): Row => [`Date${comparison}`, 'Date', 'date']),
  ['Bool', 'Bool', 'boolean'],
  ['BinaryEquals', 'Binary', 'base64'],
  ['IpAddress', 'IpAddress', 'address range'],
  ['NotIpAddress', 'IpAddress', 'address range'],
  ['ArnEquals', 'Arn', 'ARN'],
  ['ArnNotEquals', 'Arn', 'ARN'],
  ['ArnLike', 'Arn', 'ARN'],
  ['ArnNotLike', 'Arn', 'ARN'],
  ['Null', 'Null', 'boolean'],
];

export const operators: readonly Operator[] = rows.map(([name, family, values]) => ({
  name,
  family,
  values,
  negated: name.includes('Not'),
  wildcards: family === 'Arn' || name.endsWith('Like'),
}));

const byLowerName = new Map(operators.map((operator) => [operator.name.toLowerCase(), operator]));
const setOperators = ['ForAllValues', 'ForAnyValue'] as const;

/**
 * Takes an operator apart: `ForAnyValue:StringLikeIfExists`. Capitals do not count (whether they do for AWS is
 * undocumented; canonical spelling is a hint of its own). Undefined if there is no such operator.
 */
export function readOperator(written: string): OperatorUse | undefined {
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
}
