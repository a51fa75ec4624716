import type { IncomingHttpHeaders } from 'node:http';
import type { ReceivedBody } from '../http/receiveBody';
import type { Reply } from '../http/reply';
import type { GlacierState, Vault } from '../model';

/** A request that was understood as one of Glacier's operations. */
export interface Call {
  readonly account: string;
  readonly region: string;
  /** The practice clock at the moment the operation takes effect, epoch milliseconds. */
  readonly now: number;
  /** The name of the vault as sent; undefined where the operation is about no vault. */
  readonly vaultName: string | undefined;
  /** The last part of the path: a lock ID or an archive ID. */
  readonly id: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  readonly body: ReceivedBody;
}

/** What an operation answers, and the state it leaves if it changed any. */
export interface Outcome {
  readonly reply: Reply;
  readonly state?: GlacierState;
}

/** What an operation on a vault answers, and what became of the vault if anything did. */
export interface VaultOutcome {
  readonly reply: Reply;
  readonly vault?: Vault | 'deleted';
}

/** Operations are pure: state in, state out. They throw a GlacierFault to refuse. */
export type AccountOperation = (call: Call, state: GlacierState) => Outcome;
export type VaultOperation = (call: Call, vault: Vault) => VaultOutcome;

export const noContent: Reply = { status: 204 };
