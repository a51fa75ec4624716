import type { AwsProfile, ReadAwsProfiles } from '../awsProfiles';
import { profileOf } from './profileOf';
import { loginFolder, ssoFolder } from './profileSource';
import { given, readSharedFiles } from './sharedFiles';

/** Lists the profiles of the shared AWS files as they are now, without a secret of them. Sends nothing, starts nothing. */
export const readAwsProfiles: ReadAwsProfiles = async () => {
  const shared = await readSharedFiles();
  const profiles = [...shared.profiles.keys()]
    .sort()
    .map((name) => profileOf(name, shared))
    .filter((profile): profile is AwsProfile => profile !== undefined);
  const usual = given(process.env['AWS_PROFILE']) ?? 'default';
  return {
    profiles,
    usual,
    usualRegion:
      given(process.env['AWS_REGION']) ??
      given(process.env['AWS_DEFAULT_REGION']) ??
      profiles.find(({ name }) => name === usual)?.region,
    files: shared.files,
    tokenFolders: [ssoFolder(), loginFolder()],
    unreadable: shared.unreadable,
  };
};
