import type { AwsProfile, ReadAwsProfiles } from '../awsProfiles';
import { loginFolder, profileOf, ssoFolder } from './profileOf';
import { readSharedFiles } from './sharedFiles';

/** Lists the profiles of the shared AWS files as they are now, without a secret of them. Sends nothing, starts nothing. */
export const readAwsProfiles: ReadAwsProfiles = async () => {
  const shared = await readSharedFiles();
  const profiles = [...shared.profiles.keys()]
    .sort()
    .map((name) => profileOf(name, shared))
    .filter((profile): profile is AwsProfile => profile !== undefined);
  const usual = fromEnvironment('AWS_PROFILE') ?? 'default';
  return {
    profiles,
    usual,
    usualRegion:
      fromEnvironment('AWS_REGION') ??
      fromEnvironment('AWS_DEFAULT_REGION') ??
      profiles.find(({ name }) => name === usual)?.region,
    files: shared.files,
    tokenFolders: [ssoFolder(), loginFolder()],
    unreadable: shared.unreadable,
  };
};

/** A variable that is set to nothing counts as not set. */
function fromEnvironment(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
