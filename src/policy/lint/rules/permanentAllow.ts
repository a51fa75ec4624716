import type { PolicyTree, StatementTree } from '../../syntax/policyTree';
import { isAllow, principalValues, siblingsOf, type PrincipalValue } from '../elements';
import { isPositive, testsOnKey } from '../conditionTests';
import { overPolicy, type Finding, type FixDraft, type LintContext } from '../rule';
import { ownAccounts } from './ownAccounts';
import { accountOfPrincipal } from './principalArn';
import { reachedActions } from './reach';

/** An Allow in a lock can never be withdrawn. Worst is one that lets in others than the owner. */
export const permanentAllow = overPolicy(function* (policy, context) {
  const own = ownAccounts(policy, context);
  for (const statement of policy.statements)
    if (isAllow(statement)) yield* permanent(statement, policy, own, context);
});

function* permanent(
  statement: StatementTree,
  policy: PolicyTree,
  own: ReadonlySet<string>,
  { editor }: LintContext,
): Iterable<Finding> {
  const siblings = policy.statement && siblingsOf(policy.statement);
  const remove: FixDraft | undefined =
    siblings && siblings.length > 1
      ? { title: 'Remove the statement', edits: editor.remove(siblings, statement.node) }
      : undefined;
  const strangers = isHeldToOwner(statement, own)
    ? []
    : principalValues(statement).flatMap((value) => {
        const who = strangerIn(value, own);
        return who === undefined ? [] : [{ node: value.node, who }];
      });
  for (const { node, who } of strangers)
    yield {
      at: node.span,
      severity: 'error',
      message: `This allows ${who} ${whatIsAllowed(statement)}, and an Allow in a locked policy can never be withdrawn. Put it into the access policy of the vault, which can be changed.`,
      fixes: [remove],
    };
  const effect = statement.effect?.value;
  if (strangers.length === 0 && effect)
    yield {
      at: effect.span,
      message:
        'An Allow in a locked policy can never be withdrawn, whatever becomes of those it names. Put it into the access policy of the vault, which can be changed.',
      fixes: [remove],
    };
}

function strangerIn({ node, type }: PrincipalValue, own: ReadonlySet<string>): string | undefined {
  if (node.value === '*' && (type === undefined || type === 'AWS')) return 'everyone';
  const account = type === 'AWS' ? accountOfPrincipal(node.value) : undefined;
  return account === undefined || own.size === 0 || own.has(account)
    ? undefined
    : `another account (${account})`;
}

/** Whether a test lets through callers of the owner alone, whomever the Principal names. */
function isHeldToOwner(statement: StatementTree, own: ReadonlySet<string>): boolean {
  const accounts = testsOnKey(statement, 'aws:PrincipalAccount').map((test) => ({
    test,
    account: (text: string): string | undefined => text,
  }));
  const arns = testsOnKey(statement, 'aws:PrincipalArn').map((test) => ({
    test,
    account: (text: string): string | undefined => text.split(':')[4],
  }));
  return [...accounts, ...arns].some(
    ({ test, account }) =>
      isPositive(test) &&
      test.values.length > 0 &&
      test.values.every(({ text }) => own.has(account(text) ?? '')),
  );
}

const mostNamed = 3;

function whatIsAllowed(statement: StatementTree): string {
  const names = reachedActions(statement).map(({ name }) => name);
  const [only] = names;
  if (only === undefined) return 'something';
  if (names.length === 1) return only;
  return names.length <= mostNamed
    ? `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
    : `${names.length} actions`;
}
