import { retentionStatement } from '../../compose/retentionStatement';
import { actionSet, hasAge } from '../../effect';
import { appendStatement } from '../appendStatement';
import { placeOfWhole, policyEffect, type JudgedStatement, type PolicyEffect } from '../policyEffect';
import { principalValues } from '../elements';
import { overPolicy } from '../rule';
import { ageTests } from './ageTests';
import { placeholdersIn } from './placeholders';
import { deniedSomehow, vaultToName } from './protection';

/** On an ordinary day, with no tag on the vault, a new archive can be deleted. */
export const noDeleteProtection = overPolicy(function* (policy, context) {
  const judged = policyEffect(context);
  if (!judged?.complete) return;
  const { denials } = judged;
  // A statement that names no vault at all, or another one, has a diagnostic of its own.
  const isProtected = deniedSomehow(
    judged,
    'DeleteArchive',
    ({ ages, untagged, statesWithoutTags, exhaustive }) =>
      (ages === undefined || hasAge(ages, 0)) && untagged && !(exhaustive && statesWithoutTags === 0n),
  );
  if (isProtected || denials.some((denial) => isWrongEnd(denial) || namesUnclearly(denial))) return;
  yield {
    at: placeOfWhole(policy),
    covers: policy.node.span,
    message: `${whyNot(judged)}: everyone who is otherwise allowed to can delete an archive the day it is stored. Once locked, that stays so: deny glacier:DeleteArchive to everyone under an age.`,
    fixes: [
      {
        title: 'Insert a retention statement',
        edits: appendStatement(
          policy,
          retentionStatement({ days: 366, vaultArn: vaultToName(judged) }),
          context.editor,
        ),
      },
    ],
  };
});

const deletion = actionSet('DeleteArchive');

/** Old archives are kept and young ones are not: that is age-direction's. */
function isWrongEnd({ reach, tree }: JudgedStatement): boolean {
  const [first, ...more] = reach.ages ?? [];
  return (
    ageTests(tree).every(({ comparison }) => comparison === 'Greater') &&
    (reach.actions & deletion) !== 0 &&
    more.length === 0 &&
    (first?.from ?? 0) > 0 &&
    first?.to === Infinity
  );
}

/**
 * New archives are kept from those whom NotPrincipal does not spare, or who are still to be filled in: that is
 * notprincipal-break-glass' and placeholder-left's.
 */
function namesUnclearly({ reach, tree }: JudgedStatement): boolean {
  const { actions, ages, untagged } = reach;
  if (!(actions & deletion) || (ages !== undefined && !hasAge(ages, 0)) || !untagged) return false;
  return (
    tree.notPrincipal !== undefined ||
    principalValues(tree).some(({ node }) => placeholdersIn(node.value).length > 0)
  );
}

function whyNot({ denials }: PolicyEffect): string {
  if (denials.length === 0) return 'Nothing is denied here';
  const tagged = denials.some(({ reach }) => reach.actions & deletion && !reach.untagged);
  return tagged
    ? 'As long as the vault has no tag, deleting is not denied'
    : 'Deleting new archives is not denied here';
}
