import type { ConditionTest } from '../document';
import { isAgeKey, readConditionKey } from '../vocabulary/conditionKeys';
import { readOperator, type Operator } from '../vocabulary/operators';
import { inSeries } from '../inSeries';
import { hasWildcard } from '../wildcard';

/** Longer lists and longer values are not for a sentence. */
const mostValues = 3;
const longestValue = 60;

/**
 * When a test holds, as the end of a sentence: `the tag LegalHold of the vault is "true" or empty`. A request without
 * the key is told of where it makes the test hold. Undefined for a test that a few words cannot tell exactly.
 */
export function conditionInWords({ operator, key, values }: ConditionTest): string | undefined {
  const use = readOperator(operator);
  if (!use || use.set !== undefined || values.length > mostValues) return undefined;
  const subject = subjectOf(key);
  if (use.operator.family === 'Null') return use.ifExists ? undefined : existence(subject, values);
  if (values.length === 0 || values.some((value) => value.length > longestValue || value.includes('${')))
    return undefined;
  const { name, family, negated } = use.operator;
  const quoted = family === 'String' || family === 'Bool';
  const said = inSeries(
    values.map((value) => (quoted ? quote(value) : value)),
    'or',
  );
  const compared = `${comparisonOf(use.operator, values)}${said}${name.endsWith('IgnoreCase') ? ' in any capitals' : ''}`;
  if (negated) return `${subject} is missing or not ${compared}`;
  return `${subject} is ${compared}${use.ifExists ? ' or missing' : ''}`;
}

/** What a test looks at: `the tag LegalHold of the vault`, `the age of the archive`, `aws:SourceIp`. */
export function subjectOf(key: string): string {
  if (isAgeKey(key)) return 'the age of the archive';
  const use = readConditionKey(key);
  if (use?.key.name === 'glacier:ResourceTag' && use.tagKey) return `the tag ${use.tagKey} of the vault`;
  return use && !use.key.tagged ? use.key.name : key;
}

function existence(subject: string, values: readonly string[]): string | undefined {
  const [value, ...others] = values;
  if (value === undefined || others.length > 0) return undefined;
  const lower = value.toLowerCase();
  if (lower === 'true') return `${subject} is missing`;
  return lower === 'false' ? `${subject} is there` : undefined;
}

/** What goes between "is" and the values. */
function comparisonOf({ name, family, wildcards }: Operator, values: readonly string[]): string {
  const bounds: readonly (readonly [ending: string, date: string, number: string])[] = [
    ['LessThanEquals', 'at or before ', 'at most '],
    ['LessThan', 'before ', 'less than '],
    ['GreaterThanEquals', 'at or after ', 'at least '],
    ['GreaterThan', 'after ', 'more than '],
  ];
  const bound = bounds.find(([ending]) => name.endsWith(ending));
  if (bound) return family === 'Date' ? bound[1] : bound[2];
  if (family === 'IpAddress') return 'in ';
  return wildcards && values.some(hasWildcard) ? 'like ' : '';
}

function quote(value: string): string {
  return value === '' ? 'empty' : `"${value}"`;
}
