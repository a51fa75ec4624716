import {
  fromEnv,
  fromHttp,
  fromIni,
  fromInstanceMetadata,
  fromTokenFile,
} from '@aws-sdk/credential-providers';
import { CredentialFailure, type CredentialSourceKind } from '../credentialFailure';
import { credentialFailure } from './credentialReason';
import { wayOf, type Way } from './profileWay';
import { digestOf, revisionOf } from './revision';
import { roleAssumer, type RoleCall } from './roleAssumer';
import { given, readSharedFiles, type Sections, type SharedFiles } from './sharedFiles';

/** Credentials as the SDK passes them around. */
export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** How somebody's credentials are to be looked up, beside what files and environment say. */
export type LookUp = Omit<RoleCall, 'profile' | 'root'>;

/** Where credentials will come from, decided by one reading of the files. */
export interface CredentialSource {
  /** Differs when other credentials could come of it. */
  readonly revision: string;
  /** Rejects with a CredentialFailure and nothing else. */
  lookUp(how: LookUp): Promise<Identity>;
}

/**
 * Where a profile's credentials come from. A named profile means this profile and nothing else: the default chain
 * would go on to the machine's own role when the profile fails, and show another account under the profile's name.
 * The shared files are read anew each time (`ignoreCache`), so that an edited profile needs no restart.
 */
export async function credentialSource(profile: string | undefined): Promise<CredentialSource> {
  const sections = await readSharedFiles();
  if (profile !== undefined) return ofProfile(profile, sections);
  const usual = given(process.env['AWS_PROFILE']);
  const revision = digestOf(variables.map((name) => process.env[name]));
  const [source, ask] = ofEnvironment(usual);
  const isFirst = source === 'environment';
  if (!isFirst && hasSource(usual ?? 'default', sections)) return ofProfile(usual ?? 'default', sections);
  if (usual !== undefined && !sections.profiles.has(usual)) return ofProfile(usual, sections);
  return { revision, lookUp: (how) => explained(() => ask(how), source, usual) };
}

/** What the default chain goes by where no profile does. */
const variables = [
  ...['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
  ...['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'],
  ...['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_EC2_METADATA_DISABLED'],
] as const;

type Ask = (how: LookUp) => Promise<Identity>;

/**
 * The sources of the SDK's default chain, in its order (`defaultProvider` of @aws-sdk/credential-provider-node), but one
 * that is set up and fails is the end, as it is for the AWS CLI: its own failure is what helps, and the machine's role is
 * another identity.
 */
function ofEnvironment(usual: string | undefined): readonly [CredentialSourceKind, Ask] {
  const has = (name: (typeof variables)[number]): boolean => given(process.env[name]) !== undefined;
  if (usual === undefined && has('AWS_ACCESS_KEY_ID') && has('AWS_SECRET_ACCESS_KEY'))
    return ['environment', () => fromEnv()()];
  if (has('AWS_WEB_IDENTITY_TOKEN_FILE') && has('AWS_ROLE_ARN'))
    return ['webIdentity', (how) => fromTokenFile(clientsOf(how, usual))()];
  if (has('AWS_CONTAINER_CREDENTIALS_FULL_URI') || has('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'))
    return ['container', () => fromHttp({ maxRetries: 1 })()];
  const isOff = has('AWS_EC2_METADATA_DISABLED') && process.env['AWS_EC2_METADATA_DISABLED'] !== 'false';
  return isOff
    ? [
        'chain',
        () =>
          Promise.reject(new CredentialFailure({ source: 'chain', reason: 'notConfigured', profile: usual })),
      ]
    : ['chain', () => fromInstanceMetadata()()];
}

function hasSource(name: string, sections: Sections): boolean {
  return sections.profiles.has(name) && wayOf(name, sections).problem?.kind !== 'noSource';
}

function ofProfile(profile: string, sections: SharedFiles): CredentialSource {
  const way = wayOf(profile, sections);
  return {
    revision: revisionOf(way, sections),
    lookUp: async (how) => {
      const unusable = failureOf(profile, way, sections);
      if (unusable !== undefined) throw unusable;
      const region = given(sections.profiles.get(profile)?.['region']) ?? how.region;
      const call = { ...how, region, profile, root: { root: way.root, ...rootProfileOf(way) } };
      const ask = fromIni({
        ...clientsOf(call, profile),
        profile,
        ignoreCache: true,
        roleAssumer: roleAssumer(call),
        // The assumer asks, once it knows that the credentials it begins with are there.
        mfaCodeProvider: () => Promise.resolve(''),
      });
      return await explained(() => ask(), way.root, profile, way);
    },
  };
}

function failureOf(
  profile: string,
  way: Way,
  { unreadable: [unreadable] }: Pick<SharedFiles, 'unreadable'>,
): CredentialFailure | undefined {
  const { links, root, problem } = way;
  if (problem === undefined) return undefined;
  const isNothing = links.length === 0 || (problem.kind === 'noSource' && links.length === 1);
  // What is missing may stand in the file that cannot be read.
  if (unreadable !== undefined)
    return new CredentialFailure({
      ...{ source: 'profile', reason: 'unreadable', profile, problem },
      systemCode: unreadable.code,
    });
  const reason = isNothing ? 'notConfigured' : 'misconfigured';
  return new CredentialFailure({ source: root, reason, profile, ...rootProfileOf(way), problem });
}

/** For the clients of the other services that the SDK opens on the way. */
function clientsOf({ region, requestHandler }: LookUp, profile: string | undefined) {
  const named = profile === undefined ? {} : { profile };
  return {
    clientConfig: { requestHandler, ...named },
    parentClientConfig: { region, requestHandler, ...named },
  };
}

async function explained(
  ask: () => Promise<Identity>,
  source: CredentialSourceKind,
  profile: string | undefined,
  way?: Way,
): Promise<Identity> {
  try {
    return await ask();
  } catch (thrown) {
    throw credentialFailure(thrown, { source, profile, ...rootProfileOf(way), ...sessionOf(way) });
  }
}

function rootProfileOf(way: Way | undefined): { readonly rootProfile?: string } {
  const [, ...sources] = way?.links ?? [];
  const [rootProfile] = sources.at(-1) ?? [];
  return rootProfile === undefined ? {} : { rootProfile };
}

function sessionOf(way: Way | undefined): { readonly ssoSession?: string } {
  const ssoSession = given(way?.links.at(-1)?.[1]['sso_session']);
  return way?.root === 'sso' && ssoSession !== undefined ? { ssoSession } : {};
}
