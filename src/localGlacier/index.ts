import { startGlacier, type LocalGlacier, type LocalGlacierOptions } from './startLocalGlacier';

export type { Seed } from './model';
export { LocalGlacierError, type LocalGlacierProblem } from './localGlacierError';
export { defaultAccount, type LocalGlacier, type LocalGlacierOptions } from './startLocalGlacier';

/**
 * Starts a Glacier on 127.0.0.1 that speaks Glacier's REST protocol. Resolves once it accepts connections; rejects
 * with a LocalGlacierError.
 */
export async function startLocalGlacier(options: LocalGlacierOptions = {}): Promise<LocalGlacier> {
  // The evaluator takes this place as soon as it is there.
  return startGlacier(() => ({ decision: 'implicitDeny' }), options);
}
