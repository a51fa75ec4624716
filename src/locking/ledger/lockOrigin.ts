import type { Vault } from '../model';
import { policySha256, samePolicy } from '../policyIdentity';
import type { LedgerEntry } from './ledgerEntry';

/** How the lock in progress on a vault came about, as far as the ledger of this computer knows. */
export type LockOrigin =
  | {
      readonly kind: 'here';
      /** As it was sent. */
      readonly policy: string;
      readonly account: string;
      /** When, in epoch milliseconds on Glacier's clock. */
      readonly at: number;
      /** Who was logged in. */
      readonly user: string | undefined;
    }
  /** The ledger has an Initiate of this lock, with a policy that is not the one its hash is of: it was changed since. */
  | { readonly kind: 'altered' }
  /** The ledger knows nothing of this lock: it was initiated on another computer, or by another program. */
  | { readonly kind: 'elsewhere' }
  /**
   * Through the same connection a lock was initiated on a vault of this name in another account, and not ended from
   * here: the connection reaches another account by now.
   */
  | { readonly kind: 'otherAccount'; readonly account: string };

/** How long after an Initiate its lock can be in progress, in milliseconds. */
const window = 24 * 3_600_000;

/** How far the clocks of Glacier's machines may differ, in milliseconds. */
const skew = 2_000;

/** Lines after which no lock that was initiated from here is known to be in progress. */
const nothingRuns: ReadonlySet<LedgerEntry['type']> = new Set([
  ...([
    'initiateIntended',
    'initiateRefused',
    'initiateNotSent',
    'initiateUnclear',
    'initiateSettled',
  ] as const),
  ...(['completed', 'completeReadBack', 'completeSettled'] as const),
  ...(['aborted', 'abortReadBack', 'abortSettled', 'ended'] as const),
]);

/**
 * @param created When the lock was created, in epoch milliseconds.
 * @param now On Glacier's clock, epoch milliseconds.
 */
export function lockOrigin(
  entries: readonly LedgerEntry[],
  { arn, account, region, name, connection, lock }: Vault,
  created: number,
  now: number,
): LockOrigin {
  // On AWS a vault is the same one through every connection; in practice only the connection tells vaults apart.
  const ofVault = entries.filter(
    (entry) =>
      entry.arn === arn &&
      entry.practice === connection.practice &&
      (!connection.practice || entry.connection === connection.id),
  );
  const readBack = ofVault.findLast(
    (entry) => entry.type === 'lockReadBack' && Date.parse(entry.created) === created,
  );
  const attempt =
    readBack?.type === 'lockReadBack'
      ? readBack.attempt
      : lock.known === 'read' && lock.lock.state !== 'none'
        ? settledAttempt(ofVault, created, lock.lock.policy)
        : undefined;
  const intent = ofVault.findLast((entry) => entry.type === 'initiateIntended' && entry.attempt === attempt);
  if (intent?.type === 'initiateIntended') {
    if (policySha256(intent.policy) !== intent.policySha256) return { kind: 'altered' };
    const { policy, account: ofInitiate, glacierTime, user } = intent;
    return { kind: 'here', policy, account: ofInitiate, at: Date.parse(glacierTime), user };
  }
  const strayed = entries.findLast(
    (entry) =>
      entry.connection === connection.id &&
      entry.region === region &&
      entry.account !== account &&
      entry.arn.endsWith(`:vaults/${name}`),
  );
  const isOpen =
    strayed !== undefined && !nothingRuns.has(strayed.type) && Date.parse(strayed.glacierTime) > now - window;
  return isOpen ? { kind: 'otherAccount', account: strayed.account } : { kind: 'elsewhere' };
}

/**
 * The attempt whose reply was lost and that was found in progress afterwards, if this is its lock: created between its
 * intent and that look, with its policy. Such a lock is never read back under its creation time.
 */
function settledAttempt(
  entries: readonly LedgerEntry[],
  created: number,
  inForce: string,
): string | undefined {
  const settled = entries.findLast((entry) => {
    if (entry.type !== 'initiateSettled' || entry.found !== 'in progress') return false;
    if (created > Date.parse(entry.glacierTime) + skew) return false;
    const { attempt } = entry;
    return entries.some(
      (intent) =>
        intent.type === 'initiateIntended' &&
        intent.attempt === attempt &&
        created >= Date.parse(intent.glacierTime) - skew &&
        samePolicy(intent.policy, inForce),
    );
  });
  return settled?.type === 'initiateSettled' ? settled.attempt : undefined;
}
