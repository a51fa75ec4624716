/** Lets a client's patience run out, and its pauses between attempts pass, without anybody waiting. */
export interface Patience {
  /** Ends the waiting for every answer that is awaited now. Tells for how many. */
  runOut(): number;
  restore(): void;
}

/** From this on, a timer is somebody's patience with Glacier: 30 seconds, for Initiate 120 (src/glacier/aws/clients.ts). */
const shortestPatience = 20_000;

interface Waiting {
  readonly timer: NodeJS.Timeout;
  readonly end: () => void;
}

/**
 * Takes over the timers of this process until it is restored. The SDK's pauses between attempts are drawn by
 * Math.random; they are none meanwhile.
 */
export function takePatience(): Patience {
  const { setTimeout: realSet, clearTimeout: realClear } = globalThis;
  const { random: realRandom } = Math;
  const waiting = new Map<unknown, Waiting>();
  const set = (task: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): NodeJS.Timeout => {
    const timer = realSet(task, ms, ...args);
    if (ms < shortestPatience) return timer;
    const end = () => {
      waiting.delete(timer);
      realClear(timer);
      task(...args);
    };
    waiting.set(timer, { timer, end });
    return timer;
  };
  const clear: typeof clearTimeout = (timer) => {
    waiting.delete(timer);
    realClear(timer);
  };
  globalThis.setTimeout = Object.assign<typeof set, typeof realSet>(set, realSet);
  globalThis.clearTimeout = clear;
  Math.random = () => 0;
  return {
    runOut() {
      const all = [...waiting.values()];
      for (const { end } of all) end();
      return all.length;
    },
    restore() {
      globalThis.setTimeout = realSet;
      globalThis.clearTimeout = realClear;
      Math.random = realRandom;
    },
  };
}
