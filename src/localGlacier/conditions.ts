import { setTimeout as delay } from 'node:timers/promises';
import { GlacierFault } from './glacierFault';

/** What stands in a client's way as with the real service; nothing of it unless said. */
export interface Conditions {
  /** Milliseconds between the arrival of a request and its being acted on. */
  readonly latency?: number;
  /** Requests that are acted on each second; what comes beyond them is throttled. As many may come at once. */
  readonly requestsPerSecond?: number;
  /** The share of requests that fail for no reason of theirs, 0 to 1. */
  readonly failures?: number;
}

/**
 * Keeps Glacier's requests waiting, throttles them and lets them fail. Glacier publishes no rates; the form of a refusal is
 * that of its error table.
 */
export class ConditionsKeeper {
  private tokens: number | undefined;
  private filledAt = 0;

  /**
   * @param conditions asked at each request, so that they may change while it runs
   * @param now milliseconds since any fixed moment
   */
  constructor(
    private readonly conditions: () => Conditions,
    private readonly now: () => number = () => performance.now(),
    private readonly random: () => number = Math.random,
  ) {}

  /** Resolves when the request may be acted on; rejects with a GlacierFault where it is refused. */
  async meet(): Promise<void> {
    const { latency = 0, requestsPerSecond, failures = 0 } = this.conditions();
    const isThrottled = requestsPerSecond !== undefined && !this.takeToken(requestsPerSecond);
    if (latency > 0) await delay(latency);
    if (isThrottled) throw new GlacierFault('ThrottlingException', 'Rate exceeded');
    if (this.random() < failures)
      throw new GlacierFault(
        'ServiceUnavailableException',
        'The local Glacier was told to fail now and then.',
      );
  }

  /** A bucket of tokens, as AWS services count requests: it fills steadily, and holds those of one second. */
  private takeToken(perSecond: number): boolean {
    const now = this.now();
    const filled = (this.tokens ?? perSecond) + ((now - this.filledAt) / 1_000) * perSecond;
    this.filledAt = now;
    this.tokens = Math.min(perSecond, filled);
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
