import { actionSet } from '../../effect';
import { placeOfActions, placeOfWhole, policyEffect } from '../policyEffect';
import { overPolicy } from '../rule';
import { withoutActions } from '../withoutActions';
import { listOf, lockoutOf } from './deciders';

const uploads = [
  'UploadArchive',
  'InitiateMultipartUpload',
  'UploadMultipartPart',
  'CompleteMultipartUpload',
];
/** Of no use without the others. */
const allOfUpload = actionSet(...uploads, 'AbortMultipartUpload');

/** Nothing can be stored any more, at once or in parts. */
export const uploadBlocked = overPolicy(function* (policy, context) {
  const judged = policyEffect(context);
  if (!judged) return;
  const { alone, together } = lockoutOf(judged, uploads, judged.effect.callers.ofOwner);
  const message = (actions: readonly string[]): string =>
    `From Initiate on nobody in the owner's account can store anything ${manner(actions)} (${listOf(actions)} denied), for ever once locked. Leave uploads out unless the vault is to take nothing more.`;
  for (const { denial, actions } of alone) {
    const edits = withoutActions(denial, allOfUpload, context.editor);
    yield {
      at: placeOfActions(denial.tree),
      covers: denial.tree.node.span,
      message: message(actions),
      fixes: [edits && { title: 'Remove the upload actions', edits }],
    };
  }
  if (together.length > 0) yield { at: placeOfWhole(policy), message: message(together) };
});

function manner(actions: readonly string[]): string {
  const whole = actions.includes('UploadArchive');
  const parts = actions.length > (whole ? 1 : 0);
  return whole && parts ? 'in this vault' : whole ? 'with a single request' : 'in parts';
}
