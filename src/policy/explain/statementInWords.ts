import type { ConditionTest, ElementList, PrincipalElement, PrincipalEntry, Statement } from '../document';
import { actionPrefix } from '../vocabulary/actions';
import { isAgeKey } from '../vocabulary/conditionKeys';
import { readOperator } from '../vocabulary/operators';
import { inSeries } from '../inSeries';
import { matchesWildcard } from '../wildcard';
import { conditionInWords } from './conditionInWords';
import { withThousands } from '../withThousands';

/** From so many on they are counted instead of named. */
const countedFrom = 3;

/**
 * What a statement does, in one plain line: `Denies DeleteArchive to everyone while the archive is younger than 2,557
 * days`. Exact where it names something; what is not simple is counted, never guessed at.
 *
 * @param vaultArn The vault that the policy is for, if that is known; a statement about others says so.
 */
export function statementInWords(statement: Statement, vaultArn?: string): string {
  const verb = statement.effect === 'Deny' ? 'Denies' : 'Allows';
  const what = actionsInWords(statement.action);
  const whom = principalsInWords(statement.principal);
  return `${verb} ${what} to ${whom}${conditionsInWords(statement.conditions)}${vaultArn === undefined ? '' : elsewhere(statement, vaultArn)}`;
}

function actionsInWords({ negated, entries }: ElementList): string {
  if (entries.includes('*') || entries.some((entry) => entry.toLowerCase() === `${actionPrefix}*`)) {
    return negated ? 'no action' : 'every action';
  }
  if (entries.length === 0) return negated ? 'every action' : 'no action';
  const named = entries.length < countedFrom ? inSeries(entries.map(actionName)) : counted(entries);
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

function principalsInWords({ negated, entries }: PrincipalElement): string {
  const isEveryone = entries.some(({ type }) => type === 'everyone');
  if (isEveryone) return negated ? 'nobody' : 'everyone';
  const [only] = entries;
  if (only === undefined) return negated ? 'everyone' : 'nobody';
  const named = entries.length === 1 ? principalInWords(only) : `${number(entries.length)} principals`;
  return negated ? `everyone but ${named}` : named;
}

function principalInWords(entry: PrincipalEntry): string {
  if (entry.type === 'everyone') return 'everyone';
  const account = /^(?:arn:[^:]+:iam::(\d{12}):root|(\d{12}))$/.exec(entry.value);
  const id = account?.[1] ?? account?.[2];
  return entry.type === 'AWS' && id !== undefined ? `account ${id}` : entry.value;
}

function conditionsInWords(conditions: readonly ConditionTest[]): string {
  const ages = conditions.map(ageInWords).filter((age) => age !== undefined);
  const facts = conditions
    .map((test) => (isAgeKey(test.key) ? undefined : conditionInWords(test)))
    .filter((fact) => fact !== undefined);
  const others = conditions.length - ages.length - facts.length;
  const said = [...(ages.length === 0 ? [] : [`the archive is ${inSeries(ages)}`]), ...facts];
  const named = said.length === 0 ? '' : ` while ${inSeries(said)}`;
  if (others === 0) return named;
  const further = named === '' ? '' : 'further ';
  const noun = others === 1 ? 'condition' : 'conditions';
  return `${named}${named === '' ? '' : ','} under ${number(others)} ${further}${noun}`;
}

/** `younger than 365 days`; `undefined` for a test that is not one plain comparison of the age with whole days. */
function ageInWords({ operator, key, values }: ConditionTest): string | undefined {
  const use = readOperator(operator);
  const [value] = values;
  if (!isAgeKey(key) || use === undefined || use.ifExists || use.set !== undefined) return undefined;
  if (value === undefined || values.length > 1 || !/^\d{1,15}$/.test(value)) return undefined;
  const days = Number(value) === 1 ? '1 day' : `${number(Number(value))} days`;
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

function elsewhere({ resource }: Statement, vaultArn: string): string {
  const isAbout = resource.entries.some((entry) => matchesWildcard(entry, vaultArn)) !== resource.negated;
  return isAbout ? '' : ' (not about this vault)';
}

function number(value: number): string {
  return withThousands(value);
}
