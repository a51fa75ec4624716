import { t } from '../words';
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
  const name = vault === undefined ? t('the vault') : t('vault "{0}"', vault);
  switch (operation) {
    case 'ListVaults':
      return t('list the vaults of {0}', target.region);
    case 'DescribeVault':
      return t('look up {0}', name);
    case 'CreateVault':
      return t('create {0}', name);
    case 'GetVaultLock':
      return t('read the lock of {0}', name);
    case 'GetVaultAccessPolicy':
      return t('read the access policy of {0}', name);
    case 'ListTagsForVault':
      return t('read the tags of {0}', name);
    case 'InitiateVaultLock':
      return t('initiate the lock of {0}', name);
    case 'CompleteVaultLock':
      return t('complete the lock of {0}', name);
    case 'AbortVaultLock':
      return t('abort the lock of {0}', name);
  }
}

/** Where the request went, for a person: `the local Glacier at http://127.0.0.1:4000`, `Glacier in eu-west-1`. */
export function placeOf({ target }: CallContext): string {
  if (target.practice)
    return target.endpoint === undefined
      ? t('the local Glacier')
      : t('the local Glacier at {0}', originOf(target.endpoint));
  return target.endpoint === undefined
    ? t('Glacier in {0}', target.region)
    : t('the Glacier endpoint {0}', originOf(target.endpoint));
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
