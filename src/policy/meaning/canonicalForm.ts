import type { PolicyDocument, Statement } from '../document';
import { canonicalAction } from './canonicalAction';
import { canonicalConditions } from './canonicalConditions';
import { canonicalPrincipal } from './canonicalPrincipal';
import { canonicalVariables } from './canonicalKey';
import { canonicalArnPattern, mayHaveVariable } from './canonicalWildcards';
import { inOrder, inOrderAsJson } from './inOrder';

/**
 * The form that all policies have in common which say the same in other words: every request AWS can send is decided
 * alike by a policy and by its canonical form. Order, repetition, capitals where they do not count, and spellings of
 * the same number, date, address or variable make no difference. Sid and Id decide nothing and are left out; so is the Version
 * where nothing could be a policy variable, which is all it changes.
 *
 * Only what is certain is taken for the same: policies with different forms may still have the same effect.
 */
export function canonicalForm({ version, statements }: PolicyDocument): PolicyDocument {
  const spell = version === '2012-10-17' ? canonicalVariables : asWritten;
  return {
    version: statements.some(dependsOnVersion) ? version : '2012-10-17',
    id: undefined,
    statements: inOrderAsJson(statements.map((statement) => canonicalStatement(statement, spell))),
  };
}

function dependsOnVersion({ resource, conditions }: Statement): boolean {
  return (
    resource.entries.some(mayHaveVariable) || conditions.some(({ values }) => values.some(mayHaveVariable))
  );
}

/** In the language of 2008 what looks like a variable is text. */
const asWritten = (text: string): string => text;

function canonicalStatement(statement: Statement, spell: (text: string) => string): Statement {
  const { effect, action, resource, conditions } = statement;
  return {
    sid: undefined,
    effect,
    principal: canonicalPrincipal(statement),
    action: { negated: action.negated, entries: inOrder(action.entries.map(canonicalAction)) },
    resource: {
      negated: resource.negated,
      entries: inOrder(resource.entries.map((entry) => canonicalResource(spell(entry)))),
    },
    conditions: canonicalConditions(conditions, spell),
  };
}

/** The service takes no wildcard: what looks like one there stays as it is. */
function canonicalResource(entry: string): string {
  if (mayHaveVariable(entry)) return entry;
  const [arn = '', partition, service, ...rest] = entry.split(':');
  const before = [arn, partition].flatMap((part) => (part === undefined ? [] : [canonicalArnPattern(part)]));
  return [...before, ...(service === undefined ? [] : [service]), ...rest.map(canonicalArnPattern)].join(':');
}
