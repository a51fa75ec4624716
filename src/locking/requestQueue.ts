import { RequestLane, type Queued } from './requestLane';

/**
 * Why a request is sent, the most urgent first: a person asked for it, a page of vaults, one of several that a person waits
 * for, a vault in sight, the rest.
 */
export const urgencies = ['asked', 'page', 'several', 'seen', 'behind'] as const;
export type Urgency = (typeof urgencies)[number];

/** What an answer says of Glacier's willingness to answer more. */
export type Verdict =
  /** It was answered at once. */
  | { readonly kind: 'fine' }
  /** Glacier was asked too much. A request that was refused is sent again, up to so many times. */
  | { readonly kind: 'slowDown'; readonly again: number }
  /** Nothing: no network, or no permission. */
  | { readonly kind: 'neither' };

export interface QueuedRequest<T> {
  /** Requests of one lane share what Glacier grants: those to one account in one region. */
  readonly lane: string;
  readonly urgency: Urgency;
  /** Whose lock it reads, for `prefer`. */
  readonly key?: string;
  /** Aborted: it is not sent any more, and rejects with the signal's reason. One on its way is its sender's business. */
  readonly signal?: AbortSignal;
  /** Called once for each time it is sent. */
  readonly send: () => Promise<T>;
}

export interface RequestQueueOptions {
  readonly judge: (outcome: PromiseSettledResult<unknown>) => Verdict;
  /** Requests on their way in one lane: at the start, and at most. */
  readonly first?: number;
  readonly most?: number;
  /** Over all lanes. */
  readonly total?: number;
  readonly timers?: QueueTimers;
}

/** Time and turns of the event loop, so that tests need not wait. */
export interface QueueTimers {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** In the next turn of the event loop. */
  soon(task: () => void): void;
  after(ms: number, task: () => void): { dispose(): void };
  /** From 0 up to 1: requests that were refused together must not come back together. */
  random(): number;
}

const systemTimers: QueueTimers = {
  now: () => performance.now(),
  soon: (task) => void setImmediate(task),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return { dispose: () => clearTimeout(timer) };
  },
  random: Math.random,
};

/**
 * Sends requests to Glacier as fast as it takes them. Each account and region has a lane of its own, whose number of
 * requests on their way grows by one while Glacier answers, and is halved when it throttles or fails (additive increase,
 * multiplicative decrease: what makes many senders share a line without knowing of each other). Glacier publishes no
 * rates, so they have to be found. Lanes take turns, so that a slow region holds up no other.
 *
 * What a person asked for goes before everything, has one place more than the lane, and waits for no pause. While others
 * wait that may be sent, they and what was asked for take turns: who asks for one thing after the other holds up nobody.
 *
 * One read of a lock begins in each turn of the event loop: signing costs about a millisecond, and forty at once would be
 * felt.
 */
export class RequestQueue {
  private readonly lanes = new Map<string, RequestLane>();
  private order: RequestLane[] = [];
  /** The lane whose turn it is. */
  private turn = 0;
  private inFlight = 0;
  private begun = false;
  private preferred: ReadonlySet<string> = new Set();
  private readonly waitingOn = new Map<
    AbortSignal,
    { readonly tasks: Set<Queued>; readonly stop: () => void }
  >();
  private readonly judge: RequestQueueOptions['judge'];
  private readonly timers: QueueTimers;
  private readonly first: number;
  private readonly most: number;
  private readonly total: number;
  private closed: { readonly reason: unknown } | undefined;

  constructor({ judge, timers = systemTimers, first = 12, most = 32, total = 48 }: RequestQueueOptions) {
    this.judge = judge;
    this.timers = timers;
    this.first = first;
    this.most = most;
    this.total = total;
  }

  /** Settles as `send` did the last time; rejects with the signal's reason, or that of `close`, if it was not sent. */
  run<T>(request: QueuedRequest<T>): Promise<T> {
    const { signal, send } = request;
    if (this.closed !== undefined) return Promise.reject(asError(this.closed.reason));
    if (signal?.aborted === true) return Promise.reject(asError(signal.reason));
    return new Promise<T>((resolve, reject) => {
      const lane = this.laneOf(request.lane);
      const isSeen =
        request.urgency === 'behind' && request.key !== undefined && this.preferred.has(request.key);
      const task: Queued = {
        lane,
        urgency: isSeen ? 'seen' : request.urgency,
        key: request.key,
        signal,
        tries: 0,
        number: 0,
        send: async () => {
          const [outcome] = await Promise.allSettled([callSafely(send)]);
          return {
            outcome,
            settle: () =>
              outcome.status === 'fulfilled' ? resolve(outcome.value) : reject(asError(outcome.reason)),
          };
        },
        reject: (reason) => reject(asError(reason)),
      };
      lane.add(task);
      this.listen(task);
      this.wakeAfterPause(lane);
      this.pump();
    });
  }

