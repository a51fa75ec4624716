import type { PolicyDocument } from '../document';
import { callerNamed, namesIn, ordinaryCallers, type Caller } from '../effect/callers';
import type { CallerWord } from './callerWords';
import { wordOfKind } from './callerWords';
import type { Principal } from './policyTests';

/** A caller of a test, under the name that the test or its results give to it. */
export interface TestCaller {
  readonly label: string;
  readonly caller: Caller;
}

/** Everybody whom a policy on a vault of this account can tell apart. */
export function everybody(
  document: PolicyDocument,
  partition: string,
  account: string,
): readonly TestCaller[] {
  const ordinary = ordinaryCallers(partition, account);
  const known = new Map(
    ordinary.map((caller): [string, TestCaller] => [
      caller.principal,
      { label: wordOfKind[caller.kind], caller },
    ]),
  );
  for (const name of namesIn(document)) {
    const caller = callerNamed(name, partition, account);
    if (!caller || known.has(caller.principal)) continue;
    // A role is named by its own ARN; who asks is a session of it.
    const label = caller.context['aws:principalarn'] ?? caller.principal;
    known.set(caller.principal, { label, caller: { ...caller, named: true } });
  }
  return [...known.values()];
}

/** Those whom a test means, each once. */
export function callersMeant(
  principals: readonly Principal[],
  all: readonly TestCaller[],
  partition: string,
  account: string,
): readonly TestCaller[] {
  const meant = principals.flatMap((principal): readonly TestCaller[] => {
    if (principal.kind === 'word') return all.filter(({ caller }) => isMeantBy(principal.word, caller));
    const { name } = principal;
    const type = /^\d{12}$|^arn:/.test(name) ? 'AWS' : 'Service';
    const caller = callerNamed({ type, value: name }, partition, account);
    return caller ? [{ label: name, caller }] : [];
  });
  return [...new Map(meant.map((each) => [each.caller.principal, each])).values()];
}

function isMeantBy(word: CallerWord, { kind, named }: Caller): boolean {
  if (word === 'everyone') return true;
  if (word === 'owner') return kind.startsWith('owner');
  // The account's root is one, whether the policy names it or not.
  return wordOfKind[kind] === word && (!named || kind === 'owner root' || kind === 'anonymous');
}
