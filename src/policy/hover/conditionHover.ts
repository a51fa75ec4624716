import { comparedText, conditionTests } from '../lint/conditionTests';
import { ageTests } from '../lint/rules/ageTests';
import { inDays } from '../lint/rules/age';
import { reachedActions } from '../lint/rules/reach';
import type { RuleCode } from '../lint/rules';
import { agedDeed, inFull } from '../retention/ageInWords';
import { decidingValues } from '../retention/agesThatHold';
import type { JsonNode } from '../syntax/jsonNode';
import type { ConditionTestTree, StatementTree } from '../syntax/policyTree';
import type { Action } from '../vocabulary/actions';
import { isAgeKey, readConditionKey, type KeyUse } from '../vocabulary/conditionKeys';
import { describeOperator, readOperator, type Operator } from '../vocabulary/operators';
import { hasWildcard } from '../wildcard';
import { isDeny } from '../lint/elements';
import { conditionInWords, subjectOf } from '../explain/conditionInWords';
import { ageText } from './ageHover';
import type { HoverText } from './hoverText';
import { inSeries } from '../inSeries';
import { code, prose } from './markdown';
import { pages } from './pages';

/** A condition operator, with what it comes to for the keys below it. */
export function operatorText(
  written: string,
  tests: readonly ConditionTestTree[],
  statement: StatementTree,
): HoverText {
  const use = readOperator(written);
  if (!use)
    return {
      headline: `**${code(written)}** is no operator`,
      body: ['A test with an unknown operator never holds, so the statement never applies.'],
      pages: [pages.operators],
      rules: ['unknown-operator'],
      isFault: true,
    };
  const age = ageTests(statement).find((test) => tests.some(({ key }) => key === test.key));
  const [first] = age ? decidingValues(age) : [];
  const deed = agedDeed(statement);
  return {
    headline: `**${use.canonical}**`,
    body: [
      describeOperator(use),
      first && deed ? `Here, with ${inDays(first.days)}: ${inFull(first.holds, deed)}` : undefined,
      tests.length > 1 || statement.tests.length > 1
        ? 'Several tests in one Condition must all hold. For "either or", write two statements.'
        : undefined,
    ],
    pages: [pages.operators],
  };
}

/** A condition key: what it holds, when it is there, and whether it is for the actions of the statement. */
export function conditionKeyText(written: string, statement: StatementTree): HoverText {
  const use = readConditionKey(written);
  if (!use) return unknownKey(written);
  const { key } = use;
  const ours = key.name.startsWith('glacier:');
  const kind = key.multiValued ? `${key.type}, several values` : key.type;
  return {
    headline: `**${code(key.tagged ? `${key.name}/${use.tagKey ?? ''}` : key.name)}** · ${kind}`,
    body: [
      key.description,
      key.presence === 'never for Glacier' ? `**${key.whenPresent}**` : key.whenPresent,
      key.multiValued ? 'It needs `ForAnyValue:` or `ForAllValues:` in front of the operator.' : undefined,
      tagBelief(use, written),
      carriers(use, statement),
    ],
    pages: [ours ? pages.vaultLockPolicy : pages.globalKeys],
    rules: rulesAboutKey(use, written),
  };
}

function unknownKey(written: string): HoverText {
  const isKnownPrefix = /^(?:aws|glacier):/i.test(written);
  const rules: readonly RuleCode[] = written.includes(':')
    ? isKnownPrefix
      ? ['unknown-condition-key']
      : []
    : ['condition-key-format'];
  return {
    headline: isKnownPrefix
      ? `**${code(written)}** is no condition key`
      : written.includes(':')
        ? `**${code(written)}** belongs to another service`
        : `**${code(written)}** is no condition key: one has a prefix, \`glacier:\` or \`aws:\``,
    body: ['A request without the key makes most tests fail, and negated ones hold.'],
    pages: [pages.globalKeys],
    rules,
    isFault: true,
  };
}

function tagBelief({ key, tagKey }: KeyUse, written: string): string | undefined {
  if (key.name === 'aws:ResourceTag')
    return `For a tag of the vault write ${code(`glacier:ResourceTag/${tagKey ?? 'KEY'}`)}.`;
  if (key.name !== 'glacier:ResourceTag') return undefined;
  return tagKey === undefined || tagKey === ''
    ? `The key of the tag is missing: ${code(`${written.replace(/\/$/, '')}/LegalHold`)}.`
    : 'It is one for all archives of the vault: a single archive cannot be held. Whoever may change the tags of the vault changes the outcome.';
}

function rulesAboutKey({ key, tagKey }: KeyUse, written: string): readonly RuleCode[] {
  if (key.tagged && (tagKey === undefined || tagKey === '')) return ['tag-key-missing'];
  return written !== `${key.name}${tagKey === undefined ? '' : `/${tagKey}`}` ? ['canonical-spelling'] : [];
}

