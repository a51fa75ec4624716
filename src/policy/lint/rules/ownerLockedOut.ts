import { actionSet } from '../../effect';
import { placeOfActions, placeOfWhole, policyEffect } from '../policyEffect';
import { overPolicy } from '../rule';
import { withoutActions } from '../withoutActions';
import { listOf, lockoutOf } from './deciders';

/** What the owner of a vault cannot do without, and what each is for. */
const needed = {
  InitiateJob: 'start a retrieval',
  GetJobOutput: 'download what was retrieved',
  DescribeVault: 'look at the vault',
  SetVaultAccessPolicy: 'let anybody else in',
} as const;

/** Nobody in the account that owns the vault is left for something it needs. */
export const ownerLockedOut = overPolicy(function* (policy, context) {
  const judged = policyEffect(context);
  if (!judged) return;
  const callers = judged.effect.callers.ofOwner;
  const { alone, together } = lockoutOf(judged, Object.keys(needed), callers);
  const message = (actions: readonly string[]): string =>
    `Nobody in the account that owns the vault, root included, can ${listOf(
      actions.map((name) => needed[name as keyof typeof needed]),
      'or',
    )} (${listOf(actions)}), from Initiate on and for ever once locked. Spare ${actions.length === 1 ? 'this action' : 'these actions'}.`;
  for (const { denial, actions } of alone) {
    const edits = withoutActions(denial, actionSet(...actions), context.editor);
    yield {
      at: placeOfActions(denial.tree),
      covers: denial.tree.node.span,
      message: message(actions),
      fixes: [edits && { title: 'Spare the listed actions', edits }],
    };
  }
  if (together.length > 0)
    yield { at: placeOfWhole(policy), covers: policy.node.span, message: message(together) };
});
