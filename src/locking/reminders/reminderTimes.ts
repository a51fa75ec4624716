const minute = 60_000;
const hour = 60 * minute;

/** As in the manifest: the person reads there what is wrong while typing. */
const form = /^([1-9]\d{0,3}) ?(h|hours?|min|minutes?)$/;

/** When a setting says nothing that can be used, in milliseconds before the expiry, longest first. */
export const usualTimes: readonly number[] = [4 * hour, hour, 15 * minute];

/** What the setting `glacierVaultLock.reminders` asks for. */
export interface ReminderTimes {
  /** Milliseconds before the expiry, longest first, none twice. */
  readonly times: readonly number[];
  /** Entries that are no times, as a person wrote them; they are left out. */
  readonly nonsense: readonly string[];
}

/**
 * Reads times before the expiry: `4 hours`, `1 hour`, `90 minutes`, `15 min`. A lock lives for 24 hours, so a time is at
 * least a minute and less than a day. An empty list switches reminders off; something in which nothing is a time does
 * not: whoever writes it wants to be reminded.
 */
export function readReminderTimes(setting: unknown): ReminderTimes {
  const entries: readonly unknown[] = Array.isArray(setting) ? setting : [setting];
  const times = new Set<number>();
  const nonsense: string[] = [];
  for (const entry of entries) {
    const time = typeof entry === 'string' ? timeIn(entry) : undefined;
    if (time === undefined) nonsense.push(JSON.stringify(entry));
    else times.add(time);
  }
  if (times.size === 0 && nonsense.length > 0) return { times: usualTimes, nonsense };
  return { times: [...times].sort((a, b) => b - a), nonsense };
}

function timeIn(text: string): number | undefined {
  const [, count, unit] = form.exec(text.trim()) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  const time = Number(count) * (unit.startsWith('h') ? hour : minute);
  return time >= minute && time < 24 * hour ? time : undefined;
}
