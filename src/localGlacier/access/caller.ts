import { partitionOf } from '../partition';
import type { Practised } from './practiceHeaders';

/**
 * Who asks: the same administrator of the account, because any credentials are accepted and none are looked up, unless
 * a request says that it practises as somebody else.
 */
export interface Caller extends Practised {
  /** The account that owns the vaults. */
  readonly account: string;
  /** The region the request was signed for. */
  readonly region: string;
  /** The address the request came from. */
  readonly address: string;
  readonly userAgent: string | undefined;
}

export const callerName = 'practice';

/** A user's unique ID as IAM makes them: `AIDA` and 17 letters and digits. */
export const callerId = 'AIDAPRACTICEUSER00000';

export function administratorArn({ account, region }: Pick<Caller, 'account' | 'region'>): string {
  return `arn:${partitionOf(region)}:iam::${account}:user/${callerName}`;
}

/** As the principal of a request line: an ARN, a service principal, or `*`. */
export function principalOf(caller: Caller): string {
  return caller.principal?.principal ?? administratorArn(caller);
}

/** The account whose vaults `-` means; undefined for who has none. */
export function accountOf({ principal, account }: Caller): string | undefined {
  return principal ? principal.account : account;
}
