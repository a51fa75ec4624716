import type { PolicyDocument, PrincipalEntry, Statement } from '../document';
import { parseArn } from '../evaluate/arn';
import { matchesPrincipal, readCaller, type Caller as EvaluatedCaller } from '../evaluate/principal';
import { readOperator } from '../vocabulary/operators';
import { hasWildcard } from '../wildcard';
import { ownForm } from './patternOfCaller';

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
  /**
   * Of one who stands for others too: the values that theirs may have of keys in which they differ, by key in lower
   * case. Undefined for one who is nobody else.
   */
  readonly standsFor?: Readonly<Record<string, ValuesOfOthers>>;
  /** The account of which everybody is told apart from those of accounts that the policy does not name. */
  readonly accountToldApart?: string;
  /** Of one who stands for all that fit it: the pattern of ARNs, and so who this is in words. */
  readonly pattern?: string;
  /** A session of GetFederationToken. */
  readonly federated?: boolean;
}

export type ValuesOfOthers =
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'patterns'; readonly patterns: readonly string[] };

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

/** Names for those whom a policy does not name. */
const someUser = 'some-user-nobody-names';
const someRole = 'some-role-nobody-names';
export const someSession = 'some-session-nobody-names';

/** Names that do not occur in a policy, whatever it says. */
interface FreeNames {
  readonly user: string;
  readonly role: string;
  readonly session: string;
  readonly account: string;
  readonly service: string;
  /** Whether a text occurs in no principal and no condition. */
  readonly isFree: (text: string) => boolean;
}

function freeNames(document: PolicyDocument | undefined, owner: string): FreeNames {
  const text = document
    ? JSON.stringify(document.statements.map(({ principal, conditions }) => [principal, conditions]))
    : '';
  const lower = text.toLowerCase();
  const isFree = (name: string): boolean => !lower.includes(name.toLowerCase());
  const free = (name: string): string => {
    let chosen = name;
    for (let n = 2; !isFree(chosen); n += 1) chosen = `${name}-${n}`;
    return chosen;
  };
  let account = 0;
  const id = (): string => String(account).padStart(12, '0');
  while (!isFree(id()) || id() === owner) account += 1;
  return {
    user: free(someUser),
    role: free(someRole),
    session: free(someSession),
    account: id(),
    service: `${free('some-service-nobody-names')}.amazonaws.com`,
    isFree,
  };
}

/** One caller of each kind whom no policy names, or whom this one does not. */
export function ordinaryCallers(
  partition: string,
  owner: string,
  document?: PolicyDocument,
): readonly Caller[] {
  return ordinaryWith(partition, owner, freeNames(document, owner));
}

function ordinaryWith(partition: string, owner: string, names: FreeNames): readonly Caller[] {
  const of = (resource: string): string => `arn:${partition}:iam::${owner}:${resource}`;
  return [
    root(partition, owner, 'owner root'),
    {
      ...user(of(`user/${names.user}`), owner, 'owner user'),
      standsFor: { 'aws:principalarn': patterns(of('user/*')) },
    },
    {
      ...session(
        `arn:${partition}:sts::${owner}:assumed-role/${names.role}/${names.session}`,
        of(`role/${names.role}`),
        owner,
        'owner role session',
      ),
      standsFor: { 'aws:principalarn': patterns(of('role/*')) },
    },
    {
      ...root(partition, names.account, 'another account'),
      standsFor: {
        ...ofAccount(partition, '????????????'),
        'aws:principalaccount': patterns('????????????'),
      },
    },
    { ...service(names.service), standsFor: {} },
    anonymous(),
  ];
}

function patterns(...all: readonly string[]): ValuesOfOthers {
  return { kind: 'patterns', patterns: all };
}

/** What requests of an account say, whoever of it asks. */
function ofAccount(partition: string, account: string): Readonly<Record<string, ValuesOfOthers>> {
  return {
    'aws:principalarn': patterns(
      `arn:${partition}:iam::${account}:*`,
      `arn:${partition}:sts::${account}:federated-user/*`,
    ),
    'aws:principaltype': { kind: 'values', values: ['Account', 'User', 'AssumedRole', 'FederatedUser'] },
  };
}

