import type { PolicyTree, StatementTree } from '../../syntax/policyTree';
import { released } from '../../compose/legalHoldStatements';
import { hasWildcard } from '../../wildcard';
import { changeOperator } from '../changeOperator';
import { conditionTests, type TestValue } from '../conditionTests';
import { overPolicy, type FixDraft, type LintContext } from '../rule';
import { affectedActions } from './keyPresence';
import { holdsForTag, isHold, tagTests, type TagTest, type TagValue } from './tagTests';

/** More holds on one tag, and more values in one, are not held against each other. */
const most = 20;

/** A hold that compares a tag letter by letter misses what people write: `True`, nothing, no tag at all. */
export const holdTagValue = overPolicy(function* (policy, context) {
  const byTag = holdsByTag(policy);
  for (const [tag, holds] of byTag) {
    if (holds.length > most) continue;
    for (const statement of holds)
      for (const test of tagTests(statement)) {
        if (test.tag !== tag || !comparesLetters(test) || !isAlone(statement, test)) continue;
        const others = holds.filter((other) => condition(other, tag) === condition(statement, tag));
        const passes = (value: TagValue): boolean => !others.some((other) => catches(other, tag, value));
        const found = missing(test, passes) ?? otherCapitals(test, passes);
        if (found)
          yield {
            at: found.value.node.span,
            message: `${found.what}: the archives can be deleted in spite of the hold. Once locked it cannot be corrected; ${found.mendedByCase ? 'compare without case, or ' : ''}deny unless the tag says that the hold is over.`,
            fixes: [
              found.mendedByCase ? ignoreCase(statement, test, context) : undefined,
              failClosed(statement, test, context),
            ],
          };
      }
  }
});

function holdsByTag({ statements }: PolicyTree): ReadonlyMap<string, readonly StatementTree[]> {
  const byTag = new Map<string, StatementTree[]>();
  for (const statement of statements) {
    if (!isHold(statement)) continue;
    for (const tag of new Set(tagTests(statement).map((test) => test.tag))) {
      const group = byTag.get(tag);
      if (group) group.push(statement);
      else byTag.set(tag, [statement]);
    }
  }
  return byTag;
}

/** What else a statement asks for, to tell which statements are parts of one hold. */
function condition(statement: StatementTree, tag: string): string {
  const name = `glacier:resourcetag/${tag}`;
  return JSON.stringify(
    conditionTests(statement)
      .filter(({ key }) => key.key.value.toLowerCase() !== name)
      .map(({ use, key, values }) => [use.canonical, key.key.value, values.map(({ text }) => text)]),
  );
}

function catches(statement: StatementTree, tag: string, value: TagValue): boolean {
  return tagTests(statement).every((test) => test.tag !== tag || holdsForTag(test, value));
}

function comparesLetters({ use, values }: TagTest): boolean {
  const { name } = use.operator;
  return (
    (name === 'StringEquals' || name === 'StringLike') && use.set !== 'ForAllValues' && values.length <= most
  );
}

/** What two tests on one tag mean together is hardly a matter of capitals. */
function isAlone(statement: StatementTree, { tag }: TagTest): boolean {
  return tagTests(statement).filter((test) => test.tag === tag).length === 1;
}

interface Hole {
  readonly value: TestValue;
  /** The values that pass, as the beginning of a sentence. */
  readonly what: string;
  readonly mendedByCase: boolean;
}

/** Who names the empty value means a tag that is missing, which is something else. */
function missing({ values, key }: TagTest, passes: (value: TagValue) => boolean): Hole | undefined {
  const empty = values.find(({ text }) => text === '');
  if (!empty || !passes(undefined)) return undefined;
  return {
    value: empty,
    what: `"" is a tag with an empty value, and a vault without ${key.key.value} passes`,
    mendedByCase: false,
  };
}

function otherCapitals({ values }: TagTest, passes: (value: TagValue) => boolean): Hole | undefined {
  for (const value of values) {
    const { text } = value;
    if (text.includes('${') || /^[*?]*$/.test(text)) continue;
    const open = spellings(text).filter((spelling) => passes(readable(spelling)));
    if (open.length === 0) continue;
    const quoted = open.map((spelling) => `"${spelling}"`).join(' and ');
    const also = passes(undefined) ? ', and so does a vault without the tag' : '';
    return {
      value,
      mendedByCase: true,
      what: `${quoted} ${open.length === 1 ? 'is another value' : 'are other values'} than "${text}" and ${open.length === 1 ? 'passes' : 'pass'} this test${also}`,
    };
  }
  return undefined;
}

/** The other usual capitals of a word. */
function spellings(text: string): readonly string[] {
  const lower = text.toLowerCase();
  const capital = lower.charAt(0).toUpperCase() + lower.slice(1);
  return [...new Set([lower, capital, text.toUpperCase()])].filter((spelling) => spelling !== text);
}

/** A value that a pattern of these capitals stands for. */
function readable(pattern: string): string {
  return pattern.replaceAll('*', '').replaceAll('?', '_');
}

function ignoreCase(statement: StatementTree, test: TagTest, { editor }: LintContext): FixDraft | undefined {
  if (test.values.some(({ text }) => hasWildcard(text) && test.use.operator.wildcards)) return undefined;
  const meant = test.use.canonical.replace(/String(?:Equals|Like)/, 'StringEqualsIgnoreCase');
  const edits = changeOperator(statement, test, meant, editor);
  // It denies what was denied, and more.
  return edits && { title: `Use ${meant}`, edits, preferred: true };
}

const yes = /^(?:true|yes|on|y|1|hold|held|active|enabled)?$/i;

/** Where the tag says yes or no, the hold can be made to last until it says no. */
function failClosed(statement: StatementTree, test: TagTest, { editor }: LintContext): FixDraft | undefined {
  const { key, values } = test;
  if (!key.value || !values.every(({ text }) => yes.test(text))) return undefined;
  const carried = affectedActions(statement).every(({ tag }) => tag);
  const renamed = changeOperator(statement, test, 'StringNotEqualsIgnoreCase', editor);
  const [rename, ...more] = renamed ?? [];
  // A test that has to move takes its values with it, which cannot be changed in the same step.
  if (!carried || !rename || more.length > 0) return undefined;
  return {
    title: `Fail closed: deny unless the tag says "${released}"`,
    edits: [rename, editor.replace(key.value, released)],
  };
}
