import type { LedgerEvent } from '../../../../src/locking/ledger/ledgerEntry';
import type { Vault, VaultLock } from '../../../../src/locking/model';
import type { Seen } from '../../support/disturbedGlacier';
import { retention } from '../../support/sdk';
import type { Window } from '../support/window';

export const vaultName = 'claims';
export const lockPath = `/-/vaults/${vaultName}/lock-policy`;
export const policy = retention(vaultName, 365);
export const otherPolicy = retention(vaultName, 730);

export const policyElsewhere = retention(vaultName, 7);

export type OperationId =
  | 'initiate'
  | 'complete'
  | 'abort'
  | 'restartAtAbort'
  | 'restartAtInitiate'
  | 'replaceAtAbort'
  | 'replaceAtInitiate'
  | 'enterLockId'
  | 'refresh';

/** What a person asks for, and the request of it at which the fault strikes. */
export interface Operation {
  readonly id: OperationId;
  readonly words: string;
  /** The lock before. `elsewhere`: in progress, and its lock ID is not on this computer. */
  readonly before: 'none' | 'held' | 'elsewhere';
  /** The lock when all went well. */
  readonly after: VaultLock['state'];
  readonly isStruck: (request: Seen) => boolean;
  /** What is in the ledger before the request is sent, and what after its answer; absent where nothing is sent. */
  readonly intent?: LedgerEvent['type'];
  readonly outcome?: LedgerEvent['type'];
  /** @param lockId The lock ID of the lock that runs, as a person has it from elsewhere. */
  readonly start: (window: Window, vault: Vault, lockId: string) => Promise<unknown>;
}

const isInitiate = ({ method, path }: Seen) => method === 'POST' && path === lockPath;
const isComplete = ({ method, path }: Seen) => method === 'POST' && path.startsWith(`${lockPath}/`);
const isAbort = ({ method, path }: Seen) => method === 'DELETE' && path === lockPath;
export const isRead = ({ method }: Seen): boolean => method === 'GET';
export const changes = { isInitiate, isComplete, isAbort };

const atAbort = {
  before: 'held',
  after: 'inProgress',
  isStruck: isAbort,
  intent: 'abortIntended',
  outcome: 'aborted',
} as const;
const atInitiate = {
  before: 'held',
  after: 'inProgress',
  isStruck: isInitiate,
  intent: 'initiateIntended',
  outcome: 'lockIdReceived',
} as const;
const restart: Operation['start'] = ({ operations }, vault) => operations.restart(vault);
const replace: Operation['start'] = ({ operations }, vault) => operations.replace(vault, otherPolicy);

export const operations: readonly Operation[] = [
  {
    ...atInitiate,
    id: 'initiate',
    words: 'Initiate',
    before: 'none',
    start: (window, vault) => window.operations.initiate(vault, policy),
  },
  {
    id: 'complete',
    words: 'Complete',
    before: 'held',
    after: 'locked',
    isStruck: isComplete,
    intent: 'completeIntended',
    outcome: 'completed',
    start: (window, vault) => window.operations.complete(vault),
  },
  {
    ...atAbort,
    id: 'abort',
    words: 'Abort',
    after: 'none',
    start: (window, vault) => window.operations.abort(vault),
  },
  { ...atAbort, id: 'restartAtAbort', words: 'Restart, at its Abort', start: restart },
  { ...atInitiate, id: 'restartAtInitiate', words: 'Restart, at its Initiate', start: restart },
  { ...atAbort, id: 'replaceAtAbort', words: 'Replace, at its Abort', start: replace },
  { ...atInitiate, id: 'replaceAtInitiate', words: 'Replace, at its Initiate', start: replace },
  {
    id: 'enterLockId',
    words: 'Enter Lock ID',
    before: 'elsewhere',
    after: 'inProgress',
    isStruck: isRead,
    intent: 'lockIdEntered',
    start: (window, vault, lockId) => window.operations.enterLockId(vault, lockId),
  },
  {
    id: 'refresh',
    words: 'Refresh',
    before: 'held',
    after: 'inProgress',
    isStruck: isRead,
    start: async ({ store }, vault) => {
      await store.refresh('test');
      const [region] = store.regions;
      const error =
        region?.error ?? (knownOf(store.find(vault.key)) === 'failed' ? new Error('not read') : undefined);
      if (error !== undefined) throw error;
    },
  },
];

function knownOf(vault: Vault | undefined): Vault['lock']['known'] | undefined {
  return vault?.lock.known;
}
