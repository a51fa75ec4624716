import type { Severity } from './diagnostic';
import type { Check } from './rule';
import { ageBlocksRetrieval } from './rules/ageBlocksRetrieval';
import { ageBoundary } from './rules/ageBoundary';
import { ageDirection } from './rules/ageDirection';
import { ageImplausible } from './rules/ageImplausible';
import { ageOnOtherActions } from './rules/ageOnOtherActions';
import { ageSeveralValues } from './rules/ageSeveralValues';
import { blocksLockProcess } from './rules/blocksLockProcess';
import { denyEverything } from './rules/denyEverything';
import { duplicateSid } from './rules/duplicateSid';
import { actionNotInVaultPolicy } from './rules/actionNotInVaultPolicy';
import { ageOperator } from './rules/ageOperator';
import { ageValue } from './rules/ageValue';
import { arnFormat } from './rules/arnFormat';
import { arnPartition } from './rules/arnPartition';
import { arnRegion } from './rules/arnRegion';
import { canonicalSpelling } from './rules/canonicalSpelling';
import { conditionKeyFormat } from './rules/conditionKeyFormat';
import { dataType } from './rules/dataType';
import { duplicateConditionKey } from './rules/duplicateConditionKey';
import { duplicateKey } from './rules/duplicateKey';
import { elementCombination } from './rules/elementCombination';
import { emptyList } from './rules/emptyList';
import { invalidEffect } from './rules/invalidEffect';
import { invalidVersion } from './rules/invalidVersion';
import { jsonSyntax } from './rules/jsonSyntax';
import { missingAction } from './rules/missingAction';
import { missingEffect } from './rules/missingEffect';
import { missingPrincipal } from './rules/missingPrincipal';
import { missingResource } from './rules/missingResource';
import { missingStatement } from './rules/missingStatement';
import { missingVersion } from './rules/missingVersion';
import { placeholderLeft } from './rules/placeholderLeft';
import { policyTooLarge } from './rules/policyTooLarge';
import { principalFormat } from './rules/principalFormat';
import { principalWildcard } from './rules/principalWildcard';
import { resourceNotThisVault } from './rules/resourceNotThisVault';
import { resourceType } from './rules/resourceType';
import { serviceWildcard } from './rules/serviceWildcard';
import { tagKeyMissing } from './rules/tagKeyMissing';
import { unknownAction } from './rules/unknownAction';
import { unknownConditionKey } from './rules/unknownConditionKey';
import { unknownElement } from './rules/unknownElement';
import { unknownOperator } from './rules/unknownOperator';
import { variablePlace } from './rules/variablePlace';
import { wrongEnvelope } from './rules/wrongEnvelope';

export interface Rule {
  readonly check: Check;
  /** Unless the finding itself says another. */
  readonly severity: Severity;
  /** One line for lists of rules and for SARIF. */
  readonly title: string;
  /** True for what can only be judged once the text is complete: nothing is "missing" while it is being typed. */
  readonly needsWholeText?: boolean;
  /** The rules that know better: a finding is silent where one of theirs covers the same text. */
  readonly yieldsTo?: readonly string[];
}

