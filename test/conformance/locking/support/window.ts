import { openGateway } from '../../../../src/glacier/aws';
import type { Gateways, GlacierClock, VaultStore } from '../../../../src/locking/api';
import { createGateways } from '../../../../src/locking/gateways';
import { createGlacierClock } from '../../../../src/locking/glacierClock';
import { openLockLedger, type WritableLedger } from '../../../../src/locking/lockLedger';
import { createLockOperations, type LockOperationsOfWindow } from '../../../../src/locking/lockOperations';
import type { Connection } from '../../../../src/locking/model';
import { createVaultStore } from '../../../../src/locking/vaultStore';

/** All that a window of the editor has for locking, with the real SDK behind it. */
export interface Window {
  readonly gateways: Gateways;
  readonly store: VaultStore;
  readonly ledger: WritableLedger;
  readonly operations: LockOperationsOfWindow;
  readonly clock: GlacierClock;
  /** What went to the log. */
  readonly logged: string[];
  close(): void;
}

export interface WindowOptions {
  /** This machine's clock, as the ledger writes it down. */
  readonly localNow?: () => number;
  /** The ledger as the operations write it, where a test steps in. */
  readonly ledgerFor?: (ledger: WritableLedger) => WritableLedger;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Opens a window on a ledger. It waits for nothing: pauses between two looks are none. */
export function openWindow(ledgerFile: string, options: WindowOptions = {}): Window {
  const { localNow = Date.now, wait = () => Promise.resolve() } = options;
  const clock = createGlacierClock();
  const gateways = createGateways(openGateway, clock);
  const file = openLockLedger(ledgerFile, clock, localNow);
  const ledger = options.ledgerFor?.(file) ?? file;
  const logged: string[] = [];
  const log = (message: string) => logged.push(message);
  const store = createVaultStore({ gateways, clock, ledger, log });
  const operations = createLockOperations({ gateways, clock, ledger, store, wait, log });
  return {
    gateways,
    store,
    ledger,
    operations,
    clock,
    logged,
    close() {
      store.dispose();
      ledger.dispose();
      gateways.dispose();
    },
  };
}

/** A connection to a Glacier that a test has started. */
export function connectionTo(endpoint: string, region: string): Connection {
  return { id: 'local', kind: 'local', name: 'Local Glacier', regions: [region], endpoint, practice: true };
}

/** The same ledger with another way to append. */
export function withAppend(ledger: WritableLedger, append: WritableLedger['append']): WritableLedger {
  return new Proxy(ledger, {
    get: (target, name) => {
      if (name === 'append') return append;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
