import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import type { WritableLedger } from '../../../../src/locking/lockLedger';
import { vaultTurnFile } from '../../../../src/locking/lockLedger';
import type { Connection, Vault } from '../../../../src/locking/model';
import { startDisturbed, type DisturbedGlacier, type Reached } from '../../support/disturbedGlacier';
import { region } from '../../support/sdk';
import { connectionTo, openWindow, type Window } from '../support/window';

/** A window that can die in the middle of anything: nothing of it goes on, and nothing of it is written any more. */
export interface Host {
  /** Which of the windows it is. */
  readonly slot: number;
  readonly window: Window;
  readonly way: DisturbedGlacier;
  readonly connection: Connection;
  readonly isDead: boolean;
  /** Lock IDs that came here while it lived, whether or not they could be written down. */
  readonly received: ReadonlySet<string>;
  /** Resolves when it has died. */
  readonly died: Promise<void>;
  /** Called around each entry that is to be written. */
  onEntry: (moment: 'before' | 'after', type: string) => void;
  die(): void;
  close(): void;
}

export interface HostOptions {
  readonly slot: number;
  /** The ID of a process that is not there any more. */
  readonly deadProcess: number;
  readonly onReached: (reached: Reached) => void;
}

const never = new Promise<never>(() => undefined);

export async function startHost(
  upstream: string,
  ledgerFile: string,
  { slot, deadProcess, onReached }: HostOptions,
): Promise<Host> {
  const way = await startDisturbed(upstream, onReached);
  let tellDeath: () => void = () => undefined;
  const died = new Promise<void>((resolve) => (tellDeath = resolve));
  const claimed = new Set<string>();
  const received = new Set<string>();
  const mortal = (ledger: WritableLedger): WritableLedger => {
    const changes: Partial<WritableLedger> = {
      append: async (subject, event) => {
        if (host.isDead) return never;
        host.onEntry('before', event.type);
        if (isDeadNow(host)) return never;
        if (event.type === 'lockIdReceived') received.add(event.lockId);
        try {
          await ledger.append(subject, event);
        } catch (error) {
          if (isDeadNow(host)) return never;
          throw error;
        }
        host.onEntry('after', event.type);
        return isDeadNow(host) ? never : undefined;
      },
      confirm: (...args) => (host.isDead ? never : ledger.confirm(...args)),
      noteEnd: (...args) => (host.isDead ? never : ledger.noteEnd(...args)),
      takeVault: async (subject) => {
        if (host.isDead) return never;
        const turn = await ledger.takeVault(subject);
        if (turn === 'taken') return turn;
        const file = vaultTurnFile(ledgerFile, subject);
        claimed.add(file);
        return {
          release: async () => {
            if (host.isDead) return never;
            claimed.delete(file);
            await turn.release();
          },
        };
      },
    };
    return new Proxy(ledger, {
      get: (target, name) => {
        const changed: unknown = Reflect.get(changes, name);
        if (changed !== undefined) return changed;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  };
  const host: { -readonly [K in keyof Host]: Host[K] } = {
    slot,
    way,
    connection: connectionTo(way.url, region),
    isDead: false,
    received,
    died,
    onEntry: () => undefined,
    window: openWindow(ledgerFile, { ledgerFor: (ledger) => mortal(ledger) }),
    die() {
      if (host.isDead) return;
      host.isDead = true;
      way.disturb = () => ({ kind: 'lose' });
      // What a killed process leaves: files that name a process that is not there any more.
      for (const file of claimed) leaveBehind(file, deadProcess);
      host.window.close();
      tellDeath();
    },
    close() {
      host.isDead = true;
      host.window.close();
      way.close();
    },
  };
  return host;
}

/** Read anew: what is called meanwhile may end it. */
function isDeadNow({ isDead }: { readonly isDead: boolean }): boolean {
  return isDead;
}

function leaveBehind(file: string, pid: number): void {
  try {
    readFileSync(file);
  } catch {
    return;
  }
  writeFileSync(file, JSON.stringify({ pid, host: os.hostname(), token: 'of a dead process' }));
}

export function heldIn(vault: Vault): string | undefined {
  if (vault.lock.known !== 'read' || vault.lock.lock.state !== 'inProgress') return undefined;
  const { lockId } = vault.lock.lock;
  return lockId.held ? lockId.lockId : undefined;
}
