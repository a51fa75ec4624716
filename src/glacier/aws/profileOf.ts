import type { AwsProfile, ProfileProblem, ProfileSource } from '../awsProfiles';
import { endpointSwitches } from './endpointSwitches';
import { sourceOf } from './profileSource';
import { wayOf } from './profileWay';
import { revisionOf } from './revision';
import { given, type Section, type Sections } from './sharedFiles';

/** What a profile's sections say, as the SDK would take it. Undefined where there is no such profile. */
export function profileOf(name: string, sections: Sections): AwsProfile | undefined {
  const section = sections.profiles.get(name);
  if (section === undefined) return undefined;
  const source = sourceOf(section, sections);
  const way = wayOf(name, sections);
  const endpoint = configuredEndpoint(section, sections);
  const switches = endpointSwitches(section);
  return {
    name,
    source,
    region: given(section['region']),
    account: accountOf(section, source),
    endpoint: endpoint.url,
    fips: 'useFipsEndpoint' in switches && switches.useFipsEndpoint,
    mfaSerials: way.links.flatMap(([, { mfa_serial, role_arn }]) =>
      given(mfa_serial) !== undefined && given(role_arn) !== undefined ? [mfa_serial ?? ''] : [],
    ),
    problem:
      way.problem ??
      endpoint.problem ??
      ('odd' in switches ? { kind: 'badSwitch', setting: switches.odd } : undefined),
    revision: revisionOf(way, sections),
  };
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
