/** Milliseconds between two looks. */
const step = 10;

/**
 * How long nothing else could run in this process. On a machine where others run, a look may come late although nothing
 * here was in the way: of each gap only as much counts as the processor was used in it.
 */
export class BlockProbe {
  private longestBlock = 0;
  private longestGap = 0;
  private peakMemory = process.memoryUsage().rss;
  private readonly before = process.cpuUsage();
  private last = { at: performance.now(), used: usedSoFar() };
  private readonly timer = setInterval(() => this.look(), step);

  end(): {
    readonly peakMemory: number;
    readonly cpu: number;
    readonly longestBlock: number;
    readonly longestGap: number;
  } {
    clearInterval(this.timer);
    this.look();
    const { user, system } = process.cpuUsage(this.before);
    return {
      peakMemory: this.peakMemory / 1024 / 1024,
      cpu: (user + system) / 1_000,
      longestBlock: this.longestBlock,
      longestGap: this.longestGap,
    };
  }

  private look(): void {
    const now = { at: performance.now(), used: usedSoFar() };
    const gap = Math.max(0, now.at - this.last.at - step);
    this.longestGap = Math.max(this.longestGap, gap);
    this.longestBlock = Math.max(this.longestBlock, Math.min(gap, now.used - this.last.used));
    this.peakMemory = Math.max(this.peakMemory, process.memoryUsage.rss());
    this.last = now;
  }
}

/** Of the processor, in milliseconds. */
function usedSoFar(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
