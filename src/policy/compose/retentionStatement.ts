import { daysOfYears, longestNamed } from '../lint/rules/age';
import { denial, type ComposedStatement, type ForVault } from './statement';

export interface Retention extends ForVault {
  /** Whole days, at least 1: an archive can be deleted from this age on. Seven full years are 2557. */
  readonly days: number;
}

/**
 * Nobody deletes an archive before it has the given age (Glacier developer guide: Vault Lock Policies, example 1).
 * Throws RangeError for anything but a whole number of days above zero.
 */
export function retentionStatement({ days, vaultArn }: Retention): ComposedStatement {
  if (!Number.isSafeInteger(days) || days < 1) throw new RangeError(`${days} is no number of whole days.`);
  return denial(
    `keep-archives-for-${periodOf(days)}`,
    'glacier:DeleteArchive',
    { vaultArn },
    {
      NumericLessThan: { 'glacier:ArchiveAgeInDays': String(days) },
    },
  );
}

/** `7-years` where it is just that, leap days counted; `400-days` otherwise. */
function periodOf(days: number): string {
  const years = Math.floor(days / 365);
  if (years >= 1 && years <= longestNamed && daysOfYears(years) === days)
    return years === 1 ? '1-year' : `${years}-years`;
  return days === 1 ? '1-day' : `${days}-days`;
}
