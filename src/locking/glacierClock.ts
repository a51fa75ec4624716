import type { GlacierClock } from './api';
import { Emitter } from './event';

/** A reply that contradicts what is known by more than this is believed: one of the two clocks was moved. */
const tolerance = 2_000;

/** What is known of Glacier's clock minus this machine's, in milliseconds: at least `low`, at most `high`. */
interface Offset {
  readonly low: number;
  readonly high: number;
}

/**
 * Glacier's clock, from the `Date` headers of its replies. A header says whole seconds and arrives late, so a reply
 * proves only that Glacier's clock is not behind it; several replies together narrow it down to a fraction of a second.
 *
 * @param localNow This machine's clock, epoch milliseconds.
 */
export function createGlacierClock(localNow: () => number = Date.now): GlacierClock {
  const offsets = new Map<string, Offset>();
  const observed = new Emitter<string>();
  return {
    now(connectionId) {
      const offset = offsets.get(connectionId);
      return localNow() + (offset === undefined ? 0 : Math.round((offset.low + offset.high) / 2));
    },
    observe(connectionId, { serverTime, localTime }) {
      if (serverTime !== undefined) {
        const low = serverTime - localTime;
        offsets.set(connectionId, combine(offsets.get(connectionId), { low, high: low + 1_000 }));
      }
      observed.fire(connectionId);
    },
    onDidObserve: observed.event,
  };
}

function combine(known: Offset | undefined, seen: Offset): Offset {
  if (known === undefined || Math.abs(seen.low - known.low) > tolerance) return seen;
  const low = Math.max(known.low, seen.low);
  const high = Math.min(known.high, seen.high);
  if (low < high) return { low, high };
  // They do not overlap: one of the replies was late. A late reply only ever looks too early.
  return seen.low > known.low ? seen : known;
}
