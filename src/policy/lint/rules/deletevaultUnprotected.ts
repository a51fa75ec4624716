import { keepVaultStatement } from '../../compose/keepVaultStatement';
import { appendStatement } from '../appendStatement';
import { actionSet } from '../../effect';
import { placeOfWhole, policyEffect, type JudgedStatement } from '../policyEffect';
import { overPolicy } from '../rule';
import { ageTests, needsAge } from './ageTests';
import { deniedSomehow, vaultToName } from './protection';

/** Nobody is kept from deleting the vault once it is empty. */
export const deletevaultUnprotected = overPolicy(function* (policy, context) {
  const judged = policyEffect(context);
  if (!judged?.complete) return;
  const isProtected = deniedSomehow(
    judged,
    'DeleteVault',
    ({ withoutAge, states, exhaustive }) => withoutAge && !(exhaustive && states === 0n),
  );
  if (isProtected || judged.denials.some(isLostToAge)) return;
  yield {
    at: placeOfWhole(policy),
    message:
      'Once the vault is empty it can be deleted and made again under the same name, without this lock. To rule that out, deny glacier:DeleteVault; the name is taken for ever then.',
    fixes: [
      {
        title: 'Deny glacier:DeleteVault',
        edits: appendStatement(policy, keepVaultStatement({ vaultArn: vaultToName(judged) }), context.editor),
      },
    ],
  };
});

const deletion = actionSet('DeleteVault');
const retrieval = actionSet('InitiateJob');

/** A Deny that an age keeps from ever applying to DeleteVault: that is age-on-other-actions'. */
function isLostToAge({ reach, tree }: JudgedStatement): boolean {
  return (
    (reach.actions & deletion) !== 0 && (reach.actions & retrieval) === 0 && ageTests(tree).some(needsAge)
  );
}
