import { createHash, createHmac, randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import { getHomeDir, getSSOTokenFilepath } from '@smithy/core/config';
import type { AwsProfile, ProfileProblem, ProfileSource } from '../awsProfiles';
import type { Section, SharedFiles } from './sharedFiles';

/** Sections, and nothing about files. */
type Sections = Pick<SharedFiles, 'profiles' | 'sessions' | 'services'>;

/** What a profile's sections say, as the SDK would take it. Undefined where there is no such profile. */
export function profileOf(name: string, sections: Sections): AwsProfile | undefined {
  const section = sections.profiles.get(name);
  if (section === undefined) return undefined;
  const source = sourceOf(section, sections);
  const way = wayOf(name, sections);
  const endpoint = configuredEndpoint(section, sections);
  const switches = switchesOf(section);
  return {
    name,
    source,
    region: given(section['region']),
    account: accountOf(section, source),
    endpoint: endpoint.url,
    fips: switches.fips,
    mfaSerials: way.links.flatMap(([, { mfa_serial, role_arn }]) =>
      given(mfa_serial) !== undefined && given(role_arn) !== undefined ? [mfa_serial ?? ''] : [],
    ),
    problem: way.problem ?? problemOf(source, section, sections) ?? endpoint.problem ?? switches.problem,
    revision: revisionOf(way.links, section, sections),
  };
}

/** The first source that the SDK would take (`resolveProfileData` of @aws-sdk/credential-provider-ini). */
function sourceOf(section: Section, sections: Sections): ProfileSource {
  const { role_arn, source_profile, credential_source, sso_session, sso_start_url } = section;
  if (role_arn !== undefined && (source_profile === undefined) !== (credential_source === undefined)) {
    if (source_profile !== undefined)
      return { kind: 'assumeRole', roleArn: role_arn, from: { profile: source_profile } };
    if (isMachine(credential_source))
      return { kind: 'assumeRole', roleArn: role_arn, from: { machine: credential_source } };
  }
  if (section['aws_access_key_id'] !== undefined && section['aws_secret_access_key'] !== undefined)
    return { kind: 'staticKeys' };
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

function isMachine(value: string | undefined): value is (typeof machines)[number] {
  return machines.some((machine) => machine === value);
}

/** The profiles from this one to the source of all its credentials. */
interface Way {
  readonly links: readonly (readonly [name: string, section: Section])[];
  readonly problem: ProfileProblem | undefined;
}

function wayOf(name: string, { profiles }: Sections): Way {
  const links: [string, Section][] = [];
  for (let at = name; ;) {
    const section = profiles.get(at);
    if (section === undefined) return { links, problem: { kind: 'missingSourceProfile', profile: at } };
    const visited = links.some(([former]) => former === at);
    const hasKeys =
      section['aws_access_key_id'] !== undefined && section['aws_secret_access_key'] !== undefined;
    // A profile may name itself, or one that was passed, where that one has keys.
    if (visited)
      return {
        links,
        problem: hasKeys ? undefined : { kind: 'circle', profiles: [...links.map(([former]) => former), at] },
      };
    links.push([at, section]);
    const { role_arn, source_profile, credential_source } = section;
    const ends = (links.length > 1 && hasKeys) || role_arn === undefined || source_profile === undefined;
    if (ends || credential_source !== undefined) return { links, problem: undefined };
    at = source_profile;
  }
}

function problemOf(
  source: ProfileSource,
  section: Section,
  { sessions }: Sections,
): ProfileProblem | undefined {
  if (source.kind === 'sso') {
    const { session } = source;
    const found = session === undefined ? section : sessions.get(session);
    if (found === undefined) return { kind: 'missingSsoSession', session: session ?? '' };
    const complete: Section = {
      ...section,
      sso_start_url: found['sso_start_url'],
      sso_region: found['sso_region'],
    };
    const missing = ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name'].find(
      (setting) => given(complete[setting]) === undefined,
    );
    return missing === undefined ? undefined : { kind: 'missingSsoSetting', setting: missing };
  }
  if (source.kind !== 'none') return undefined;
  const named = section['credential_source'];
  return named !== undefined && section['source_profile'] === undefined && !isMachine(named)
    ? { kind: 'unknownCredentialSource', value: named }
    : { kind: 'noSource' };
}

function accountOf(section: Section, source: ProfileSource): string | undefined {
  const told = namedAccount(section, source);
  return told !== undefined && /^\d{12}$/.test(told) ? told : undefined;
}

function namedAccount(section: Section, source: ProfileSource): string | undefined {
  switch (source.kind) {
    case 'sso':
      return section['sso_account_id'];
    case 'assumeRole':
    case 'webIdentity':
      return source.roleArn.split(':')[4];
    case 'login':
      return section['login_session']?.split(':')[4];
    case 'staticKeys':
    case 'process':
    case 'none':
      return section['aws_account_id'];
  }
}

/** The precedence of the SDKs: the `services` section before the profile's own address; what the environment says is another connection. */
function configuredEndpoint(
  section: Section,
  { services }: Sections,
): { readonly url: string | undefined; readonly problem?: ProfileProblem } {
  const isIgnored = [
    process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'],
    section['ignore_configured_endpoint_urls'],
  ];
  if (isIgnored.find((value) => value !== undefined)?.toLowerCase() === 'true') return { url: undefined };
  const named = given(section['services']);
  const group = named === undefined ? undefined : services.get(named);
  if (named !== undefined && group === undefined)
    return { url: undefined, problem: { kind: 'missingServices', services: named } };
  const url = given(group?.['glacier.endpoint_url']) ?? given(section['endpoint_url']);
  const isUsable = url === undefined || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol));
  return isUsable ? { url } : { url: undefined, problem: { kind: 'badEndpoint' } };
}

/** The environment goes before the file, as for the SDK, which refuses everything but these two words. */
function switchesOf(section: Section): { readonly fips: boolean; readonly problem?: ProfileProblem } {
  const fips = process.env['AWS_USE_FIPS_ENDPOINT'] ?? section['use_fips_endpoint'];
  const isWord = fips === undefined || fips === 'true' || fips === 'false';
  return isWord
    ? { fips: fips === 'true' }
    : { fips: false, problem: { kind: 'badSwitch', setting: 'use_fips_endpoint' } };
}

/** Settings that change nothing about the credentials and the way to them, and are often edited. */
const beside: ReadonlySet<string> = new Set(['output', 'cli_pager', 'cli_auto_prompt', 'cli_binary_format']);

const key = randomBytes(32);

function revisionOf(links: Way['links'], section: Section, { sessions, services }: Sections): string {
  const all = [
    ...links.flatMap(([name, own]) => [
      [name, own] as const,
      [`sso-session ${own['sso_session'] ?? ''}`, sessions.get(own['sso_session'] ?? '')] as const,
    ]),
    [`services ${section['services'] ?? ''}`, services.get(section['services'] ?? '')] as const,
  ];
  const told = all.map(([name, settings]) => [
    name,
    Object.entries(settings ?? {})
      .filter(([setting]) => !beside.has(setting))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  return createHmac('sha256', key).update(JSON.stringify(told)).digest('base64url');
}

/** Where the SDK looks for the tokens of `aws login`. */
export function loginFolder(): string {
  return process.env['AWS_LOGIN_CACHE_DIRECTORY'] ?? path.join(homedir(), '.aws', 'login', 'cache');
}

/** Where the SDK looks for the tokens of `aws sso login`. */
export function ssoFolder(): string {
  return path.join(getHomeDir(), '.aws', 'sso', 'cache');
}

function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
