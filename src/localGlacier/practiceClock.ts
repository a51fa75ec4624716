/** Milliseconds in a day. */
export const day = 24 * 60 * 60 * 1000;

/** The last instant that ISO 8601 writes with four digits for the year. */
const endOfTime = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * The system's time, which never steps back: an expired lock must not come to life again because somebody set the
 * machine's clock.
 * @param latest an instant that was seen before, by an earlier process for one; epoch milliseconds
 */
export function steadyTime(systemTime: () => number = Date.now, latest = -Infinity): () => number {
  let seen = latest;
  return () => (seen = Math.max(seen, systemTime()));
}

/**
 * The clock's lead after it was moved forward, in milliseconds, or undefined where the clock would leave the years it
 * can show.
 */
export function movedAhead(ahead: number, seconds: number, steadyNow: number): number | undefined {
  const moved = ahead + Math.round(seconds * 1000);
  return steadyNow + moved <= endOfTime ? moved : undefined;
}

const isoInstant = /^\d{4}-\d\d-\d\d(?<time>T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?<zone>Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Reads an ISO 8601 instant: a date, or a date with a time. What names no zone is UTC.
 * @returns epoch milliseconds, or undefined where the text is no such instant
 */
export function parseInstant(text: string): number | undefined {
  const match = isoInstant.exec(text);
  if (!match) return undefined;
  const { time, zone } = match.groups ?? {};
  const instant = Date.parse(time !== undefined && zone === undefined ? `${text}Z` : text);
  return Number.isNaN(instant) ? undefined : instant;
}
