import { explainError } from '../../../../src/glacier/explainError';
import type { GatewayTarget, GlacierGateway, LockReading, Reply } from '../../../../src/glacier/gateway';
import { arnOf, region } from './samples';

/** A Glacier in memory whose every answer the test can hold back; without holding, it answers in the next turn. */
export interface ScriptedGlacier {
  readonly gateway: GlacierGateway;
  /** Names in order, and the lock of each. */
  readonly vaults: Map<string, LockReading>;
  /** Calls so far: `ListVaults`, `GetVaultLock claims`. */
  readonly calls: string[];
  /** Calls that were not answered yet. */
  running: number;
  mostRunning: number;
  /** Decides when, and whether, a call is answered; called once the answer is made up. */
  before: (call: string) => Promise<void>;
  disposed: boolean;
}

export const pageSize = 10;

export function scriptedGlacier(target: GatewayTarget = { region, practice: true }): ScriptedGlacier {
  // Signals are not heeded: on a network, too, an answer may come although nobody wants it any more.
  const answer = async <T>(call: string, make: () => T): Promise<Reply<T>> => {
    glacier.calls.push(call);
    glacier.running += 1;
    glacier.mostRunning = Math.max(glacier.mostRunning, glacier.running);
    try {
      // What Glacier knows when it is asked; the answer may come much later.
      const made = await Promise.allSettled([(async () => Promise.resolve(make()))()]);
      await glacier.before(call);
      await new Promise(setImmediate);
      const [outcome] = made;
      if (outcome.status === 'rejected') throw outcome.reason;
      const { value } = outcome;
      return { value, requestId: undefined, serverTime: undefined, localTime: Date.now() };
    } finally {
      glacier.running -= 1;
    }
  };
  const notFound = (operation: 'DescribeVault' | 'GetVaultLock', vault: string) => {
    const fault = Object.assign(new Error('Vault not found for ARN'), {
      name: 'ResourceNotFoundException',
      $fault: 'client',
      $metadata: { httpStatusCode: 404 },
    });
    return explainError(fault, { operation, vault, target });
  };
  const describe = (name: string) => ({
    arn: arnOf(name),
    name,
    created: 1_000,
    lastInventory: undefined,
    archives: undefined,
    sizeInBytes: undefined,
  });
  const unused = () => Promise.reject(new Error('Not scripted.'));
  const glacier: ScriptedGlacier = {
    vaults: new Map(),
    calls: [],
    running: 0,
    mostRunning: 0,
    before: () => Promise.resolve(),
    disposed: false,
    gateway: {
      region: target.region,
      listVaults: (options) =>
        answer(`ListVaults ${options?.marker ?? ''}`.trim(), () => {
          const names = [...glacier.vaults.keys()].sort();
          const from =
            options?.marker === undefined ? 0 : names.findIndex((name) => arnOf(name) === options.marker) + 1;
          const page = names.slice(from, from + pageSize);
          const last = page.at(-1);
          const more = from + pageSize < names.length && last !== undefined;
          return { vaults: page.map(describe), marker: more ? arnOf(last) : undefined };
        }),
      describeVault: (name) =>
        answer(`DescribeVault ${name}`, () => {
          if (!glacier.vaults.has(name)) throw notFound('DescribeVault', name);
          return describe(name);
        }),
      getVaultLock: (name) =>
        answer(`GetVaultLock ${name}`, () => {
          const lock = glacier.vaults.get(name);
          if (lock === undefined) throw notFound('GetVaultLock', name);
          return lock;
        }),
      getVaultAccessPolicy: unused,
      listTagsForVault: unused,
      createVault: unused,
      initiateVaultLock: unused,
      completeVaultLock: unused,
      abortVaultLock: unused,
      callerIdentity: () => Promise.resolve({ known: false, why: 'not scripted' }),
      dispose: () => (glacier.disposed = true),
    },
  };
  return glacier;
}

/** Holds calls until the test lets them go, in any order. */
export function gate(glacier: ScriptedGlacier, holds: (call: string) => boolean) {
  const held: { readonly call: string; readonly release: () => void }[] = [];
  glacier.before = (call) =>
    holds(call) ? new Promise((release) => held.push({ call, release })) : Promise.resolve();
  return {
    held,
    release: (call: string): void => {
      const at = held.findIndex((each) => each.call === call);
      const [found] = at < 0 ? [] : held.splice(at, 1);
      if (found === undefined) throw new Error(`${call} is not held.`);
      found.release();
    },
    open: (): void => {
      glacier.before = () => Promise.resolve();
      for (const { release } of held.splice(0)) release();
    },
  };
}

/** Waits until something holds, turn by turn. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('It never came to be.');
    await new Promise(setImmediate);
  }
}
