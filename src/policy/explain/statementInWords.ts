import type {
  ConditionTest,
  ElementList,
  PolicyDocument,
  PrincipalElement,
  PrincipalEntry,
  Statement,
} from '../document';
import { matchesResource, parseArn } from '../evaluate/arn';
import { parseDecimal } from '../evaluate/number';
import { actionPrefix, expandAction } from '../vocabulary/actions';
import { isAgeKey } from '../vocabulary/conditionKeys';
import { readOperator } from '../vocabulary/operators';
import { inSeries } from '../inSeries';
import { openPattern } from '../openPattern';
import { hasWildcard, isMatchAll, wildcardPattern } from '../wildcard';
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
 * days`. Exact where it names something; what is not simple is counted, never guessed at. What matches nothing is
 * quoted as written.
 *
 * @param vaultArn The vault that the policy is for, if that is known; a statement about others says so.
 * @param version Of the policy: only since 2012-10-17 there are variables.
 */
export function statementInWords(statement: Statement, vaultArn?: string, version?: Version): string {
  return inWords(statement, vaultArn, version, brief);
}

/** The same for a page, where there is room to name more. */
export function statementInFull(statement: Statement, vaultArn?: string, version?: Version): string {
  return inWords(statement, vaultArn, version, full);
}

type Version = PolicyDocument['version'];

function inWords(
  statement: Statement,
  vaultArn: string | undefined,
  version: Version = '2012-10-17',
  detail: Detail,
): string {
  const verb = statement.effect === 'Deny' ? 'Denies' : 'Allows';
  const what = actionsInWords(statement.action, detail);
  const whom = principalsInWords(statement.principal, detail);
  const where = vaultsInWords(statement.resource, vaultArn, version, detail);
  const when = conditionsInWords(statement.conditions, detail);
  return `${verb} ${what} to ${whom}${where.besides}${when}${where.remark}`;
}

function actionsInWords({ negated, entries }: ElementList, { names }: Detail): string {
  if (entries.some((entry) => isMatchAll(entry) || entry.toLowerCase() === `${actionPrefix}*`)) {
    return negated ? 'no action' : 'every action';
  }
  if (entries.length === 0) return negated ? 'every action' : 'no action';
  const named = entries.length <= names ? inSeries(entries.map(actionName)) : counted(entries);
  return negated ? `every action but ${named}` : named;
}

function actionName(entry: string): string {
  return isAnyAction(entry)
    ? entry.slice(actionPrefix.length)
    : `${quoted(entry)} (no action of a vault policy)`;
}

function isAnyAction(entry: string): boolean {
  return expandAction(entry).some(({ outside }) => outside === undefined);
}

/** A wildcard stands for any number of actions, so that patterns are not counted as actions. */
function counted(entries: readonly string[]): string {
  const matching = entries.filter(isAnyAction);
  const what = matching.some(hasWildcard)
    ? 'patterns of actions'
    : matching.length === 1
      ? 'action'
      : 'actions';
  const idle = entries.length - matching.length;
  return `${number(matching.length)} ${what}${idle === 0 ? '' : ` (${number(idle)} more ${idle === 1 ? 'entry matches' : 'entries match'} none)`}`;
}

function principalsInWords({ negated, entries }: PrincipalElement, { names }: Detail): string {
  const isEveryone = entries.some(({ type }) => type === 'everyone');
  if (isEveryone) return negated ? 'nobody' : 'everyone';
  const [only] = entries;
  if (only === undefined) return negated ? 'everyone' : 'nobody';
  const many = entries.length > 1 && entries.length >= names;
  const named = many ? countedPrincipals(entries) : inSeries(entries.map(principalInWords));
  return negated ? `everyone but ${named}` : named;
}

function countedPrincipals(entries: readonly PrincipalEntry[]): string {
  const idle = entries.filter((entry) => !isAnybody(entry)).length;
  return `${number(entries.length)} principals${idle === 0 ? '' : `, of which ${number(idle)} ${idle === 1 ? 'matches' : 'match'} nobody`}`;
}

/** Whether somebody can be meant: only `*` alone is a wildcard, and federated identities do not call Glacier. */
function isAnybody(entry: PrincipalEntry): boolean {
  switch (entry.type) {
    case 'everyone':
      return true;
    case 'AWS':
      return (
        /^\d{12}$/.test(entry.value) || (parseArn(entry.value) !== undefined && !hasWildcard(entry.value))
      );
    case 'Service':
      return !hasWildcard(entry.value);
    case 'Federated':
    case 'CanonicalUser':
      return false;
  }
}

function principalInWords(entry: PrincipalEntry): string {
  if (entry.type === 'everyone') return 'everyone';
  if (!isAnybody(entry)) return `${quoted(entry.value)} (matches nobody)`;
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

/** What a Resource leaves out, and what it means for the vault in question; each empty where there is nothing to say. */
function vaultsInWords(
  { negated, entries }: ElementList,
  vaultArn: string | undefined,
  version: Version,
  { names }: Detail,
): { readonly besides: string; readonly remark: string } {
  const covers = vaultArn === undefined ? 'yes' : coverage({ negated, entries }, vaultArn, version);
  if (covers === 'no') return { besides: '', remark: ' (not about this vault)' };
  if (!negated && entries.length > 0 && !entries.some(isAnyVault))
    return { besides: '', remark: ' (about no vault)' };
  const left = entries.length <= names ? inSeries(entries) : `${number(entries.length)} patterns of vaults`;
  return {
    besides: negated && entries.length > 0 ? ` on every vault but ${left}` : '',
    remark: covers === 'perhaps' ? ' (about this vault only where a variable fits)' : '',
  };
}

function coverage(
  { negated, entries }: ElementList,
  vaultArn: string,
  version: Version,
): 'yes' | 'no' | 'perhaps' {
  const isOpen = (entry: string): boolean => version === '2012-10-17' && entry.includes('${');
  if (entries.some((entry) => !isOpen(entry) && matchesResource(entry, vaultArn, wildcardPattern)))
    return negated ? 'no' : 'yes';
  if (entries.some((entry) => isOpen(entry) && matchesResource(entry, vaultArn, openPattern)))
    return 'perhaps';
  return negated ? 'yes' : 'no';
}

/** Whether an entry of Resource can match some vault: the service takes no wildcard, and no name has a space. */
function isAnyVault(entry: string): boolean {
  const [, , service] = entry.split(':');
  return isMatchAll(entry) || (service === 'glacier' && !/\s/.test(entry.replace(/\$\{[^{}]*\}/g, '')));
}

/** As written, so that a space at its end can be seen. */
function quoted(text: string): string {
  return `"${text}"`;
}

function number(value: number): string {
  return withThousands(value);
}
