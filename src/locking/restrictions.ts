import type { Permit } from './api';
import { completingOff, readOnly } from './lockProblems';

/** What a person, or whoever manages the computer, has switched off for all of its workspaces. */
export interface Restrictions {
  /** Nothing that changes anything at Glacier is possible. */
  readonly readOnly: boolean;
  /** Vault locks can be completed; without read-only mode all other changes are possible either way. */
  readonly allowComplete: boolean;
}

/** Asks for the restrictions at every change, so that a setting takes effect at once. */
export function permitBy(restrictions: () => Restrictions): Permit {
  return (change, vault) => {
    const now = restrictions();
    if (now.readOnly) throw readOnly(vault);
    if (change === 'complete' && !now.allowComplete) throw completingOff(vault);
  };
}
