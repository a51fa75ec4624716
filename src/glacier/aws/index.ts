import {
  AbortVaultLockCommand,
  CompleteVaultLockCommand,
  CreateVaultCommand,
  DescribeVaultCommand,
  GetVaultAccessPolicyCommand,
  GetVaultLockCommand,
  InitiateVaultLockCommand,
  ListTagsForVaultCommand,
  ListVaultsCommand,
  type GlacierClient,
} from '@aws-sdk/client-glacier';
import { changesSomething, type CallContext, type Operation } from '../callContext';
import { explainError, ownError } from '../explainError';
import type { GatewayTarget, GlacierGateway, OpenGateway, Reply } from '../gateway';
import type { GlacierError } from '../glacierError';
import { vaultNameProblem } from '../vaultName';
import { CallerLookUp } from './callerLookUp';
import { openClients, shareClock, type Clients } from './clients';
import type { NetworkWay } from './network/requestHandlers';
import { wayTo } from './network/wayTo';
import { newExchange, observing, type Exchange } from './exchange';
import { given, lockReading, Malformed, vaultDescription, vaultTags } from './wire';

export { addressOf } from './address';
export { readAwsProfiles } from './profiles';
export { signIn } from './signIn';

/** The signer's own account; Glacier fills in the number. */
const ownAccount = '-';

/**
 * Opens Glacier through the official SDK. Nothing is sent yet, and no credentials are looked up before the first
 * call, so opening fails only for an unusable target. Rejects with a GlacierError.
 */
export const openGateway: OpenGateway = async (target, network) => {
  try {
    if (target.endpoint !== undefined && !/^https?:$/.test(new URL(target.endpoint).protocol)) {
      throw ownError('InvalidEndpoint', { operation: 'ListVaults', target });
    }
    return new AwsGateway(target, await wayTo(target, network));
  } catch (thrown) {
    throw explainError(thrown, { operation: 'ListVaults', target });
  }
};

/** What `send` needs of a command: the SDK's classes have this in common beside their input and output. */
interface Sendable {
  readonly middlewareStack: {
    add(
      middleware: ReturnType<typeof observing>,
      options: { readonly step: 'deserialize'; readonly priority: 'high' },
    ): void;
  };
}

type Signal = { readonly signal?: AbortSignal } | undefined;

class AwsGateway implements GlacierGateway {
  readonly region: string;
  /** Of every request: whose vaults are meant. */
  private readonly accountId: string;
  private clients: Clients;
  /** Clients that were replaced; closed with the gateway, because calls may still run on them. */
  private readonly retired: Clients[] = [];
  private readonly closing = new AbortController();
  /** Changes on their way. Their sockets stay open until the answer is there: it may hold a lock ID. */
  private readonly changes = new Set<Promise<unknown>>();

  private readonly caller: CallerLookUp;

  constructor(
    private readonly target: GatewayTarget,
    private readonly way: NetworkWay,
  ) {
    this.region = target.region;
    this.accountId = target.account ?? ownAccount;
    this.clients = openClients(target, way);
    this.caller = new CallerLookUp(target, this.closing.signal);
  }

  listVaults(options?: { readonly marker?: string; readonly signal?: AbortSignal }) {
    const { accountId } = this;
    const input = options?.marker === undefined ? { accountId } : { accountId, marker: options.marker };
    return this.read(
      { operation: 'ListVaults', target: this.target },
      options,
      async (client, exchange, abortSignal) => {
        const out = await client.send(observed(new ListVaultsCommand(input), exchange), { abortSignal });
        if (out.VaultList === undefined) throw new Malformed('VaultList is missing.');
        // Glacier marks the last page with null, and an empty marker would begin from the start again.
        const marker = out.Marker === '' ? undefined : out.Marker;
        return { vaults: out.VaultList.map(vaultDescription), marker };
      },
    );
  }

