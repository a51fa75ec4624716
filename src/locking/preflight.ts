import { t } from '../words';
import {
  changesInBrief,
  coversVault,
  effectInBrief,
  readPolicyDocument,
  statementInWords,
  type Diagnostic,
  type PolicyDocument,
  type TestReport,
} from '../policy';
import { remaining } from './countdown';
import { policyInForce, type Drift } from './drift/driftBook';
import type { LockOrigin } from './ledger/lockOrigin';
import { lockOf } from './lockOf';
import { largestPolicy } from './lockOperations';
import type { Vault, VaultLock } from './model';
import { policySha256, samePolicy } from './policyIdentity';
import type { Restrictions } from './restrictions';

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
  | { readonly reason: 'littleTimeLeft'; readonly left: number; readonly text: string }
  | { readonly reason: 'notTrusted'; readonly text: string }
  | { readonly reason: 'switchedOff'; readonly setting: keyof Restrictions; readonly text: string }
  | { readonly reason: 'otherAccount'; readonly account: string; readonly text: string }
  | { readonly reason: 'notAsInitiated'; readonly text: string }
  | {
      readonly reason: 'notAsFile';
      readonly file: string;
      readonly agreement: 'differs' | 'unreadable';
      readonly text: string;
    }
  | { readonly reason: 'fileUnclear'; readonly files: readonly string[]; readonly text: string }
  | { readonly reason: 'testsFailed' | 'testsNotRun'; readonly file: string; readonly text: string };

/** What else must be known before a lock may be completed, all of it read for this very moment. */
export interface CompleteEvidence {
  readonly origin: LockOrigin;
  /** How the policy in force stands to the file it is kept in; undefined where there is none. */
  readonly drift: Drift | undefined;
  /** The tests about that file, run on exactly the policy in force. */
  readonly tests: TestReport;
  readonly restrictions: Restrictions;
  readonly trusted: boolean;
  /** How a file or a test file, known by its id, is called in sentences. */
  readonly nameOf: (id: string) => string;
}

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

