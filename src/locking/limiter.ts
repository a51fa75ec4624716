/**
 * Runs at most `limit` tasks at a time, the others in the order in which they came. The result of a task is the
 * result of its call.
 */
export function createLimiter(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  let next = 0;

  const release = (): void => {
    const start = waiting[next];
    if (start === undefined) {
      running -= 1;
      waiting.length = 0;
      next = 0;
      return;
    }
    next += 1;
    // The place is handed over: one that came between this and the waking of who waits would take it as well.
    start();
  };

  return async (task) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await task();
    } finally {
      release();
    }
  };
}
