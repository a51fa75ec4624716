import { actionSet } from '../../effect';
import { placeOfActions, placeOfWhole, policyEffect, type JudgedStatement } from '../policyEffect';
import type { PolicyEditor } from '../policyEditor';
import { overPolicy, type FixDraft } from '../rule';
import { lockoutOf } from './deciders';

/** No archive can ever be deleted, by anybody, at whatever age. */
export const deleteNeverPossible = overPolicy(function* (policy, context) {
  const judged = policyEffect(context);
  if (!judged) return;
  const { effect, denials } = judged;
  const { alone, together } = lockoutOf(judged, ['DeleteArchive'], effect.callers.all);
  const message =
    'Nobody can ever delete an archive, at whatever age, root included: once locked, what is stored is stored and paid for without end. If that is not wanted, deny it under an age only.';
  const deletion = actionSet('DeleteArchive');
  for (const { denial } of alone) {
    const only = denials.every((other) => other === denial || (other.reach.actions & deletion) === 0);
    yield {
      at: placeOfActions(denial.tree),
      covers: denial.tree.node.span,
      message,
      fixes: [only ? addAge(denial, context.editor) : undefined],
    };
  }
  if (together.length > 0) yield { at: placeOfWhole(policy), message };
});

/** Certain where the statement is about nothing else and has no Condition yet. */
function addAge({ tree, reach }: JudgedStatement, editor: PolicyEditor): FixDraft | undefined {
  if (reach.actions !== actionSet('DeleteArchive') || tree.condition) return undefined;
  const condition = { NumericLessThan: { 'glacier:ArchiveAgeInDays': '366' } };
  return {
    title: 'Add an age condition',
    edits: [editor.insertMember(tree.node, tree.node.members.at(-1), 'Condition', condition)],
  };
}
