import type { PolicyDocument } from '../document';
import type { AuthorizationRequest } from './authorizationRequest';
import { readCaller } from './principal';
import { readContext } from './requestContext';
import { judgeStatement, type Inquiry, type StatementTrace } from './statement';

export interface Decision {
  readonly decision: 'explicitDeny' | 'allow' | 'implicitDeny';
  /** Zero-based indexes of all statements that decided; none for an implicit deny. */
  readonly statements: readonly number[];
}

/** A decision with, for each statement in order, why it applies or the first thing for which it does not. */
export interface Judgement extends Decision {
  readonly traces: readonly StatementTrace[];
}

/**
 * Decides a request as far as this one document goes: any statement that applies with Deny denies, else any with Allow
 * allows, else nothing is said. Other policies that AWS pools with a vault's are not taken into account.
 * Source: IAM user guide, "Policy evaluation logic".
 */
export function evaluate(document: PolicyDocument, request: AuthorizationRequest): Decision {
  const { decision, statements } = judge(document, request);
  return { decision, statements };
}

/** Decides a request as `evaluate` does, and keeps what settled it; `reasonsOf` puts that into words. */
export function judge(document: PolicyDocument, request: AuthorizationRequest): Judgement {
  const inquiry = inquire(document, request);
  const traces = document.statements.map((statement) => judgeStatement(statement, inquiry));
  const applying = { Allow: [] as number[], Deny: [] as number[] };
  document.statements.forEach(({ effect }, index) => {
    if (traces[index]?.applies) applying[effect].push(index);
  });
  if (applying.Deny.length > 0) return { decision: 'explicitDeny', statements: applying.Deny, traces };
  if (applying.Allow.length > 0) return { decision: 'allow', statements: applying.Allow, traces };
  return { decision: 'implicitDeny', statements: [], traces };
}

function inquire(document: PolicyDocument, request: AuthorizationRequest): Inquiry {
  const context = readContext(request.context);
  return {
    caller: readCaller(request.principal),
    action: request.action,
    resource: request.resource,
    context,
    lookup: document.version === '2012-10-17' ? context.singleValueOf : undefined,
  };
}
