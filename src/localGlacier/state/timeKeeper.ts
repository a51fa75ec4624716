import type { GlacierState } from '../model';
import { steadyTime } from '../practiceClock';
import { lockLifetime } from '../vaultLock';
import type { Durable } from './stateStore';
import type { StateFile } from './stateFile';

/** How far the time on disk may stay behind where nothing depends on it. Milliseconds. */
const tolerance = 60_000;

/** The system's time, which does not step back while the state lives, over restarts neither. */
export class TimeKeeper {
  private steady: () => number;
  private written = -Infinity;
  private kept = false;

  constructor(private readonly systemTime: () => number) {
    this.steady = steadyTime(systemTime);
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.steady();
  }

  /** Goes on from what an earlier process saw. */
  goOnFrom(timeSeen: number): void {
    this.written = timeSeen;
    this.steady = steadyTime(this.systemTime, timeSeen);
  }

  /** For a reset: nothing is left that a step back could bring to life again. */
  startAgain(): void {
    this.steady = steadyTime(this.systemTime);
  }

  /** Writes the time with every state. */
  keepingIn(stateFile: StateFile): Durable {
    this.kept = true;
    return {
      write: async (state) => {
        const timeSeen = this.now();
        await stateFile.write(state, timeSeen);
        this.written = timeSeen;
      },
    };
  }

  /**
   * Whether the time has to be on disk before anybody is told more: a lock has expired since it was written, or it is
   * long ago.
   */
  isDue({ vaults, clockAhead }: GlacierState): boolean {
    if (!this.kept) return false;
    const now = this.now();
    if (now - this.written >= tolerance) return true;
    return [...vaults.values()].some((inRegion) =>
      [...inRegion.values()].some(({ lock }) => {
        if (lock.state !== 'inProgress') return false;
        const expires = lock.created + lockLifetime - clockAhead;
        return this.written < expires && expires <= now;
      }),
    );
  }
}
