export type { Conditions } from './conditions';
export { LocalGlacierError, type LocalGlacierProblem } from './localGlacierError';
export type { Seed } from './model';
export { SharedGlacier } from './sharedGlacier';
export {
  defaultAccount,
  startLocalGlacier,
  type LocalGlacier,
  type LocalGlacierOptions,
} from './startLocalGlacier';
