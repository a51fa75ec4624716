import { parseDate } from '../../evaluate/date';
import { parseIpRange } from '../../evaluate/ipAddress';
import { parseDecimal } from '../../evaluate/number';
import { isAgeKey, type ConditionKey, type ValueType } from '../../vocabulary/conditionKeys';
import { readOperator, type OperatorFamily } from '../../vocabulary/operators';
import { hasWildcard } from '../../wildcard';
import { changeOperator } from '../changeOperator';
import { conditionTests, isPositive, type KnownTest } from '../conditionTests';
import { isArnPattern } from '../arnPattern';
import { isDeny } from '../elements';
import { overStatements } from '../rule';
import { isPrivate } from './sourceAddresses';

/** The operators that compare values of a type as what they are; Null asks of any key whether it is there. */
const suitable: Readonly<Record<ValueType, readonly OperatorFamily[]>> = {
  String: ['String'],
  Numeric: ['Numeric'],
  Date: ['Date'],
  Bool: ['Bool'],
  // IAM user guide, aws:PrincipalArn: "ARN operators (recommended), string operators".
  ARN: ['Arn', 'String'],
  IP: ['IpAddress'],
};

/** An operator that compares a key as something it is not. The age is age-operator's. */
export const operatorType = overStatements(function* (statement, { editor }) {
  for (const test of conditionTests(statement)) {
    const { operator, key, keyUse, use } = test;
    if (!keyUse || isAgeKey(key.key.value) || suits(test, keyUse.key)) continue;
    const { name, type } = keyUse.key;
    const meant = counterpart(test, type);
    const edits = meant === undefined ? undefined : changeOperator(statement, test, meant, editor);
    yield {
      at: operator.key.span,
      covers: key.span,
      message: `${name} is ${kinds[type]}, and ${use.operator.name} compares ${compared[use.operator.family]}. Once locked, the test may never do what it says. Use ${type === 'Bool' && use.operator.negated ? 'BoolIfExists with the opposite value' : advice[type]}.`,
      fixes:
        edits && meant !== undefined
          ? [
              {
                title: `Use ${meant}`,
                edits,
                // Only where a Deny reaches as far as before.
                preferred: isDeny(statement) && isPositive(test) && use.operator.family !== 'Numeric',
              },
            ]
          : [],
    };
  }
});

function suits({ use, values }: KnownTest, { name, type, tagged }: ConditionKey): boolean {
  const { family } = use.operator;
  if (family === 'Null' || suitable[type].includes(family)) return true;
  // IAM user guide, aws:EpochTime: "date or numeric operators".
  if (name === 'aws:EpochTime') return family === 'Numeric';
  // A tag may hold an ARN; no other text of a request is one.
  return tagged && family === 'Arn' && values.every(({ text }) => isArnPattern(text));
}

/** The same comparison by the right kind of operator, if there is one and the values are of both kinds. */
function counterpart({ use, values }: KnownTest, type: ValueType): string | undefined {
  const { family, wildcards } = use.operator;
  const texts = values.map(({ text }) => text);
  if (texts.length === 0 || !texts.every((text) => fits[type](text) && isReadable(text, family)))
    return undefined;
  // Several Booleans are an error of their own.
  if (type === 'Bool' && texts.length > 1) return undefined;
  const base = otherName(use.operator.name, family, type, wildcards && texts.some(hasWildcard));
  const meant = `${use.set ? `${use.set}:` : ''}${base ?? ''}${use.ifExists ? 'IfExists' : ''}`;
  return base !== undefined && readOperator(meant) ? meant : undefined;
}

/** Whether the operator as it stands can make anything of a value. */
function isReadable(text: string, family: OperatorFamily): boolean {
  if (family === 'Bool') return fits.Bool(text);
  if (family === 'Numeric') return fits.Numeric(text);
  return family !== 'Date' || fits.Date(text);
}

function otherName(name: string, family: OperatorFamily, type: ValueType, wild: boolean): string | undefined {
  const comparison = name.startsWith(family) ? name.slice(family.length) : '';
  if (type === 'Numeric' || type === 'Date')
    return family === 'Numeric' || family === 'Date' || /^(?:Not)?Equals$/.test(comparison)
      ? `${type}${comparison}`
      : undefined;
  // Bool takes TRUE for true.
  if (family === 'Bool') return type === 'String' ? 'StringEqualsIgnoreCase' : undefined;
  if (type === 'Bool') return /^Equals(?:IgnoreCase)?$/.test(comparison) ? 'Bool' : undefined;
  if (type === 'IP') return { Equals: 'IpAddress', NotEquals: 'NotIpAddress' }[comparison];
  if (type !== 'String' || !/^(?:Not)?(?:Equals|Like)$/.test(comparison)) return undefined;
  // ArnEquals reads wildcards, StringEquals does not.
  return `String${wild ? comparison.replace('Equals', 'Like') : comparison}`;
}

const fits: Readonly<Record<ValueType, (text: string) => boolean>> = {
  // What looks like a variable means one here, and did not before.
  String: (text) => text !== '' && !text.includes('${'),
  Numeric: (text) => parseDecimal(text) !== undefined,
  Date: (text) => parseDate(text) !== undefined,
  Bool: (text) => /^(?:true|false)$/i.test(text),
  ARN: isArnPattern,
  // Private ranges would be the next error.
  IP: (text) => {
    const range = parseIpRange(text);
    return range !== undefined && !isPrivate(range);
  },
};

const kinds: Readonly<Record<ValueType, string>> = {
  String: 'a text',
  Numeric: 'a number',
  Date: 'a date',
  Bool: 'true or false',
  ARN: 'an ARN',
  IP: 'an IP address',
};

const compared: Readonly<Record<OperatorFamily, string>> = {
  String: 'texts',
  Numeric: 'numbers',
  Date: 'dates',
  Bool: 'Booleans',
  Binary: 'binary data',
  IpAddress: 'IP addresses',
  Arn: 'ARNs',
  Null: 'nothing',
};

const advice: Readonly<Record<ValueType, string>> = {
  String: 'a String operator',
  Numeric: 'a Numeric operator',
  Date: 'a Date operator',
  Bool: 'Bool',
  ARN: 'an Arn operator',
  IP: 'IpAddress or NotIpAddress',
};
