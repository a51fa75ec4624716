import type { VaultStore } from '../locking/api';
import type { ConnectionList } from '../locking/connectionList';
import type { ContextKeys } from '../shared/contextKeys';

/** Keeps the words of the `when` clauses true: what is possible now, and nothing else, is offered. */
export function followStore(
  store: VaultStore,
  connections: ConnectionList,
  keys: ContextKeys,
): { dispose(): void } {
  const update = (): void => {
    const all = connections.all;
    keys.set('hasConnections', all.length > 0);
    keys.set(
      'hasBuiltIn',
      all.some(({ kind }) => kind === 'local'),
    );
    keys.set(
      'hasPractice',
      all.some(({ practice }) => practice),
    );
    keys.set(
      'hasAwsConnection',
      all.some(({ practice }) => !practice),
    );
    const { vaults, inProgress } = store;
    keys.set('hasVaults', vaults.length > 0);
    keys.set('hasInProgress', inProgress.length > 0);
    keys.set(
      'hasLockId',
      inProgress.some(({ lock }) => lock.lock.lockId.held),
    );
    keys.set(
      'hasPolicyInForce',
      vaults.some(({ lock }) => lock.known === 'read' && lock.lock.state !== 'none'),
    );
  };
  update();
  const subscriptions = [store.onDidChange(update), connections.onDidChange(update)];
  return {
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
