/**
 * A statement as it is written into a policy: its members in the customary order. Only denials: what a lock policy
 * allows it allows for ever, so nothing here composes an Allow.
 */
export interface ComposedStatement {
  readonly Sid: string;
  readonly Effect: 'Deny';
  /** Everyone: root and other accounts too. */
  readonly Principal: '*';
  readonly Action: string | readonly string[];
  /** A vault ARN, or `*`, which in a vault's own policy is that vault. */
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What all statements need: `arn:aws:glacier:us-west-2:210987654321:vaults/ledger`, or `*`. */
export interface ForVault {
  readonly vaultArn: string;
}

/** Denies to everyone; the Condition is left out where there is none. */
export function denial(
  sid: string,
  action: ComposedStatement['Action'],
  { vaultArn }: ForVault,
  condition?: ComposedStatement['Condition'],
): ComposedStatement {
  return {
    Sid: sid,
    Effect: 'Deny',
    Principal: '*',
    Action: action,
    Resource: vaultArn,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}
