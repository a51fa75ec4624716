import { parseDecimal } from '../../evaluate/number';
import type { JsonNode } from '../../syntax/jsonNode';
import { withThousands } from '../../withThousands';

/** A number of days as the evaluator reads it, quoted or not, perhaps below zero or with a fraction. */
export function readAge(value: JsonNode): number | undefined {
  if (value.kind !== 'string' && value.kind !== 'number') return undefined;
  const text = value.kind === 'string' ? value.value : value.source;
  return parseDecimal(text) && Number(text);
}

/** A number of whole days, of which at least one. */
export function readWholeDays(value: JsonNode): number | undefined {
  const days = readAge(value);
  return days !== undefined && Number.isSafeInteger(days) && days > 0 ? days : undefined;
}

/** Days of whole calendar years, leap days counted, such as never fall short: 1 is 366, 7 is 2557. */
export function daysOfYears(years: number): number {
  return years * 365 + Math.ceil(years / 4);
}

/** Beyond so many years nobody counts leap days. */
export const longestNamed = 30;

/** `1 day`, `365 days`. */
export function inDays(days: number): string {
  return days === 1 ? '1 day' : `${withThousands(days)} days`;
}
