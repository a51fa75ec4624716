import type { PolicyDocument, Statement } from '../document';
import type { AuthorizationRequest } from './authorizationRequest';
import { Inquiry } from './inquiry';
import { otherAction, statementJudge, type StatementJudge, type StatementTrace } from './statement';

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
 * allows, else nothing is said. Other policies that AWS pools with a vault's are not taken into account. What a document
 * means is worked out once, at the first request: it must not be changed afterwards.
 * Source: IAM user guide, "Policy evaluation logic".
 */
export function evaluate(document: PolicyDocument, request: AuthorizationRequest): Decision {
  return decide(document, request, () => undefined);
}

/** Decides a request as `evaluate` does, and keeps what settled it; `reasonsOf` puts that into words. */
export function judge(document: PolicyDocument, request: AuthorizationRequest): Judgement {
  const traces = document.statements.map(() => otherAction);
  const decision = decide(document, request, (index, trace) => {
    traces[index] = trace;
  });
  return { ...decision, traces };
}

function decide(
  document: PolicyDocument,
  request: AuthorizationRequest,
  keep: (index: number, trace: StatementTrace) => void,
): Decision {
  const policy = read(document);
  const inquiry = new Inquiry(request, policy.hasVariables);
  const allow: number[] = [];
  const deny: number[] = [];
  for (const { index, effect, judge: judgeRest } of policy.concerning(request.action)) {
    const trace = judgeRest(inquiry);
    keep(index, trace);
    if (trace.applies) (effect === 'Deny' ? deny : allow).push(index);
  }
  if (deny.length > 0) return { decision: 'explicitDeny', statements: deny };
  if (allow.length > 0) return { decision: 'allow', statements: allow };
  return { decision: 'implicitDeny', statements: [] };
}

interface ReadStatement extends StatementJudge {
  readonly index: number;
  readonly effect: Statement['effect'];
}

/** A document that has been read, once for all requests. */
class ReadPolicy {
  readonly hasVariables: boolean;
  private readonly statements: readonly ReadStatement[];
  private readonly byAction = new Map<string, readonly ReadStatement[]>();

  constructor({ version, statements }: PolicyDocument) {
    this.hasVariables = version === '2012-10-17';
    this.statements = statements.map((statement, index) => ({
      ...statementJudge(statement),
      index,
      effect: statement.effect,
    }));
  }

  /** The statements about an action, in their order. */
  concerning(action: string): readonly ReadStatement[] {
    const before = this.byAction.get(action);
    if (before) return before;
    const lowerAction = action.toLowerCase();
    const found = this.statements.filter(({ concerns }) => concerns(lowerAction));
    // There are some thirty actions; whoever asks for many more makes them up.
    if (this.byAction.size >= mostActions) this.byAction.clear();
    this.byAction.set(action, found);
    return found;
  }
}

const mostActions = 100;
const readPolicies = new WeakMap<PolicyDocument, ReadPolicy>();

function read(document: PolicyDocument): ReadPolicy {
  const before = readPolicies.get(document);
  if (before) return before;
  const policy = new ReadPolicy(document);
  readPolicies.set(document, policy);
  return policy;
}
