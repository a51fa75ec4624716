import {
  changesInBrief,
  coversVault,
  readPolicyDocument,
  statementInWords,
  type Diagnostic,
  type PolicyDocument,
} from '../policy';
import { remaining } from './countdown';
import { policyInForce } from './drift/driftBook';
import { largestPolicy } from './lockOperations';
import type { Vault, VaultLock } from './model';
import { policySha256 } from './policyIdentity';

/** Milliseconds: a lock with less than this left is not completed, because the answer may come after its end. */
export const leastTimeToComplete = 5 * 60_000;

/** Why an operation must not go on. `text` is one plain sentence. */
export type Blocker =
  | { readonly reason: 'policyErrors'; readonly errors: readonly Diagnostic[]; readonly text: string }
  | { readonly reason: 'policyEmpty'; readonly text: string }
  | { readonly reason: 'policyTooLarge'; readonly bytes: number; readonly text: string }
  | { readonly reason: 'policyForOtherVault'; readonly resources: readonly string[]; readonly text: string }
  | { readonly reason: 'lockNotKnown'; readonly text: string }
  | { readonly reason: 'alreadyInProgress'; readonly text: string }
  | { readonly reason: 'alreadyLocked'; readonly text: string }
  | { readonly reason: 'notInProgress'; readonly text: string }
  | { readonly reason: 'lockIdNotHeld'; readonly text: string }
  | { readonly reason: 'littleTimeLeft'; readonly left: number; readonly text: string };

/** What a person is shown before confirming. */
export interface Preflight {
  readonly account: string;
  readonly region: string;
  readonly vaultName: string;
  /** One sentence: what becomes permanent, or what does not. */
  readonly consequence: string;
  /** SHA-256, in hex, of the policy text. */
  readonly policySha256: string;
  /** UTF-8 bytes of the policy text; Glacier takes 20,480. */
  readonly policyBytes: number;
  readonly blockers: readonly Blocker[];
  /** What the linter warns of with this vault as its target: messages, in the policy's order. They do not block. */
  readonly warnings: readonly string[];
  /** What each statement does, one plain line each; empty for a text that cannot be read. */
  readonly statements: readonly string[];
  /** What it changes against the lock policy in force now, or against none; one plain line each. */
  readonly changes: readonly string[];
}

