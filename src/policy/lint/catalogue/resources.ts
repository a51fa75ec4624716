import type { Rule } from '../rule';
import { arnFormat } from '../rules/arnFormat';
import { arnPartition } from '../rules/arnPartition';
import { arnRegion } from '../rules/arnRegion';
import { resourceNotThisVault } from '../rules/resourceNotThisVault';
import { resourceType } from '../rules/resourceType';

/** Which vault a statement concerns. */
export const resourcesRules = {
  'arn-format': {
    check: arnFormat,
    severity: 'error',
    title: 'A Resource is not the ARN of a vault',
    yieldsTo: ['variable-place', 'variable-syntax', 'wrong-envelope'],
  },
  'arn-partition': {
    check: arnPartition,
    severity: 'error',
    title: 'The partition of an ARN is wrong',
    yieldsTo: ['variable-place', 'arn-format', 'arn-region'],
  },
  'arn-region': {
    check: arnRegion,
    severity: 'error',
    title: 'A region without Glacier vaults',
    yieldsTo: ['variable-place', 'arn-format'],
  },
  'resource-type': {
    check: resourceType,
    severity: 'error',
    title: 'A Resource is no vault',
    yieldsTo: ['variable-place', 'wrong-envelope'],
  },
  'resource-not-this-vault': {
    check: resourceNotThisVault,
    severity: 'error',
    title: 'A Resource does not cover the vault',
    yieldsTo: [
      'variable-place',
      'variable-syntax',
      'arn-format',
      'arn-partition',
      'arn-region',
      'resource-type',
      'wrong-envelope',
    ],
  },
} as const satisfies Readonly<Record<string, Rule>>;
