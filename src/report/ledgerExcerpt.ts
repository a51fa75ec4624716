import type { LedgerEntry } from '../locking/ledger/ledgerEntry';
import { doingInWords } from '../locking/ledger/ledgerText';
import { isAt } from '../locking/reminders/lockIdentity';
import type { LedgerExcerpt } from './evidence';
import type { LedgerSource, VaultSources } from './sources';

/**
 * What the ledger has of a vault. A vault of AWS is the same one through every connection; each practice Glacier, and each
 * endpoint, has vaults of its own.
 */
export function entriesOf(
  { arn, connection }: VaultSources['vault'],
  ledger: LedgerSource,
): readonly LedgerEntry[] {
  if (!ledger.read) return [];
  return ledger.verification.entries.filter((entry) => entry.arn === arn && isAt(connection, entry));
}

/** Members that stay in the file: lock IDs, and texts of policies, which are there by their hash as well. */
const leftOut = /(?:lockId|policy)$/i;

/** The entries as they may be shown. */
export function excerptOf(entries: readonly LedgerEntry[]): LedgerExcerpt {
  return {
    entries: entries.map((entry) => ({
      type: entry.type,
      doing: doingInWords(entry),
      members: Object.fromEntries(Object.entries(entry).filter(([name]) => !leftOut.test(name))),
    })),
  };
}