export interface PolicyToLock {
  /** As it is sent. */
  readonly text: string;
  /** What the text means, where it can be read. */
  readonly document: PolicyDocument | undefined;
  /** What the linter says with this vault as its target. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What Initiate would do to this vault with this policy, and what speaks against it. */
export function preflightInitiate(vault: Vault, policy: PolicyToLock): Preflight {
  const bytes = Buffer.byteLength(policy.text, 'utf8');
  return {
    ...about(vault, policy, bytes),
    consequence:
      'The policy is in force at once; nothing becomes permanent unless the lock is completed within 24 hours.',
    blockers: [
      ...lockStateAgainstInitiate(vault),
      ...size(policy.text, bytes),
      ...errors(policy.diagnostics),
      ...otherVault(vault, policy.document),
    ],
  };
}

/** What it would do to abort the lock in progress on this vault and to initiate one with this policy. */
export function preflightReplace(vault: Vault, policy: PolicyToLock): Preflight {
  const { blockers, ...preflight } = preflightInitiate(vault, policy);
  const isInProgress = lockOf(vault)?.state === 'inProgress';
  return {
    ...preflight,
    blockers: isInProgress ? blockers.filter(({ reason }) => reason !== 'alreadyInProgress') : blockers,
  };
}

/**
 * What Complete would do to this vault, and what speaks against it. `policy` is the one in force.
 *
 * @param now On Glacier's clock, epoch milliseconds.
 */
export function preflightComplete(vault: Vault, policy: PolicyToLock, now: number): Preflight {
  return {
    ...about(vault, policy, Buffer.byteLength(policy.text, 'utf8')),
    consequence:
      'The policy becomes permanent: nobody can change or remove it again, not the root user and not AWS Support.',
    blockers: [
      ...lockStateAgainstComplete(vault, now),
      ...errors(policy.diagnostics),
      ...otherVault(vault, policy.document),
    ],
  };
}

function about(vault: Vault, { text, document, diagnostics }: PolicyToLock, policyBytes: number) {
  return {
    account: vault.account,
    region: vault.region,
    vaultName: vault.name,
    policySha256: policySha256(text),
    policyBytes,
    warnings: diagnostics.filter(({ severity }) => severity === 'warning').map(({ message }) => message),
    statements: (document?.statements ?? []).map((statement) => statementInWords(statement, vault.arn)),
    changes: document === undefined ? [] : changesFrom(policyInForce(vault), document, vault),
  };
}

function changesFrom(
  inForce: string | undefined,
  document: PolicyDocument,
  { arn }: Vault,
): readonly string[] {
  if (inForce === undefined) return changesInBrief(undefined, document, { vaultArn: arn });
  const reading = readPolicyDocument(inForce);
  return reading.ok ? changesInBrief(reading.document, document, { vaultArn: arn }) : [];
}

function lockStateAgainstInitiate(vault: Vault): Blocker[] {
  const lock = lockOf(vault);
  switch (lock?.state) {
    case undefined:
      return [lockNotKnown(vault)];
    case 'inProgress':
      return [
        {
          reason: 'alreadyInProgress',
          text: `A lock is in progress on "${vault.name}" already; complete or abort it first.`,
        },
      ];
    case 'locked':
      return [
        { reason: 'alreadyLocked', text: `"${vault.name}" is locked, and a vault can be locked only once.` },
      ];
    case 'none':
      return [];
  }
}

function lockStateAgainstComplete(vault: Vault, now: number): Blocker[] {
  const lock = lockOf(vault);
  switch (lock?.state) {
    case undefined:
      return [lockNotKnown(vault)];
    case 'none':
      return [
        {
          reason: 'notInProgress',
          text: `No lock is in progress on "${vault.name}"; there is nothing to complete.`,
        },
      ];
    case 'locked':
      return [{ reason: 'alreadyLocked', text: `"${vault.name}" is locked already.` }];
    case 'inProgress':
      return [...lockIdMissing(vault, lock), ...tooLate(lock, now)];
  }
}

function lockNotKnown(vault: Vault): Blocker {
  return { reason: 'lockNotKnown', text: `The lock of "${vault.name}" could not be read; refresh it first.` };
}

function lockIdMissing(vault: Vault, lock: Extract<VaultLock, { state: 'inProgress' }>): Blocker[] {
  if (lock.lockId.held) return [];
  return [
    {
      reason: 'lockIdNotHeld',
      text: `The lock ID of the lock in progress on "${vault.name}" is not on this computer; enter it first.`,
    },
  ];
}

function tooLate(lock: Extract<VaultLock, { state: 'inProgress' }>, now: number): Blocker[] {
  const left = remaining(lock.expires, now);
  if (left >= leastTimeToComplete) return [];
  const text =
    left === 0
      ? 'The 24 hours of this lock have passed.'
      : 'Less than five minutes are left of the 24 hours: the answer could come too late. Restart them instead.';
  return [{ reason: 'littleTimeLeft', left, text }];
}

function size(text: string, bytes: number): Blocker[] {
  if (text.trim() === '') return [{ reason: 'policyEmpty', text: 'There is no policy text.' }];
  if (bytes <= largestPolicy) return [];
  return [
    {
      reason: 'policyTooLarge',
      bytes,
      text: `The policy has ${String(bytes)} bytes; Glacier takes at most ${String(largestPolicy)}.`,
    },
  ];
}

function errors(diagnostics: readonly Diagnostic[]): Blocker[] {
  const found = diagnostics.filter(({ severity }) => severity === 'error');
  if (found.length === 0) return [];
  const text =
    found.length === 1 ? 'The policy has an error.' : `The policy has ${String(found.length)} errors.`;
  return [{ reason: 'policyErrors', errors: found, text }];
}

/**
 * Glacier accepts a policy whose Resource names another vault, and such a policy protects nothing. Blocks when no
 * statement is about this vault.
 */
function otherVault(vault: Vault, document: PolicyDocument | undefined): Blocker[] {
  if (document === undefined || document.statements.length === 0) return [];
  if (coversVault(document, vault.arn)) return [];
  const resources = [...new Set(document.statements.flatMap(({ resource }) => resource.entries))];
  return [
    {
      reason: 'policyForOtherVault',
      resources,
      text: `No statement of the policy is about ${vault.arn}: it would protect nothing here.`,
    },
  ];
}

function lockOf(vault: Vault): VaultLock | undefined {
  return vault.lock.known === 'read' ? vault.lock.lock : undefined;
}
