import { inSeries } from '../inSeries';
import { vaultPolicyActions } from '../vocabulary/actions';

/** More names than these are told by what is missing, where that is less. */
const mostNames = 8;

/** Names of actions in one phrase: `DeleteVault and InitiateJob`, `every action but GetJobOutput`. */
export function actionsInSeries(names: readonly string[]): string {
  const missing = vaultPolicyActions.filter(({ name }) => !names.includes(name)).map(({ name }) => name);
  if (missing.length === 0) return 'every action';
  if (names.length > mostNames && missing.length <= mostNames) return `every action but ${inSeries(missing)}`;
  return inSeries(names);
}
