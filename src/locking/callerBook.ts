import type { CallerReading } from '../glacier/gateway';
import type { Disposable, Event, Gateways, VaultStore } from './api';
import { Emitter } from './event';
import { targetKey } from './gateways';
import type { Connection, RegionState } from './model';

export interface CallerBookParts {
  readonly store: Pick<VaultStore, 'regions' | 'onDidChange'>;
  readonly gateways: Pick<Gateways, 'get'>;
  /** Told when the credentials of a connection turn out to belong to another account than before. */
  readonly onOtherAccount: (connection: Connection) => void;
}

/**
 * Who signs the requests of each connection, as far as that is known. Asked by itself whenever the vaults of a region have
 * been listed, because then nobody is asked for credentials on its account; what it says of a connection is forgotten when
 * that leads elsewhere.
 */
export class CallerBook implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onDidChange: Event<void> = this.changed.event;
  /** By the way to the connection. */
  private readonly readings = new Map<string, CallerReading>();
  /** Regions that were listed when last looked at. */
  private listed = new Set<string>();
  private readonly subscription: Disposable;
  private disposed = false;

  constructor(private readonly parts: CallerBookParts) {
    this.subscription = parts.store.onDidChange(() => this.follow());
  }

  /** What is known by now; undefined while nobody was asked. */
  of(connection: Connection): CallerReading | undefined {
    return this.readings.get(keyOf(connection));
  }

  /** Asks now; takes a few seconds at most and never rejects. */
  async ask(connection: Connection, region: string): Promise<CallerReading> {
    const reading = await this.read(connection, region);
    if (!this.disposed) this.note(connection, reading);
    return reading;
  }

  dispose(): void {
    this.disposed = true;
    this.subscription.dispose();
    this.changed.dispose();
  }

  private async read(connection: Connection, region: string): Promise<CallerReading> {
    try {
      return await (await this.parts.gateways.get(connection, region)).callerIdentity();
    } catch (error) {
      return { known: false, why: error instanceof Error ? error.message : String(error) };
    }
  }

  private note(connection: Connection, reading: CallerReading): void {
    const key = keyOf(connection);
    const former = this.readings.get(key);
    // That STS is out of reach for once does not make it unknown who signs.
    if (former?.known === true && !reading.known) return;
    if (JSON.stringify(former) === JSON.stringify(reading)) return;
    this.readings.set(key, reading);
    const isOther =
      former?.known === true && reading.known && former.caller.account !== reading.caller.account;
    if (isOther) this.parts.onOtherAccount(connection);
    this.changed.fire();
  }

  private follow(): void {
    const ready = this.parts.store.regions.filter(({ status }) => status === 'ready');
    const news = ready.filter((state) => !this.listed.has(placeOf(state)));
    this.listed = new Set(ready.map(placeOf));
    const asked = new Set<string>();
    for (const { connection, region } of news) {
      if (asked.has(keyOf(connection))) continue;
      asked.add(keyOf(connection));
      void this.ask(connection, region);
    }
  }
}

function keyOf(connection: Connection): string {
  return targetKey(connection, '');
}

function placeOf({ connection, region }: RegionState): string {
  return targetKey(connection, region);
}
