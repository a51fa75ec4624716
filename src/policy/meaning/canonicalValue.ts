import { parseDate } from '../evaluate/date';
import { parseIpRange, type IpRange } from '../evaluate/ipAddress';
import { parseDecimal, type Decimal } from '../evaluate/number';
import type { Operator } from '../vocabulary/operators';
import { canonicalArnPattern, canonicalWildcards, mayHaveVariable } from './canonicalWildcards';

/**
 * One spelling for the values that an operator cannot tell apart: `365` for `365.0`, `true` for `True` under Bool.
 * @param spell spells the variables of a text in one way
 */
export function canonicalValue(
  { name, family, wildcards }: Operator,
  value: string,
  spell: (text: string) => string,
): string {
  // Elsewhere a variable is none (IAM user guide, "IAM policy elements: Variables and tags").
  if ((family === 'Arn' || family === 'String') && mayHaveVariable(value)) return spell(value);
  switch (family) {
    case 'Numeric':
      return canonicalNumber(value);
    case 'Date':
      return canonicalDate(value);
    case 'Bool':
    case 'Null':
      return /^(?:true|false)$/i.test(value) ? value.toLowerCase() : value;
    case 'IpAddress':
      return canonicalRange(value);
    case 'Arn':
      return canonicalArnPattern(value);
    case 'String':
      if (wildcards) return canonicalWildcards(value);
      return name.endsWith('IgnoreCase') ? value.toLowerCase() : value;
    case 'Binary':
      return value;
  }
}

function canonicalNumber(value: string): string {
  const number = parseDecimal(value);
  return number ? decimalText(number) : value;
}

/** Numbers beyond this many digits before or after the point are written with an exponent. */
const mostZeros = 21n;

function decimalText({ sign, digits, exponent }: Decimal): string {
  if (sign === 0) return '0';
  const minus = sign < 0 ? '-' : '';
  if (exponent > mostZeros || exponent < -mostZeros) return `${minus}0.${digits}e${exponent}`;
  const places = Number(exponent);
  const whole = digits.slice(0, Math.max(places, 0)).padEnd(places, '0');
  const fraction = '0'.repeat(Math.max(-places, 0)) + digits.slice(Math.max(places, 0));
  return `${minus}${whole || '0'}${fraction ? `.${fraction}` : ''}`;
}

/** The first and the last second that has a year of four digits. */
const years = { first: -62_167_219_200, last: 253_402_300_799 };

/** A whole second as a date, anything between as the number of seconds. Four digits alone would be a year. */
function canonicalDate(value: string): string {
  const instant = parseDate(value);
  if (!instant) return value;
  const text = decimalText(instant);
  const seconds = Number(text);
  return /^-?\d+$/.test(text) && seconds >= years.first && seconds <= years.last
    ? new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
    : text;
}

function canonicalRange(value: string): string {
  const range = parseIpRange(value);
  if (!range) return value;
  const address = addressText(range);
  return range.prefix === range.bits ? address : `${address}/${range.prefix}`;
}

/** The first address of a range: what lies behind its prefix counts as little as its spelling. */
function addressText({ bits, value, prefix }: IpRange): string {
  const rest = BigInt(bits - prefix);
  const first = (value >> rest) << rest;
  const [width, radix, separator] = bits === 32 ? ([8, 10, '.'] as const) : ([16, 16, ':'] as const);
  const groups: string[] = [];
  for (let shift = bits - width; shift >= 0; shift -= width)
    groups.push(((first >> BigInt(shift)) & ((1n << BigInt(width)) - 1n)).toString(radix));
  return groups.join(separator);
}
