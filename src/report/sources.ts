import type { LockReading } from '../glacier/gateway';
import type { LedgerVerification } from '../locking/ledger/verifyLedger';
import type { Connection, Vault } from '../locking/model';
import type { Agreement } from '../policy';

/** Everything that a report is made of. It reads nothing by itself, so that the same sources make the same report. */
export interface ReportSources {
  readonly tool: { readonly name: string; readonly version: string };
  /** When it is made, by this computer's clock, epoch milliseconds. */
  readonly localTime: number;
  /** Who is logged in on which computer, where the system tells. */
  readonly user?: string;
  readonly host?: string;
  readonly vaults: readonly VaultSources[];
  /** Regions that were asked for and could not be listed: nobody knows which vaults they have. */
  readonly unlisted: readonly UnlistedRegion[];
  readonly ledger: LedgerSource;
}

export type LedgerSource =
  | { readonly read: true; readonly path: string; readonly verification: LedgerVerification }
  | { readonly read: false; readonly path: string; readonly reason: string };

export interface UnlistedRegion {
  readonly connection: Connection;
  readonly region: string;
  readonly failure: Failure;
}

/** Why something could not be read. */
export interface Failure {
  /** Glacier's own code, or the system's. */
  readonly code: string;
  /** In a plain sentence. */
  readonly reason: string;
  readonly requestId?: string;
}

/** One vault, and what was found out about it. */
export interface VaultSources {
  readonly vault: Pick<Vault, 'name' | 'arn' | 'account' | 'region' | 'connection' | 'created'>;
  readonly reading: LockReadingSource;
  /** By key. */
  readonly tags: OtherReading<Readonly<Record<string, string>>>;
  /** The text of the access policy as it came; undefined where none is set. */
  readonly accessPolicy: OtherReading<string | undefined>;
  readonly file: FileSource;
  readonly tests: TestSource;
}

/** What GetVaultLock answered, and when; instants in epoch milliseconds. */
export type LockReadingSource =
  | {
      readonly read: true;
      readonly lock: LockReading;
      readonly requestId: string | undefined;
      /** Glacier's clock. */
      readonly glacierTime: number;
      /** This computer's clock. */
      readonly localTime: number;
    }
  | { readonly read: false; readonly failure: Failure; readonly localTime: number };

/** Something that was read beside the lock, or why it was not. */
export type OtherReading<T> =
  | {
      readonly read: true;
      readonly value: T;
      readonly requestId: string | undefined;
      /** Glacier's clock, epoch milliseconds. */
      readonly glacierTime: number;
    }
  | { readonly read: false; readonly failure: Failure };

/** The file of the workspace in which the vault's policy is kept. */
export type FileSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly paths: readonly string[] }
  | {
      readonly kind: 'file';
      /** Relative to the workspace. */
      readonly path: string;
      /** How it stands to the policy in force; undefined where no policy is in force, or nobody knows. */
      readonly agreement: Agreement | undefined;
      /** Whether an editor holds changes of it that are not on the disk: they are what was compared. */
      readonly unsaved: boolean;
      readonly commit: CommitSource;
    };

/** What the repository of that file knows of it. */
export type CommitSource =
  | { readonly kind: 'none'; readonly reason: string }
  | {
      readonly kind: 'commit';
      /** Of the commit that HEAD is at, in hex. */
      readonly hash: string;
      readonly branch?: string;
      /** ISO 8601. */
      readonly date?: string;
      readonly file:
        /** The commit does not have the file. */
        | { readonly kind: 'absent' }
        | { readonly kind: 'unreadable'; readonly reason: string }
        | {
            readonly kind: 'present';
            /** Whether the file on the disk is what the commit has, byte for byte. */
            readonly unchanged: boolean;
            /** How the policy in the commit stands to the policy in force; undefined where none is in force, or nobody knows. */
            readonly agreement: Agreement | undefined;
          };
    };

/** The policy tests about the vault, run on the policy in force. */
export type TestSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'notRun'; readonly reason: string }
  | { readonly kind: 'run'; readonly files: readonly TestFileSource[] };

export interface TestFileSource {
  /** Relative to the workspace. */
  readonly path: string;
  /** What is wrong with the file; cases with problems are not run. */
  readonly problems: readonly string[];
  readonly cases: readonly {
    readonly name: string;
    readonly passed: boolean;
    /** What is not as expected, in words; empty where it passed. */
    readonly deviations: readonly string[];
  }[];
}
