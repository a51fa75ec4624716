import { decodeBase64 } from '../../evaluate/binary';
import { parseDate } from '../../evaluate/date';
import { parseIpRange } from '../../evaluate/ipAddress';
import { compareDecimals, parseDecimal } from '../../evaluate/number';
import { isAgeKey } from '../../vocabulary/conditionKeys';
import type { ValueKind } from '../../vocabulary/operators';
import { isArnPattern } from '../arnPattern';
import { conditionTests, isPositive, type KnownTest, type TestValue } from '../conditionTests';
import { neverApplies } from '../consequence';
import { overStatements } from '../rule';

/** A value that its operator cannot compare: no number, date, Boolean, address or ARN. The age is age-value's. */
export const valueType = overStatements(function* (statement, { editor }) {
  for (const test of conditionTests(statement)) {
    const kind = test.use.operator.values;
    if (kind === 'text' || isAgeKey(test.key.key.value)) continue;
    const wrong = test.values.filter((value) => !isOfKind(value, kind));
    const dead = wrong.length === test.values.length && isPositive(test);
    for (const { node } of wrong)
      yield {
        at: node.span,
        covers: test.key.span,
        message: `${editor.source(node)} is not ${forms[kind]}: ${test.use.operator.name} can compare it with nothing. ${dead ? neverApplies(statement) : 'Once locked, that cannot be mended.'}`,
      };
    if (kind === 'date') yield* oddDates(test);
  }
});

/** Variables are variable-operator's, or nobody knows. */
function isOfKind({ text }: TestValue, kind: ValueKind): boolean {
  return text.includes('${') || matches[kind](text);
}

const matches: Readonly<Record<ValueKind, (text: string) => boolean>> = {
  text: () => true,
  number: (text) => parseDecimal(text) !== undefined,
  date: (text) => parseDate(text) !== undefined,
  boolean: (text) => /^(?:true|false)$/i.test(text),
  base64: (text) => decodeBase64(text) !== undefined,
  'address range': (text) => parseIpRange(text) !== undefined,
  ARN: isArnPattern,
};

const forms: Readonly<Record<ValueKind, string>> = {
  text: 'a text',
  number: 'a number',
  date: 'a date such as "2031-01-01T00:00:00Z"',
  boolean: 'true or false',
  base64: 'data in base64',
  'address range': 'an IP address or a range such as "203.0.113.0/24"',
  ARN: 'an ARN with its six parts',
};

const earliest = parseDecimal('500000000');
const latest = parseDecimal('10000000000');

/** A number counts as seconds since 1970 (IAM user guide, "Date condition operators"). Days and milliseconds do not. */
function* oddDates({ values, key }: KnownTest) {
  for (const { node, text } of values) {
    const seconds = /^\d{4}$/.test(text) ? undefined : parseDecimal(text);
    if (!seconds || !earliest || !latest) continue;
    const early = compareDecimals(seconds, earliest) < 0;
    if (early || compareDecimals(seconds, latest) > 0)
      yield {
        at: node.span,
        covers: key.span,
        message: `A number under a Date operator counts seconds since 1970, so ${text} is a date ${early ? 'long past' : 'centuries ahead'}. Once locked, that cannot be mended: write the date, such as "2031-01-01T00:00:00Z".`,
      };
  }
}
