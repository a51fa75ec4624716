import type { GatewayTarget } from './gateway';

/** The operations of the Glacier API (2012-06-01) that this product calls. */
export type Operation =
  | 'ListVaults'
  | 'DescribeVault'
  | 'CreateVault'
  | 'GetVaultLock'
  | 'GetVaultAccessPolicy'
  | 'ListTagsForVault'
  | 'InitiateVaultLock'
  | 'CompleteVaultLock'
  | 'AbortVaultLock';

/** What was asked of whom: all that is needed to say in plain words how it failed. */
export interface CallContext {
  readonly operation: Operation;
  /** The vault's name, where the operation has one. */
  readonly vault?: string;
  readonly target: GatewayTarget;
}

/** True for operations that change something, so that a lost reply leaves open whether they did. */
export function changesSomething(operation: Operation): boolean {
  switch (operation) {
    case 'CreateVault':
    case 'InitiateVaultLock':
    case 'CompleteVaultLock':
    case 'AbortVaultLock':
      return true;
    case 'ListVaults':
    case 'DescribeVault':
    case 'GetVaultLock':
    case 'GetVaultAccessPolicy':
    case 'ListTagsForVault':
      return false;
  }
}

/** Scheme, host and port only: an endpoint may carry a user name and password, which no message may show. */
export function originOf(endpoint: string): string {
  try {
    const url = new URL(endpoint);
    return `${url.protocol}//${url.host}`;
  } catch {
    // Not a URL at all: the text is the person's own setting, but nothing of it is certain to be harmless.
    return '(not a URL)';
  }
}
