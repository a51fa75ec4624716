import type { Disposable, VaultStore } from '../api';
import type { ConnectionList } from '../connectionList';
import type { RegionState } from '../model';
import type { CredentialsWatch } from './credentialsWatch';

/**
 * Makes a connection another one once its credentials come to something else, and reads again what could not be read when
 * somebody may have signed in.
 */
export function followCredentials(
  credentials: Pick<CredentialsWatch, 'digestOf' | 'onDidChange' | 'onDidSignIn'>,
  connections: Pick<ConnectionList, 'setCredentials'>,
  store: Pick<VaultStore, 'regions' | 'refresh'>,
): Disposable {
  const subscriptions = [
    credentials.onDidChange(() =>
      connections.setCredentials((connection) => credentials.digestOf(connection)),
    ),
    credentials.onDidSignIn(() => {
      for (const { connection, region } of store.regions.filter(isWaiting)) {
        void store.refresh('somebody signed in', { connectionId: connection.id, region });
      }
    }),
  ];
  return {
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** Whether something could not be read that new credentials may help with. */
function isWaiting({ connection, status, vaults }: RegionState): boolean {
  if (connection.practice) return false;
  return status === 'failed' || vaults.some(({ lock }) => lock.known === 'failed');
}
