import type {
  DeletionWithTags,
  EffectPicture,
  EffectTable,
  Fact,
  Severity,
  StatementDeletion,
} from '../policy';
import type {
  Failure,
  FileSource,
  LedgerSource,
  LockReadingSource,
  OtherReading,
  ReportSources,
  TestSource,
  UnlistedRegion,
  VaultSources,
} from './sources';

/** What a report tells, before it is a page or JSON. */
export interface Evidence extends Pick<ReportSources, 'tool' | 'localTime' | 'user' | 'host'> {
  /** By connection, region and name: the same vaults always stand in the same order. */
  readonly vaults: readonly VaultEvidence[];
  readonly unlisted: readonly UnlistedRegion[];
  readonly ledger: LedgerSource;
  /** Of all vaults in the report. */
  readonly counts: Readonly<Record<LockState | 'unread', number>>;
  /** What the report does not prove, a sentence or two each. */
  readonly limits: readonly string[];
}

export type LockState = 'none' | 'inProgress' | 'locked';

export interface VaultEvidence {
  readonly vault: VaultSources['vault'];
  readonly reading: LockReadingSource;
  /** The policy in force; absent where none is, or nobody knows. */
  readonly policy: PolicyEvidence | undefined;
  readonly tags: OtherReading<readonly Tag[]>;
  readonly accessPolicy: OtherReading<AccessPolicyEvidence | undefined>;
  readonly file: FileSource;
  readonly tests: TestSource;
  /** What the ledger has of this vault; undefined where it could not be read. */
  readonly ledger: LedgerExcerpt | undefined;
  /** What the verification of the ledger says, where that speaks against relying on the entries. */
  readonly ledgerDoubt: string | undefined;
  readonly actors: Actors | undefined;
  /** What would belong here and was not read, and where to look. */
  readonly notRead: readonly string[];
  readonly steps: readonly VerificationStep[];
}

/** In the order of their keys. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The policy beside the lock policy, which can be changed at any time. */
export interface AccessPolicyEvidence extends PolicyText {
  /** What each statement does; undefined where the policy cannot be read. */
  readonly statements: readonly string[] | undefined;
}

/** A policy by its text. */
export interface PolicyText {
  /** As it came. */
  readonly text: string;
  /** In UTF-8. */
  readonly bytes: number;
  /** SHA-256, in hex, of the text as it came, in UTF-8. */
  readonly sha256: string;
}

export interface PolicyEvidence extends PolicyText {
  /** Whether the policy says what it does can be told only where it can be read. */
  readonly meaning:
    { readonly readable: false; readonly problem: string } | ({ readonly readable: true } & PolicyMeaning);
  /** What the rules say of it, the weightiest first. */
  readonly findings: readonly {
    readonly severity: Severity;
    readonly code: string;
    readonly message: string;
  }[];
}

export interface PolicyMeaning {
  /** The same for all texts that say the same. */
  readonly canonical: { readonly text: string; readonly sha256: string };
  /** What matters most, in a few sentences. */
  readonly headline: readonly string[];
  readonly facts: readonly Fact[];
  readonly table: EffectTable;
  readonly picture: EffectPicture;
  readonly statements: readonly StatementEvidence[];
  readonly hold: HoldEvidence;
}

export interface StatementEvidence {
  /** From 1 on. */
  readonly number: number;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly text: string;
  readonly deletion: StatementDeletion['rows'];
}

/** Tags of the vault on which the policy hangs. */
export interface HoldEvidence {
  readonly tags: readonly {
    readonly tag: string;
    /** Those that the policy tells apart; null: the tag is missing. */
    readonly values: readonly (string | null)[];
  }[];
  /** Who the policy keeps from changing tags, and whom not. */
  readonly whoMayChange: readonly string[];
  /**
   * What the policy says to deletion with the tags as they were read, without callers for whom that is not certain.
   * Undefined where they were not read, or where it does not follow from them.
   */
  readonly now: readonly DeletionWithTags[] | undefined;
}

export interface LedgerExcerpt {
  /** Oldest first, without lock IDs and policy texts. */
  readonly entries: readonly {
    readonly type: string;
    /** The same in words. */
    readonly doing: string;
    readonly members: Readonly<Record<string, unknown>>;
  }[];
}

/** Who acted on the lock in force, as far as the ledger of this computer knows. */
export interface Actors {
  readonly initiated: Actor;
  /** Undefined for a lock that is not completed. */
  readonly completed: Actor | undefined;
}

export type Actor =
  | {
      readonly known: true;
      /** ARN of who asked Glacier. */
      readonly caller?: string;
      /** Why that is not known. */
      readonly callerUnknown?: string;
      readonly user?: string;
      readonly host?: string;
      /** ISO 8601 on Glacier's clock. */
      readonly glacierTime: string;
      readonly requestId?: string;
      /** Why it is not certain that it was so, in a sentence. */
      readonly doubt?: string;
    }
  | {
      readonly known: false;
      /** Why, and where to look, in a sentence. */
      readonly reason: string;
      /** Asks CloudTrail; absent for what is not AWS. */
      readonly command?: string;
    };

/** A command by which a reader finds out for himself. */
export interface VerificationStep {
  readonly purpose: string;
  readonly command: string;
  /** What it must print, where that is known. */
  readonly expected?: string;
  /** Another way to find out the same, in a sentence. */
  readonly otherwise?: string;
}

export type { Failure };
