import { actionSet, type Reach } from '../../effect';
import type { PolicyEffect } from '../policyEffect';

/**
 * Whether some statements that may apply deny an action to all ordinary callers of the owner's account. Which vault
 * they name is not asked: where it is the wrong one, that is said elsewhere.
 */
export function deniedSomehow(
  { denials, effect }: PolicyEffect,
  action: string,
  applies: (reach: Reach) => boolean,
): boolean {
  const bit = actionSet(action);
  const denied = denials.reduce(
    (set, { reach }) => (reach.actions & bit && applies(reach) ? set | reach.possibleCallers : set),
    0,
  );
  return (effect.callers.ordinaryOwners & ~denied) === 0;
}

/** What a new statement names: the vault in question, or every vault where none is known. */
export function vaultToName({ effect }: PolicyEffect): string {
  return effect.vaultIsKnown ? effect.vaultArn : '*';
}
