import type { Rule } from '../rule';
import { principalFormat } from '../rules/principalFormat';
import { principalWildcard } from '../rules/principalWildcard';

/** Whom a statement concerns. */
export const principalsRules = {
  'principal-format': {
    check: principalFormat,
    severity: 'error',
    title: 'The Principal can name nobody',
    yieldsTo: ['variable-place', 'placeholder-left', 'wrong-envelope'],
  },
  'principal-wildcard': {
    check: principalWildcard,
    severity: 'error',
    title: 'A wildcard inside a principal',
    yieldsTo: ['variable-place', 'placeholder-left', 'wrong-envelope'],
  },
} as const satisfies Readonly<Record<string, Rule>>;
