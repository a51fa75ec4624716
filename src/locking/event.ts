import type { Disposable, Event } from './api';

/** An event without the editor's API: listeners are called in the order in which they subscribed. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    // A function of its own, so that one listener that subscribes twice is called twice and removed once.
    const own = (value: T) => listener(value);
    this.listeners.add(own);
    return { dispose: () => void this.listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

/** So many times as long as the listeners took is the pause after them at least: a tenth of the time is theirs at most. */
const restForWork = 9;

/**
 * Changes that come in quick succession, told as one: those of one turn of the event loop always, and after an event
 * those of the next `pause` milliseconds, so that a thousand answers do not draw a thousand trees. Where listeners take
 * long, because there are many vaults, the pause is longer.
 */
export class CoalescedEvent implements Disposable {
  private readonly emitter = new Emitter<void>();
  private immediate: NodeJS.Immediate | undefined;
  private timer: NodeJS.Timeout | undefined;
  private pending = false;
  private disposed = false;

  readonly event: Event<void> = this.emitter.event;

  constructor(private readonly pause: number) {}

  /** Something changed; listeners hear of it soon. */
  touch(): void {
    if (this.disposed) return;
    this.pending = true;
    if (this.timer !== undefined) return;
    this.immediate ??= setImmediate(() => this.flush());
  }

  /** Tells of what is pending now. */
  flush(): void {
    if (this.immediate !== undefined) clearImmediate(this.immediate);
    this.immediate = undefined;
    if (!this.pending) return;
    this.pending = false;
    // Listeners may cause changes, which wait for the pause, too.
    this.rest(this.pause);
    const began = performance.now();
    this.emitter.fire();
    const work = performance.now() - began;
    if (work * restForWork > this.pause) this.rest(work * restForWork);
  }

  dispose(): void {
    this.disposed = true;
    if (this.immediate !== undefined) clearImmediate(this.immediate);
    clearTimeout(this.timer);
    this.pending = false;
    this.emitter.dispose();
  }

  private rest(pause: number): void {
    clearTimeout(this.timer);
    if (this.disposed) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.flush();
    }, pause);
  }
}