/** The callers worth telling apart for a policy on a vault of this account and partition. */
export function callersOf(document: PolicyDocument, partition: string, owner: string): Callers {
  const names = freeNames(document, owner);
  const ordinary = [
    ...ordinaryWith(partition, owner, names),
    ...(tellsFederated(document) ? [someFederated(partition, owner, names)] : []),
  ];
  const known = new Map(ordinary.map((caller) => [caller.principal, caller]));
  const arns = new Set(ordinary.map(identityOf));
  let complete = true;
  for (const caller of namedIn(document, partition, owner, names)) {
    if (arns.has(identityOf(caller))) continue;
    if (known.size >= ordinary.length + mostNamed) {
      complete = false;
      break;
    }
    arns.add(identityOf(caller));
    // Roles of one name under two paths have sessions of one name.
    let { principal } = caller;
    for (let n = 2; known.has(principal); n += 1) principal = `${caller.principal}-${n}`;
    const renamed = principal === caller.principal ? {} : { principal, evaluated: readCaller(principal) };
    known.set(principal, { ...caller, ...renamed, named: true });
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

/** Who somebody is: two callers of one session are two where their roles are. */
function identityOf({ principal, pattern, context }: Caller): string {
  return `${pattern ?? principal} ${context['aws:principalarn'] ?? ''}`;
}

/** Whether a session of GetFederationToken may get something else than a user. */
function tellsFederated({ statements }: PolicyDocument): boolean {
  return statements.some(
    ({ principal, conditions }) =>
      conditions.some(({ key }) => /^aws:principal(?:arn|type)$/i.test(key)) ||
      principal.entries.some((entry) => entry.type === 'AWS' && entry.value.includes(':federated-user/')),
  );
}

function someFederated(partition: string, owner: string, names: FreeNames): Caller {
  const arn = `arn:${partition}:sts::${owner}:federated-user/`;
  return {
    ...federated(`${arn}${names.user}`, owner, 'owner user'),
    standsFor: { 'aws:principalarn': patterns(`${arn}*`) },
  };
}

/** Those whom principals and conditions tell apart, more than once perhaps. */
function* namedIn(
  document: PolicyDocument,
  partition: string,
  owner: string,
  names: FreeNames,
): Iterable<Caller> {
  const isFederatedTold = tellsFederated(document);
  for (const { principal, conditions } of document.statements) {
    for (const entry of principal.entries) {
      yield* callerWith(entry, partition, owner, names.session);
      const session = isFederatedTold ? federatedOf(entry) : undefined;
      if (session) yield* callerWith(session, partition, owner, names.session);
    }
    for (const { key, operator, values } of conditions)
      if (callerKeys.includes(key.toLowerCase()))
        for (const value of values)
          if (hasWildcard(value) && readOperator(operator)?.operator.wildcards === true)
            yield* fitting(value, partition, owner, names);
          else yield* callerWith({ type: 'AWS', value }, partition, owner, names.session);
  }
}

/** The federated session of a user: to an entry of Principal it is that user. */
function federatedOf(entry: PrincipalEntry): PrincipalEntry | undefined {
  const arn = entry.type === 'AWS' ? parseArn(entry.value) : undefined;
  if (arn?.[2] !== 'iam' || !arn[5].startsWith('user/')) return undefined;
  const name = arn[5].slice(arn[5].lastIndexOf('/') + 1);
  return { type: 'AWS', value: `arn:${arn[1]}:sts::${arn[4]}:federated-user/${name}` };
}

/** Those who fit a pattern of ARNs, in the account it means or, where it means any, in the vault's own. */
function* fitting(text: string, partition: string, owner: string, names: FreeNames): Iterable<Caller> {
  const account = /^arn:[^:*?]*:[^:*?]*:[^:*?]*:(\d{12}):/.exec(text)?.[1] ?? owner;
  if (account !== owner) yield* callerWith({ type: 'AWS', value: account }, partition, owner, names.session);
  const own = ownForm(text, partition, account);
  const [type, ...path] = own?.split(':').slice(5).join(':').split('/') ?? [];
  // What all users or all roles fit tells none of them apart.
  if (own === undefined || (type !== 'user' && type !== 'role') || /^\**$/.test(path.join('/'))) return;
  if (!hasWildcard(own)) yield* callerWith({ type: 'AWS', value: own }, partition, owner, names.session);
  else
    for (const filling of ['x', 'some', 'any']) {
      const sample = own.replace(/\*/g, filling).replace(/\?/g, filling.charAt(0));
      if (!names.isFree(sample)) continue;
      for (const caller of callerWith({ type: 'AWS', value: sample }, partition, owner, names.session))
        yield { ...caller, pattern: own, standsFor: { 'aws:principalarn': patterns(own) } };
      return;
    }
}

function* callerWith(
  entry: PrincipalEntry,
  partition: string,
  owner: string,
  session: string,
): Iterable<Caller> {
  const caller = callerNamed(entry, partition, owner, session);
  if (caller) yield caller;
}

/** Whom of the list an entry of Principal means: all that they stand for, or perhaps some of them. */
export function meantBy(
  entry: PrincipalEntry,
  { list }: Callers,
): { readonly all: CallerSet; readonly some: CallerSet } {
  const setOf = (wanted: (caller: Caller) => boolean): CallerSet =>
    list.reduce((set, caller, index) => (wanted(caller) ? set | (1 << index) : set), 0);
  const all = setOf(({ evaluated }) => matchesPrincipal(entry, evaluated));
  const isFederatedTold = list.some(({ federated: told }) => told);
  const owner = list.find(({ kind }) => kind === 'owner root');
  const [, partition = '', , , id = ''] = parseArn(owner?.principal ?? '') ?? [];
  let some = 0;
  for (const one of [entry, isFederatedTold ? federatedOf(entry) : undefined]) {
    const meant = one && callerNamed(one, partition, id);
    if (!meant || list.some((caller) => isSame(caller, meant))) continue;
    // Who has no place of their own in the list is one of those for whom others stand.
    some |= setOf((caller) => mayStandFor(caller, meant));
  }
  return { all, some: some & ~all };
}

/** A role's own ARN means all its sessions; the name of the one made up for it says nothing. */
function isSame(caller: Caller, meant: Caller): boolean {
  if (caller.pattern !== undefined) return false;
  return (
    caller.principal === meant.principal ||
    (isAnySession(caller) &&
      isAnySession(meant) &&
      caller.context['aws:principalarn'] === meant.context['aws:principalarn'])
  );
}

/** Whether this is a role of which the name of the session is made up. */
export function isAnySession({ kind, standsFor }: Caller): boolean {
  return kind !== 'service' && standsFor !== undefined && standsFor['aws:principalarn'] === undefined;
}

function mayStandFor(caller: Caller, meant: Caller): boolean {
  if (caller.standsFor === undefined || caller.kind !== meant.kind) return false;
  if (caller.kind === 'service' || caller.standsFor['aws:principalaccount']) return true;
  if (caller.context['aws:principalaccount'] !== meant.context['aws:principalaccount']) return false;
  return (
    caller.accountToldApart !== undefined ||
    caller.context['aws:principaltype'] === meant.context['aws:principaltype']
  );
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

/**
 * Somebody by a name that a policy or a test has; undefined for what nobody can be.
 *
 * @param sessionName Of the session of a role that is named without one.
 */
export function callerNamed(
  entry: PrincipalEntry,
  partition: string,
  owner: string,
  sessionName = someSession,
): Caller | undefined {
  if (entry.type === 'Service') return service(entry.value);
  if (entry.type !== 'AWS') return undefined;
  if (/^\d{12}$/.test(entry.value)) return account(partition, entry.value, owner);
  const arn = parseArn(entry.value);
  if (!arn) return undefined;
  const [, itsPartition, iam, , id, resource] = arn;
  const [type, ...names] = resource.split('/');
  const name = names.at(-1);
  if (!/^\d{12}$/.test(id)) return undefined;
  if (iam === 'iam' && resource === 'root') return account(itsPartition, id, owner);
  if (name === undefined) return undefined;
  if (iam === 'iam' && type === 'user') return user(entry.value, id, kindOf(id, owner, 'owner user'));
  if (iam === 'sts' && type === 'federated-user' && names.length === 1)
    return federated(entry.value, id, kindOf(id, owner, 'owner user'));
  const kind = kindOf(id, owner, 'owner role session');
  if (iam === 'iam' && type === 'role') {
    const one = `arn:${itsPartition}:sts::${id}:assumed-role/${name}/${sessionName}`;
    return { ...session(one, entry.value, id, kind), standsFor: {} };
  }
  if (iam === 'sts' && type === 'assumed-role' && names.length === 2) {
    const role = `arn:${itsPartition}:iam::${id}:role/`;
    const [roleName = ''] = names;
    // The ARN of a session leaves out the path of the role.
    const standsFor = { 'aws:principalarn': patterns(`${role}${roleName}`, `${role}*/${roleName}`) };
    return { ...session(entry.value, `${role}${roleName}`, id, kind), standsFor };
  }
  return undefined;
}

/** An account by its root user, who stands for everybody in an account that is not the vault's. */
function account(partition: string, id: string, owner: string): Caller {
  const one = root(partition, id, kindOf(id, owner, 'owner root'));
  return id === owner ? one : { ...one, standsFor: ofAccount(partition, id) };
}

function kindOf(account: string, owner: string, kind: CallerKind): CallerKind {
  return account === owner ? kind : 'another account';
}

function root(partition: string, account: string, kind: CallerKind): Caller {
  const arn = `arn:${partition}:iam::${account}:root`;
  return { ...signed(kind, arn, arn, account, 'Account', []), accountToldApart: account };
}

function user(arn: string, account: string, kind: CallerKind): Caller {
  return signed(kind, arn, arn, account, 'User', [arn]);
}

/** Whether a NotPrincipal must list the user too is not documented. */
function federated(arn: string, account: string, kind: CallerKind): Caller {
  const [head = '', name = ''] = arn.replace(':sts:', ':iam:').split('federated-user/');
  return {
    ...signed(kind, arn, arn, account, 'FederatedUser', [arn, `${head}user/${name}`]),
    federated: true,
  };
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
