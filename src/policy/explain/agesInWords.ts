import { isEveryAge, type AgeInterval, type AgeSet } from '../effect';
import { inSeries } from '../inSeries';
import { roughly } from '../retention/calendar';
import { withThousands } from '../withThousands';
import { strong, type Marked } from './marked';

/** More stretches of days than these are counted. */
const mostIntervals = 4;

/**
 * `from day 365 on`, `on days 0 to 30`, `never`, `at any age`; where the first day with an open end is far away, what
 * that is in years: `from day 2,557 on (7 years)`.
 */
export function agesInWords(ages: AgeSet): Marked {
  if (ages.length === 0) return 'never';
  if (isEveryAge(ages)) return 'at any age';
  const told = ages.slice(0, ages.length > mostIntervals ? mostIntervals - 1 : mostIntervals);
  const more = ages.length - told.length;
  const single = told.every(({ from, to }) => from === to) && told.length > 1;
  const words = single
    ? [`on days ${inSeries(told.map(({ from }) => withThousands(from)))}`]
    : told.map((interval) => intervalInWords(interval));
  const last = ages.at(-1);
  const end = last?.to === Infinity ? `, the last ${intervalInWords(last)}` : '';
  return `${inSeries(words)}${more > 0 ? ` and on ${withThousands(more)} more stretches of days${end}` : ''}`;
}

/** The archives that are concerned: `younger than 366 days`, `365 days old or older`, `on days 30 to 59`. */
export function archivesInWords(ages: AgeSet): string {
  const [only] = ages;
  if (!only || ages.length > 1) return agesInWords(ages);
  const { from, to } = only;
  if (to === Infinity) return `${days(from)} old or older`;
  return from === 0 ? `younger than ${days(to + 1)}` : `${withThousands(from)} to ${days(to)} old`;
}

function intervalInWords({ from, to }: AgeInterval): Marked {
  if (to !== Infinity)
    return from === to
      ? `on day ${withThousands(from)}`
      : `on days ${withThousands(from)} to ${withThousands(to)}`;
  const years = roughly(from);
  return `from ${strong(`day ${withThousands(from)}`)} on${years === undefined ? '' : ` (${years})`}`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${withThousands(count)} days`;
}
