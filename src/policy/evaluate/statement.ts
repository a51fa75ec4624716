import type { Statement } from '../document';
import { matchesAction } from './action';
import { matchesResource } from './arn';
import { judgeCondition, type ConditionTrace } from './condition';
import { matchesPrincipal, type Caller } from './principal';
import type { RequestContext } from './requestContext';
import { expandVariables, type VariableLookup } from './variables';

/** A request as the statements see it. */
export interface Inquiry {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  /** Undefined where the policy's version has no variables. */
  readonly lookup: VariableLookup | undefined;
}

/** Why a statement applies, or the first thing for which it does not. */
export type StatementTrace =
  | { readonly applies: true; readonly conditions: readonly ConditionTrace[] }
  | { readonly applies: false; readonly because: 'principal' | 'action' | 'resource' | ConditionTrace };

/**
 * Judges one statement: it applies when action, resource, principal and every condition match. They are looked at in
 * this order, so that what comes last tells most about a request for which a statement does not apply.
 */
export function judgeStatement(statement: Statement, inquiry: Inquiry): StatementTrace {
  const { caller, action, resource, context, lookup } = inquiry;
  if (!matchesList(statement.action, (entry) => matchesAction(entry, action)))
    return { applies: false, because: 'action' };
  const readResource = (text: string) => expandVariables(text, lookup);
  if (!matchesList(statement.resource, (entry) => matchesResource(entry, resource, readResource)))
    return { applies: false, because: 'resource' };
  if (!matchesList(statement.principal, (entry) => matchesPrincipal(entry, caller)))
    return { applies: false, because: 'principal' };
  const conditions = statement.conditions.map((test) => judgeCondition(test, context, lookup));
  const failed = conditions.find(({ holds }) => !holds);
  return failed ? { applies: false, because: failed } : { applies: true, conditions };
}

/** The Not… form negates the list as a whole: it matches where no entry does. */
function matchesList<Entry>(
  { negated, entries }: { readonly negated: boolean; readonly entries: readonly Entry[] },
  matches: (entry: Entry) => boolean,
): boolean {
  return entries.some(matches) !== negated;
}
