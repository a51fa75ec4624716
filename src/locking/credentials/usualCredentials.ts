import type { AwsProfile, AwsProfiles } from '../../glacier/awsProfiles';

/** What the default credentials begin with. */
export type UsualCredentials =
  | { readonly kind: 'keys' }
  | { readonly kind: 'profile'; readonly name: string; readonly profile: AwsProfile | undefined }
  /** Web identity, a container or the instance. */
  | { readonly kind: 'other' };

/**
 * What will be taken where no profile is named: as for the AWS SDK for JavaScript, the keys of the environment count only
 * where AWS_PROFILE is not set; then comes the usual profile, if it says anything about credentials.
 */
export function usualCredentials(
  { profiles, usual }: Pick<AwsProfiles, 'profiles' | 'usual'>,
  environment: Readonly<Record<string, string | undefined>>,
): UsualCredentials {
  const isSet = (name: string): boolean => environment[name] !== undefined && environment[name] !== '';
  const named = isSet('AWS_PROFILE');
  if (!named && isSet('AWS_ACCESS_KEY_ID') && isSet('AWS_SECRET_ACCESS_KEY')) return { kind: 'keys' };
  const profile = profiles.find(({ name }) => name === usual);
  const says = profile !== undefined && profile.problem?.kind !== 'noSource';
  // A profile that is named and missing is the end; one that names no source is passed over.
  return says || (named && profile === undefined)
    ? { kind: 'profile', name: usual, profile }
    : { kind: 'other' };
}
