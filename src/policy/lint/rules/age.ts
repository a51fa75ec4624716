import type { JsonNode } from '../../syntax/jsonNode';

/** A number of whole days, quoted or not; undefined for anything else. */
export function readAge(value: JsonNode): number | undefined {
  if (value.kind !== 'string' && value.kind !== 'number') return undefined;
  const written = value.kind === 'string' ? value.value : value.source;
  if (!/^\d+(?:\.0+)?$/.test(written)) return undefined;
  const days = Number(written);
  return Number.isSafeInteger(days) ? days : undefined;
}

/** `1 day`, `365 days`. */
export function inDays(days: number): string {
  return days === 1 ? '1 day' : `${days.toLocaleString('en')} days`;
}
