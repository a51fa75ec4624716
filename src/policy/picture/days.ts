import type { AgeSet } from '../effect';
import { inSeries } from '../inSeries';
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

/** More stretches than these are counted. */
const mostStretches = 3;

/** Any ages as the end of a sentence: `on days 0 to 99 and from day 301 on`. */
export function ageSetInWords(ages: AgeSet): string {
  const told = ages.slice(0, ages.length > mostStretches ? mostStretches - 1 : mostStretches);
  const more = ages.length - told.length;
  const last = ages.at(-1);
  const end = last?.to === Infinity ? `, the last ${agesInWords(last.from, last.to)}` : '';
  return inSeries([
    ...told.map(({ from, to }) => agesInWords(from, to)),
    ...(more > 0 ? [`on ${withThousands(more)} more stretches of days${end}`] : []),
  ]);
}
