import type { ProfileProblem } from '../awsProfiles';
import type { CredentialSourceKind } from '../credentialFailure';
import { hasKeys, isMachine, sourceOf } from './profileSource';
import { given, type Section, type Sections } from './sharedFiles';

/** The profiles from one to the source of all its credentials. */
export interface Way {
  readonly links: readonly (readonly [name: string, section: Section])[];
  /** What hands out the credentials that the way begins with. */
  readonly root: CredentialSourceKind;
  readonly problem: ProfileProblem | undefined;
}

/** Goes the way that the SDK goes: from role to source profile, until there is something that is no role. */
export function wayOf(name: string, sections: Sections): Way {
  const links: [string, Section][] = [];
  for (let at = name; ;) {
    const section = sections.profiles.get(at);
    if (section === undefined)
      return { links, root: 'profile', problem: { kind: 'missingSourceProfile', profile: at } };
    const passed = links.map(([former]) => former);
    // A profile may name itself, or one that was passed, where that one has keys.
    if (passed.includes(at))
      return hasKeys(section)
        ? { links, root: 'staticKeys', problem: undefined }
        : { links, root: 'profile', problem: { kind: 'circle', profiles: [...passed, at] } };
    links.push([at, section]);
    const { role_arn, source_profile, credential_source } = section;
    if (links.length > 1 && hasKeys(section)) return { links, root: 'staticKeys', problem: undefined };
    if (role_arn === undefined || source_profile === undefined || credential_source !== undefined)
      return { links, ...endOf(section, sections, links.length > 1) };
    at = source_profile;
  }
}

function endOf(section: Section, sections: Sections, isSourceProfile: boolean): Omit<Way, 'links'> {
  const machine = section['credential_source'];
  const mayBeMachine = section['role_arn'] !== undefined || isSourceProfile;
  if (isMachine(machine) && mayBeMachine && section['source_profile'] === undefined)
    return { root: kindOfMachine[machine], problem: undefined };
  const source = sourceOf(section, sections);
  return {
    root: source.kind === 'none' ? 'profile' : source.kind,
    problem:
      source.kind === 'sso' ? ssoProblem(source.session, section, sections) : noSource(source.kind, section),
  };
}

const kindOfMachine = {
  Environment: 'environment',
  Ec2InstanceMetadata: 'instance',
  EcsContainer: 'container',
} as const;

function ssoProblem(
  session: string | undefined,
  section: Section,
  { sessions }: Sections,
): ProfileProblem | undefined {
  const found = session === undefined ? section : sessions.get(session);
  if (found === undefined) return { kind: 'missingSsoSession', session: session ?? '' };
  const { sso_start_url, sso_region } = found;
  const complete: Section = { ...section, sso_start_url, sso_region };
  const missing = ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name'].find(
    (setting) => given(complete[setting]) === undefined,
  );
  return missing === undefined ? undefined : { kind: 'missingSsoSetting', setting: missing };
}

function noSource(kind: string, section: Section): ProfileProblem | undefined {
  if (kind !== 'none') return undefined;
  const named = section['credential_source'];
  return named !== undefined && section['source_profile'] === undefined && !isMachine(named)
    ? { kind: 'unknownCredentialSource', value: named }
    : { kind: 'noSource' };
}