  /** These keys come before other locks that wait, in this order; those of the last call no longer do. */
  prefer(keys: readonly string[]): void {
    this.preferred = new Set(keys);
    for (const lane of this.order) lane.prefer(keys);
  }

  /** Requests on their way and their bound, for the log and for tests. */
  state(
    lane: string,
  ): { readonly inFlight: number; readonly limit: number; readonly waiting: number } | undefined {
    const found = this.lanes.get(lane);
    return found && { inFlight: found.inFlight, limit: found.limit, waiting: found.waiting };
  }

  /** Rejects with this reason what waits, now and from now on. */
  close(reason: unknown): void {
    this.closed = { reason };
    for (const lane of this.order) {
      lane.wake?.dispose();
      for (const task of lane.clear()) this.refuse(task, reason);
    }
  }

  private laneOf(name: string): RequestLane {
    let lane = this.lanes.get(name);
    if (lane === undefined) {
      lane = new RequestLane(this.first, this.most);
      this.lanes.set(name, lane);
      this.order.push(lane);
    }
    return lane;
  }

  /** The next page decides how long everything takes, and a person waits: neither waits for a turn. */
  private pump(): void {
    const task = this.next(this.begun ? ['asked', 'page'] : urgencies);
    if (task === undefined) return;
    void this.begin(task);
    if (this.begun) return;
    this.begun = true;
    this.timers.soon(() => {
      this.begun = false;
      this.pump();
    });
  }

  private next(among: readonly Urgency[]): Queued | undefined {
    for (const urgency of among) {
      if (urgency !== 'asked' && this.inFlight >= this.total) return undefined;
      for (let step = 0; step < this.order.length; step += 1) {
        const at = (this.turn + step) % this.order.length;
        const task = this.order[at]?.take(urgency, this.timers.now());
        if (task === undefined) continue;
        this.turn = (at + 1) % this.order.length;
        return task;
      }
    }
    return undefined;
  }

  private async begin(task: Queued): Promise<void> {
    const { lane } = task;
    this.forget(task);
    this.inFlight += 1;
    lane.begin(task);
    const { outcome, settle } = await task.send();
    this.inFlight -= 1;
    const verdict = this.judge(outcome);
    lane.end(task, verdict, this.timers.now(), this.timers.random());
    const isRefused = outcome.status === 'rejected' && verdict.kind === 'slowDown';
    if (isRefused && task.tries <= verdict.again && this.mayWait(task)) {
      lane.addAgain(task);
      this.listen(task);
    } else {
      settle();
    }
    this.wakeAfterPause(lane);
    this.pump();
  }

  /** What a person waits for is told at once that Glacier throttles. */
  private mayWait({ urgency, signal }: Queued): boolean {
    return urgency !== 'asked' && this.closed === undefined && signal?.aborted !== true;
  }

  private wakeAfterPause(lane: RequestLane): void {
    const pause = lane.pausedUntil - this.timers.now();
    if (pause <= 0 || lane.waiting === 0 || this.closed !== undefined) return;
    lane.wake?.dispose();
    lane.wake = this.timers.after(Math.ceil(pause), () => {
      // A timer may come a little early.
      this.wakeAfterPause(lane);
      this.pump();
    });
  }

  /** One listener for all requests of a signal: a thousand of them would have to be searched through. */
  private listen(task: Queued): void {
    const { signal } = task;
    if (signal === undefined) return;
    const known = this.waitingOn.get(signal);
    if (known !== undefined) {
      known.tasks.add(task);
      return;
    }
    const tasks = new Set([task]);
    const stop = () => {
      this.waitingOn.delete(signal);
      for (const waiting of tasks) {
        waiting.lane.drop(waiting);
        waiting.reject(signal.reason);
      }
    };
    this.waitingOn.set(signal, { tasks, stop });
    signal.addEventListener('abort', stop, { once: true });
  }

  private forget(task: Queued): void {
    const { signal } = task;
    const known = signal && this.waitingOn.get(signal);
    if (signal === undefined || known === undefined) return;
    known.tasks.delete(task);
    if (known.tasks.size > 0) return;
    this.waitingOn.delete(signal);
    signal.removeEventListener('abort', known.stop);
  }

  private refuse(task: Queued, reason: unknown): void {
    this.forget(task);
    task.reject(reason);
  }
}

async function callSafely<T>(send: () => Promise<T>): Promise<T> {
  return await send();
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