  describeVault(name: string, options?: { readonly signal?: AbortSignal }) {
    return this.read(this.context('DescribeVault', name), options, async (client, exchange, abortSignal) => {
      const command = new DescribeVaultCommand({ accountId: this.accountId, vaultName: name });
      return vaultDescription(await client.send(observed(command, exchange), { abortSignal }));
    });
  }

  getVaultLock(name: string, options?: { readonly signal?: AbortSignal }) {
    return this.read(this.context('GetVaultLock', name), options, async (client, exchange, abortSignal) => {
      const command = new GetVaultLockCommand({ accountId: this.accountId, vaultName: name });
      try {
        return lockReading(await client.send(observed(command, exchange), { abortSignal }));
      } catch (thrown) {
        if (saysNoneThere(thrown)) return { state: 'none' } as const;
        throw thrown;
      }
    });
  }

  getVaultAccessPolicy(name: string, options?: { readonly signal?: AbortSignal }) {
    const context = this.context('GetVaultAccessPolicy', name);
    return this.read(context, options, async (client, exchange, abortSignal) => {
      const command = new GetVaultAccessPolicyCommand({ accountId: this.accountId, vaultName: name });
      try {
        const out = await client.send(observed(command, exchange), { abortSignal });
        return given('Policy', out.policy?.Policy);
      } catch (thrown) {
        if (saysNoneThere(thrown)) return undefined;
        throw thrown;
      }
    });
  }

  listTagsForVault(name: string, options?: { readonly signal?: AbortSignal }) {
    const context = this.context('ListTagsForVault', name);
    return this.read(context, options, async (client, exchange, abortSignal) => {
      const command = new ListTagsForVaultCommand({ accountId: this.accountId, vaultName: name });
      return vaultTags((await client.send(observed(command, exchange), { abortSignal })).Tags);
    });
  }

  createVault(name: string) {
    return this.change(this.context('CreateVault', name), async ({ repeatable }, exchange) => {
      const command = new CreateVaultCommand({ accountId: this.accountId, vaultName: name });
      const out = await repeatable.send(observed(command, exchange));
      return { location: out.location };
    });
  }

  initiateVaultLock(name: string, policy: string) {
    return this.change(this.context('InitiateVaultLock', name), async (clients, exchange) => {
      shareClock(clients);
      const command = new InitiateVaultLockCommand({
        accountId: this.accountId,
        vaultName: name,
        policy: { Policy: policy },
      });
      try {
        const out = await clients.once.send(observed(command, exchange));
        return { lockId: given('x-amz-lock-id', out.lockId) };
      } catch (thrown) {
        // The lock ID stands in the head of the reply. Where that arrived, it does not matter what broke after it.
        const { lockId, httpStatus = 0 } = exchange;
        if (lockId === undefined || httpStatus >= 300) throw thrown;
        return { lockId };
      }
    });
  }

  completeVaultLock(name: string, lockId: string) {
    return this.change(this.context('CompleteVaultLock', name), async ({ repeatable }, exchange) => {
      const command = new CompleteVaultLockCommand({ accountId: this.accountId, vaultName: name, lockId });
      await repeatable.send(observed(command, exchange));
      expectNoContent(exchange);
    });
  }

  abortVaultLock(name: string) {
    return this.change(this.context('AbortVaultLock', name), async ({ repeatable }, exchange) => {
      const command = new AbortVaultLockCommand({ accountId: this.accountId, vaultName: name });
      await repeatable.send(observed(command, exchange));
      expectNoContent(exchange);
    });
  }

  callerIdentity() {
    return this.caller.ask(this.clients.repeatable);
  }

  dispose(): void {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    this.clients.releaseCredentials();
    // Changes settle as values in `change`; none of them rejects here.
    void Promise.allSettled(this.changes).then(() => {
      for (const clients of [...this.retired, this.clients]) clients.close();
    });
  }

  private context(operation: Operation, vault: string): CallContext {
    return { operation, vault, target: this.target };
  }

