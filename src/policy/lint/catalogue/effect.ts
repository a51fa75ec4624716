import type { Rule } from '../rule';
import { blocksLockProcess } from '../rules/blocksLockProcess';
import { denyEverything } from '../rules/denyEverything';

/** What the statements do together. */
export const effectRules = {
  'deny-everything': {
    check: denyEverything,
    severity: 'error',
    title: 'Everything is denied to everyone',
  },
  'blocks-lock-process': {
    check: blocksLockProcess,
    severity: 'error',
    title: 'The way out of the lock is denied',
    yieldsTo: ['deny-everything', 'absent-key-matches-all'],
  },
} as const satisfies Readonly<Record<string, Rule>>;
