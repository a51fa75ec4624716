import type { Rule } from '../rule';
import { policyTooLarge } from '../rules/policyTooLarge';
import { wrongEnvelope } from '../rules/wrongEnvelope';

/** What the policy is wrapped in, and its size. */
export const envelopeRules = {
  'wrong-envelope': {
    check: wrongEnvelope,
    severity: 'error',
    title: 'The policy stands in something Glacier does not take',
  },
  'policy-too-large': { check: policyTooLarge, severity: 'error', title: 'The policy exceeds 20 KB' },
} as const satisfies Readonly<Record<string, Rule>>;