export interface CompletePreflight extends Preflight {
  /**
   * What the policy comes to for good: until when archives are kept, from whom and from whom not, and how the vault
   * could ever be emptied; plain lines, none for a text that cannot be read.
   */
  readonly effect: readonly string[];
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
    consequence: t(
      'The policy is in force at once; nothing becomes permanent unless the lock is completed within 24 hours.',
    ),
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
 * What Complete would do to this vault, and all that speaks against it. `policy` is the one in force.
 *
 * @param now On Glacier's clock, epoch milliseconds.
 */
export function preflightComplete(
  vault: Vault,
  policy: PolicyToLock,
  now: number,
  evidence: CompleteEvidence,
): CompletePreflight {
  const { text, document } = policy;
  return {
    ...about(vault, policy, Buffer.byteLength(text, 'utf8')),
    effect: document === undefined ? [] : effectInBrief(document, { vaultArn: vault.arn }),
    consequence: t(
      'The policy becomes permanent: nobody can ever change, lengthen or remove it, not the root user and not AWS Support.',
    ),
    blockers: [
      ...switchedOff(evidence),
      ...lockStateAgainstComplete(vault, now),
      ...unlikeOrigin(vault, text, evidence.origin),
      ...unlikeFile(evidence, document !== undefined),
      ...untested(evidence),
      ...errors(policy.diagnostics),
      ...otherVault(vault, document),
    ],
  };
}

function switchedOff({ trusted, restrictions: { readOnly, allowComplete } }: CompleteEvidence): Blocker[] {
  const blockers: Blocker[] = [];
  if (!trusted)
    blockers.push({
      reason: 'notTrusted',
      text: t('This workspace is not trusted, so everything that talks to Glacier is off.'),
    });
  if (readOnly)
    blockers.push({
      reason: 'switchedOff',
      setting: 'readOnly',
      text: t('Read-only mode is on: nothing at Glacier can be changed from here.'),
    });
  else if (!allowComplete)
    blockers.push({
      reason: 'switchedOff',
      setting: 'allowComplete',
      text: t('Completing vault locks is switched off in the settings of this user.'),
    });
  return blockers;
}

/** What is completed must be what was initiated, where the ledger knows what that was. */
function unlikeOrigin(vault: Vault, text: string, origin: LockOrigin): Blocker[] {
  if (origin.kind === 'elsewhere' || origin.kind === 'altered') return [];
  if (origin.account !== vault.account)
    return [
      {
        reason: 'otherAccount',
        account: origin.account,
        text: t(
          'Through this connection a lock was initiated on "{0}" in account {1}, and it reaches account {2} now: switch back, or add a connection of its own for this account.',
          vault.name,
          origin.account,
          vault.account,
        ),
      },
    ];
  if (origin.kind === 'otherAccount' || samePolicy(text, origin.policy)) return [];
  return [
    {
      reason: 'notAsInitiated',
      text: t(
        'The policy in force is not the one that was initiated from here, by the lock ledger of this computer: abort the lock, and initiate the right policy.',
      ),
    },
  ];
}

/** Where a file of the workspace says what the vault's policy is to be, it must say what is completed. */
function unlikeFile({ drift, nameOf }: CompleteEvidence, isReadable: boolean): Blocker[] {
  if (drift === undefined) return [];
  if (drift.kind === 'missing')
    return [
      {
        reason: 'fileUnclear',
        files: [drift.file],
        text: t(
          '{0}, which was chosen as the policy file of this vault, cannot be found or read, or is said to be no policy: choose the file that counts.',
          nameOf(drift.file),
        ),
      },
    ];
  if (drift.kind === 'several')
    return [
      {
        reason: 'fileUnclear',
        files: drift.files,
        text: t(
          '{0} are all about this vault: choose which of them counts.',
          inSeries(drift.files.map(nameOf)),
        ),
      },
    ];
  const { file, agreement } = drift;
  if (agreement === 'same' || agreement === 'sameEffect') return [];
  const text =
    agreement === 'differs'
      ? t(
          '{0}, where the policy of this vault is kept, means something else than the policy in force: correct the file, initiate it instead, or choose another file.',
          nameOf(file),
        )
      : isReadable
        ? t(
            '{0}, where the policy of this vault is kept, cannot be read as a policy: correct it, or choose another file.',
            nameOf(file),
          )
        : t(
            'The policy in force cannot be read as a policy, so it cannot be compared with {0}, where the policy of this vault is kept: abort the lock, and initiate a policy that can.',
            nameOf(file),
          );
  return [{ reason: 'notAsFile', file, agreement, text }];
}

/** A test that cannot be run has not passed. */
function untested({ tests, nameOf }: CompleteEvidence): Blocker[] {
  const blockers: Blocker[] = [];
  const { failed, problems } = tests;
  const failing = tests.files.find((file) => file.failed.length > 0);
  if (failing !== undefined) {
    const first = failing.failed[0]?.case.name ?? '';
    const more = failed > 1 ? t(' and {0} more', failed - 1) : '';
    blockers.push({
      reason: 'testsFailed',
      file: failing.id,
      text: t(
        'On the policy in force "{0}"{1} of the policy tests failed ({2}).',
        first,
        more,
        nameOf(failing.id),
      ),
    });
  }
  const broken = tests.files.find((file) => file.problems.length > 0);
  if (broken !== undefined) {
    const more = problems > 1 ? t(' There are {0} such problems.', problems) : '';
    blockers.push({
      reason: 'testsNotRun',
      file: broken.id,
      text: t(
        'The tests in {0} cannot be run, so they have not passed. {1}{2}',
        nameOf(broken.id),
        broken.problems[0] ?? '',
        more,
      ),
    });
  }
  return blockers;
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
          text: t('A lock is in progress on "{0}" already; complete or abort it first.', vault.name),
        },
      ];
    case 'locked':
      return [
        {
          reason: 'alreadyLocked',
          text: t('"{0}" is locked, and a vault can be locked only once.', vault.name),
        },
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
          text: t('No lock is in progress on "{0}"; there is nothing to complete.', vault.name),
        },
      ];
    case 'locked':
      return [{ reason: 'alreadyLocked', text: t('"{0}" is locked already.', vault.name) }];
    case 'inProgress':
      return [...lockIdMissing(vault, lock), ...tooLate(lock, now)];
  }
}

function lockNotKnown(vault: Vault): Blocker {
  return {
    reason: 'lockNotKnown',
    text: t('The lock of "{0}" could not be read; refresh it first.', vault.name),
  };
}

function lockIdMissing(vault: Vault, lock: Extract<VaultLock, { state: 'inProgress' }>): Blocker[] {
  if (lock.lockId.held) return [];
  return [
    {
      reason: 'lockIdNotHeld',
      text: t(
        'The lock ID of the lock in progress on "{0}" is not on this computer; enter it first.',
        vault.name,
      ),
    },
  ];
}

function tooLate(lock: Extract<VaultLock, { state: 'inProgress' }>, now: number): Blocker[] {
  const left = remaining(lock.expires, now);
  if (left >= leastTimeToComplete) return [];
  const text =
    left === 0
      ? t('The 24 hours of this lock have passed.')
      : t(
          'Less than five minutes are left of the 24 hours: the answer could come too late. Restart them instead.',
        );
  return [{ reason: 'littleTimeLeft', left, text }];
}

function size(text: string, bytes: number): Blocker[] {
  if (text.trim() === '') return [{ reason: 'policyEmpty', text: t('There is no policy text.') }];
  if (bytes <= largestPolicy) return [];
  return [
    {
      reason: 'policyTooLarge',
      bytes,
      text: t('The policy has {0} bytes; Glacier takes at most {1}.', bytes, largestPolicy),
    },
  ];
}

function errors(diagnostics: readonly Diagnostic[]): Blocker[] {
  const found = diagnostics.filter(({ severity }) => severity === 'error');
  if (found.length === 0) return [];
  const text =
    found.length === 1 ? t('The policy has an error.') : t('The policy has {0} errors.', found.length);
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
      text: t('No statement of the policy is about {0}: it would protect nothing here.', vault.arn),
    },
  ];
}

function inSeries(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : t('{0} and {1}', names.slice(0, -1).join(', '), names.at(-1) ?? '');
}
