import { actionNames, everyAction } from '../../effect';
import {
  placeOfActions,
  placeOfWhole,
  policyEffect,
  type JudgedStatement,
  type PolicyEffect,
} from '../policyEffect';
import type { PolicyEditor } from '../policyEditor';
import { overPolicy, type FixDraft } from '../rule';
import { appliesAlways } from './deciders';

const all = actionNames(everyAction);

/** Everything is denied to everyone: by one statement, or by several together. */
export const denyEverything = overPolicy(function* (policy, context) {
  const judged = policyEffect(context);
  if (!judged || !deniesAll(judged)) return;
  const { denials, effect } = judged;
  const consequence =
    'denies every action to everyone, the owner and root included. Once locked, nobody can ever read, delete or pay less for what is in the vault. Name the actions that are meant.';
  const alone = denials.filter(({ reach }) =>
    all.every((action) => appliesAlways(reach, action, effect.callers.all, effect)),
  );
  for (const total of alone) {
    const others = denials.filter((other) => other !== total);
    yield {
      at: placeOfActions(total.tree),
      covers: policy.node.span,
      message: `This ${consequence}`,
      fixes: [limit(total, others, context.editor)],
    };
  }
  if (alone.length === 0)
    yield {
      at: placeOfWhole(policy),
      covers: policy.node.span,
      message: `What these statements deny together ${consequence.replace('denies', 'leaves nothing: it denies')}`,
    };
});

function deniesAll({ effect, denials }: PolicyEffect): boolean {
  if (denials.reduce((set, { reach }) => set | reach.actions, 0) !== everyAction) return false;
  return all.every((action) => effect.isAlwaysDenied({ action }));
}

/** Certain where the other statements leave something. */
function limit(
  { tree }: JudgedStatement,
  others: readonly JudgedStatement[],
  editor: PolicyEditor,
): FixDraft | undefined {
  const element = tree.action ?? tree.notAction;
  if (!element?.value || others.reduce((set, { reach }) => set | reach.actions, 0) === everyAction)
    return undefined;
  const rename = tree.notAction ? [editor.replace(element.key, 'Action')] : [];
  return {
    title: 'Limit to glacier:DeleteArchive',
    edits: [...rename, editor.replace(element.value, 'glacier:DeleteArchive')],
    preferred: true,
  };
}
