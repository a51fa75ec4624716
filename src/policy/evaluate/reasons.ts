import type { ConditionTest, PolicyDocument, Statement } from '../document';
import { readOperator } from '../vocabulary/operators';
import type { AuthorizationRequest } from './authorizationRequest';
import { comparisonInWords } from './comparisonInWords';
import type { ConditionTrace } from './condition';
import type { Judgement } from './evaluate';
import { named, quoted } from './quoted';
import { readContext } from './requestContext';
import type { StatementTrace } from './statement';
import type { VariableLookup } from './variables';

/** Why one statement applies to a request or does not. */
export interface Reason {
  /** Zero-based. */
  readonly statement: number;
  readonly sid: string | undefined;
  readonly effect: Statement['effect'];
  readonly applies: boolean;
  /** One or more sentences without Markdown, which count statements from one. */
  readonly text: string;
}

/**
 * Tells in plain sentences what settled a request: why each statement that decided applies. Where none did, why the
 * nearest ones do not: those that only a condition keeps from applying, else those that spare the caller, else those
 * about other vaults, else those about other actions.
 * @param judgement what `judge` says of the same document and request
 */
export function reasonsOf(
  document: PolicyDocument,
  request: AuthorizationRequest,
  judgement: Judgement,
): readonly Reason[] {
  const lookup = document.version === '2012-10-17' ? readContext(request.context).singleValueOf : undefined;
  const told = judgement.decision === 'implicitDeny' ? nearest(judgement.traces) : judgement.statements;
  return told.flatMap((index) => {
    const statement = document.statements[index];
    const trace = judgement.traces[index];
    if (!statement || !trace) return [];
    const { sid, effect } = statement;
    const name = `Statement ${index + 1}${sid ? ` (${quoted(sid)})` : ''}`;
    const text = trace.applies
      ? `${name} ${effect === 'Deny' ? 'denies' : 'allows'} it: ${whyItApplies(trace.conditions, lookup)}.`
      : `${name} does not apply: ${whyItDoesNot(statement, request, trace.because, lookup)}.`;
    return [{ statement: index, sid, effect, applies: trace.applies, text }];
  });
}

/** The statements that came furthest, by index. */
function nearest(traces: readonly StatementTrace[]): readonly number[] {
  const steps = traces.map(stepReached);
  const furthest = Math.max(...steps);
  return steps.flatMap((step, index) => (step === furthest ? [index] : []));
}

function stepReached(trace: StatementTrace): number {
  if (trace.applies) return 4;
  return typeof trace.because === 'string' ? ['action', 'resource', 'principal'].indexOf(trace.because) : 3;
}

function whyItApplies(conditions: readonly ConditionTrace[], lookup: VariableLookup | undefined): string {
  if (conditions.length === 0) return 'it names the action, the vault and the caller, and sets no condition';
  return conditions.map((condition) => conditionInWords(condition, lookup)).join('; and ');
}

function whyItDoesNot(
  { principal, action, resource }: Statement,
  request: AuthorizationRequest,
  because: 'principal' | 'action' | 'resource' | ConditionTrace,
  lookup: VariableLookup | undefined,
): string {
  switch (because) {
    case 'principal':
      return elementInWords('Principal', principal.negated, callerInWords(request.principal));
    case 'action':
      return elementInWords('Action', action.negated, named(request.action));
    case 'resource':
      return elementInWords('Resource', resource.negated, named(request.resource));
    default:
      return conditionInWords(because, lookup);
  }
}

function elementInWords(name: string, negated: boolean, asked: string): string {
  return negated ? `its Not${name} names ${asked}` : `its ${name} does not name ${asked}`;
}

function callerInWords(principal: string): string {
  return principal === '*' ? 'anonymous callers' : named(principal);
}

/** `NumericLessThan glacier:ArchiveAgeInDays: 100 is less than 365` */
function conditionInWords(
  { test, holds, because }: ConditionTrace,
  lookup: VariableLookup | undefined,
): string {
  const name = `${named(test.operator)} ${named(test.key)}`;
  switch (because) {
    case 'unknownOperator':
      return `there is no condition operator ${quoted(test.operator)}, and a test with it never holds`;
    case 'setOperator':
      return `${name}: Null behind a set operator ${holds ? 'always' : 'never'} holds, whatever the request`;
    case 'keyAbsent':
      return `${name}: ${absenceInWords(test, holds)}`;
    case 'keyPresent':
      return `${name}: the request has the key${holds ? ', as asked' : ''}`;
    case 'noValue':
      return `${name}: the key has no value that counts, and ${setOperatorOf(test)} ${holds ? 'then holds' : 'then fails'}`;
    default:
      return `${name}: ${comparisonInWords(test, because, lookup)}`;
  }
}

function absenceInWords({ operator }: ConditionTest, holds: boolean): string {
  const absent = 'the request does not have the key';
  const use = readOperator(operator);
  if (!holds || !use) return absent;
  if (use.operator.family === 'Null') return `${absent}, as asked`;
  const why = use.ifExists ? 'IfExists' : (use.set ?? 'a negated operator');
  return `${absent}, and ${why} then holds`;
}

function setOperatorOf({ operator }: ConditionTest): string {
  return readOperator(operator)?.set ?? operator;
}