const table = {
  'json-syntax': {
    check: jsonSyntax,
    severity: 'error',
    title: 'The text is not JSON',
    yieldsTo: ['wrong-envelope'],
  },
  'wrong-envelope': {
    check: wrongEnvelope,
    severity: 'error',
    title: 'The policy stands in something Glacier does not take',
  },
  'policy-too-large': { check: policyTooLarge, severity: 'error', title: 'The policy exceeds 20 KB' },
  'data-type': { check: dataType, severity: 'error', title: 'An element has the wrong JSON type' },
  'duplicate-key': { check: duplicateKey, severity: 'error', title: 'A key stands twice in one object' },
  'duplicate-condition-key': {
    check: duplicateConditionKey,
    severity: 'error',
    title: 'A condition key stands twice in different capitals',
  },
  'unknown-element': {
    check: unknownElement,
    severity: 'error',
    title: 'A key is no element of the policy language',
    needsWholeText: true,
    yieldsTo: ['wrong-envelope'],
  },
  'missing-statement': {
    check: missingStatement,
    severity: 'error',
    title: 'The policy has no statement',
    needsWholeText: true,
    yieldsTo: ['wrong-envelope'],
  },
  'missing-effect': {
    check: missingEffect,
    severity: 'error',
    title: 'A statement has no Effect',
    needsWholeText: true,
  },
  'missing-action': {
    check: missingAction,
    severity: 'error',
    title: 'A statement has no Action',
    needsWholeText: true,
  },
  'missing-resource': {
    check: missingResource,
    severity: 'error',
    title: 'A statement has no Resource',
    needsWholeText: true,
  },
  'missing-principal': {
    check: missingPrincipal,
    severity: 'error',
    title: 'A statement has no Principal',
    needsWholeText: true,
  },
  'element-combination': {
    check: elementCombination,
    severity: 'error',
    title: 'Two elements exclude each other',
  },
  'invalid-effect': {
    check: invalidEffect,
    severity: 'error',
    title: 'Effect is neither Allow nor Deny',
    yieldsTo: ['variable-place'],
  },
  'invalid-version': {
    check: invalidVersion,
    severity: 'error',
    title: 'Version is no version of the language',
  },
  'missing-version': {
    check: missingVersion,
    severity: 'warning',
    title: 'Without Version the rules of 2008 hold',
    needsWholeText: true,
    yieldsTo: ['wrong-envelope'],
  },
  'duplicate-sid': {
    check: duplicateSid,
    severity: 'warning',
    title: 'Two statements have the same Sid',
  },
  'empty-list': { check: emptyList, severity: 'error', title: 'An element is empty' },
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
  'canonical-spelling': {
    check: canonicalSpelling,
    severity: 'hint',
    title: 'Capitals differ from the reference',
    yieldsTo: ['duplicate-condition-key', 'age-operator'],
  },
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
  'arn-format': {
    check: arnFormat,
    severity: 'error',
    title: 'A Resource is not the ARN of a vault',
    yieldsTo: ['variable-place', 'wrong-envelope'],
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
  'variable-place': {
    check: variablePlace,
    severity: 'error',
    title: 'A variable where none is read',
    yieldsTo: ['wrong-envelope'],
  },
  'resource-not-this-vault': {
    check: resourceNotThisVault,
    severity: 'error',
    title: 'A Resource does not cover the vault',
    yieldsTo: [
      'variable-place',
      'arn-format',
      'arn-partition',
      'arn-region',
      'resource-type',
      'wrong-envelope',
    ],
  },
  'placeholder-left': {
    check: placeholderLeft,
    severity: 'error',
    title: 'Text of a template was left in the policy',
    yieldsTo: ['variable-place', 'resource-not-this-vault'],
  },
  'age-operator': {
    check: ageOperator,
    severity: 'error',
    title: 'The age is not compared as a number',
  },
  'age-value': {
    check: ageValue,
    severity: 'error',
    title: 'An age is no whole number of days',
    yieldsTo: ['placeholder-left'],
  },
  'age-boundary': {
    check: ageBoundary,
    severity: 'information',
    title: 'The retention ends a day or more off',
    yieldsTo: ['age-several-values', 'age-implausible', 'age-direction'],
  },
  'age-direction': {
    check: ageDirection,
    severity: 'warning',
    title: 'The age test looks at the wrong end',
  },
  'age-implausible': {
    check: ageImplausible,
    severity: 'warning',
    title: 'An age that is hardly meant in days',
    yieldsTo: ['age-several-values'],
  },
  'age-several-values': {
    check: ageSeveralValues,
    severity: 'error',
    title: 'Several ages in one test mislead',
  },
  'age-on-other-actions': {
    check: ageOnOtherActions,
    severity: 'warning',
    title: 'The age does not exist for some actions',
    yieldsTo: ['age-blocks-retrieval'],
  },
  'age-blocks-retrieval': {
    check: ageBlocksRetrieval,
    severity: 'error',
    title: 'Young archives cannot be read',
    yieldsTo: ['deny-everything'],
  },
  'deny-everything': {
    check: denyEverything,
    severity: 'error',
    title: 'Everything is denied to everyone',
  },
  'blocks-lock-process': {
    check: blocksLockProcess,
    severity: 'error',
    title: 'The way out of the lock is denied',
    yieldsTo: ['deny-everything'],
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** The stable name of a rule: `code` of its diagnostics, key of the settings, name of its page in `media/rules`. */
export type RuleCode = keyof typeof table;

interface NamedRule extends Rule {
  readonly yieldsTo?: readonly RuleCode[];
}

/** All rules, in the order in which they are documented. */
export const rules: Readonly<Record<RuleCode, NamedRule>> = table;

export const ruleCodes = Object.keys(table) as readonly RuleCode[];
