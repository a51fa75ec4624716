import * as vscode from 'vscode';
import type { CompletePreflight } from '../locking/preflight';
import { preflightComplete } from '../locking/preflight';
import { lockOrigin, type LockOrigin } from '../locking/ledger/lockOrigin';
import { readLedger } from '../locking/ledger/readLedger';
import type { Drift } from '../locking/drift/driftBook';
import type { Vault, VaultInProgress } from '../locking/model';
import type { TestReport } from '../policy';
import { settings } from '../shared/settings';
import { runTestsAbout } from '../testing/testsAbout';
import { policyInForceToLock } from '../locking/policyToLock';
import type { Services } from './services';
import { signerLines } from './signer';
import { inProgress } from './vaultArgument';
import { readAgain } from './vaultsReady';

/** All that a person is to know before a lock is completed, as it was at one moment. */
export interface Review {
  /** With its lock as Glacier showed it: what is completed is this and nothing else. */
  readonly vault: VaultInProgress;
  readonly preflight: CompletePreflight;
  readonly origin: LockOrigin;
  /** The line at which the ledger's chain is first broken; undefined where it is not. */
  readonly ledgerBrokenAt: number | undefined;
  readonly drift: Drift | undefined;
  /** By a person's choice no file counts. */
  readonly isNoFile: boolean;
  /** Run on exactly the policy in force. */
  readonly tests: TestReport;
  /** Who would sign, in words; nothing for practice. */
  readonly signer: readonly string[];
  /** Milliseconds until the lock expires, on Glacier's clock. */
  readonly left: number;
}

/**
 * Reads everything anew: the lock at Glacier, the ledger, the files and the tests, saved or not. Rejects with
 * GlacierError, or an Error where no lock is in progress any more.
 */
export async function reviewLock(services: Services, shown: Vault, signal: AbortSignal): Promise<Review> {
  const [vault, signer] = await Promise.all([
    readAgain(services, shown, { signal }),
    signerLines(services, shown),
  ]);
  if (!inProgress.qualifies(vault)) throw new Error(inProgress.otherwise(vault));
  const { lock } = vault.lock;
  const { drift, files, isNone } = await services.drift.afresh(vault);
  const tests = await runTestsAbout(files, lock.policy);
  const { entries, findings } = await readLedger(services.ledgerFile);
  const now = services.clock.now(vault.connection.id);
  const origin = lockOrigin(entries, vault, lock.created, now);
  const preflight = preflightComplete(vault, policyInForceToLock(vault, lock.policy), now, {
    origin,
    drift,
    tests,
    restrictions: settings.restrictions(),
    trusted: vscode.workspace.isTrusted,
    nameOf: (id) => vscode.workspace.asRelativePath(vscode.Uri.parse(id, true)),
  });
  return {
    ...{ vault, signer, preflight, origin, drift, tests },
    ledgerBrokenAt: findings.find(({ kind }) => kind === 'broken')?.line,
    isNoFile: isNone,
    left: lock.expires - now,
  };
}

/** Whether a later look has found the very lock that was reviewed. */
export function isSameLock({ vault: { lock: one } }: Review, { vault: { lock: other } }: Review): boolean {
  return one.lock.created === other.lock.created && one.lock.policy === other.lock.policy;
}
