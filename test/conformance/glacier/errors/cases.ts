import { credentialCases } from './credentialCases';
import type { ErrorCase } from './errorCase';
import { glacierCases } from './glacierCases';
import { networkCases } from './networkCases';
import { ownCases } from './ownCases';

/** Every failure that is explained, made to happen. */
export const cases: readonly ErrorCase[] = [
  ...glacierCases,
  ...networkCases,
  ...credentialCases,
  ...ownCases,
];
