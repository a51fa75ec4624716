const minute = 60_000;

/** How long a reminder can be put off, in milliseconds. */
const lengths: readonly number[] = [5, 15, 30, 60, 120, 240, 480].map((minutes) => minutes * minute);

/** Complete is refused in the last five minutes; a person needs as long again to decide. */
const needed = 10 * minute;

/** Offered at most; the longest that fit. */
const most = 4;

/**
 * How long a reminder may be put off, shortest first, in milliseconds: never so long that it would come too late to
 * complete or restart the lock. Empty near the end: then it can only be switched off.
 *
 * @param left Milliseconds until the expiry; of several locks, of the one that expires first.
 */
export function snoozeChoices(left: number): readonly number[] {
  return lengths.filter((length) => left - length >= needed).slice(-most);
}
