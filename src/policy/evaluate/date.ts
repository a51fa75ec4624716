import { parseDecimal, type Decimal } from './number';

/** YYYY, YYYY-MM, YYYY-MM-DD, and the last with a time to the minute, the second or a fraction of it. */
const w3cForm =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:Z|([+-])(\d\d):(\d\d))?)?)?)?$/;

/**
 * Reads a date as an instant, in seconds since 1970-01-01T00:00:00Z: a date in one of the W3C forms of ISO 8601, where
 * what is left out is zero and the zone UTC, or any number, which counts as epoch seconds (IAM user guide, "Date
 * condition operators"). Four digits alone are a year, not the first hours of 1970.
 */
export function parseDate(text: string): Decimal | undefined {
  const match = w3cForm.exec(text);
  return match ? readW3cDate(match) : parseDecimal(text);
}

function readW3cDate(match: RegExpExecArray): Decimal | undefined {
  const [, year = '', month = '01', day = '01', hours = '00', minutes = '00', seconds = '00'] = match;
  const [fraction = '', zoneSign = '+', zoneHours = '00', zoneMinutes = '00'] = match.slice(7);
  const utc = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.000Z`;
  const milliseconds = Date.parse(utc);
  // Comparing the way back refuses what Date would roll over, such as February 30.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString() !== utc) return undefined;
  if (Number(zoneHours) > 23 || Number(zoneMinutes) > 59) return undefined;
  const zone = (zoneSign === '-' ? -60 : 60) * (Number(zoneHours) * 60 + Number(zoneMinutes));
  const wholeSeconds = BigInt(milliseconds / 1000 - zone);
  // Before 1970 the fraction still counts forward, so it is added as a number, not appended as text.
  const scaled = wholeSeconds * 10n ** BigInt(fraction.length) + BigInt(fraction);
  return parseDecimal(`${scaled}e-${fraction.length}`);
}
