import type { Uri } from 'vscode';
import type { PolicyDiagnostics } from '../editor/diagnostics';
import type { PolicyDocuments } from '../editor/policyDocuments';
import type { PolicyDrift } from '../editor/policyDrift';
import type { PolicyTargets } from '../editor/policyTargets';
import type { QuickFixes } from '../editor/quickFixes';
import type { ReadAwsProfiles } from '../glacier/awsProfiles';
import type { AskForMfaCode } from '../glacier/signIn';
import type { Gateways, GlacierClock, LockOperations, VaultStore } from '../locking/api';
import type { CallerBook } from '../locking/callerBook';
import type { ConnectionList } from '../locking/connectionList';
import type { Connection } from '../locking/model';
import type { Log } from '../shared/log';
import type { EffectViews } from '../views/effectView';
import type { EvidenceViews } from '../views/evidenceView';
import type { FailureDocuments } from '../views/failureDocuments';
import type { MarkdownPages } from '../views/markdownPages';
import type { VaultTree } from '../views/vaultTree';

/** What commands work with; built once by the composition root. */
export interface Services {
  readonly log: Log;
  readonly connections: ConnectionList;
  readonly gateways: Gateways;
  readonly store: VaultStore;
  readonly operations: LockOperations;
  readonly clock: GlacierClock;
  readonly callers: CallerBook;
  readonly tree: VaultTree;
  readonly pages: MarkdownPages;
  readonly documents: PolicyDocuments;
  readonly targets: PolicyTargets;
  readonly diagnostics: PolicyDiagnostics;
  readonly drift: PolicyDrift;
  readonly quickFixes: QuickFixes;
  /** The pages that show the effect of policies; read when the first one is asked for. */
  readonly effectViews: () => Promise<EffectViews>;
  /** The pages that show evidence reports; read when the first one is asked for. */
  readonly evidenceViews: () => Promise<EvidenceViews>;
  /** Where the details of a failure are shown. */
  readonly failureDocuments: FailureDocuments;
  /** Resolves when the connections of this session are known: a matter of milliseconds. */
  readonly connectionsKnown: Promise<void>;
  /** Resolves when the vaults and locks of all connections have been read, or could not be. */
  readonly settled: () => Promise<void>;
  /**
   * Looks up the credentials of a connection on behalf of a person, who is asked for a one-time code where one is wanted.
   * Rejects with a GlacierError.
   */
  readonly signIn: (connection: Connection, ask: AskForMfaCode) => Promise<void>;
  /** What the shared AWS files say now. */
  readonly awsProfiles: ReadAwsProfiles;
  /** Where a practice connection's Glacier answers; starts the built-in one if need be. */
  readonly practiceEndpoint: (connection: Connection) => Promise<string>;
  readonly extensionUri: Uri;
  /** The path of the lock ledger. */
  readonly ledgerFile: string;
}
