import type { GlacierError } from '../glacier/glacierError';

/** Where vaults are looked for: an account reached in one way, and the regions a person wants to see. */
export interface Connection {
  /** Stable over restarts; part of every vault's key. */
  readonly id: string;
  /**
   * `local`: the Glacier built into this extension. `environment`: the endpoint in AWS_ENDPOINT_URL_GLACIER.
   * `aws`: a profile of the shared AWS files, or the default chain.
   */
  readonly kind: 'local' | 'environment' | 'aws';
  readonly name: string;
  readonly regions: readonly string[];
  readonly profile?: string;
  readonly endpoint?: string;
  /** The account whose vaults are meant, 12 digits; absent means the account of whoever signs. */
  readonly account?: string;
  /**
   * A digest of what the credentials come to by the AWS files and the environment, as they were last read. Another one
   * means that another account may answer. Known only while this window runs, and never stored.
   */
  readonly credentialsDigest?: string;
  /** The endpoint is a local Glacier: its clock can be moved and any credentials do. */
  readonly practice: boolean;
}

/**
 * A lock ID is told once, by Initiate. Held means: on this machine's disk, or, while it is `unsaved` because that cannot be
 * written to, in the memory of this window only.
 */
export type LockIdStatus =
  { readonly held: true; readonly lockId: string; readonly unsaved?: true } | { readonly held: false };

/** The life of a vault lock, as read from Glacier; only the lock ID comes from the ledger. Instants: Glacier's clock. */
export type VaultLock =
  | { readonly state: 'none' }
  | {
      readonly state: 'inProgress';
      readonly policy: string;
      readonly created: number;
      readonly expires: number;
      readonly lockId: LockIdStatus;
    }
  | { readonly state: 'locked'; readonly policy: string; readonly created: number };

/**
 * What was kept of a lock from an earlier session. It is no `VaultLock`: it has no policy and no lock ID, and nothing may
 * be decided by it.
 */
export type KeptLock =
  | { readonly state: 'none' }
  | { readonly state: 'inProgress'; readonly created: number; readonly expires: number }
  | { readonly state: 'locked'; readonly created: number };

/** The lock was in progress and has been completed, aborted or lost since: its 24 hours are over. `now`: Glacier's clock. */
export function isPastItsEnd(kept: KeptLock, now: number): boolean {
  return kept.state === 'inProgress' && kept.expires <= now;
}

/** What is known of a vault's lock by now. */
export type LockKnowledge =
  | { readonly known: 'pending' }
  /** Shown with its age until Glacier has been asked; `readAt` is when it was read, on Glacier's clock of then. */
  | { readonly known: 'cached'; readonly kept: KeptLock; readonly readAt: number }
  | { readonly known: 'failed'; readonly error: GlacierError }
  | {
      readonly known: 'read';
      readonly lock: VaultLock;
      readonly requestId: string | undefined;
      /** When it was read, on Glacier's clock. */
      readonly readAt: number;
    };

/** Glacier was not asked yet, or has not answered: nothing may be decided by it, and nothing taken back because of it. */
export function isUnread({ known }: LockKnowledge): boolean {
  return known === 'pending' || known === 'cached';
}

/** A vault of a connection. */
export interface Vault {
  /** Connection id and ARN: unique in the store, stable over refreshes. */
  readonly key: string;
  readonly connection: Connection;
  readonly region: string;
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  readonly created: number;
  readonly lastInventory: number | undefined;
  readonly archives: number | undefined;
  readonly sizeInBytes: number | undefined;
  readonly lock: LockKnowledge;
}

/** A vault whose lock is in progress: what the countdown, Complete and Abort work on. */
export type VaultInProgress = Vault & {
  readonly lock: {
    readonly known: 'read';
    readonly lock: Extract<VaultLock, { state: 'inProgress' }>;
    readonly readAt: number;
  };
};

/** One region of one connection: the unit that is listed, fails and is refreshed by itself. */
export interface RegionState {
  readonly connection: Connection;
  readonly region: string;
  /**
   * `idle`: not listed, because nobody looks. `listing`: pages are still coming, `vaults` holds those that came (or the
   * former ones, on a refresh).
   */
  readonly status: 'idle' | 'listing' | 'ready' | 'failed';
  readonly vaults: readonly Vault[];
  readonly error: GlacierError | undefined;
  /**
   * When what is shown was last read, epoch milliseconds of this machine, as long as some of it is from an earlier
   * session; undefined once all of it was listed in this one.
   */
  readonly asOf: number | undefined;
}