  private read<T>(
    context: CallContext,
    options: Signal,
    ask: (client: GlacierClient, exchange: Exchange, signal: AbortSignal) => Promise<T>,
  ): Promise<Reply<T>> {
    const signals = [this.closing.signal, ...(options?.signal === undefined ? [] : [options.signal])];
    return this.call(context, ({ repeatable }, exchange) =>
      ask(repeatable, exchange, AbortSignal.any(signals)),
    );
  }

  private change<T>(
    context: CallContext,
    act: (clients: Clients, exchange: Exchange) => Promise<T>,
  ): Promise<Reply<T>> {
    const running = this.call(context, act);
    this.changes.add(running);
    const done = () => void this.changes.delete(running);
    running.then(done, done);
    return running;
  }

  private async call<T>(
    context: CallContext,
    send: (clients: Clients, exchange: Exchange) => Promise<T>,
  ): Promise<Reply<T>> {
    if (this.closing.signal.aborted) throw ownError('ConnectionClosed', context);
    refuseBadName(context);
    const exchange = newExchange();
    const clients = this.clients;
    try {
      const value = await send(clients, exchange);
      return {
        value,
        requestId: exchange.requestId,
        serverTime: exchange.serverTime,
        localTime: exchange.localTime ?? Date.now(),
        attempts: exchange.attempts,
      };
    } catch (thrown) {
      throw this.explained(thrown, context, exchange, clients);
    }
  }

  private explained(
    thrown: unknown,
    context: CallContext,
    exchange: Exchange,
    clients: Clients,
  ): GlacierError {
    const { requestId, httpStatus, contentType } = exchange;
    if (thrown instanceof Malformed) {
      const ambiguous = changesSomething(context.operation);
      return ownError('MalformedReply', context, {
        requestId,
        httpStatus,
        contentType,
        ambiguous,
        cause: thrown,
      });
    }
    const error = explainError(thrown, context, exchange.doubt, exchange);
    if (error.code === 'Cancelled' && this.closing.signal.aborted) {
      return ownError('ConnectionClosed', context, { cause: thrown });
    }
    if (credentialsRefused.has(error.code)) this.forgetCredentials(clients);
    return error;
  }

  /** The SDK keeps credentials without an end for ever. After a refusal the next call looks them up again. */
  private forgetCredentials(refused: Clients): void {
    if (this.clients !== refused || this.closing.signal.aborted) return;
    refused.forgetCredentials();
    this.retired.push(refused);
    this.clients = openClients(this.target, this.way);
  }
}

const credentialsRefused: ReadonlySet<string> = new Set([
  'ExpiredTokenException',
  'InvalidSignatureException',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
]);

function observed<C extends Sendable>(command: C, exchange: Exchange): C {
  command.middlewareStack.add(observing(exchange), { step: 'deserialize', priority: 'high' });
  return command;
}

/**
 * Glacier answers Complete and Abort with 204 (Glacier developer guide: "Complete Vault Lock", "Abort Vault Lock"). The
 * SDK takes any 2xx for a success, also the log-in page of a network.
 */
function expectNoContent({ httpStatus }: Exchange): void {
  if (httpStatus !== 204) throw new Malformed('The status is not 204.');
}

function refuseBadName(context: CallContext): void {
  if (context.vault === undefined) return;
  const problem = vaultNameProblem(context.vault);
  if (problem === undefined) return;
  throw ownError('InvalidVaultName', context, { cause: new Error(problem) });
}

/**
 * A vault without a lock, or without an access policy, is answered 404, and so is a missing vault, whose message is known
 * word for word: `Vault not found for ARN: …` (Glacier developer guide, "Get Vault Lock", "Get Vault Access Policy",
 * "Error Responses").
 */
function saysNoneThere(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    thrown.name === 'ResourceNotFoundException' &&
    !/vault not found/i.test(thrown.message)
  );
}
