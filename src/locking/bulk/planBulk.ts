import { setImmediate as nextTurn } from 'node:timers/promises';
import { effectInBrief, parsePolicy } from '../../policy';
import { lockOf } from '../lockOf';
import type { Vault, VaultInProgress } from '../model';
import { policyToLock } from '../policyToLock';
import { preflightInitiate, type PolicyToLock, type Preflight } from '../preflight';
import { t } from '../../words';

/** A vault that a lock is to be initiated on, with the policy as it is sent to it. */
export interface PlannedInitiate {
  readonly vault: Vault;
  readonly policy: string;
  readonly preflight: Preflight;
  /** What the policy comes to on this vault, in one sentence. */
  readonly effect: string;
}

/** A vault that nothing is sent to. */
export interface LeftOut {
  readonly vault: Vault;
  /** One plain sentence. */
  readonly why: string;
  /** What it comes to: messages of rules. */
  readonly details: readonly string[];
  /** Its lock could not be read: another time it may be. */
  readonly unread?: true;
}

/** What is to be done to many vaults, and to which of those that were chosen nothing. */
export interface BulkPlan<T> {
  readonly go: readonly T[];
  readonly leftOut: readonly LeftOut[];
}

/** The policy text as it is sent to a vault. */
export type PolicyFor = (vault: Vault) => string;

/** So long, in milliseconds, vaults are judged before everything else has its turn. */
const longestGo = 8;

/**
 * What Initiate would do to each vault with its own policy. Whatever speaks against one leaves it out: among many vaults
 * nobody weighs a single error, and each can still be initiated by itself.
 *
 * @param vaults as they were read just now
 * @param policies asked at each plan: whoever plans once more may have mended the policy meanwhile
 * @param onJudged called after each vault
 * @param signal once aborted, nothing more is judged, and the plan is for those before
 */
export async function planInitiate(
  vaults: readonly Vault[],
  policies: () => PolicyFor | Promise<PolicyFor>,
  { onJudged, signal }: { readonly onJudged?: () => void; readonly signal?: AbortSignal } = {},
): Promise<BulkPlan<PlannedInitiate>> {
  const go: PlannedInitiate[] = [];
  const leftOut: LeftOut[] = [];
  const policyFor = await policies();
  let end = performance.now() + longestGo;
  for (const vault of vaults) {
    if (signal?.aborted === true) break;
    const policy = policyFor(vault);
    const toLock = policyToLock(vault, parsePolicy(policy), policy);
    const preflight = preflightInitiate(vault, toLock);
    const [first] = preflight.blockers;
    if (first === undefined) go.push({ vault, policy, preflight, effect: effectOf(toLock, vault) });
    else leftOut.push({ vault, why: first.text, details: preflight.blockers.flatMap(errorsIn) });
    onJudged?.();
    if (performance.now() < end) continue;
    await nextTurn();
    end = performance.now() + longestGo;
  }
  return { go, leftOut };
}

/** Of which vaults a lock can be aborted: those where one is in progress. */
export function planAbort(vaults: readonly Vault[]): BulkPlan<{ readonly vault: VaultInProgress }> {
  const go = vaults.filter(isInProgress).map((vault) => ({ vault }));
  const leftOut = vaults
    .filter((vault) => !isInProgress(vault))
    .map((vault) => ({ vault, why: whyNotAborted(vault), details: [] }));
  return { go, leftOut };
}

function effectOf({ document }: PolicyToLock, { arn }: Vault): string {
  if (document === undefined) return '';
  const [first] = effectInBrief(document, { vaultArn: arn });
  return first ?? '';
}

function isInProgress(vault: Vault): vault is VaultInProgress {
  return lockOf(vault)?.state === 'inProgress';
}

function whyNotAborted(vault: Vault): string {
  switch (lockOf(vault)?.state) {
    case 'locked':
      return t('"{0}" is locked for good.', vault.name);
    case 'none':
      return t('No lock is in progress on "{0}".', vault.name);
    case 'inProgress':
    case undefined:
      return t('The lock of "{0}" could not be read; refresh it first.', vault.name);
  }
}

function errorsIn(blocker: Preflight['blockers'][number]): readonly string[] {
  return blocker.reason === 'policyErrors' ? blocker.errors.map(({ message }) => message) : [];
}
