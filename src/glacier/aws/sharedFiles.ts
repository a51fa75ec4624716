import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { getHomeDir, loadSharedConfigFiles } from '@smithy/core/config';
import type { AwsProfiles } from '../awsProfiles';

/** The settings of one section; those of a nested group are named `glacier.endpoint_url`. */
export type Section = Readonly<Record<string, string | undefined>>;

/** Both shared files, as the SDK's parser reads them. */
export interface SharedFiles {
  readonly files: AwsProfiles['files'];
  readonly unreadable: AwsProfiles['unreadable'];
  /** By name; what the credentials file says of one goes before the config file. */
  readonly profiles: ReadonlyMap<string, Section>;
  /** The `sso-session` sections by name. */
  readonly sessions: ReadonlyMap<string, Section>;
  /** The `services` sections by name. */
  readonly services: ReadonlyMap<string, Section>;
}

/** What the sections say, and nothing about files. */
export type Sections = Pick<SharedFiles, 'profiles' | 'sessions' | 'services'>;

/** A setting that is set to nothing counts as not set. */
export function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

/** The section that settings are taken from: of a profile, or of that of the default chain. */
export function sectionFor(
  profile: string | undefined,
  profiles: ReadonlyMap<string, Section>,
): Section | undefined {
  return profiles.get(profile ?? given(process.env['AWS_PROFILE']) ?? 'default');
}

/**
 * Reads both files anew, and makes the SDK do so, too: clients that are opened after this see what is on disk now, also
 * where the SDK would look into its memory (`use_fips_endpoint`). Never rejects; files that are missing are empty.
 */
export async function readSharedFiles(): Promise<SharedFiles> {
  const files = sharedFilePaths();
  const [{ configFile, credentialsFile }, ...unreadable] = await Promise.all([
    loadSharedConfigFiles({ ignoreCache: true }),
    whyUnusable(files.config),
    whyUnusable(files.credentials),
  ]);
  const profiles = new Map<string, Section>();
  const sessions = new Map<string, Section>();
  const services = new Map<string, Section>();
  for (const [name, section] of Object.entries(configFile)) {
    const [, kind, of] = /^(sso-session|services)\.(.+)$/.exec(name) ?? [];
    if (of === undefined) profiles.set(name, section);
    else (kind === 'services' ? services : sessions).set(of, section);
  }
  for (const [name, section] of Object.entries(credentialsFile))
    // `[profile x]` and the like mean something in the config file only; the parser names them `profile.x` here.
    if (!/^(?:profile|sso-session|services)\./.test(name))
      profiles.set(name, { ...profiles.get(name), ...section });
  return { files, unreadable: unreadable.filter((one) => one !== undefined), profiles, sessions, services };
}

/** Where the SDK looks for the files. */
export function sharedFilePaths(): AwsProfiles['files'] {
  const home = getHomeDir();
  const at = (configured: string | undefined, name: string): string => {
    const file = configured === undefined || configured === '' ? path.join(home, '.aws', name) : configured;
    return path.resolve(file.startsWith('~/') ? path.join(home, file.slice(2)) : file);
  };
  return {
    config: at(process.env['AWS_CONFIG_FILE'], 'config'),
    credentials: at(process.env['AWS_SHARED_CREDENTIALS_FILE'], 'credentials'),
  };
}

/** The SDK takes a file that it cannot use for an empty one, in silence. */
async function whyUnusable(
  file: string,
): Promise<{ readonly file: string; readonly code: string } | undefined> {
  try {
    const text = await readFile(file, 'utf8');
    // The one name at which the SDK's parser gives the whole file up.
    return /^\s*\[(?:profile )?__proto__\]/m.test(text) ? { file, code: 'EINVAL' } : undefined;
  } catch (error) {
    const code =
      error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EINVAL';
    return code === 'ENOENT' ? undefined : { file, code };
  }
}
