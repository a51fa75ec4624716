import type { GlacierClock } from './api';
import { Emitter } from './event';

/** How far replies may lie apart, in milliseconds, and still tell the same time; more, and a clock was moved. */
const tolerance = 2_000;

/** What is known of Glacier's clock minus this machine's, in milliseconds: at least `low`, at most `high`. */
interface Offset {
  readonly low: number;
  readonly high: number;
}

interface Knowledge {
  readonly offset: Offset;
  /** What the last reply said, if that was a time long past: either it came late, or a clock was moved. */
  readonly doubt: Offset | undefined;
}

/**
 * Glacier's clock, from the `Date` headers of its replies. A header says whole seconds and arrives late, so a reply
 * proves only that Glacier's clock is not behind it; several replies together narrow it down to a fraction of a second.
 *
 * A clock that jumps ahead is believed at once: no reply tells a time that is still to come. One that jumps back is
 * believed when two replies in a row agree on it: one alone may just have been long under way.
 *
 * @param localNow This machine's clock, epoch milliseconds.
 */
export function createGlacierClock(localNow: () => number = Date.now): GlacierClock {
  const known = new Map<string, Knowledge>();
  const observed = new Emitter<string>();
  return {
    now(connectionId) {
      const offset = known.get(connectionId)?.offset;
      return localNow() + (offset === undefined ? 0 : Math.round((offset.low + offset.high) / 2));
    },
    observe(connectionId, { serverTime, localTime }) {
      if (serverTime !== undefined) {
        const low = serverTime - localTime;
        known.set(connectionId, learn(known.get(connectionId), { low, high: low + 1_000 }));
      }
      observed.fire(connectionId);
    },
    onDidObserve: observed.event,
  };
}

function learn(known: Knowledge | undefined, seen: Offset): Knowledge {
  if (known === undefined || seen.low > known.offset.low + tolerance)
    return { offset: seen, doubt: undefined };
  if (seen.low >= known.offset.low - tolerance) {
    return { offset: combine(known.offset, seen), doubt: undefined };
  }
  const { offset, doubt } = known;
  const agree = doubt !== undefined && Math.abs(seen.low - doubt.low) <= tolerance;
  return agree ? { offset: combine(doubt, seen), doubt: undefined } : { offset, doubt: seen };
}

/** What two replies that tell the same time prove together. */
function combine(known: Offset, seen: Offset): Offset {
  const low = Math.max(known.low, seen.low);
  const high = Math.min(known.high, seen.high);
  if (low < high) return { low, high };
  // They do not overlap: one of the replies was late. A late reply only ever looks too early.
  return seen.low > known.low ? seen : known;
}
