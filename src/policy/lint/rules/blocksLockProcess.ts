import { actionNames, actionSet, partOf } from '../../effect';
import { placeOfActions, policyEffect } from '../policyEffect';
import { overPolicy } from '../rule';
import { holdsFor, testsOnKey } from '../conditionTests';
import type { StatementTree } from '../../syntax/policyTree';
import { withoutActions } from '../withoutActions';
import { listOf } from './deciders';
import { lockProcess } from './lockProcess';
import { isConditional } from './reach';

const lockActions = actionSet(...lockProcess);

/** The policy is in force while the 24 hours run: a Deny may take away the way out, or the way on. */
export const blocksLockProcess = overPolicy(function* (_, context) {
  const judged = policyEffect(context);
  if (!judged) return;
  const { ofOwner, ordinaryOwners } = judged.effect.callers;
  for (const denial of judged.denials) {
    const { tree, reach } = denial;
    // A positive test on the age is never true for these, nor one on a tag for most of them.
    const blocked = actionNames(reach.actions & lockActions).filter((action) =>
      partOf(reach, action, 'possible', judged.effect.states),
    );
    if (blocked.length === 0 || reach.covers === 'no' || (reach.callers & ofOwner) === 0) continue;
    if (sparesEncrypted(tree)) continue;
    const everybody = (ordinaryOwners & ~reach.callers) === 0;
    const edits = withoutActions(denial, lockActions, context.editor);
    yield {
      at: placeOfActions(tree),
      covers: tree.node.span,
      ...(everybody ? {} : { severity: 'warning' as const }),
      message: `The policy is in force as soon as the lock is initiated. Denying ${listOf(blocked)}${isConditional(tree) ? ' (whenever its Condition holds)' : ''} means that within the 24 hours those concerned can no longer ${consequences(blocked)}. Leave ${blocked.length === 1 ? 'it' : 'them'} out.`,
      fixes: [edits && { title: 'Except the lock actions', edits, preferred: true }],
    };
  }
});

/** Whoever asks over TLS goes free, and nobody needs to ask without. */
function sparesEncrypted(tree: StatementTree): boolean {
  return testsOnKey(tree, 'aws:SecureTransport').some((test) => !holdsFor(test, ['true']));
}

function consequences(blocked: readonly string[]): string {
  const words: string[] = [];
  if (blocked.includes('AbortVaultLock')) words.push('abort the lock');
  if (blocked.includes('CompleteVaultLock')) words.push('complete it');
  if (blocked.includes('GetVaultLock')) words.push('see its state');
  return listOf(words, 'or');
}
