import type { ConditionTest } from '../document';
import { inSeries } from '../inSeries';
import { readOperator, type Operator } from '../vocabulary/operators';
import { hasWildcard } from '../wildcard';
import { decodeBase64 } from './binary';
import type { ValueTrace } from './condition';
import { parseDate } from './date';
import { parseIpAddress, parseIpRange } from './ipAddress';
import { parseDecimal } from './number';
import { named, quoted } from './quoted';
import { expandVariables, plainText, type VariableLookup } from './variables';

/** Of more only the first are named. */
const mostValues = 3;

/** How one value of a request compares with those of the policy: `100 is less than 365`. */
export function comparisonInWords(
  { operator, values }: ConditionTest,
  { holds, requestValue, policyValue }: ValueTrace,
  lookup: VariableLookup | undefined,
): string {
  const use = readOperator(operator);
  if (!use) return '';
  const { negated, family } = use.operator;
  const asked = valueInWords(requestValue, family);
  const compared = policyValue === undefined ? values : [policyValue];
  const problem = incomparable(use.operator, requestValue, compared);
  if (problem !== undefined) return problem;
  if (compared.length === 0) return `the policy gives no value to compare ${asked} with`;
  const words = compared.slice(0, mostValues).map((value) => policyValueInWords(value, use.operator, lookup));
  const more = compared.length - words.length;
  const series = inSeries(more > 0 ? [...words, `${more} more`] : words, 'or');
  const patterned = use.operator.wildcards && compared.some(hasWildcard);
  const anyCapitals = use.operator.name.endsWith('IgnoreCase') ? ', whatever the capitals' : '';
  return `${asked} ${relation(use.operator, patterned, holds !== negated)} ${series}${anyCapitals}`;
}

/** What stands between the value of the request and those of the policy. */
function relation({ name, family }: Operator, patterned: boolean, matches: boolean): string {
  const bound = bounds.find(([ending]) => name.endsWith(ending));
  const is = matches ? 'is' : 'is not';
  if (bound) return `${is} ${family === 'Date' ? bound[2] : bound[1]}`;
  if (family === 'IpAddress') return `${is} in`;
  if (patterned) return matches ? 'fits' : 'does not fit';
  return matches ? 'equals' : 'does not equal';
}

const bounds: readonly (readonly [ending: string, number: string, date: string])[] = [
  ['LessThanEquals', 'at most', 'at or before'],
  ['LessThan', 'less than', 'before'],
  ['GreaterThanEquals', 'at least', 'at or after'],
  ['GreaterThan', 'greater than', 'after'],
];

/** What cannot be compared, with either operator of a pair. Undefined where both sides are of the kind compared. */
function incomparable(
  { family }: Operator,
  requestValue: string,
  policyValues: readonly string[],
): string | undefined {
  const kind = kinds[family];
  if (!kind) return undefined;
  if (!kind.inRequest(requestValue)) return `${quoted(requestValue)} is no ${kind.name}`;
  const wrong = policyValues.filter((value) => !kind.inPolicy(value));
  const [first] = wrong;
  return first !== undefined && wrong.length === policyValues.length
    ? `${quoted(first)} is no ${kind.name}`
    : undefined;
}

interface Kind {
  readonly name: string;
  readonly inRequest: (text: string) => boolean;
  readonly inPolicy: (text: string) => boolean;
}

function kind(name: string, reads: (text: string) => unknown, inPolicy = reads): Kind {
  return {
    name,
    inRequest: (text) => reads(text) !== undefined,
    inPolicy: (text) => inPolicy(text) !== undefined,
  };
}

const kinds: Readonly<Partial<Record<Operator['family'], Kind>>> = {
  Numeric: kind('number', parseDecimal),
  Date: kind('date', parseDate),
  IpAddress: kind('address', parseIpAddress, parseIpRange),
  Binary: kind('base64', decodeBase64),
  Bool: kind('Boolean', (text) => (/^(?:true|false)$/i.test(text) ? text : undefined)),
};

/** A value as written, and what its variables stand for in this request. */
function policyValueInWords(value: string, { family }: Operator, lookup: VariableLookup | undefined): string {
  const written = valueInWords(value, family);
  if (!lookup || !value.includes('${') || (family !== 'String' && family !== 'Arn')) return written;
  const expanded = expandVariables(value, lookup);
  return `${written} (${expanded ? `here ${quoted(plainText(expanded))}` : 'which has no value here'})`;
}

/** Numbers, dates and addresses need no quotes. */
function valueInWords(value: string, family: Operator['family']): string {
  const plain = family === 'Numeric' || family === 'Date' || family === 'IpAddress';
  return plain && kinds[family]?.inPolicy(value) === true ? named(value) : quoted(value);
}
