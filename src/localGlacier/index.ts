import { evaluate } from '../policy/evaluate';
import { startGlacier, type LocalGlacier, type LocalGlacierOptions } from './startLocalGlacier';

export type { Seed } from './model';
export { LocalGlacierError, type LocalGlacierProblem } from './localGlacierError';
export { SharedGlacier } from './sharedGlacier';
export { defaultAccount, type LocalGlacier, type LocalGlacierOptions } from './startLocalGlacier';

/**
 * Starts a Glacier on 127.0.0.1 that speaks Glacier's REST protocol. Resolves once it accepts connections; rejects
 * with a LocalGlacierError.
 */
export async function startLocalGlacier(options: LocalGlacierOptions = {}): Promise<LocalGlacier> {
  return startGlacier(evaluate, options);
}
