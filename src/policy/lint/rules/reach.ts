import type { StatementTree } from '../../syntax/policyTree';
import { expandAction, vaultPolicyActions, type Action } from '../../vocabulary/actions';
import { isMatchAll } from '../../wildcard';
import { principalValues } from '../elements';
import { stringsOf } from '../../syntax/policyTree';
import { oncePer } from '../once';

/** The actions a statement reaches, among those a vault policy can govern; wildcards and NotAction expanded. */
export const reachedActions = oncePer((statement: StatementTree): readonly Action[] => {
  const named = (member: StatementTree['action']) =>
    new Set(stringsOf(member).flatMap(({ value }) => expandAction(value)));
  const { action, notAction } = statement;
  if (action) {
    const names = named(action);
    return vaultPolicyActions.filter((candidate) => names.has(candidate));
  }
  // Of a value of the wrong type nobody knows what it spares: that is data-type's.
  if (notAction?.value?.kind !== 'string' && notAction?.value?.kind !== 'array') return [];
  const spared = named(notAction);
  return vaultPolicyActions.filter((candidate) => !spared.has(candidate));
});

/** Whether a statement concerns everybody: `"*"` or `{"AWS": "*"}`. */
export function concernsEveryone(statement: StatementTree): boolean {
  return (
    statement.notPrincipal === undefined &&
    principalValues(statement).some(
      ({ node, type }) => node.value === '*' && (type === undefined || type === 'AWS'),
    )
  );
}

/** Whether a statement has a condition of any kind, sound or not. */
export function isConditional({ condition }: StatementTree): boolean {
  return (
    condition !== undefined && !(condition.value?.kind === 'object' && condition.value.members.length === 0)
  );
}

/** Whether a statement reaches every vault that may carry it. */
export function coversEveryVault({ resource }: StatementTree): boolean {
  return stringsOf(resource).some(({ value }) => isMatchAll(value));
}
