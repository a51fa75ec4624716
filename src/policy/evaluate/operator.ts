import { readOperator, type OperatorUse } from '../vocabulary/operators';
import {
  arnLike,
  binaryEquals,
  bool,
  date,
  ipAddress,
  numeric,
  stringEquals,
  stringEqualsIgnoreCase,
  stringLike,
  type Comparison,
} from './comparisons';

export type SetOperator = OperatorUse['set'];

/** What a condition operator does. */
export type Operator =
  | { readonly kind: 'null'; readonly set: SetOperator }
  | {
      readonly kind: 'comparison';
      readonly set: SetOperator;
      readonly ifExists: boolean;
      /** True for the Not… forms: holds where no value of the policy matches. */
      readonly negated: boolean;
      readonly compare: Comparison;
    };

const equal = (order: number) => order === 0;
const less = (order: number) => order < 0;
const lessOrEqual = (order: number) => order <= 0;
const greater = (order: number) => order > 0;
const greaterOrEqual = (order: number) => order >= 0;

/** By canonical name. A Not… form compares as its positive form; the negation comes after. */
const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['StringEquals', stringEquals],
  ['StringNotEquals', stringEquals],
  ['StringEqualsIgnoreCase', stringEqualsIgnoreCase],
  ['StringNotEqualsIgnoreCase', stringEqualsIgnoreCase],
  ['StringLike', stringLike],
  ['StringNotLike', stringLike],
  ['NumericEquals', numeric(equal)],
  ['NumericNotEquals', numeric(equal)],
  ['NumericLessThan', numeric(less)],
  ['NumericLessThanEquals', numeric(lessOrEqual)],
  ['NumericGreaterThan', numeric(greater)],
  ['NumericGreaterThanEquals', numeric(greaterOrEqual)],
  ['DateEquals', date(equal)],
  ['DateNotEquals', date(equal)],
  ['DateLessThan', date(less)],
  ['DateLessThanEquals', date(lessOrEqual)],
  ['DateGreaterThan', date(greater)],
  ['DateGreaterThanEquals', date(greaterOrEqual)],
  ['Bool', bool],
  ['BinaryEquals', binaryEquals],
  ['IpAddress', ipAddress],
  ['NotIpAddress', ipAddress],
  ['ArnEquals', arnLike],
  ['ArnNotEquals', arnLike],
  ['ArnLike', arnLike],
  ['ArnNotLike', arnLike],
]);

/** Understands an operator as written, in any case; undefined when there is none such. Null has no IfExists. */
export function understandOperator(written: string): Operator | undefined {
  const use = readOperator(written);
  if (!use) return undefined;
  const before = understood.get(use);
  if (before) return before;
  const result = understand(use);
  if (result) understood.set(use, result);
  return result;
}

const understood = new WeakMap<OperatorUse, Operator>();

function understand({ set, ifExists, operator }: OperatorUse): Operator | undefined {
  if (operator.family === 'Null') return ifExists ? undefined : { kind: 'null', set };
  const compare = comparisons.get(operator.name);
  return compare && { kind: 'comparison', set, ifExists, negated: operator.negated, compare };
}
