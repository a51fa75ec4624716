import type { Statement } from '../document';
import { actionMatcher } from './action';
import { resourceMatcher } from './arn';
import { conditionJudge, type ConditionTrace } from './condition';
import type { Inquiry } from './inquiry';
import { principalMatcher } from './principal';

/** Why a statement applies, or the first thing for which it does not. */
export type StatementTrace =
  | { readonly applies: true; readonly conditions: readonly ConditionTrace[] }
  | { readonly applies: false; readonly because: 'principal' | 'action' | 'resource' | ConditionTrace };

/**
 * A statement that has been read, once for all requests. It applies when action, resource, principal and every
 * condition match. They are looked at in this order, so that what comes last tells most about a request for which a
 * statement does not apply.
 */
export interface StatementJudge {
  /** Whether the action, given in lower case, matches. */
  readonly concerns: (lowerAction: string) => boolean;
  /** Judges the rest, for a request whose action matches. */
  readonly judge: (inquiry: Inquiry) => StatementTrace;
}

export function statementJudge(statement: Statement): StatementJudge {
  const matchesResource = someOf(statement.resource, resourceMatcher);
  const matchesPrincipal = someOf(statement.principal, principalMatcher);
  const isForEveryone =
    !statement.principal.negated && statement.principal.entries.some(({ type }) => type === 'everyone');
  const conditions = statement.conditions.map(conditionJudge);
  return {
    concerns: someOf(statement.action, actionMatcher),
    judge: (inquiry) => {
      const { lookup } = inquiry;
      if (!matchesResource(inquiry.resource)) return otherResource;
      if (!isForEveryone && !matchesPrincipal(inquiry.caller)) return otherPrincipal;
      const traces: ConditionTrace[] = [];
      for (const judge of conditions) {
        const trace = judge(inquiry.context, lookup);
        if (!trace.holds) return { applies: false, because: trace };
        traces.push(trace);
      }
      return { applies: true, conditions: traces };
    },
  };
}

export const otherAction: StatementTrace = { applies: false, because: 'action' };
const otherResource: StatementTrace = { applies: false, because: 'resource' };
const otherPrincipal: StatementTrace = { applies: false, because: 'principal' };

/** The Not… form negates the list as a whole: it matches where no entry does. */
function someOf<Entry, Asked>(
  { negated, entries }: { readonly negated: boolean; readonly entries: readonly Entry[] },
  matcher: (entry: Entry) => (asked: Asked) => boolean,
): (asked: Asked) => boolean {
  const matchers = entries.map(matcher);
  const [only] = matchers;
  if (only && matchers.length === 1 && !negated) return only;
  return (asked) => matchers.some((matches) => matches(asked)) !== negated;
}
