import type { PolicyDocument, PrincipalEntry, Statement } from '../document';
import { parseArn } from '../evaluate/arn';
import { readCaller, type Caller as EvaluatedCaller } from '../evaluate/principal';

export type CallerKind =
  'owner root' | 'owner user' | 'owner role session' | 'another account' | 'service' | 'anonymous';

/** Somebody who may ask: an ordinary one of each kind, and those whom the policy tells apart by name. */
export interface Caller {
  readonly kind: CallerKind;
  /** As in a request line: an ARN, a service principal, or `*`. */
  readonly principal: string;
  /** Whether the policy names this one. The ordinary one of a kind stands for all that it does not name. */
  readonly named: boolean;
  /** What a request says of its caller by itself, by condition key in lower case. */
  readonly context: Readonly<Record<string, string>>;
  readonly evaluated: EvaluatedCaller;
  /** The entries of NotPrincipal that must all be there to spare this caller for certain. */
  readonly identities: readonly string[];
}

/** A set of callers, one bit each by their place in the list. */
export type CallerSet = number;

/** Further callers are not told apart; this bit stands for all of them. */
const mostNamed = 20;
export const othersBit = 1 << 30;

/** The keys whose values follow from who asks. */
export const callerKeys: readonly string[] = [
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalisawsservice',
];

export interface Callers {
  readonly list: readonly Caller[];
  readonly all: CallerSet;
  /** Everybody in the account that owns the vault. */
  readonly ofOwner: CallerSet;
  /** Those whom the policy does not name: root, a user and a role session of the owner. */
  readonly ordinaryOwners: CallerSet;
}

/** Names that no policy has. */
const someUser = 'user/some-user-nobody-names';
const someRole = 'some-role-nobody-names';
export const someSession = 'some-session-nobody-names';
const strangersAccount = '000000000000';

/** One caller of each kind whom no policy names. */
export function ordinaryCallers(partition: string, owner: string): readonly Caller[] {
  return [
    root(partition, owner, 'owner root'),
    user(`arn:${partition}:iam::${owner}:${someUser}`, owner, 'owner user'),
    session(
      `arn:${partition}:sts::${owner}:assumed-role/${someRole}/${someSession}`,
      `arn:${partition}:iam::${owner}:role/${someRole}`,
      owner,
      'owner role session',
    ),
    root(partition, strangersAccount, 'another account'),
    service('some-service-nobody-names.amazonaws.com'),
    anonymous(),
  ];
}

/** The callers worth telling apart for a policy on a vault of this account and partition. */
export function callersOf(document: PolicyDocument, partition: string, owner: string): Callers {
  const ordinary = ordinaryCallers(partition, owner);
  const known = new Map(ordinary.map((caller) => [caller.principal, caller]));
  let complete = true;
  for (const name of namesIn(document)) {
    if (known.size >= ordinary.length + mostNamed) {
      complete = false;
      break;
    }
    const caller = callerNamed(name, partition, owner);
    if (caller && !known.has(caller.principal)) known.set(caller.principal, { ...caller, named: true });
  }
  const list = [...known.values()];
  const setOf = (wanted: (caller: Caller) => boolean): CallerSet =>
    list.reduce((set, caller, index) => (wanted(caller) ? set | (1 << index) : set), 0);
  const others = complete ? 0 : othersBit;
  const isOwner = ({ kind }: Caller): boolean => kind.startsWith('owner');
  return {
    list,
    all: setOf(() => true) | others,
    ofOwner: setOf(isOwner) | others,
    ordinaryOwners: setOf((caller) => isOwner(caller) && !caller.named),
  };
}

/** The account that a policy without a vault is most likely about: the first one that a principal names. */
export function firstAccountIn(document: PolicyDocument): string | undefined {
  for (const { principal } of document.statements)
    for (const entry of principal.entries) {
      const account = entry.type === 'AWS' ? accountIn(entry.value) : undefined;
      if (account !== undefined) return account;
    }
  return undefined;
}

