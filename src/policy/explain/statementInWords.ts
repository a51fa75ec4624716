import type { ConditionTest, ElementList, PrincipalElement, PrincipalEntry, Statement } from '../document';
import { parseDecimal } from '../evaluate/number';
import { actionPrefix } from '../vocabulary/actions';
import { isAgeKey } from '../vocabulary/conditionKeys';
import { readOperator } from '../vocabulary/operators';
import { inSeries } from '../inSeries';
import { matchesWildcard } from '../wildcard';
import { conditionInWords } from './conditionInWords';
import { withThousands } from '../withThousands';

/** How much is named, and what is counted because it is more. */
interface Detail {
  readonly names: number;
  readonly values: number;
}

const brief: Detail = { names: 2, values: 3 };
const full: Detail = { names: 9, values: 9 };

/**
 * What a statement does, in one plain line: `Denies DeleteArchive to everyone while the archive is younger than 2,557
 * days`. Exact where it names something; what is not simple is counted, never guessed at.
 *
 * @param vaultArn The vault that the policy is for, if that is known; a statement about others says so.
 */
export function statementInWords(statement: Statement, vaultArn?: string): string {
  return inWords(statement, vaultArn, brief);
}

/** The same for a page, where there is room to name more. */
export function statementInFull(statement: Statement, vaultArn?: string): string {
  return inWords(statement, vaultArn, full);
}

function inWords(statement: Statement, vaultArn: string | undefined, detail: Detail): string {
  const verb = statement.effect === 'Deny' ? 'Denies' : 'Allows';
  const what = actionsInWords(statement.action, detail);
  const whom = principalsInWords(statement.principal, detail);
  const when = conditionsInWords(statement.conditions, detail);
  return `${verb} ${what} to ${whom}${when}${vaultArn === undefined ? '' : elsewhere(statement, vaultArn)}`;
}

function actionsInWords({ negated, entries }: ElementList, { names }: Detail): string {
  if (entries.includes('*') || entries.some((entry) => entry.toLowerCase() === `${actionPrefix}*`)) {
    return negated ? 'no action' : 'every action';
  }
  if (entries.length === 0) return negated ? 'every action' : 'no action';
  const named = entries.length <= names ? inSeries(entries.map(actionName)) : counted(entries);
  return negated ? `every action but ${named}` : named;
}

function actionName(entry: string): string {
  const isOurs = entry.toLowerCase().startsWith(actionPrefix);
  return isOurs ? entry.slice(actionPrefix.length) : entry;
}

/** A wildcard stands for any number of actions, so that patterns are not counted as actions. */
function counted(entries: readonly string[]): string {
  const hasPattern = entries.some((entry) => /[*?]/.test(entry));
  return `${number(entries.length)} ${hasPattern ? 'patterns of actions' : 'actions'}`;
}

function principalsInWords({ negated, entries }: PrincipalElement, { names }: Detail): string {
  const isEveryone = entries.some(({ type }) => type === 'everyone');
  if (isEveryone) return negated ? 'nobody' : 'everyone';
  const [only] = entries;
  if (only === undefined) return negated ? 'everyone' : 'nobody';
  const many = entries.length > 1 && entries.length >= names;
  const named = many ? `${number(entries.length)} principals` : inSeries(entries.map(principalInWords));
  return negated ? `everyone but ${named}` : named;
}

function principalInWords(entry: PrincipalEntry): string {
  if (entry.type === 'everyone') return 'everyone';
  const account = /^(?:arn:[^:]+:iam::(\d{12}):root|(\d{12}))$/.exec(entry.value);
  const id = account?.[1] ?? account?.[2];
  return entry.type === 'AWS' && id !== undefined ? `account ${id}` : entry.value;
}

function conditionsInWords(conditions: readonly ConditionTest[], detail: Detail): string {
  const ages = conditions.map((test) => ageInWords(test, detail)).filter((age) => age !== undefined);
  const facts = conditions.flatMap((test) =>
    ageInWords(test, detail) === undefined
      ? [(isPlain(test) ? conditionInWords(test) : undefined) ?? testAsWritten(test, detail)]
      : [],
  );
  const said = [...(ages.length === 0 ? [] : [`the archive is ${inSeries(ages)}`]), ...facts];
  return said.length === 0 ? '' : ` while ${inSeries(said)}`;
}

/** Whether a test compares what it can: numbers with numbers, and the age with nothing else. */
function isPlain({ operator, key, values }: ConditionTest): boolean {
  const family = readOperator(operator)?.operator.family;
  if (family === 'Numeric') return values.every((value) => parseDecimal(value) !== undefined);
  return family === 'Null' || !isAgeKey(key);
}

/** `younger than 365 days`; undefined for a test that is not one plain comparison of the age with whole days. */
function ageInWords({ operator, key, values }: ConditionTest, detail: Detail): string | undefined {
  const use = readOperator(operator);
  if (!isAgeKey(key) || use === undefined || use.ifExists || use.set !== undefined) return undefined;
  if (values.length === 0 || values.length > detail.values) return undefined;
  if (!values.every((value) => /^\d{1,15}$/.test(value))) return undefined;
  const numbers = inSeries(
    values.map((value) => number(Number(value))),
    'or',
  );
  const days = numbers === '1' ? '1 day' : `${numbers} days`;
  switch (use.operator.name) {
    case 'NumericLessThan':
      return `younger than ${days}`;
    case 'NumericLessThanEquals':
      return `${days} old or younger`;
    case 'NumericGreaterThan':
      return `older than ${days}`;
    case 'NumericGreaterThanEquals':
      return `${days} old or older`;
    case 'NumericEquals':
      return `exactly ${days} old`;
    default:
      return undefined;
  }
}

/** Longer values are cut. */
const longestValue = 60;

/** A test for which no plain words are exact: `the test NumericLessThanIfExists glacier:ArchiveAgeInDays "365" holds`. */
function testAsWritten({ operator, key, values }: ConditionTest, detail: Detail): string {
  const told = inSeries(
    values.map((value) =>
      value.length > longestValue ? `"${value.slice(0, longestValue)}…"` : `"${value}"`,
    ),
    'or',
  );
  const compared =
    values.length === 0
      ? 'without a value'
      : values.length > detail.values
        ? `with one of ${number(values.length)} values`
        : told;
  return `the test ${operator} ${key} ${compared} holds`;
}

function elsewhere({ resource }: Statement, vaultArn: string): string {
  const isAbout = resource.entries.some((entry) => matchesWildcard(entry, vaultArn)) !== resource.negated;
  return isAbout ? '' : ' (not about this vault)';
}

function number(value: number): string {
  return withThousands(value);
}
