import type { GatewayTarget, GlacierGateway, OpenGateway, Reply } from '../glacier/gateway';
import { ownError } from '../glacier/explainError';
import type { Gateways, GlacierClock } from './api';
import type { Connection } from './model';

/** How a connection's region is reached. Whatever differs here never shares a client. */
export function targetOf(connection: Connection, region: string): GatewayTarget {
  return {
    region,
    practice: connection.practice,
    ...(connection.profile === undefined ? {} : { profile: connection.profile }),
    ...(connection.endpoint === undefined ? {} : { endpoint: connection.endpoint }),
  };
}

/** True when both are reached in the same way, whatever they are called and whichever regions they show. */
export function sameTarget(a: Connection, b: Connection): boolean {
  return (
    a.id === b.id &&
    a.kind === b.kind &&
    a.profile === b.profile &&
    a.endpoint === b.endpoint &&
    a.practice === b.practice
  );
}

interface Opened {
  readonly connectionId: string;
  readonly gateway: Promise<GlacierGateway>;
  /** Set by `drop` and `dispose`: whoever still waits for it gets an error instead. */
  dropped: boolean;
}

/**
 * Gateways by connection, region, profile and endpoint, opened on first use. Every reply through them sets the
 * connection's clock.
 */
export function createGateways(open: OpenGateway, clock: GlacierClock): Gateways {
  const opened = new Map<string, Opened>();
  let disposed = false;

  const forget = (key: string, entry: Opened): void => {
    entry.dropped = true;
    if (opened.get(key) === entry) opened.delete(key);
    // One that failed to open has nothing to close; its failure reached those who asked for it.
    entry.gateway.then(
      (gateway) => gateway.dispose(),
      () => undefined,
    );
  };

  return {
    async get(connection, region) {
      const target = targetOf(connection, region);
      if (disposed) throw ownError('ConnectionClosed', { operation: 'ListVaults', target });
      const key = JSON.stringify([connection.id, region, target.profile, target.endpoint, target.practice]);
      let entry = opened.get(key);
      if (entry === undefined) {
        entry = { connectionId: connection.id, gateway: open(target), dropped: false };
        opened.set(key, entry);
      }
      let gateway: GlacierGateway;
      try {
        gateway = await entry.gateway;
      } catch (error) {
        forget(key, entry);
        throw error;
      }
      // Dropped while it was opening: it belongs to a connection that is no longer what it was.
      if (entry.dropped) throw ownError('ConnectionClosed', { operation: 'ListVaults', target });
      return observed(gateway, (reply) => clock.observe(connection.id, reply));
    },
    drop(connectionId) {
      for (const [key, entry] of [...opened]) {
        if (entry.connectionId === connectionId) forget(key, entry);
      }
    },
    dispose() {
      disposed = true;
      for (const [key, entry] of [...opened]) forget(key, entry);
    },
  };
}

/** The same gateway, but each reply is shown to `observe` first. */
function observed(gateway: GlacierGateway, observe: (reply: Reply<unknown>) => void): GlacierGateway {
  const seen = async <T>(reply: Promise<Reply<T>>): Promise<Reply<T>> => {
    const value = await reply;
    observe(value);
    return value;
  };
  return {
    region: gateway.region,
    listVaults: (options) => seen(gateway.listVaults(options)),
    describeVault: (name, options) => seen(gateway.describeVault(name, options)),
    createVault: (name) => seen(gateway.createVault(name)),
    getVaultLock: (name, options) => seen(gateway.getVaultLock(name, options)),
    getVaultAccessPolicy: (name, options) => seen(gateway.getVaultAccessPolicy(name, options)),
    listTagsForVault: (name, options) => seen(gateway.listTagsForVault(name, options)),
    initiateVaultLock: (name, policy) => seen(gateway.initiateVaultLock(name, policy)),
    completeVaultLock: (name, lockId) => seen(gateway.completeVaultLock(name, lockId)),
    abortVaultLock: (name) => seen(gateway.abortVaultLock(name)),
    callerIdentity: () => gateway.callerIdentity(),
    dispose: () => gateway.dispose(),
  };
}
