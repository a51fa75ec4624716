import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import { getHomeDir, getSSOTokenFilepath } from '@smithy/core/config';
import type { ProfileSource } from '../awsProfiles';
import type { Section, Sections } from './sharedFiles';

/** The first source that the SDK would take (`resolveProfileData` of @aws-sdk/credential-provider-ini). */
export function sourceOf(section: Section, sections: Sections): ProfileSource {
  const { role_arn, source_profile, credential_source, sso_session, sso_start_url } = section;
  if (role_arn !== undefined && (source_profile === undefined) !== (credential_source === undefined)) {
    if (source_profile !== undefined)
      return { kind: 'assumeRole', roleArn: role_arn, from: { profile: source_profile } };
    if (isMachine(credential_source))
      return { kind: 'assumeRole', roleArn: role_arn, from: { machine: credential_source } };
  }
  if (hasKeys(section)) return { kind: 'staticKeys' };
  if (role_arn !== undefined && section['web_identity_token_file'] !== undefined)
    return { kind: 'webIdentity', roleArn: role_arn };
  if (section['credential_process'] !== undefined) return { kind: 'process' };
  if (ssoSettings.some((setting) => section[setting] !== undefined)) {
    const id = sso_session ?? sso_start_url;
    const startUrl =
      sso_session === undefined ? sso_start_url : sections.sessions.get(sso_session)?.['sso_start_url'];
    return {
      kind: 'sso',
      session: sso_session,
      startUrl,
      roleName: section['sso_role_name'],
      tokenFile: id === undefined ? undefined : getSSOTokenFilepath(id),
    };
  }
  const login = section['login_session'];
  if (login !== undefined) {
    const name = `${createHash('sha256').update(login).digest('hex')}.json`;
    return { kind: 'login', tokenFile: path.join(loginFolder(), name) };
  }
  return { kind: 'none' };
}

const ssoSettings = [
  'sso_start_url',
  'sso_account_id',
  'sso_session',
  'sso_region',
  'sso_role_name',
] as const;

const machines = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'] as const;

export function isMachine(value: string | undefined): value is (typeof machines)[number] {
  return machines.some((machine) => machine === value);
}

/** True for a section with both halves of a pair of keys. */
export function hasKeys(section: Section): boolean {
  return section['aws_access_key_id'] !== undefined && section['aws_secret_access_key'] !== undefined;
}

/** Where the SDK looks for the tokens of `aws login`. */
export function loginFolder(): string {
  return process.env['AWS_LOGIN_CACHE_DIRECTORY'] ?? path.join(homedir(), '.aws', 'login', 'cache');
}

/** Where the SDK looks for the tokens of `aws sso login`. */
export function ssoFolder(): string {
  return path.join(getHomeDir(), '.aws', 'sso', 'cache');
}
