/**
 * What the rest of the product asks of Glacier, in types only: the AWS adapter behind it is loaded on first use.
 * Instants are epoch milliseconds on Glacier's clock; vault names and ARNs are as Glacier spells them.
 */

import type { NetworkSettings } from './network';

/** One reply of Glacier: what it said, and when it said so by both clocks. */
export interface Reply<T> {
  readonly value: T;
  /** `x-amzn-RequestId`, for the log and for the auditor. Absent where a reply carried none. */
  readonly requestId: string | undefined;
  /** The reply's `Date` header (whole seconds), absent where there was none. */
  readonly serverTime: number | undefined;
  /** `Date.now()` of this machine when the reply arrived. */
  readonly localTime: number;
  /** How many requests it took: more than one where Glacier throttled, failed, or was not reached at first. */
  readonly attempts?: number;
}

/** A vault as ListVaults and DescribeVault tell of it. Figures come from the last daily inventory, if any. */
export interface VaultDescription {
  readonly arn: string;
  readonly name: string;
  readonly created: number;
  readonly lastInventory: number | undefined;
  readonly archives: number | undefined;
  readonly sizeInBytes: number | undefined;
}

/** One page of ListVaults; `marker` asks for the next one. Glacier never puts more than ten vaults on a page. */
export interface VaultPage {
  readonly vaults: readonly VaultDescription[];
  readonly marker: string | undefined;
}

/** What GetVaultLock says. Glacier never tells a lock ID here. "No lock" is a 404 on the wire and no failure. */
export type LockReading =
  | { readonly state: 'none' }
  | {
      readonly state: 'inProgress';
      /** The policy text, byte for byte as it came. */
      readonly policy: string;
      readonly created: number;
      readonly expires: number;
    }
  | { readonly state: 'locked'; readonly policy: string; readonly created: number };

/** Who signs the requests of a connection, as STS GetCallerIdentity tells it. */
export interface CallerIdentity {
  /** `arn:aws:sts::111122223333:assumed-role/Archivist/ana`, a user, a federated session or a root user. */
  readonly arn: string;
  /** 12 digits. */
  readonly account: string;
  readonly userId: string;
}

/** Glacier never says who called, so somebody else is asked, who may be out of reach: that stops nothing. */
export type CallerReading =
  | { readonly known: true; readonly caller: CallerIdentity }
  /** `why` is for the record and for people: `STS did not answer within 3 seconds`. It quotes no reply. */
  | { readonly known: false; readonly why: string };

/**
 * Glacier, for one connection and one region. Every method but `callerIdentity` rejects with a `GlacierError` and nothing else.
 * Reads can be cancelled; Initiate, Complete and Abort cannot once they are sent, because a cancelled request
 * may have been acted on.
 */
export interface GlacierGateway {
  readonly region: string;
  listVaults(options?: {
    readonly marker?: string;
    readonly signal?: AbortSignal;
  }): Promise<Reply<VaultPage>>;
  describeVault(name: string, options?: { readonly signal?: AbortSignal }): Promise<Reply<VaultDescription>>;
  /** Resolves with the new vault's location, `/{account}/vaults/{name}`. Repeating it is harmless. */
  createVault(name: string): Promise<Reply<{ readonly location: string | undefined }>>;
  getVaultLock(name: string, options?: { readonly signal?: AbortSignal }): Promise<Reply<LockReading>>;
  /** The text of the vault's access policy as it came; undefined where none is set, which is a 404 on the wire. */
  getVaultAccessPolicy(
    name: string,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Reply<string | undefined>>;
  /** The tags of the vault by key, as they are written. */
  listTagsForVault(
    name: string,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Reply<Readonly<Record<string, string>>>>;
  /** Sent exactly once, never retried: a silent retry of a lost reply loses the lock ID. */
  initiateVaultLock(name: string, policy: string): Promise<Reply<{ readonly lockId: string }>>;
  completeVaultLock(name: string, lockId: string): Promise<Reply<void>>;
  abortVaultLock(name: string): Promise<Reply<void>>;
  /**
   * Whose credentials sign here. Asked of STS once for the same credentials and kept. Never rejects, and takes no longer
   * than a few seconds.
   */
  callerIdentity(): Promise<CallerReading>;
  /** Closes the client's sockets; the gateway is of no use afterwards. */
  dispose(): void;
}

/** What a gateway needs to know of a connection. Two connections that differ here never share a client. */
export interface GatewayTarget {
  readonly region: string;
  /** A profile of the shared AWS files; absent means the SDK's default chain. */
  readonly profile?: string;
  /** A custom endpoint, `http(s)://host[:port]`. */
  readonly endpoint?: string;
  /** The account whose vaults are asked for, 12 digits; absent means the account of whoever signs. */
  readonly account?: string;
  /** A local Glacier takes any credentials: then nobody's real ones are looked up or sent. */
  readonly practice: boolean;
}

/**
 * Made by the AWS adapter (`dist/aws.js`), handed in by the composition root so that loading stays lazy.
 * @param network Without it, proxies are those of the environment.
 */
export type OpenGateway = (target: GatewayTarget, network?: NetworkSettings) => Promise<GlacierGateway>;
