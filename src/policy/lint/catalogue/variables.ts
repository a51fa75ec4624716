import type { Rule } from '../rule';
import { variablePlace } from '../rules/variablePlace';

/** Policy variables. */
export const variablesRules = {
  'variable-place': {
    check: variablePlace,
    severity: 'error',
    title: 'A variable where none is read',
    yieldsTo: ['wrong-envelope'],
  },
} as const satisfies Readonly<Record<string, Rule>>;
