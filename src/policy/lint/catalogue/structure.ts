import type { Rule } from '../rule';
import { dataType } from '../rules/dataType';
import { duplicateConditionKey } from '../rules/duplicateConditionKey';
import { duplicateKey } from '../rules/duplicateKey';
import { duplicateSid } from '../rules/duplicateSid';
import { elementCombination } from '../rules/elementCombination';
import { emptyList } from '../rules/emptyList';
import { emptySid } from '../rules/emptySid';
import { invalidEffect } from '../rules/invalidEffect';
import { invalidVersion } from '../rules/invalidVersion';
import { jsonSyntax } from '../rules/jsonSyntax';
import { missingAction } from '../rules/missingAction';
import { missingEffect } from '../rules/missingEffect';
import { missingPrincipal } from '../rules/missingPrincipal';
import { missingResource } from '../rules/missingResource';
import { missingStatement } from '../rules/missingStatement';
import { missingVersion } from '../rules/missingVersion';
import { redundantAction } from '../rules/redundantAction';
import { redundantResource } from '../rules/redundantResource';
import { unknownElement } from '../rules/unknownElement';

/** Whether the text is a policy at all: JSON, elements, their types and combinations. */
export const structureRules = {
  'json-syntax': {
    check: jsonSyntax,
    severity: 'error',
    title: 'The text is not JSON',
    yieldsTo: ['wrong-envelope'],
  },
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
    yieldsTo: ['wrong-envelope', 'version-2008-variables'],
  },
  'duplicate-sid': {
    check: duplicateSid,
    severity: 'warning',
    title: 'Two statements have the same Sid',
  },
  'empty-sid': { check: emptySid, severity: 'information', title: 'A Sid names nothing' },
  'empty-list': { check: emptyList, severity: 'error', title: 'An element is empty' },
  'redundant-action': {
    check: redundantAction,
    severity: 'information',
    title: 'Another entry names the action already',
    yieldsTo: ['action-not-in-vault-policy', 'variable-place'],
  },
  'redundant-resource': {
    check: redundantResource,
    severity: 'information',
    title: 'Another entry covers the vault already',
    yieldsTo: [
      'arn-format',
      'arn-partition',
      'arn-region',
      'resource-type',
      'resource-not-this-vault',
      'placeholder-left',
      'variable-place',
      'wrong-envelope',
    ],
  },
} as const satisfies Readonly<Record<string, Rule>>;
