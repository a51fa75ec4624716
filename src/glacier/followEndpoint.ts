import { GlacierError } from './glacierError';
import type { GatewayTarget, GlacierGateway, OpenGateway } from './gateway';

/**
 * Opens gateways to a Glacier whose address is asked for, because it may have to be started first, and may be taken
 * over by another process. A refused connection is the sign of that: nothing was sent, so asking for the address again
 * and sending once more is safe for every call, Initiate included.
 */
export function followEndpoint(open: OpenGateway, endpoint: () => Promise<string>): OpenGateway {
  return async (target) => await FollowingGateway.open(open, endpoint, target);
}

class FollowingGateway implements GlacierGateway {
  private disposed = false;

  private constructor(
    private readonly reopen: () => Promise<GlacierGateway>,
    private gateway: GlacierGateway,
  ) {}

  static async open(
    open: OpenGateway,
    endpoint: () => Promise<string>,
    target: GatewayTarget,
  ): Promise<FollowingGateway> {
    const reopen = async (): Promise<GlacierGateway> => await open({ ...target, endpoint: await endpoint() });
    return new FollowingGateway(reopen, await reopen());
  }

  get region(): string {
    return this.gateway.region;
  }

  listVaults: GlacierGateway['listVaults'] = (...args) => this.send((gateway) => gateway.listVaults(...args));
  describeVault: GlacierGateway['describeVault'] = (...args) =>
    this.send((gateway) => gateway.describeVault(...args));
  createVault: GlacierGateway['createVault'] = (...args) =>
    this.send((gateway) => gateway.createVault(...args));
  getVaultLock: GlacierGateway['getVaultLock'] = (...args) =>
    this.send((gateway) => gateway.getVaultLock(...args));
  initiateVaultLock: GlacierGateway['initiateVaultLock'] = (...args) =>
    this.send((gateway) => gateway.initiateVaultLock(...args));
  completeVaultLock: GlacierGateway['completeVaultLock'] = (...args) =>
    this.send((gateway) => gateway.completeVaultLock(...args));
  abortVaultLock: GlacierGateway['abortVaultLock'] = (...args) =>
    this.send((gateway) => gateway.abortVaultLock(...args));

  dispose(): void {
    this.disposed = true;
    this.gateway.dispose();
  }

  private async send<T>(call: (gateway: GlacierGateway) => Promise<T>): Promise<T> {
    try {
      return await call(this.gateway);
    } catch (error) {
      if (this.disposed || !(error instanceof GlacierError) || error.code !== 'ECONNREFUSED') throw error;
      const former = this.gateway;
      this.gateway = await this.reopen();
      former.dispose();
      return await call(this.gateway);
    }
  }
}
