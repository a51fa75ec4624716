import type { Disposable, VaultStore } from './api';
import type { ConnectionList } from './connectionList';
import type { Connection } from './model';

/** The part of the store that this needs. */
type WatchedStore = Pick<VaultStore, 'regions' | 'vaults' | 'inProgress' | 'onDidChange' | 'setConnections'>;

/** What is waited for: one connection, or all of them. */
interface Scope {
  readonly connectionId: string;
}

/** Remembers, over restarts, which connections had a lock in progress. */
export interface WatchMemory {
  get(): readonly string[];
  set(connectionIds: readonly string[]): void;
}

/**
 * Which connections the store follows. At the start only those whose countdown must go on: nobody's credentials are
 * asked for because a window was opened. All of them as soon as somebody looks at the tree or runs a command. None
 * while the workspace is not trusted.
 */
export class WatchedConnections implements Disposable {
  private all = false;
  /** Connections that were waited for by themselves. */
  private readonly chosen = new Set<string>();
  private readonly subscriptions: readonly Disposable[];

  constructor(
    private readonly connections: ConnectionList,
    private readonly store: WatchedStore,
    private readonly memory: WatchMemory,
    private readonly isTrusted: () => boolean,
  ) {
    this.subscriptions = [
      connections.onDidChange(() => this.apply()),
      store.onDidChange(() => this.remember()),
    ];
    this.apply();
  }

  /** From now on all connections are followed. */
  lookAtAll(): void {
    if (this.all) return;
    this.all = true;
    this.apply();
  }

  /** Looks again at what may be followed: after trust was granted. */
  apply(): void {
    this.store.setConnections(
      this.isTrusted() ? this.connections.all.filter((one) => this.isWatched(one)) : [],
    );
  }

  /**
   * Follows all connections, or only the one asked for, and resolves when their vaults and locks have been read, or
   * could not be. Resolves at once for a connection that is not on the list, or that may not be followed.
   */
  async settled(scope?: Scope): Promise<void> {
    if (scope === undefined) this.lookAtAll();
    else this.lookAt(scope);
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
  private isWatched({ id, kind, practice }: Connection): boolean {
    return (
      this.all ||
      (kind === 'environment' && practice) ||
      this.chosen.has(id) ||
      this.memory.get().includes(id)
    );
  }

  /** A connection that is not followed, or of which a region is not read yet, keeps what was remembered of it. */
  private remember(): void {
    const former = this.memory.get();
    const { regions } = this.store;
    const read = new Set(regions.map(({ connection }) => connection.id));
    for (const { connection, status } of regions) {
      if (status !== 'ready') read.delete(connection.id);
    }
    const pending = new Set(this.store.inProgress.map(({ connection }) => connection.id));
    const unknown = this.store.vaults
      .filter(({ lock }) => lock.known !== 'read')
      .map(({ connection }) => connection.id);
    const kept = former.filter((id) => !read.has(id) || unknown.includes(id));
    const next = [...new Set([...kept, ...pending])].sort();
    if (next.join() !== [...former].sort().join()) this.memory.set(next);
  }
}

function isSettled(store: WatchedStore, scope: Scope | undefined): boolean {
  const isMeant = ({ connection }: { readonly connection: Connection }): boolean =>
    scope === undefined || connection.id === scope.connectionId;
  return (
    store.regions.filter(isMeant).every(({ status }) => status === 'ready' || status === 'failed') &&
    store.vaults.filter(isMeant).every(({ lock }) => lock.known !== 'pending')
  );
}
