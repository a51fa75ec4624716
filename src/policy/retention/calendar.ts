import { daysOfYears, inDays } from '../lint/rules/age';
import { withThousands } from '../withThousands';

const daysPerYear = 365.25;
const daysPerMonth = daysPerYear / 12;
const millisecondsPerDay = 86_400_000;

/** More days than these are a mistake or stand for ever; their years tell nobody anything. */
const longestNamed = 1e6;

/** Beyond so many days there is no date that anyone could plan with. */
const lastPlannedDay = 500 * 366;

/**
 * A number of days in years, months or weeks, for a glance: `7 years` where it is so whatever the leap days,
 * `≈ 7 years` where it is nearly so. Undefined for a few days, which say it best themselves.
 */
export function roughly(days: number): string | undefined {
  if (days < 14 || days > longestNamed) return undefined;
  if (days < 28) return Number.isInteger(days / 7) ? `${days / 7} weeks` : `≈ ${Math.round(days / 7)} weeks`;
  const years = days / daysPerYear;
  if (years < 0.95) {
    const months = Math.round(days / daysPerMonth);
    return `≈ ${months} ${months === 1 ? 'month' : 'months'}`;
  }
  const whole = Math.round(years);
  if (daysOfYears(whole) === days) return inYears(whole);
  const nearly = Math.abs(years - whole) < 0.05 ? whole : Math.round(years * 10) / 10;
  return `≈ ${inYears(nearly)}`;
}

/** What calendar years make of a number of days: whole ones, or so many days short of whole ones. */
export function againstTheCalendar(days: number): string | undefined {
  const whole = Math.round(days / daysPerYear);
  if (whole < 1 || whole > 1000) return undefined;
  if (daysOfYears(whole) === days)
    return whole === 1 ? 'one full year, leap day included' : `${inYears(whole)}, leap days included`;
  if (whole * 365 !== days) return undefined;
  if (whole === 1) return 'one year without a leap day';
  const least = Math.floor(whole / 4);
  const most = Math.ceil(whole / 4);
  const missing = least === most || least === 0 ? inDays(most) : `${least} or ${inDays(most)}`;
  const certainly = least === 0 ? 'up to ' : '';
  return `${inYears(whole)} of 365 days, ${certainly}${missing} short by the calendar`;
}

/**
 * The day so many days from an instant, or before it: `22 Nov 2027`. Days of Glacier are counted in UTC here. Undefined
 * beyond a few centuries.
 *
 * @param instant epoch milliseconds
 */
export function dateAfter(instant: number, days: number): string | undefined {
  if (Math.abs(days) > lastPlannedDay) return undefined;
  const date = new Date(instant + days * millisecondsPerDay);
  return Number.isNaN(date.getTime()) ? undefined : dayFormat().format(date);
}

function dayFormat(): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

function inYears(years: number): string {
  return years === 1 ? '1 year' : `${withThousands(years)} years`;
}
