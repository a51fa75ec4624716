import { actionSet, isEveryAge, type AgeSet } from '../../effect';
import { placeOfActions, policyEffect, type JudgedStatement } from '../policyEffect';
import type { PolicyEditor } from '../policyEditor';
import { overPolicy, type FixDraft } from '../rule';
import { inDays } from './age';

const retrieval = actionSet('InitiateJob');
const deletion = actionSet('DeleteArchive');

/** Retrievals carry the age too: a broad Deny under an age makes young archives unreadable. */
export const ageBlocksRetrieval = overPolicy(function* (_, context) {
  const judged = policyEffect(context);
  if (!judged) return;
  const { all } = judged.effect.callers;
  for (const denial of judged.denials) {
    const { ages, actions, callers, states, exhaustive, covers } = denial.reach;
    if ((actions & retrieval) === 0 || callers === 0 || covers === 'no') continue;
    if (!ages || ages.length === 0 || isEveryAge(ages) || (exhaustive && states === 0n)) continue;
    yield {
      at: placeOfActions(denial.tree),
      covers: denial.tree.node.span,
      message: `Retrieval (InitiateJob) has an age too: archives ${whichAges(ages)} cannot be read by ${callers === all ? 'anybody' : 'those named here'}, for ever once locked. Name glacier:DeleteArchive alone.`,
      fixes: [nameDeletion(denial, context.editor)],
    };
  }
});

function whichAges(ages: AgeSet): string {
  const [first, ...more] = ages;
  if (!first || more.length > 0) return 'of the ages named here';
  if (first.from === 0) return `younger than ${inDays(first.to + 1)}`;
  return first.to === Infinity ? `of ${inDays(first.from)} or more` : 'of the ages named here';
}

/** Where an age is not needed, other actions are denied too, and naming one would free them. */
function nameDeletion({ tree, reach }: JudgedStatement, editor: PolicyEditor): FixDraft | undefined {
  const element = tree.action ?? tree.notAction;
  if (!element?.value || reach.withoutAge || (reach.actions & deletion) === 0) return undefined;
  const rename = tree.notAction ? [editor.replace(element.key, 'Action')] : [];
  return {
    title: 'Name glacier:DeleteArchive',
    edits: [...rename, editor.replace(element.value, 'glacier:DeleteArchive')],
    preferred: true,
  };
}