/** Which of the statement's actions never have the key. */
function carriers({ key }: KeyUse, statement: StatementTree): string | undefined {
  const has: ((action: Action) => boolean) | undefined =
    key.presence === 'DeleteArchive and InitiateJob only'
      ? ({ age }) => age
      : key.name === 'glacier:ResourceTag'
        ? ({ tag }) => tag
        : undefined;
  const reached = reachedActions(statement);
  if (!has || reached.length === 0) return undefined;
  const lacking = reached.filter((action) => !has(action));
  if (lacking.length === 0) return undefined;
  if (lacking.length === reached.length) return '**No action of this statement has it.**';
  return lacking.length <= 5
    ? `In this statement ${inSeries(lacking.map(({ name }) => name))} never ${lacking.length === 1 ? 'has' : 'have'} it.`
    : `In this statement ${lacking.length} of ${reached.length} actions never have it.`;
}

/** A value of a condition. */
export function conditionValueText(
  node: JsonNode,
  test: ConditionTestTree,
  statement: StatementTree,
  now: number,
): HoverText | undefined {
  const operator = readOperator(test.operator.key.value)?.operator;
  const text = comparedText(node);
  if (!operator || text === undefined) return undefined;
  if (isAgeKey(test.key.key.value) && operator.family !== 'Null') {
    const age = ageTests(statement).find(({ key }) => key === test.key);
    const value = age?.ages.find((candidate) => candidate.node === node);
    return age && value ? ageText(value, age, statement, now) : notAnAge(text, operator);
  }
  const known = conditionTests(statement).find(({ key }) => key === test.key);
  const inWords = (values: readonly string[]): string | undefined =>
    conditionInWords({ operator: test.operator.key.value, key: test.key.key.value, values });
  // Of a list too long for a sentence each value is told by itself, where each is enough.
  const holds =
    inWords(known?.values.map((value) => value.text) ?? [text]) ??
    (operator.negated ? undefined : inWords([text]));
  const body = [...valueNotes(text, operator, test), tagValueNote(text, operator, test, statement)];
  if (holds === undefined && body.every((note) => note === undefined)) return undefined;
  return {
    headline: holds === undefined ? `**${code(text)}**` : `Holds if **${prose(holds)}**`,
    body,
    pages: [pages.operators],
  };
}

function notAnAge(text: string, { family }: Operator): HoverText {
  return family === 'Numeric'
    ? {
        headline: `**${code(text)}** is no number of days, so the test never holds`,
        body: ['Write digits alone, quoted or not: `"366"`.'],
        rules: ['age-value'],
        isFault: true,
      }
    : {
        headline: '**The age is a number**: only Numeric operators compare it',
        body: ['A retention is `NumericLessThan`.'],
        pages: [pages.vaultLockPolicy],
        rules: ['age-operator'],
        isFault: true,
      };
}

function valueNotes(
  text: string,
  { family, wildcards }: Operator,
  test: ConditionTestTree,
): (string | undefined)[] {
  const others = test.values.length > 1;
  return [
    others && readOperator(test.operator.key.value)?.operator.negated === false
      ? 'Values are alternatives: one is enough.'
      : undefined,
    family === 'String' && hasWildcard(text) && !text.includes('${')
      ? wildcards
        ? '`*` stands for any text, `?` for one character.'
        : '`*` and `?` stand for themselves here: wildcards need `StringLike`.'
      : undefined,
    family === 'Date' && /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? 'A date alone is midnight UTC at its beginning.'
      : undefined,
    family === 'Date' && test.key.key.value.toLowerCase() === 'aws:currenttime'
      ? 'The protection begins or ends by itself at this instant, and once locked nobody can move it.'
      : undefined,
  ];
}

/** What a legal hold by tag does not cover. */
function tagValueNote(
  text: string,
  { family, negated, name }: Operator,
  test: ConditionTestTree,
  statement: StatementTree,
): string | undefined {
  const key = readConditionKey(test.key.key.value);
  if (key?.key.name !== 'glacier:ResourceTag' || !isDeny(statement) || family !== 'String') return undefined;
  const capitals =
    !name.endsWith('IgnoreCase') && /[a-z]/i.test(text)
      ? `Capitals count: ${code(text.toUpperCase() === text ? text.toLowerCase() : text.toUpperCase())} is another value. `
      : '';
  if (negated)
    return `${capitals}Without the tag the test holds too: the hold is on until the tag says otherwise.`;
  return `${capitals}Without the tag the test fails: ${prose(subjectOf(test.key.key.value))} must be there, or nothing is held.`;
}
