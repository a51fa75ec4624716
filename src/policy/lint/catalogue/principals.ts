import type { Rule } from '../rule';
import { allowNotPrincipal } from '../rules/allowNotPrincipal';
import { deadPrincipalId } from '../rules/deadPrincipalId';
import { federatedPrincipal } from '../rules/federatedPrincipal';
import { notPrincipalBreakGlass } from '../rules/notPrincipalBreakGlass';
import { permanentAllow } from '../rules/permanentAllow';
import { principalFormat } from '../rules/principalFormat';
import { principalWildcard } from '../rules/principalWildcard';
import { servicePrincipalFormat } from '../rules/servicePrincipalFormat';
import { servicePrincipalKey } from '../rules/servicePrincipalKey';
import { servicePrincipalOpen } from '../rules/servicePrincipalOpen';

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
  'federated-principal': {
    check: federatedPrincipal,
    severity: 'error',
    title: 'A kind of principal that never calls Glacier',
    yieldsTo: ['wrong-envelope'],
  },
  'service-principal-format': {
    check: servicePrincipalFormat,
    severity: 'error',
    title: 'No service has the name of a principal',
    yieldsTo: ['variable-place', 'placeholder-left', 'wrong-envelope'],
  },
  'dead-principal-id': {
    check: deadPrincipalId,
    severity: 'warning',
    title: 'A principal that is gone for good',
  },
  'service-principal-open': {
    check: servicePrincipalOpen,
    severity: 'warning',
    title: 'A service may act for anybody',
    yieldsTo: ['service-principal-format', 'variable-place', 'placeholder-left'],
  },
  'service-principal-key': {
    check: servicePrincipalKey,
    severity: 'warning',
    title: 'A key that no service sends',
    yieldsTo: ['unknown-operator'],
  },
  'allow-notprincipal': {
    check: allowNotPrincipal,
    severity: 'error',
    title: 'An Allow for all but the named',
    yieldsTo: ['wrong-envelope'],
  },
  'notprincipal-break-glass': {
    check: notPrincipalBreakGlass,
    severity: 'error',
    title: 'An exception that outlives whom it names',
    yieldsTo: ['wrong-envelope'],
  },
  'permanent-allow': {
    check: permanentAllow,
    severity: 'warning',
    title: 'An Allow that can never be withdrawn',
    yieldsTo: ['allow-notprincipal', 'redundant-allow', 'wrong-envelope'],
  },
} as const satisfies Readonly<Record<string, Rule>>;
