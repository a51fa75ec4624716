import type { PrincipalEntry } from '../document';
import { hasWildcard } from '../wildcard';
import { parseArn, type Arn } from './arn';

/** Who asks. */
export type Caller =
  | { readonly kind: 'anonymous' }
  /** The account itself: what its root user and `arn:aws:iam::ID:root` stand for. */
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'identity'; readonly text: string; readonly arn: Arn }
  | { readonly kind: 'service'; readonly name: string };

const accountId = /^\d{12}$/;

/** Reads the principal of a request: `*`, an account id, an ARN, else the name of a service. */
export function readCaller(principal: string): Caller {
  if (principal === '*') return { kind: 'anonymous' };
  if (accountId.test(principal)) return { kind: 'account', account: principal };
  const arn = parseArn(principal);
  return arn ? { kind: 'identity', text: principal, arn } : { kind: 'service', name: principal };
}

/**
 * Whether an entry of Principal or NotPrincipal stands for the caller (IAM user guide, "AWS JSON policy elements:
 * Principal"). Only `*` alone is a wildcard; a part of a name cannot be one. Federated identities and canonical users
 * never call Glacier.
 */
export function matchesPrincipal(entry: PrincipalEntry, caller: Caller): boolean {
  return principalMatcher(entry)(caller);
}

/** Does the same for an entry that is asked about many callers. */
export function principalMatcher(entry: PrincipalEntry): (caller: Caller) => boolean {
  switch (entry.type) {
    case 'everyone':
      return () => true;
    case 'Service':
      return (caller) => caller.kind === 'service' && caller.name === entry.value;
    case 'AWS':
      return awsPrincipalMatcher(entry.value);
    case 'Federated':
    case 'CanonicalUser':
      return () => false;
  }
}

function awsPrincipalMatcher(entry: string): (caller: Caller) => boolean {
  if (accountId.test(entry)) return (caller) => accountOf(caller) === entry;
  const arn = parseArn(entry);
  if (!arn || hasWildcard(entry)) return () => false;
  if (isRoot(arn))
    return (caller) =>
      arn[4] === accountOf(caller) && (caller.kind !== 'identity' || arn[1] === caller.arn[1]);
  return (caller) =>
    caller.kind === 'identity' &&
    (entry === caller.text || (isSameAccount(arn, caller.arn) && isSessionOf(arn[5], caller.arn)));
}

function accountOf(caller: Caller): string | undefined {
  if (caller.kind === 'account') return caller.account;
  if (caller.kind !== 'identity') return undefined;
  return caller.arn[2] === 'iam' || caller.arn[2] === 'sts' ? caller.arn[4] : undefined;
}

function isRoot([, , service, region, , resource]: Arn): boolean {
  return service === 'iam' && region === '' && resource === 'root';
}

/** An identity of IAM and a session of STS in the same partition and account. */
function isSameAccount(identity: Arn, session: Arn): boolean {
  return (
    identity[1] === session[1] && identity[2] === 'iam' && session[2] === 'sts' && identity[4] === session[4]
  );
}

/**
 * Whether the session is one of this role (`role/PATH/NAME`) or a federated one of this user. A session's ARN leaves
 * the path out; names are unique in an account without it.
 */
function isSessionOf(identity: string, session: Arn): boolean {
  const [kind, ...path] = identity.split('/');
  const name = path.at(-1);
  const [sessionKind, sessionOf, ...sessionName] = session[5].split('/');
  if (name === undefined || name !== sessionOf) return false;
  if (kind === 'role') return sessionKind === 'assumed-role' && sessionName.length === 1;
  return kind === 'user' && sessionKind === 'federated-user' && sessionName.length === 0;
}
