import { t } from '../words';
import type { Operation } from './callContext';
import { GlacierError } from './glacierError';
import type { GatewayTarget, GlacierGateway, OpenGateway } from './gateway';

/**
 * Opens gateways to a Glacier whose address is asked for, because it may have to be started first, and may be taken
 * over by another process. A refused connection is the sign of that: nothing was sent, so asking for the address again
 * and sending once more is safe for every call, Initiate included.
 *
 * Where `endpoint` rejects, whoever called gets a GlacierError with its code, words and advice.
 */
export function followEndpoint(open: OpenGateway, endpoint: () => Promise<string>): OpenGateway {
  return async (target) => await FollowingGateway.open(open, endpoint, target);
}

/** A gateway that is in use, and by how many calls: it is closed when nobody speaks through it any more. */
interface Opened {
  readonly gateway: GlacierGateway;
  calls: number;
  retired: boolean;
}

class FollowingGateway implements GlacierGateway {
  private disposed = false;
  /** Calls that are refused at the same time ask for the new address once, together. */
  private reopening: Promise<Opened> | undefined;

  private constructor(
    private readonly reopen: () => Promise<GlacierGateway>,
    private current: Opened,
  ) {}

  static async open(
    open: OpenGateway,
    endpoint: () => Promise<string>,
    target: GatewayTarget,
  ): Promise<FollowingGateway> {
    const reopen = async (): Promise<GlacierGateway> => await open({ ...target, endpoint: await endpoint() });
    // Nobody has called yet: as for every gateway, listing is what it is opened for.
    return new FollowingGateway(reopen, opened(await explained('ListVaults', reopen)));
  }

  get region(): string {
    return this.current.gateway.region;
  }

  listVaults: GlacierGateway['listVaults'] = (...args) =>
    this.send('ListVaults', (gateway) => gateway.listVaults(...args));
  describeVault: GlacierGateway['describeVault'] = (...args) =>
    this.send('DescribeVault', (gateway) => gateway.describeVault(...args));
  createVault: GlacierGateway['createVault'] = (...args) =>
    this.send('CreateVault', (gateway) => gateway.createVault(...args));
  getVaultLock: GlacierGateway['getVaultLock'] = (...args) =>
    this.send('GetVaultLock', (gateway) => gateway.getVaultLock(...args));
  getVaultAccessPolicy: GlacierGateway['getVaultAccessPolicy'] = (...args) =>
    this.send('GetVaultAccessPolicy', (gateway) => gateway.getVaultAccessPolicy(...args));
  listTagsForVault: GlacierGateway['listTagsForVault'] = (...args) =>
    this.send('ListTagsForVault', (gateway) => gateway.listTagsForVault(...args));
  initiateVaultLock: GlacierGateway['initiateVaultLock'] = (...args) =>
    this.send('InitiateVaultLock', (gateway) => gateway.initiateVaultLock(...args));
  completeVaultLock: GlacierGateway['completeVaultLock'] = (...args) =>
    this.send('CompleteVaultLock', (gateway) => gateway.completeVaultLock(...args));
  abortVaultLock: GlacierGateway['abortVaultLock'] = (...args) =>
    this.send('AbortVaultLock', (gateway) => gateway.abortVaultLock(...args));

  callerIdentity: GlacierGateway['callerIdentity'] = () =>
    through(this.current, (gateway) => gateway.callerIdentity());

  dispose(): void {
    this.disposed = true;
    this.current.gateway.dispose();
  }

  private async send<T>(operation: Operation, call: (gateway: GlacierGateway) => Promise<T>): Promise<T> {
    const used = this.current;
    try {
      return await through(used, call);
    } catch (error) {
      if (this.disposed || !(error instanceof GlacierError) || error.code !== 'ECONNREFUSED') throw error;
      return await through(await explained(operation, async () => await this.successorOf(used)), call);
    }
  }

  private async successorOf(refused: Opened): Promise<Opened> {
    // Somebody else was refused first and has the new one already.
    if (this.current !== refused) return this.current;
    this.reopening ??= this.replace(refused).finally(() => (this.reopening = undefined));
    return await this.reopening;
  }

  private async replace(refused: Opened): Promise<Opened> {
    const next = opened(await this.reopen());
    this.current = next;
    refused.retired = true;
    closeIfUnused(refused);
    if (this.disposed) next.gateway.dispose();
    return next;
  }
}

/** Rejects with a GlacierError and nothing else, as a gateway does. Nothing was sent to an address nobody knows. */
async function explained<T>(operation: Operation, reaching: () => Promise<T>): Promise<T> {
  try {
    return await reaching();
  } catch (thrown) {
    if (thrown instanceof GlacierError) throw thrown;
    throw new GlacierError({
      ...wordsOf(thrown),
      operation,
      httpStatus: undefined,
      requestId: undefined,
      ambiguous: false,
      cause: thrown,
    });
  }
}

/** Errors of the local Glacier have words for a person; what others say stays in the cause. */
function wordsOf(thrown: unknown): {
  readonly code: string;
  readonly message: string;
  readonly advice: string;
} {
  const error = thrown instanceof Error ? thrown : new Error();
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return 'advice' in error && typeof error.advice === 'string'
    ? { code, message: error.message, advice: error.advice }
    : {
        code,
        message: t('The local Glacier could not be started, so nothing was sent.'),
        advice: t('Try again; if it stays, reload the window.'),
      };
}

function opened(gateway: GlacierGateway): Opened {
  return { gateway, calls: 0, retired: false };
}

async function through<T>(used: Opened, call: (gateway: GlacierGateway) => Promise<T>): Promise<T> {
  used.calls += 1;
  try {
    return await call(used.gateway);
  } finally {
    used.calls -= 1;
    closeIfUnused(used);
  }
}

function closeIfUnused({ gateway, calls, retired }: Opened): void {
  if (retired && calls === 0) gateway.dispose();
}
