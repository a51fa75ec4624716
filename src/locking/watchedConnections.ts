import type { Disposable, VaultStore } from './api';
import type { ConnectionList } from './connectionList';
import { isUnread, type Connection, type RegionState } from './model';

/** The part of the store that this needs. */
type WatchedStore = Pick<VaultStore, 'regions' | 'inProgress' | 'onDidChange' | 'setConnections'>;

/** What is waited for: one connection, or all of them. */
interface Scope {
  readonly connectionId: string;
}

/** Remembers, over restarts, where a lock was in progress: regions by `placeOf`, or, from an earlier version, connections. */
export interface WatchMemory {
  get(): readonly string[];
  set(places: readonly string[]): void;
}

/**
 * Which connections the store shows, and which of their regions it lists without being looked at. At the start only those
 * whose countdown must go on: nobody's credentials are asked for because a window was opened. All are shown as soon as
 * somebody looks at the tree, where each region is listed when it is opened, and listed when a command needs all. None
 * while the workspace is not trusted.
 */
export class WatchedConnections implements Disposable {
  private shown = false;
  private all = false;
  /** Connections that were waited for by themselves. */
  private readonly chosen = new Set<string>();
  private readonly subscriptions: readonly Disposable[];
  private deciding: Promise<void> | undefined;

  constructor(
    private readonly connections: ConnectionList,
    private readonly store: WatchedStore,
    private readonly memory: WatchMemory,
    private readonly isTrusted: () => boolean,
    /** Finds out what the credentials of the connections come to, and tells the list. Never rejects. */
    private readonly lookAtCredentials: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.subscriptions = [
      connections.onDidChange(() => this.apply()),
      store.onDidChange(() => this.remember()),
    ];
    this.apply();
  }

  /** From now on all connections are shown. A region is listed when the tree says that somebody looks at it. */
  show(): void {
    if (this.shown) return;
    this.shown = true;
    this.apply();
  }

  /** From now on all regions of all connections are followed. */
  lookAtAll(): void {
    if (this.all) return;
    this.all = true;
    this.apply();
  }

  /** Looks again at what may be followed: after trust was granted. */
  apply(): void {
    const { all } = this.connections;
    const follows = (connection: Connection, region: string) => this.isFollowed(connection, region);
    const isShown = (connection: Connection) =>
      this.shown || connection.regions.some((region) => follows(connection, region));
    const shown = this.isTrusted() ? all.filter(isShown) : [];
    if (!shown.every(isDecided)) {
      this.deciding ??= this.lookAtCredentials().finally(() => (this.deciding = undefined));
    }
    this.store.setConnections(shown.filter(isDecided), follows);
  }

  /**
   * Follows all connections, or only the one asked for, and resolves when their vaults and locks have been read, or
   * could not be. Resolves at once for a connection that is not on the list, or that may not be followed.
   */
  async settled(scope?: Scope): Promise<void> {
    if (scope === undefined) this.lookAtAll();
    else this.lookAt(scope);
    // Until then nothing of them is in the store that could be waited for.
    await this.deciding;
    if (isSettled(this.store, scope)) return;
    await new Promise<void>((resolve) => {
      const subscription = this.store.onDidChange(() => {
        if (!isSettled(this.store, scope)) return;
        subscription.dispose();
        resolve();
      });
    });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private lookAt({ connectionId }: Scope): void {
    if (this.all || this.chosen.has(connectionId)) return;
    this.chosen.add(connectionId);
    this.apply();
  }

  /** The environment's local Glacier never needs credentials; any other endpoint may ask for them. */
  private isFollowed(connection: Connection, region: string): boolean {
    const { id, kind, practice } = connection;
    if (this.all || this.chosen.has(id) || (kind === 'environment' && practice)) return true;
    const remembered = this.memory.get();
    return remembered.includes(id) || remembered.includes(placeOf(connection, region));
  }

  /** A region that is not followed, or not read to its end yet, keeps what was remembered of it. */
  private remember(): void {
    const former = this.memory.get();
    const places = new Map(
      this.store.regions.map((state) => [placeOf(state.connection, state.region), state] as const),
    );
    const byConnection = new Set(this.store.regions.map(({ connection }) => connection.id));
    const isRead = ({ status, vaults }: RegionState) =>
      status === 'ready' && vaults.every(({ lock }) => lock.known === 'read');
    const kept = former.flatMap((place) => {
      // What an earlier version remembered of a whole connection is about each of its regions.
      const meant = byConnection.has(place)
        ? [...places].filter(([, { connection }]) => connection.id === place)
        : [[place, places.get(place)] as const];
      return meant.flatMap(([key, state]) => (state !== undefined && isRead(state) ? [] : [key]));
    });
    const pending = this.store.inProgress.map(({ connection, region }) => placeOf(connection, region));
    const next = [...new Set([...kept, ...pending])].sort();
    if (next.join('\n') !== [...former].sort().join('\n')) this.memory.set(next);
  }
}

/** Nothing may be read of AWS through a connection before it is known whose credentials it leads to. */
function isDecided({ practice, credentialsDigest }: Connection): boolean {
  return practice || credentialsDigest !== undefined;
}

/** A region of a connection, as it is remembered. */
export function placeOf({ id }: Pick<Connection, 'id'>, region: string): string {
  return `${id} ${region}`;
}

function isSettled(store: WatchedStore, scope: Scope | undefined): boolean {
  const isMeant = ({ connection }: { readonly connection: Connection }): boolean =>
    scope === undefined || connection.id === scope.connectionId;
  return store.regions.filter(isMeant).every(({ status, vaults }) => {
    if (status === 'ready') return vaults.every(({ lock }) => !isUnread(lock));
    // What an earlier session read stays as it is where the list failed: nothing is under way that would read it.
    return status === 'failed' && vaults.every(({ lock }) => lock.known !== 'pending');
  });
}
