import type { Rule } from '../rule';
import { ageBlocksRetrieval } from '../rules/ageBlocksRetrieval';
import { blocksLockProcess } from '../rules/blocksLockProcess';
import { deleteNeverPossible } from '../rules/deleteNeverPossible';
import { deletevaultUnprotected } from '../rules/deletevaultUnprotected';
import { denyEverything } from '../rules/denyEverything';
import { denyNeverApplies } from '../rules/denyNeverApplies';
import { noDeleteProtection } from '../rules/noDeleteProtection';
import { ownerLockedOut } from '../rules/ownerLockedOut';
import { principalScopeHole } from '../rules/principalScopeHole';
import { redundantAllow } from '../rules/redundantAllow';
import { redundantStatement } from '../rules/redundantStatement';
import { uploadBlocked } from '../rules/uploadBlocked';

/** Whatever makes a statement concern other requests than it was meant to, or none at all. */
const dead = [
  'wrong-envelope',
  'variable-place',
  'unknown-action',
  'service-wildcard',
  'action-not-in-vault-policy',
  'unknown-operator',
  'condition-key-format',
  'unknown-condition-key',
  'tag-key-missing',
  'invalid-region',
  'duplicate-condition-key',
  'operator-type',
  'value-type',
  'mixed-values',
  'wildcard-without-like',
  'set-operator-missing',
  'null-if-exists',
  'null-with-set-operator',
  'private-ip',
  'vpc-id-format',
  'paired-keys',
  'constant-key',
  'wrong-tag-key-family',
  'key-not-for-action',
  'variable-syntax',
  'variable-operator',
  'version-2008-variables',
  'age-operator',
  'age-value',
  'age-implausible',
  'empty-list',
  'principal-format',
  'principal-wildcard',
  'federated-principal',
  'service-principal-format',
] as const;

/** Whatever makes a statement concern no vault. */
const deadResource = [
  'arn-format',
  'arn-partition',
  'arn-region',
  'resource-type',
  'resource-not-this-vault',
] as const;

/** What the statements do together. */
export const effectRules = {
  'deny-never-applies': {
    check: denyNeverApplies,
    severity: 'error',
    title: 'A Deny that no request can meet',
    yieldsTo: [...dead, ...deadResource, 'age-on-other-actions'],
  },
  'no-delete-protection': {
    check: noDeleteProtection,
    severity: 'warning',
    title: 'Nothing keeps new archives from being deleted',
    needsWholeText: true,
    yieldsTo: [
      ...dead,
      'deny-never-applies',
      'principal-scope-hole',
      'and-instead-of-or',
      'dead-principal-id',
    ],
  },
  'deny-everything': {
    check: denyEverything,
    severity: 'error',
    title: 'Everything is denied to everyone',
    yieldsTo: ['absent-key-matches-all'],
  },
  'owner-locked-out': {
    check: ownerLockedOut,
    severity: 'warning',
    title: 'The owner is locked out of the vault',
    yieldsTo: ['deny-everything', 'age-blocks-retrieval', 'absent-key-matches-all'],
  },
  'delete-never-possible': {
    check: deleteNeverPossible,
    severity: 'warning',
    title: 'Archives can never be deleted',
    yieldsTo: [
      'deny-everything',
      'owner-locked-out',
      'absent-key-matches-all',
      'wrong-tag-key-family',
      'empty-list',
    ],
  },
  'blocks-lock-process': {
    check: blocksLockProcess,
    severity: 'error',
    title: 'The way out of the lock is denied',
    yieldsTo: ['deny-everything', 'absent-key-matches-all'],
  },
  'age-blocks-retrieval': {
    check: ageBlocksRetrieval,
    severity: 'error',
    title: 'Young archives cannot be read',
    yieldsTo: ['deny-everything'],
  },
  'principal-scope-hole': {
    check: principalScopeHole,
    severity: 'warning',
    title: 'A retention that does not bind everyone',
    yieldsTo: ['principal-format', 'principal-wildcard', 'dead-principal-id', 'wrong-envelope'],
  },
  'deletevault-unprotected': {
    check: deletevaultUnprotected,
    severity: 'information',
    title: 'The empty vault can be deleted and made anew',
    needsWholeText: true,
    yieldsTo: ['no-delete-protection'],
  },
  'upload-blocked': {
    check: uploadBlocked,
    severity: 'warning',
    title: 'Nothing more can be stored in the vault',
    yieldsTo: ['deny-everything', 'owner-locked-out', 'absent-key-matches-all'],
  },
  'redundant-allow': {
    check: redundantAllow,
    severity: 'information',
    title: 'An Allow that is always overruled',
    yieldsTo: ['deny-everything', 'redundant-statement'],
  },
  'redundant-statement': {
    check: redundantStatement,
    severity: 'information',
    title: 'A statement that another one contains',
    yieldsTo: ['deny-everything'],
  },
} as const satisfies Readonly<Record<string, Rule>>;
