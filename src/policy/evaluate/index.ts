import type { PolicyDocument } from '../document';
import { readCaller } from './principal';
import { readContext } from './requestContext';
import { judgeStatement, type Inquiry } from './statement';

export interface AuthorizationRequest {
  /** An ARN, an account id, a service principal, or `*` for an anonymous caller. */
  readonly principal: string;
  /** `glacier:DeleteArchive` */
  readonly action: string;
  /** The ARN of a vault. */
  readonly resource: string;
  /** The whole request context by condition key, in any case. Nothing is derived from the rest of the request. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export interface Decision {
  readonly decision: 'explicitDeny' | 'allow' | 'implicitDeny';
  /** Zero-based indexes of all statements that decided; none for an implicit deny. */
  readonly statements: readonly number[];
}

/**
 * Decides a request as far as this one document goes: any statement that applies with Deny denies, else any with Allow
 * allows, else nothing is said. Other policies that AWS pools with a vault's are not taken into account.
 * Source: IAM user guide, "Policy evaluation logic".
 */
export function evaluate(document: PolicyDocument, request: AuthorizationRequest): Decision {
  const inquiry = inquire(document, request);
  const applying = { Allow: [] as number[], Deny: [] as number[] };
  document.statements.forEach((statement, index) => {
    if (judgeStatement(statement, inquiry).applies) applying[statement.effect].push(index);
  });
  if (applying.Deny.length > 0) return { decision: 'explicitDeny', statements: applying.Deny };
  if (applying.Allow.length > 0) return { decision: 'allow', statements: applying.Allow };
  return { decision: 'implicitDeny', statements: [] };
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
