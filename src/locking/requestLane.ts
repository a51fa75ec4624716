import type { Urgency, Verdict } from './requestQueue';

/** A request that waits or is on its way. */
export interface Queued {
  readonly lane: RequestLane;
  urgency: Urgency;
  readonly key: string | undefined;
  readonly signal: AbortSignal | undefined;
  /** How often it was sent. */
  tries: number;
  /** Its place among all that the lane has sent. */
  number: number;
  readonly send: () => Promise<{
    readonly outcome: PromiseSettledResult<unknown>;
    readonly settle: () => void;
  }>;
  readonly reject: (reason: unknown) => void;
}

/** Milliseconds until the next request after Glacier throttled; doubled each time in a row, up to the longest. */
const firstPause = 200;
const longestPause = 5_000;
/** So many that a person asked for go one after the other before one of the others: a vault takes two. */
const mostInARow = 2;

/** What one account grants in one region: how many requests are on their way, and who waits. */
export class RequestLane {
  inFlight = 0;
  /** Until when nothing is sent but what a person asked for, on the queue's time. */
  pausedUntil = 0;
  /** The timer that ends the pause. */
  wake: { dispose(): void } | undefined;
  private readonly queues: Readonly<Record<Urgency, Set<Queued>>> = {
    asked: new Set(),
    page: new Set(),
    several: new Set(),
    seen: new Set(),
    behind: new Set(),
  };
  /** Locks that wait behind, by the key of their vault. */
  private readonly byKey = new Map<string, Queued>();
  private bound: number;
  private answered = 0;
  private begun = 0;
  /** What was sent up to here was sent before the bound was last halved, and says nothing about the present one. */
  private halvedAt = 0;
  private refusals = 0;
  /** So many that a person asked for were sent since one of the others. */
  private askedInARow = 0;

  constructor(
    first: number,
    private readonly most: number,
  ) {
    this.bound = Math.max(1, Math.min(first, most));
  }

  get limit(): number {
    return this.bound;
  }

  get waiting(): number {
    return Object.values(this.queues).reduce((sum, queue) => sum + queue.size, 0);
  }

  add(task: Queued): void {
    this.queues[task.urgency].add(task);
    if (task.key !== undefined && task.urgency === 'behind') this.byKey.set(task.key, task);
  }

  /** One that was refused goes before those that were never sent. */
  addAgain(task: Queued): void {
    const queue = this.queues[task.urgency];
    const others = [...queue];
    queue.clear();
    this.add(task);
    for (const other of others) queue.add(other);
  }

  drop(task: Queued): void {
    this.queues[task.urgency].delete(task);
    if (task.key !== undefined && this.byKey.get(task.key) === task) this.byKey.delete(task.key);
  }

  clear(): readonly Queued[] {
    const all = Object.values(this.queues).flatMap((queue) => [...queue]);
    for (const task of all) this.drop(task);
    return all;
  }

  prefer(keys: readonly string[]): void {
    const former = [...this.queues.seen];
    const behind = this.queues.behind;
    for (const task of former) {
      this.drop(task);
      task.urgency = 'behind';
    }
    // Who was in sight a moment ago comes next.
    if (former.length > 0) {
      const others = [...behind];
      behind.clear();
      for (const task of [...former, ...others]) this.add(task);
    }
    for (const key of keys) {
      const task = this.byKey.get(key);
      if (task === undefined) continue;
      this.drop(task);
      task.urgency = 'seen';
      this.add(task);
    }
  }

  /** The next request of this urgency, if one may be sent now. */
  take(urgency: Urgency, now: number): Queued | undefined {
    const isAsked = urgency === 'asked';
    if (this.inFlight >= this.bound + (isAsked ? 1 : 0)) return undefined;
    const isPaused = now < this.pausedUntil;
    if (!isAsked && isPaused) return undefined;
    const isTurnOfOthers = this.askedInARow >= mostInARow && this.waiting > this.queues.asked.size;
    if (isAsked && !isPaused && isTurnOfOthers) return undefined;
    const [task] = this.queues[urgency];
    if (task !== undefined) this.drop(task);
    return task;
  }

  begin(task: Queued): void {
    this.inFlight += 1;
    this.begun += 1;
    this.askedInARow = task.urgency === 'asked' ? this.askedInARow + 1 : 0;
    task.number = this.begun;
    task.tries += 1;
  }

  end(task: Queued, verdict: Verdict, now: number, random: number): void {
    // A bound that is not reached tells nothing about a higher one.
    const isWanted = this.inFlight >= this.bound || this.waiting > 0;
    this.inFlight -= 1;
    if (verdict.kind === 'neither') return;
    // The answers that were on their way when it was halved tell what was true before.
    const isOld = task.number <= this.halvedAt;
    if (verdict.kind === 'slowDown') {
      if (isOld) return;
      this.bound = Math.max(1, Math.floor(this.bound / 2));
      this.halvedAt = this.begun;
      this.answered = 0;
      const pause = Math.min(firstPause * 2 ** this.refusals, longestPause);
      this.refusals += 1;
      this.pausedUntil = now + pause * (0.5 + random / 2);
      return;
    }
    if (isOld) return;
    this.refusals = 0;
    this.answered += 1;
    if (!isWanted || this.answered < this.bound || this.bound >= this.most) return;
    this.bound += 1;
    this.answered = 0;
  }
}
