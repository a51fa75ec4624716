import { effectOf, effectTable, isEveryAge, summaryOf } from '../effect';
import { readPolicyDocument } from '../syntax/readPolicyDocument';
import { withThousands } from '../withThousands';
import { roughly } from './calendar';

/** For how long a policy keeps the archives of a vault from being deleted. */
export type Retention =
  /**
   * Whole days from the upload, from 1 on, during which it denies deletion to everybody, whatever the tags of the vault;
   * Infinity: for ever.
   */
  | { readonly kind: 'days'; readonly days: number }
  /** It denies deletion to some callers, in some situations or of older archives only: nothing is kept for certain. */
  | { readonly kind: 'partly' }
  | { readonly kind: 'none' }
  /** The text cannot be read as a policy. */
  | { readonly kind: 'unreadable' };

/** Worked out by the effect of the policy on this vault: a millisecond or more, so whoever asks often keeps the answer. */
export function retentionOf(policy: string, vaultArn: string): Retention {
  const reading = readPolicyDocument(policy);
  if (!reading.ok) return { kind: 'unreadable' };
  const { deletion } = summaryOf(effectTable(effectOf(reading.document, { vaultArn })));
  const days = Math.min(...deletion.map(({ day }) => day ?? Infinity));
  if (deletion.length > 0 && days > 0) return { kind: 'days', days };
  return { kind: deletion.every(({ ages }) => isEveryAge(ages)) ? 'none' : 'partly' };
}

/** The same in a few words: `7 years`, `10 days`, `no retention`. */
export function retentionInBrief(retention: Retention): string {
  switch (retention.kind) {
    case 'days':
      return retention.days === Infinity ? 'for ever' : (roughly(retention.days) ?? inDays(retention.days));
    case 'partly':
      return 'kept in part';
    case 'none':
      return 'no retention';
    case 'unreadable':
      return 'policy cannot be read';
  }
}

function inDays(days: number): string {
  return days === 1 ? '1 day' : `${withThousands(days)} days`;
}
