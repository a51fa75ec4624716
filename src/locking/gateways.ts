import { changesSomething, type Operation } from '../glacier/callContext';
import { ownError } from '../glacier/explainError';
import type { GatewayTarget, GlacierGateway, OpenGateway, Reply } from '../glacier/gateway';
import type { GlacierError } from '../glacier/glacierError';
import type { Gateways, GlacierClock } from './api';
import type { Connection } from './model';

/** How a connection's region is reached. Whatever differs here never shares a client. */
export function targetOf(connection: Connection, region: string): GatewayTarget {
  return {
    region,
    practice: connection.practice,
    ...(connection.profile === undefined ? {} : { profile: connection.profile }),
    ...(connection.endpoint === undefined ? {} : { endpoint: connection.endpoint }),
    ...(connection.account === undefined ? {} : { account: connection.account }),
  };
}

/**
 * Tells apart whatever may lead to other vaults: what was read under one key must never be shown, kept or acted on under
 * another one. Names and the list of regions do not count.
 */
export function targetKey(connection: Connection, region: string): string {
  const { id, kind, profile, endpoint, account, practice, credentialsDigest } = connection;
  return JSON.stringify([id, kind, region, profile, endpoint, account, practice, credentialsDigest]);
}

/** True when both are reached in the same way, whatever they are called and whichever regions they show. */
export function sameTarget(a: Connection, b: Connection): boolean {
  return targetKey(a, '') === targetKey(b, '');
}

/**
 * Whether a connection is reached as it was when somebody took hold of it. One of which it was not known what its
 * credentials come to is taken as it is now.
 */
export function isStill(former: Connection, now: Connection): boolean {
  if (former.credentialsDigest !== undefined) return sameTarget(former, now);
  const { credentialsDigest, ...rest } = now;
  return sameTarget(former, credentialsDigest === undefined ? now : rest);
}

interface Opened {
  readonly connectionId: string;
  readonly gateway: Promise<GlacierGateway>;
  /** True after `drop` and `dispose`: whoever still waits for it gets an error instead. */
  readonly isDropped: () => boolean;
  readonly drop: () => void;
}

/**
 * Gateways by connection, region and whatever else leads to other vaults, opened on first use. Every reply through them
 * sets the connection's clock.
 *
 * A gateway ends with its connection: nothing more is sent through it, and what it was asked to read before comes back
 * as an error, because it is about the vaults of a former account. Only the answer to a change that Glacier had already
 * is passed on: it may hold a lock ID.
 *
 * @param current The connection as it is now, if it still leads where it led when somebody took hold of it. One that does
 *   not gets no gateway: a dialog that was opened before a switch can do nothing after it.
 */
export function createGateways(
  open: OpenGateway,
  clock: GlacierClock,
  current: (connection: Connection) => Connection | undefined = (connection) => connection,
): Gateways {
  const opened = new Map<string, Opened>();
  /** Not handed out any more; closed with their connection, because calls may still run on them. */
  const former = new Set<readonly [key: string, entry: Opened]>();
  let disposed = false;

  const keyOf = (connection: Connection, region: string): string | undefined => {
    const now = current(connection);
    return now === undefined ? undefined : targetKey(now, region);
  };
  const start = (connectionId: string, target: GatewayTarget): Opened => {
    let dropped = false;
    return {
      ...{ connectionId, gateway: open(target), isDropped: () => dropped },
      drop: () => {
        dropped = true;
      },
    };
  };
  const forget = (key: string, entry: Opened): void => {
    entry.drop();
    if (opened.get(key) === entry) opened.delete(key);
    // One that failed to open has nothing to close; its failure reached those who asked for it.
    entry.gateway.then(
      (gateway) => gateway.dispose(),
      () => undefined,
    );
  };

  return {
    async get(connection, region) {
      for (;;) {
        const target = targetOf(connection, region);
        const closed = () => ownError('ConnectionClosed', { operation: 'ListVaults', target });
        const key = keyOf(connection, region);
        if (disposed || key === undefined) throw closed();
        let entry = opened.get(key);
        if (entry === undefined) {
          entry = start(connection.id, target);
          opened.set(key, entry);
        }
        const { isDropped } = entry;
        let gateway: GlacierGateway;
        try {
          gateway = await entry.gateway;
        } catch (error) {
          forget(key, entry);
          throw error;
        }
        const now = keyOf(connection, region);
        // Dropped while it was opening: it belongs to a connection that is no longer what it was.
        if (isDropped() || now === undefined) throw closed();
        if (now === key) {
          return guarded(gateway, target, isDropped, (reply) => clock.observe(connection.id, reply));
        }
        // Opened before anybody knew what the credentials come to.
        forget(key, entry);
      }
    },
    drop(connectionId) {
      for (const one of [...opened, ...former]) {
        const [key, entry] = one;
        if (entry.connectionId !== connectionId) continue;
        forget(key, entry);
        former.delete(one);
      }
    },
    renew() {
      for (const one of opened) former.add(one);
      opened.clear();
    },
    dispose() {
      disposed = true;
      for (const [key, entry] of [...opened, ...former]) forget(key, entry);
      former.clear();
    },
  };
}

/** The same gateway as long as it is not dropped. Each reply is shown to `observe` first. */
function guarded(
  gateway: GlacierGateway,
  target: GatewayTarget,
  isDropped: () => boolean,
  observe: (reply: Reply<unknown>) => void,
): GlacierGateway {
  const closed = (operation: Operation, vault?: string): GlacierError =>
    ownError('ConnectionClosed', { operation, target, ...(vault === undefined ? {} : { vault }) });
  const send = async <T>(
    operation: Operation,
    vault: string | undefined,
    ask: () => Promise<Reply<T>>,
  ): Promise<Reply<T>> => {
    if (isDropped()) throw closed(operation, vault);
    const reply = await ask();
    if (!isDropped()) observe(reply);
    else if (!changesSomething(operation)) throw closed(operation, vault);
    return reply;
  };
  return {
    region: gateway.region,
    listVaults: (options) => send('ListVaults', undefined, () => gateway.listVaults(options)),
    describeVault: (name, options) => send('DescribeVault', name, () => gateway.describeVault(name, options)),
    createVault: (name) => send('CreateVault', name, () => gateway.createVault(name)),
    getVaultLock: (name, options) => send('GetVaultLock', name, () => gateway.getVaultLock(name, options)),
    getVaultAccessPolicy: (name, options) =>
      send('GetVaultAccessPolicy', name, () => gateway.getVaultAccessPolicy(name, options)),
    listTagsForVault: (name, options) =>
      send('ListTagsForVault', name, () => gateway.listTagsForVault(name, options)),
    initiateVaultLock: (name, policy) =>
      send('InitiateVaultLock', name, () => gateway.initiateVaultLock(name, policy)),
    completeVaultLock: (name, lockId) =>
      send('CompleteVaultLock', name, () => gateway.completeVaultLock(name, lockId)),
    abortVaultLock: (name) => send('AbortVaultLock', name, () => gateway.abortVaultLock(name)),
    callerIdentity: async () => {
      const reading = await gateway.callerIdentity();
      return isDropped() ? { known: false, why: 'the connection was changed meanwhile' } : reading;
    },
    dispose: () => gateway.dispose(),
  };
}
