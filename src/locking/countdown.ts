import { t } from '../words';

/**
 * The time left until a lock in progress expires, as numbers and as words. Pure: the caller supplies the instant, which
 * is Glacier's (`GlacierClock`), in epoch milliseconds.
 */
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Milliseconds until `expires`, never negative. */
export function remaining(expires: number, now: number): number {
  return Math.max(0, expires - now);
}

/** `last`: under one hour, also when expired. `soon`: under four. */
export type Urgency = 'calm' | 'soon' | 'last';

export function urgency(ms: number): Urgency {
  if (ms < hour) return 'last';
  return ms < 4 * hour ? 'soon' : 'calm';
}

/**
 * `23 h 59 min`; `59:07` in the last hour; `expired`. Started units are left out, so that never more is shown than
 * there is; only the last second is shown whole, because `0:00` would read as expired.
 */
export function formatRemaining(ms: number): string {
  if (ms <= 0) return t('expired');
  if (ms >= hour) return t('{0} h {1} min', Math.floor(ms / hour), pad(Math.floor((ms % hour) / minute)));
  const seconds = shownSeconds(ms);
  return `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`;
}

/**
 * The same without seconds, for places that must not change every second: `23 h 59 min`, `12 min`, `under a minute`,
 * `expired`.
 */
export function formatMinutes(ms: number): string {
  if (ms <= 0 || ms >= hour) return formatRemaining(ms);
  const minutes = Math.floor(ms / minute);
  return minutes === 0 ? t('under a minute') : t('{0} min', minutes);
}

/** The same for narrow places such as a tree row: `23h 59m`, `12m`, `under 1m`, `expired`. */
export function formatShort(ms: number): string {
  if (ms <= 0) return t('expired');
  const minutes = Math.floor((ms % hour) / minute);
  if (ms >= hour) return t('{0}h {1}m', Math.floor(ms / hour), pad(minutes));
  return minutes === 0 ? t('under 1m') : t('{0}m', minutes);
}

/** For screen readers: `3 hours 12 minutes left`, `1 minute 5 seconds left`, `expired`. */
export function speakRemaining(ms: number): string {
  if (ms <= 0) return t('expired');
  if (ms >= hour) {
    return left(inHours(Math.floor(ms / hour)), inMinutes(Math.floor((ms % hour) / minute)));
  }
  const seconds = shownSeconds(ms);
  return left(inMinutes(Math.floor(seconds / 60)), inSeconds(seconds % 60));
}

/**
 * Milliseconds until the shown text changes next, `undefined` when it is `expired` and changes no more. By the minute
 * above one hour, by the second below, and exactly at expiry.
 */
export function nextTick(ms: number): number | undefined {
  if (ms <= 0) return undefined;
  // A text holds down to and including its own full unit; it changes one millisecond below that.
  if (ms >= hour) return (ms % minute) + 1;
  return ms >= 2 * second ? (ms % second) + 1 : ms;
}

function shownSeconds(ms: number): number {
  return Math.max(1, Math.floor(ms / second));
}

function left(...parts: readonly string[]): string {
  return t('{0} left', parts.filter((part) => part !== '').join(' '));
}

function inHours(count: number): string {
  return count === 1 ? t('1 hour') : t('{0} hours', count);
}

function inMinutes(count: number): string {
  if (count === 0) return '';
  return count === 1 ? t('1 minute') : t('{0} minutes', count);
}

function inSeconds(count: number): string {
  if (count === 0) return '';
  return count === 1 ? t('1 second') : t('{0} seconds', count);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
