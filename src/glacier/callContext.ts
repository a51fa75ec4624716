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

/** The operation as something a person does: `start the lock of vault "x"`. */
export function actOf({ operation, vault, target }: CallContext): string {
  const name = vault === undefined ? 'the vault' : `vault "${vault}"`;
  switch (operation) {
    case 'ListVaults':
      return `list the vaults of ${target.region}`;
    case 'DescribeVault':
      return `look up ${name}`;
    case 'CreateVault':
      return `create ${name}`;
    case 'GetVaultLock':
      return `read the lock of ${name}`;
    case 'GetVaultAccessPolicy':
      return `read the access policy of ${name}`;
    case 'ListTagsForVault':
      return `read the tags of ${name}`;
    case 'InitiateVaultLock':
      return `initiate the lock of ${name}`;
    case 'CompleteVaultLock':
      return `complete the lock of ${name}`;
    case 'AbortVaultLock':
      return `abort the lock of ${name}`;
  }
}

/** Where the request went, for a person: `the local Glacier at http://127.0.0.1:4000`, `Glacier in eu-west-1`. */
export function placeOf({ target }: CallContext): string {
  if (target.practice)
    return target.endpoint === undefined
      ? 'the local Glacier'
      : `the local Glacier at ${originOf(target.endpoint)}`;
  return target.endpoint === undefined
    ? `Glacier in ${target.region}`
    : `the Glacier endpoint ${originOf(target.endpoint)}`;
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
