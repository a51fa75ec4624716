import { originOf, type CallContext, type Operation } from '../callContext';
import type { CredentialFailureDetails } from '../credentialFailure';
import type { Help } from '../explanation';
import { t } from '../../words';

/** What the sentences speak of. */
export interface Facts {
  readonly operation: Operation;
  /** What IAM calls the operation: `glacier:ListVaults`. */
  readonly permission: string;
  readonly vault: string;
  readonly region: string;
  readonly profile: string | undefined;
  readonly practice: boolean;
  /** The connection has an endpoint of its own. */
  readonly hasEndpoint: boolean;
  /** Scheme, host and port of the endpoint, or the region's name where there is none. */
  readonly origin: string;
  /** Where the request went: `the local Glacier at http://127.0.0.1:4000`. Never the first word of a sentence. */
  readonly place: string;
  /** The profile with the settings of the source of credentials; another one than `profile` where a role has a source profile. */
  readonly sourceProfile: string | undefined;
  /** The same in words. Never the first word of a sentence. */
  readonly source: string;
  /** Whether the source wants a sign-in from time to time, of IAM Identity Center or of `aws login`. */
  readonly hasSignIn: boolean;
  /** Who asked: `profile "audit"`. Never the first word of a sentence. */
  readonly credentials: string;
}

/** What is said of one kind of failure. */
export interface Words {
  readonly title: string;
  readonly cause: string;
  readonly next: string;
  readonly helps?: readonly Help[];
}

export type Say = (facts: Facts) => Words;

/** What a failed look-up of credentials adds. */
export type SourceFacts = Partial<Pick<CredentialFailureDetails, 'source' | 'root' | 'rootProfile'>>;

/** @param failed Of a failed look-up of credentials: the service out of reach is then the one that hands them out. */
export function factsOf({ operation, vault = '', target }: CallContext, failed?: SourceFacts): Facts {
  const sourceProfile = failed?.rootProfile ?? target.profile;
  const root = failed?.root ?? failed?.source;
  return {
    operation,
    permission: `glacier:${operation}`,
    vault,
    region: target.region,
    profile: target.profile,
    practice: target.practice,
    hasEndpoint: target.endpoint !== undefined,
    origin: target.endpoint === undefined ? target.region : originOf(target.endpoint),
    place: failed === undefined ? placeOf(target) : t('the service that hands out credentials'),
    sourceProfile,
    source: whoIs(sourceProfile),
    hasSignIn: root === 'sso' || root === 'login',
    credentials: whoIs(target.profile),
  };
}

function whoIs(profile: string | undefined): string {
  return profile === undefined ? t('the default credentials') : t('profile "{0}"', profile);
}

function placeOf({ endpoint, practice, region }: CallContext['target']): string {
  if (practice)
    return endpoint === undefined
      ? t('the local Glacier')
      : t('the local Glacier at {0}', originOf(endpoint));
  return endpoint === undefined
    ? t('Glacier in {0}', region)
    : t('the Glacier endpoint {0}', originOf(endpoint));
}

/** What did not happen, or what is not known to have happened. */
export function outcomeOf({ operation, vault, region }: Facts, isInDoubt: boolean): string {
  switch (operation) {
    case 'ListVaults':
      return t('The vaults of {0} could not be listed.', region);
    case 'DescribeVault':
      return t('Vault "{0}" could not be looked up.', vault);
    case 'GetVaultLock':
      return t('The lock of vault "{0}" could not be read.', vault);
    case 'GetVaultAccessPolicy':
      return t('The access policy of vault "{0}" could not be read.', vault);
    case 'ListTagsForVault':
      return t('The tags of vault "{0}" could not be read.', vault);
    case 'CreateVault':
      return isInDoubt
        ? t('It is not known whether vault "{0}" was created.', vault)
        : t('Vault "{0}" was not created.', vault);
    case 'InitiateVaultLock':
      return isInDoubt
        ? t('It is not known whether the lock of vault "{0}" was initiated.', vault)
        : t('The lock of vault "{0}" was not initiated.', vault);
    case 'CompleteVaultLock':
      return isInDoubt
        ? t('It is not known whether the lock of vault "{0}" was completed.', vault)
        : t('The lock of vault "{0}" was not completed.', vault);
    case 'AbortVaultLock':
      return isInDoubt
        ? t('It is not known whether the lock of vault "{0}" was aborted.', vault)
        : t('The lock of vault "{0}" was not aborted.', vault);
  }
}

/** What to do where no answer came: some requests may have been acted on. */
export function nextAfterSilence({ operation }: Facts): string {
  switch (operation) {
    case 'InitiateVaultLock':
      return t(
        'Read the lock of the vault before anything else: it may be running, and its lock ID came with the reply that was lost.',
      );
    case 'CompleteVaultLock':
    case 'AbortVaultLock':
      return t('Read the lock of the vault to see whether it was done; trying again does no harm.');
    case 'CreateVault':
      return t('Try again; creating a vault twice does no harm.');
    case 'ListVaults':
    case 'DescribeVault':
    case 'GetVaultLock':
    case 'GetVaultAccessPolicy':
    case 'ListTagsForVault':
      return t('Try again in a moment.');
  }
}
