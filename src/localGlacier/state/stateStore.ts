import type { GlacierState } from '../model';

/** Where the state is made durable; a local Glacier without a state file has none. */
export interface Durable {
  write(state: GlacierState): Promise<void>;
}

/**
 * Holds the state in force. Changes happen one at a time; each is on disk before anybody sees it, so that nothing is
 * ever answered that a crash could undo.
 */
export class StateStore {
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private state: GlacierState,
    private readonly durable: Durable | undefined,
  ) {}

  get current(): GlacierState {
    return this.state;
  }

  /**
   * Applies a change when those before it are done. Rejects with what `change` throws, or with what keeps the new
   * state from being written; the state then stays as it was.
   */
  async change<T>(
    change: (state: GlacierState) => { readonly state?: GlacierState; readonly result: T },
  ): Promise<T> {
    const done = this.turn.then(async () => {
      const { state, result } = change(this.state);
      if (state && state !== this.state) {
        await this.durable?.write(state);
        this.state = state;
      }
      return result;
    });
    this.turn = done.then(
      () => undefined,
      // Whoever asked for the change is told; the next one has its turn all the same.
      () => undefined,
    );
    return done;
  }

  /** Writes the state once more, for the time that goes with it. Rejects with what keeps it from being written. */
  async writeAgain(): Promise<void> {
    const done = this.turn.then(async () => await this.durable?.write(this.state));
    this.turn = done.catch(() => undefined);
    await done;
  }

  /** Resolves when every change asked for so far is done. */
  async settled(): Promise<void> {
    await this.turn;
  }
}
