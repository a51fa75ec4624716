import type { ConditionTest } from '../../document';
import type { Effect, States } from '../../effect';
import { matchesPrincipal } from '../../evaluate/principal';
import type { PolicySpan } from '../../syntax/place';
import { isAgeKey, readConditionKey } from '../../vocabulary/conditionKeys';
import { vaultPolicyActions } from '../../vocabulary/actions';
import { hasWildcard, isMatchAll } from '../../wildcard';
import { policyEffect, type JudgedStatement } from '../policyEffect';
import { openingBrace, overPolicy, type LintContext } from '../rule';

interface Cause {
  readonly at: PolicySpan;
  /** A clause without a full stop. */
  readonly because: string;
}

/** A Deny that no request can meet: the lock would hold nothing. Silent wherever that is not certain. */
export const denyNeverApplies = overPolicy(function* (_, context) {
  const judged = policyEffect(context);
  if (!judged) return;
  for (const denial of judged.denials) {
    const cause = causeOf(denial, judged.effect, context);
    if (!cause) continue;
    yield {
      at: cause.at,
      covers: denial.tree.node.span,
      message: `${cause.because}: this Deny never applies, and once locked it never will. Write what it is to deny, to whom and when.`,
    };
  }
});

function causeOf(denial: JudgedStatement, effect: Effect, context: LintContext): Cause | undefined {
  return sparesAll(denial, context) ?? nobody(denial, effect) ?? never(denial, effect);
}

/** A Not… element that leaves nothing. */
function sparesAll({ tree, reach, statement }: JudgedStatement, { target }: LintContext): Cause | undefined {
  const { notAction, notPrincipal, notResource } = tree;
  if (notAction?.value && reach.actions === 0)
    return { at: notAction.value.span, because: 'NotAction spares every action of a vault policy' };
  if (notPrincipal?.value && statement.principal.entries.some(({ type }) => type === 'everyone'))
    return { at: notPrincipal.value.span, because: 'NotPrincipal spares everyone' };
  if (!notResource?.value || reach.covers !== 'no') return undefined;
  if (statement.resource.entries.some(isMatchAll))
    return { at: notResource.value.span, because: 'NotResource spares every vault' };
  return (
    target && {
      at: notResource.value.span,
      because: `NotResource spares the vault to be locked, ${target.arn}`,
    }
  );
}

/** A Principal and tests on who asks that exclude each other. */
function nobody({ tree, reach, statement }: JudgedStatement, { callers }: Effect): Cause | undefined {
  if (reach.possibleCallers !== 0 || tree.notPrincipal) return undefined;
  const named = callers.list.some(({ evaluated }) =>
    statement.principal.entries.some((entry) => matchesPrincipal(entry, evaluated)),
  );
  const index = statement.conditions.findIndex(isAboutCaller);
  const test = tree.tests[index];
  const literal = statement.conditions.filter(isAboutCaller).every(({ values }) => values.every(namesCaller));
  if (!named || !test || !literal) return undefined;
  return { at: test.key.key.span, because: `Principal and ${test.key.key.value} name nobody in common` };
}

function isAboutCaller({ key }: ConditionTest): boolean {
  return /^aws:principal(?:arn|account)$/i.test(key);
}

/** What callers are told apart by: whole ARNs of roots, users and roles, and accounts. */
function namesCaller(value: string): boolean {
  return !hasWildcard(value) && /^(?:\d{12}|arn:[^:]+:iam::\d{12}:(?:root|(?:user|role)\/.+))$/.test(value);
}

/** Conditions that never hold, or not together. */
function never({ tree, reach, statement }: JudgedStatement, { states }: Effect): Cause | undefined {
  const { conditions } = statement;
  if (conditions.length === 0 || reach.actions === 0) return undefined;
  const reached = vaultPolicyActions.filter((_, index) => reach.actions & (1 << index));
  const open = !reach.exhaustive;
  const withTags = open || reach.states !== 0n;
  const withoutTags = open || reach.statesWithoutTags !== 0n;
  const possible = reached.some(
    ({ age, tag }) => (age ? reach.ages?.length !== 0 : reach.withoutAge) && (tag ? withTags : withoutTags),
  );
  if (possible) return undefined;
  const keyOf = (index: number): PolicySpan => tree.tests[index]?.key.key.span ?? openingBrace(tree.node);
  const aged = conditions.findLastIndex(({ key }) => isAgeKey(key));
  if (aged >= 0 && reach.ages?.length === 0)
    return { at: keyOf(aged), because: 'There is no age at which these tests hold together' };

  // The first test that leaves no state, alone or with those before it.
  let left = states.all;
  for (const [index, test] of conditions.entries()) {
    if (isAgeKey(test.key) || !states.knows(test.key)) continue;
    left &= states.whereHold([test]);
    if (left !== 0n) continue;
    return { at: keyOf(index), because: whyNever(test, states) };
  }
  const tagged = conditions.findIndex(({ key }) => /^glacier:ResourceTag\//i.test(key));
  return {
    at: keyOf(Math.max(tagged, aged, 0)),
    because: `None of the actions named here carries ${conditions[Math.max(tagged, aged, 0)]?.key ?? 'the key'}`,
  };
}

function whyNever({ key }: ConditionTest, states: States): string {
  if (readConditionKey(key)?.key.presence === 'never for Glacier')
    return `Requests to Glacier never carry ${key}`;
  if (states.isConstant(key)) return `Requests for this vault have another ${key}, always the same`;
  return `There is no value of ${key} with which these tests hold`;
}
