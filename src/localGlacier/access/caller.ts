import { partitionOf } from '../partition';

/** Who asks: always the same administrator, because any credentials are accepted and none are looked up. */
export interface Caller {
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

export function callerArn({ account, region }: Caller): string {
  return `arn:${partitionOf(region)}:iam::${account}:user/${callerName}`;
}
