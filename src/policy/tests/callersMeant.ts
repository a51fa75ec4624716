import type { PolicyDocument } from '../document';
import { callerNamed, namesIn, ordinaryCallers, someSession, type Caller } from '../effect/callers';
import type { CallerWord } from './callerWords';
import { wordOfKind } from './callerWords';
import type { PolicyTestCase, Principal } from './policyTests';

/** A caller of a test, under the name that the test or its results give to it. */
export interface TestCaller {
  readonly label: string;
  readonly caller: Caller;
  /** Whether it stands for others of its kind, so that a pattern may fit some of them and not the rest. */
  readonly standIn: boolean;
}

/** Everybody whom a policy on a vault of this account can tell apart, without any bound. */
export function everybody(
  document: PolicyDocument,
  partition: string,
  account: string,
): readonly TestCaller[] {
  const ordinary = [...ordinaryCallers(partition, account), ...strangers(document, partition, account)];
  const known = new Map(
    ordinary.map((caller): [string, TestCaller] => [
      caller.principal,
      {
        label: wordOfKind[caller.kind],
        caller,
        standIn: caller.kind !== 'owner root' && caller.kind !== 'anonymous',
      },
    ]),
  );
  for (const name of namesIn(document)) {
    const caller = callerNamed(name, partition, account);
    if (!caller || known.has(caller.principal)) continue;
    known.set(caller.principal, {
      label: nameOfCaller(caller),
      caller: { ...caller, named: true },
      standIn: false,
    });
    const id = caller.context['aws:principalaccount'] ?? '';
    if (caller.kind === 'another account' && caller.principal.endsWith(':root'))
      for (const one of peopleOf(id, partition, account).slice(1))
        known.set(one.principal, { label: id, caller: one, standIn: true });
  }
  return [...known.values()];
}

/** Somebody of each kind in an account that the policy does not name: it may tell them apart by what they are. */
function strangers(document: PolicyDocument, partition: string, owner: string): readonly Caller[] {
  const text = JSON.stringify(document.statements);
  let number = 0;
  const account = (): string => String(number).padStart(12, '0');
  while (account() === owner || text.includes(account())) number += 1;
  return peopleOf(account(), partition, owner);
}

/** Its root, and somebody of each kind whom no policy names. */
function peopleOf(account: string, partition: string, owner: string): readonly Caller[] {
  return ['root', 'user/some-user-nobody-names', 'role/some-role-nobody-names'].flatMap((resource) => {
    const value = `arn:${partition}:iam::${account}:${resource}`;
    return callerNamed({ type: 'AWS', value }, partition, owner) ?? [];
  });
}

/** As a test names somebody: a role by its own ARN if any session of it is meant. */
export function nameOfCaller({ principal, context }: Caller): string {
  return principal.endsWith(`/${someSession}`) ? (context['aws:principalarn'] ?? principal) : principal;
}

/** Those whom a test means, each once: whom it names, and of the kinds it names all whom it does not leave out. */
export function callersMeant(
  { principals, notPrincipals = [] }: Pick<PolicyTestCase, 'principals' | 'notPrincipals'>,
  all: readonly TestCaller[],
  partition: string,
  account: string,
): readonly TestCaller[] {
  const named = ({ name }: Principal & { kind: 'name' }): Caller | undefined =>
    callerNamed({ type: /^\d{12}$|^arn:/.test(name) ? 'AWS' : 'Service', value: name }, partition, account);
  const isLeftOut = ({ caller }: TestCaller): boolean =>
    notPrincipals.some((each) => {
      if (each.kind === 'word') return isMeantBy(each.word, caller);
      // An account is everybody in it; the ARN of its root is the root user alone.
      if (/^\d{12}$/.test(each.name)) return caller.context['aws:principalaccount'] === each.name;
      return named(each)?.principal === caller.principal;
    });
  const everyone: readonly Principal[] = [{ kind: 'word', word: 'everyone' }];
  const meant = (principals ?? everyone).flatMap((principal): readonly TestCaller[] => {
    if (principal.kind === 'word')
      return all.filter((each) => isMeantBy(principal.word, each.caller) && !isLeftOut(each));
    const caller = named(principal);
    return caller ? [{ label: principal.name, caller, standIn: false }] : [];
  });
  return [...new Map(meant.map((each) => [each.caller.principal, each])).values()];
}

function isMeantBy(word: CallerWord, { kind }: Caller): boolean {
  return word === 'everyone' || (word === 'owner' ? kind.startsWith('owner') : wordOfKind[kind] === word);
}