function accountIn(text: string): string | undefined {
  if (/^\d{12}$/.test(text)) return text;
  const account = parseArn(text)?.[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

/** Everybody that principals and conditions mention, more than once perhaps. */
export function* namesIn({ statements }: PolicyDocument): Iterable<PrincipalEntry> {
  for (const { principal, conditions } of statements) {
    yield* principal.entries;
    for (const { key, values } of conditions)
      if (callerKeys.includes(key.toLowerCase()))
        // A pattern is met by what stands in place of its wildcards.
        for (const value of values) yield { type: 'AWS', value: value.replace(/[*?]/g, 'x') };
  }
}

/** Somebody by a name that a policy or a test has; undefined for what nobody can be. */
export function callerNamed(entry: PrincipalEntry, partition: string, owner: string): Caller | undefined {
  if (entry.type === 'Service') return service(entry.value);
  if (entry.type !== 'AWS') return undefined;
  if (/^\d{12}$/.test(entry.value))
    return root(partition, entry.value, kindOf(entry.value, owner, 'owner root'));
  const arn = parseArn(entry.value);
  if (!arn) return undefined;
  const [, itsPartition, iam, , account, resource] = arn;
  const [type, ...names] = resource.split('/');
  const name = names.at(-1);
  if (!/^\d{12}$/.test(account)) return undefined;
  if (iam === 'iam' && resource === 'root')
    return root(itsPartition, account, kindOf(account, owner, 'owner root'));
  if (name === undefined) return undefined;
  if (iam === 'iam' && type === 'user')
    return user(entry.value, account, kindOf(account, owner, 'owner user'));
  const kind = kindOf(account, owner, 'owner role session');
  if (iam === 'iam' && type === 'role')
    return session(
      `arn:${itsPartition}:sts::${account}:assumed-role/${name}/${someSession}`,
      entry.value,
      account,
      kind,
    );
  if (iam === 'sts' && type === 'assumed-role' && names.length === 2)
    return session(entry.value, `arn:${itsPartition}:iam::${account}:role/${names[0] ?? ''}`, account, kind);
  return undefined;
}

function kindOf(account: string, owner: string, kind: CallerKind): CallerKind {
  return account === owner ? kind : 'another account';
}

function root(partition: string, account: string, kind: CallerKind): Caller {
  const arn = `arn:${partition}:iam::${account}:root`;
  return signed(kind, arn, arn, account, 'Account', []);
}

function user(arn: string, account: string, kind: CallerKind): Caller {
  return signed(kind, arn, arn, account, 'User', [arn]);
}

function session(arn: string, role: string, account: string, kind: CallerKind): Caller {
  return signed(kind, arn, role, account, 'AssumedRole', [arn, role]);
}

function signed(
  kind: CallerKind,
  principal: string,
  arn: string,
  account: string,
  type: string,
  identities: readonly string[],
): Caller {
  return {
    kind,
    principal,
    named: false,
    context: {
      'aws:principalarn': arn,
      'aws:principalaccount': account,
      'aws:principaltype': type,
      'aws:principalisawsservice': 'false',
    },
    evaluated: readCaller(principal),
    identities,
  };
}

function service(name: string): Caller {
  return {
    kind: 'service',
    principal: name,
    named: false,
    context: { 'aws:principalisawsservice': 'true' },
    evaluated: readCaller(name),
    identities: [name],
  };
}

function anonymous(): Caller {
  return {
    kind: 'anonymous',
    principal: '*',
    named: false,
    context: { 'aws:principalaccount': 'anonymous', 'aws:principaltype': 'Anonymous' },
    evaluated: readCaller('*'),
    identities: [],
  };
}

/**
 * Whether AWS certainly spares a caller whom an entry of NotPrincipal names in a Deny: it does where all its identities
 * are listed, the account too (IAM user guide, "AWS JSON policy elements: NotPrincipal").
 */
export function isSparedForCertain({ principal }: Statement, caller: Caller): boolean {
  const listed = new Set(
    principal.entries.flatMap((entry) => (entry.type === 'everyone' ? [] : [entry.value])),
  );
  if (principal.entries.some(({ type }) => type === 'everyone')) return true;
  if (caller.kind === 'service' || caller.kind === 'anonymous') return true;
  const account = caller.context['aws:principalaccount'] ?? '';
  const ofAccount = [account, `arn:${parseArn(caller.principal)?.[1] ?? ''}:iam::${account}:root`];
  return ofAccount.some((name) => listed.has(name)) && caller.identities.every((name) => listed.has(name));
}
