import { roughly } from '../retention/calendar';
import { withThousands } from '../withThousands';

/** `1 day`, `2,557 days` */
export function inDays(days: number): string {
  return days === 1 ? '1 day' : `${withThousands(days)} days`;
}

/** `365 days (≈ 1 year)`, `3 days` */
export function inDaysAndYears(days: number): string {
  const years = roughly(days);
  return years === undefined ? inDays(days) : `${inDays(days)} (${years})`;
}

/** A stretch of ages, as the end of a sentence: `on day 5`, `on days 0 to 364`, `from day 365 on`, `at any age`. */
export function agesInWords(from: number, to: number): string {
  if (to === Infinity) return from === 0 ? 'at any age' : `from day ${withThousands(from)} on`;
  return from === to
    ? `on day ${withThousands(from)}`
    : `on days ${withThousands(from)} to ${withThousands(to)}`;
}
