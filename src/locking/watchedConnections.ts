import type { Disposable, VaultStore } from './api';
import type { ConnectionList } from './connectionList';
import type { Connection } from './model';

/** The part of the store that this needs. */
type WatchedStore = Pick<VaultStore, 'regions' | 'vaults' | 'inProgress' | 'onDidChange' | 'setConnections'>;

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

  /** Follows all connections and resolves when their vaults and locks have been read, or could not be. */
  async settled(): Promise<void> {
    this.lookAtAll();
    if (isSettled(this.store)) return;
    await new Promise<void>((resolve) => {
      const subscription = this.store.onDidChange(() => {
        if (!isSettled(this.store)) return;
        subscription.dispose();
        resolve();
      });
    });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private isWatched({ id, kind }: Connection): boolean {
    return this.all || kind === 'environment' || this.memory.get().includes(id);
  }

  /** A connection that is not followed, or not read yet, keeps what was remembered of it. */
  private remember(): void {
    const former = this.memory.get();
    const read = new Set(
      this.store.regions.filter(({ status }) => status === 'ready').map(({ connection }) => connection.id),
    );
    const pending = new Set(this.store.inProgress.map(({ connection }) => connection.id));
    const unknown = this.store.vaults
      .filter(({ lock }) => lock.known !== 'read')
      .map(({ connection }) => connection.id);
    const kept = former.filter((id) => !read.has(id) || unknown.includes(id));
    const next = [...new Set([...kept, ...pending])].sort();
    if (next.join() !== [...former].sort().join()) this.memory.set(next);
  }
}

function isSettled(store: WatchedStore): boolean {
  return (
    store.regions.every(({ status }) => status === 'ready' || status === 'failed') &&
    store.vaults.every(({ lock }) => lock.known !== 'pending')
  );
}
