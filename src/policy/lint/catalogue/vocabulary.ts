import type { Rule } from '../rule';
import { actionNotInVaultPolicy } from '../rules/actionNotInVaultPolicy';
import { canonicalSpelling } from '../rules/canonicalSpelling';
import { conditionKeyFormat } from '../rules/conditionKeyFormat';
import { invalidRegion } from '../rules/invalidRegion';
import { placeholderLeft } from '../rules/placeholderLeft';
import { serviceWildcard } from '../rules/serviceWildcard';
import { tagKeyMissing } from '../rules/tagKeyMissing';
import { unknownAction } from '../rules/unknownAction';
import { unknownConditionKey } from '../rules/unknownConditionKey';
import { unknownOperator } from '../rules/unknownOperator';

/** Whether the words of the policy exist: actions, operators, keys, values. */
export const vocabularyRules = {
  'unknown-action': {
    check: unknownAction,
    severity: 'error',
    title: 'Glacier has no such action',
    yieldsTo: ['variable-place'],
  },
  'service-wildcard': {
    check: serviceWildcard,
    severity: 'error',
    title: 'A wildcard before the colon of an action',
    yieldsTo: ['variable-place'],
  },
  'action-not-in-vault-policy': {
    check: actionNotInVaultPolicy,
    severity: 'error',
    title: 'No vault policy governs the action',
    yieldsTo: ['variable-place'],
  },
  'unknown-operator': {
    check: unknownOperator,
    severity: 'error',
    title: 'There is no such condition operator',
  },
  'condition-key-format': {
    check: conditionKeyFormat,
    severity: 'error',
    title: 'A condition key has no prefix',
    yieldsTo: ['unknown-operator'],
  },
  'unknown-condition-key': {
    check: unknownConditionKey,
    severity: 'error',
    title: 'There is no such condition key',
  },
  'tag-key-missing': {
    check: tagKeyMissing,
    severity: 'error',
    title: 'A condition key does not name its tag',
  },
  'invalid-region': {
    check: invalidRegion,
    severity: 'error',
    title: 'A region that no request to a vault names',
    yieldsTo: ['placeholder-left'],
  },
  'canonical-spelling': {
    check: canonicalSpelling,
    severity: 'hint',
    title: 'Capitals differ from the reference',
    yieldsTo: ['duplicate-condition-key', 'age-operator'],
  },
  'placeholder-left': {
    check: placeholderLeft,
    severity: 'error',
    title: 'Text of a template was left in the policy',
    yieldsTo: ['variable-place', 'resource-not-this-vault'],
  },
} as const satisfies Readonly<Record<string, Rule>>;
