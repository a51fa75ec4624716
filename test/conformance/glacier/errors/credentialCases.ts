import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { signIn } from '../../../../src/glacier/aws';
import type { SourceFacts } from '../../../../src/glacier/errorTexts/facts';
import type { GatewayTarget } from '../../../../src/glacier/gateway';
import { ownEnvironment } from '../../support/environment';
import { startOidc, startPortal, writeToken } from '../../support/standIns/identityCenter';
import { startContainerService, startMetadataService } from '../../support/standIns/machineRoles';
import { json, startStandIn } from '../../support/standIns/standIn';
import { startTokenService } from '../../support/standIns/tokenService';
import { region } from '../../support/sdk';
import { call, type ErrorCase } from './errorCase';
import { serverWith } from './networkCases';

/** The profile of all these cases. */
const profile = 'audit';
const account = '111122223333';
const nowhere = 'http://127.0.0.1:1';
const hour = 3_600_000;
const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
const serial = `arn:aws:iam::${account}:mfa/ana`;
const anaKeys = { accessKeyId: 'AKIAANA', secretAccessKey: 'secret-of-AKIAANA' };
const ana = '[profile ana]\naws_access_key_id = AKIAANA\naws_secret_access_key = secret-of-AKIAANA\n';
const audit = (...lines: readonly string[]): string => `[profile ${profile}]\n${lines.join('\n')}\n`;
const assumes = audit(`role_arn = ${role('reader')}`, 'source_profile = ana');
const trusted = { arn: role('reader'), gives: 'ASIAREADER', trusts: { keys: anaKeys } };

/** What a case sets up: files and variables of its own, and stand-ins for services. */
interface Stage {
  readonly home: string;
  readonly set: (variables: Readonly<Record<string, string>>) => void;
  readonly config: (text: string) => Promise<void>;
}

type SetUp = (stage: Stage) => Promise<void>;

async function on(setUp: SetUp, work: () => Promise<unknown>): Promise<unknown> {
  const env = await ownEnvironment();
  const folder = path.join(env.home, '.aws');
  try {
    await mkdir(folder);
    await setUp({
      home: env.home,
      set: (variables) => env.set(variables),
      config: (text) => writeFile(path.join(folder, 'config'), text),
    });
    return await work();
  } finally {
    await env.end();
  }
}

// No request gets as far as Glacier.
const list = async (more: Partial<GatewayTarget>): Promise<unknown> =>
  await call('ListVaults', { practice: false, endpoint: nowhere, ...more });

/** With the profile. */
const withProfile = (
  source: ErrorCase['source'],
  what: string,
  kind: string,
  setUp: SetUp,
  failed?: SourceFacts,
): ErrorCase => ({
  ...{ source, what, kind, operation: 'ListVaults', profile },
  ...(failed === undefined ? {} : { failed }),
  produce: async () => await on(setUp, () => list({ profile })),
});

/** With the default credentials. */
const withoutProfile = (
  source: ErrorCase['source'],
  what: string,
  kind: string,
  setUp: SetUp,
): ErrorCase => ({
  ...{ source, what, kind, operation: 'ListVaults' },
  produce: async () => await on(setUp, () => list({})),
});

/** With a person who is asked for a one-time code. */
const withCode = (what: string, kind: string, typed: string | undefined): ErrorCase => ({
  ...{ source: 'role', what, kind, operation: 'ListVaults', profile },
  produce: async () =>
    await on(
      async (stage) => {
        await sts(stage, { ...trusted, mfa: { serial, code: () => '123456' } });
        // Of this case alone: what somebody was asked for is kept.
        await stage.config(
          `${assumes}mfa_serial = ${serial}\nrole_session_name = ${path.basename(stage.home)}\n${ana}`,
        );
      },
      () => signIn({ region, profile, practice: false, endpoint: nowhere }, () => Promise.resolve(typed)),
    ),
});

async function sts(stage: Stage, ...roles: Parameters<typeof startTokenService>[0]): Promise<void> {
  stage.set({ AWS_ENDPOINT_URL_STS: (await startTokenService(roles)).url });
}

/** An STS, a portal or a metadata service that always answers so. */
async function always(stage: Stage, variable: string, status: number, body: unknown = {}): Promise<void> {
  const service = await startStandIn(() => json(status, body));
  stage.set({ [variable]: service.url, AWS_MAX_ATTEMPTS: '1' });
}

/** A program that prints what it is told to. */
async function script(stage: Stage, body: string): Promise<void> {
  const file = path.join(stage.home, 'get.cjs');
  await writeFile(file, body);
  await stage.config(audit(`credential_process = "${process.execPath}" "${file}"`));
}

const says =
  (answer: object): SetUp =>
  (stage) =>
    script(stage, `console.log(${JSON.stringify(JSON.stringify(answer))})`);

const session = [
  audit('sso_session = company', `sso_account_id = ${account}`, 'sso_role_name = Auditor'),
  '[sso-session company]\nsso_region = us-west-2\nsso_start_url = https://company.example/start\n',
].join('');

/** IAM Identity Center with one assignment, and a token on this computer where there is one. */
const center =
  (config: string, lasts?: number, bearer = 'bearer'): SetUp =>
  async (stage) => {
    const portal = await startPortal(() => 'bearer', { account, role: 'Auditor', gives: 'ASIASSO' });
    const refresh = {
      clientId: 'client',
      clientSecret: 'secret-of-client',
      refreshToken: 'secret-of-refresh',
    };
    const oidc = await startOidc({ ...refresh, gives: 'bearer' });
    stage.set({ AWS_ENDPOINT_URL_SSO: portal.url, AWS_ENDPOINT_URL_SSO_OIDC: oidc.url });
    await stage.config(config);
    if (lasts === undefined) return;
    const expiresAt = new Date(Date.now() + lasts);
    await writeToken(stage.home, 'company', { accessToken: bearer, expiresAt });
  };

const webProfile = (stage: Stage): string =>
  audit(`role_arn = ${role('web')}`, `web_identity_token_file = ${path.join(stage.home, 'token')}`);

const webToken =
  (token: string): SetUp =>
  async (stage) => {
    await sts(stage, { arn: role('web'), gives: 'ASIAWEB', trusts: { token: 'secret-of-web' } });
    await writeFile(path.join(stage.home, 'token'), token);
    await stage.config(webProfile(stage));
  };

const files: readonly ErrorCase[] = [
  withoutProfile('files', 'no credentials at all', 'noCredentials', (stage) => {
    stage.set({ AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: nowhere });
    return Promise.resolve();
  }),
  withProfile('files', 'profile missing', 'profileMissing', ({ config }) => config(ana)),
  withProfile('files', 'AWS files missing', 'profileMissing', () => Promise.resolve()),
  withProfile('files', 'section not closed', 'profileMissing', ({ config }) =>
    config(`[profile ${profile}\naws_access_key_id = AKIAAUDIT\naws_secret_access_key = x\n`),
  ),
  withProfile('files', 'one half of a pair of keys', 'profileIncomplete', ({ config }) =>
    config(audit('aws_access_key_id = AKIAAUDIT')),
  ),
  withProfile('files', 'config file that is a folder', 'filesUnreadable', async ({ home }) => {
    await mkdir(path.join(home, '.aws', 'config'));
  }),
  withProfile('files', 'text that the parser gives up', 'filesUnreadable', ({ config }) =>
    config('[profile __proto__]\nregion = us-west-2\n'),
  ),
];

const processes: readonly ErrorCase[] = [
  withProfile('process', 'no such program', 'processMissing', ({ config }) =>
    config(audit('credential_process = /nowhere/secret-of-process --secret')),
  ),
  withProfile('process', 'exit code 3', 'processFailed', (stage) =>
    script(stage, `console.error('secret-of-process'); process.exit(3)`),
  ),
  withProfile('process', 'no JSON', 'processReplyUnusable', (stage) =>
    script(stage, `console.log('secret-of-process')`),
  ),
  withProfile('process', 'another version', 'processReplyUnusable', says({ Version: 2 })),
  withProfile('process', 'JSON without keys', 'processReplyUnusable', says({ Version: 1 })),
  withProfile(
    'process',
    'expired credentials',
    'processExpired',
    says({ Version: 1, AccessKeyId: 'ASIAOLD', SecretAccessKey: 'x', Expiration: '2020-01-01T00:00:00Z' }),
  ),
];

/** An STS that refuses with this code, or a proxy that refuses without one. */
const refusal =
  (code: string | undefined, status = 403, message = 'No.'): SetUp =>
  async (stage) => {
    const error = `<Error><Type>Sender</Type><Code>${code ?? ''}</Code><Message>${message}</Message></Error>`;
    const { url } = await startStandIn(() => ({
      status,
      headers: { 'content-type': 'text/xml' },
      body: code === undefined ? '' : `<ErrorResponse>${error}<RequestId>r</RequestId></ErrorResponse>`,
    }));
    stage.set({ AWS_ENDPOINT_URL_STS: url, AWS_MAX_ATTEMPTS: '1' });
    await stage.config(assumes + ana);
  };

const ofAna = { source: 'assumeRole', root: 'staticKeys', rootProfile: 'ana' } as const;

const roles: readonly ErrorCase[] = [
  withProfile('role', 'AssumeRole refused', 'roleRefused', async (stage) => {
    await sts(stage, { ...trusted, externalId: 'planet' });
    await stage.config(assumes + ana);
  }),
  withProfile('role', 'source profile missing', 'roleSourceUnusable', ({ config }) => config(assumes)),
  withProfile('role', 'source profiles in a circle', 'roleSourceUnusable', ({ config }) =>
    config(`${assumes}[profile ana]\nrole_arn = ${role('x')}\nsource_profile = ${profile}\n`),
  ),
  withProfile('role', 'credential_source that nobody knows', 'roleSourceUnusable', ({ config }) =>
    config(audit(`role_arn = ${role('reader')}`, 'credential_source = Moon')),
  ),
  withProfile(
    'role',
    'key that STS does not know',
    'keyUnknown',
    async (stage) => {
      await sts(stage, trusted);
      await stage.config(assumes + ana.replaceAll('AKIAANA', 'AKIAOTHER'));
    },
    ofAna,
  ),
  withProfile(
    'role',
    'secret key that does not fit',
    'secretKeyWrong',
    async (stage) => {
      await sts(stage, trusted);
      await stage.config(assumes + ana.replace('secret-of-AKIAANA', 'secret-of-nobody'));
    },
    ofAna,
  ),
  withProfile(
    'role',
    'keys of the source expired',
    'keysExpired',
    async (stage) => {
      await always(stage, 'AWS_ENDPOINT_URL_STS', 403, {});
      const service = await startStandIn(() => ({
        status: 403,
        headers: { 'content-type': 'text/xml' },
        body: '<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message></Error><RequestId>r</RequestId></ErrorResponse>',
      }));
      stage.set({ AWS_ENDPOINT_URL_STS: service.url });
      await stage.config(assumes + ana);
    },
    ofAna,
  ),
  withProfile('role', 'setting that STS does not accept', 'roleRequestUnusable', refusal('ValidationError')),
  withProfile('role', 'STS switched off there', 'tokenServiceRegionOff', refusal('RegionDisabledException')),
  withProfile('role', 'STS throttles', 'tokenServiceFailed', refusal('Throttling', 400)),
  withProfile(
    ...(['role', 'wrong clock, told of the signature', 'clockWrong'] as const),
    refusal('SignatureDoesNotMatch', 403, 'Signature expired: 20260301T120000Z is now earlier than x'),
  ),
  withProfile(
    ...(['role', 'refusal by a proxy before STS', 'proxyRefused'] as const),
    refusal(undefined),
    ofAna,
  ),
  withProfile(
    ...(['role', 'self-signed certificate before STS', 'certificateSelfSigned'] as const),
    async (stage) => {
      stage.set({ AWS_ENDPOINT_URL_STS: await serverWith('selfSigned'), AWS_MAX_ATTEMPTS: '1' });
      await stage.config(assumes + ana);
    },
    ofAna,
  ),
  withProfile('role', 'STS out of reach', 'tokenServiceUnreachable', (stage) => {
    stage.set({ AWS_ENDPOINT_URL_STS: nowhere, AWS_MAX_ATTEMPTS: '1' });
    return stage.config(assumes + ana);
  }),
  withProfile('role', 'STS with an error of its own', 'tokenServiceFailed', async (stage) => {
    await always(stage, 'AWS_ENDPOINT_URL_STS', 500);
    await stage.config(assumes + ana);
  }),
  withProfile('role', 'one-time code needed, nobody there', 'mfaNeeded', async (stage) => {
    await sts(stage, { ...trusted, mfa: { serial, code: () => '123456' } });
    await stage.config(`${assumes}mfa_serial = ${serial}\n${ana}`);
  }),
  withCode('one-time code wrong', 'mfaWrong', '000000'),
  withCode('question for the one-time code left', 'mfaCancelled', undefined),
];

const sso: readonly ErrorCase[] = [
  withProfile('sso', 'never signed in', 'ssoSignedOut', center(session)),
  withProfile(
    ...(['sso', 'never signed in, as the source of a role', 'ssoSignedOut'] as const),
    center(assumes + session.replace(`[profile ${profile}]`, '[profile ana]')),
    { source: 'sso', rootProfile: 'ana' },
  ),
  withProfile('sso', 'session expired', 'ssoExpired', center(session, -1)),
  withProfile('sso', 'session revoked', 'ssoExpired', center(session, hour, 'revoked-bearer')),
  withProfile('sso', 'session that cannot be renewed', 'ssoExpired', async (stage) => {
    // The SDK tries once in half a minute to renew the token of a session: this one is of this case alone.
    await center(session.replaceAll('company', 'lapsed'))(stage);
    await writeToken(stage.home, 'lapsed', {
      accessToken: 'bearer',
      expiresAt: new Date(Date.now() - 1),
      refresh: { clientId: 'client', clientSecret: 'secret-of-other', refreshToken: 'secret-of-other' },
    });
  }),
  withProfile('sso', 'portal throttles', 'tokenServiceFailed', async (stage) => {
    await center(session, hour)(stage);
    const { url } = await startStandIn(() => ({
      status: 429,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'TooManyRequestsException' },
      body: '{"message":"No."}',
    }));
    stage.set({ AWS_ENDPOINT_URL_SSO: url, AWS_MAX_ATTEMPTS: '1' });
  }),
  withProfile(
    'sso',
    'role not assigned',
    'ssoRoleRefused',
    center(session.replace('Auditor', 'Owner'), hour),
  ),
  withProfile(
    'sso',
    'sso-session section missing',
    'ssoSessionUnknown',
    center(session.replace('[sso-session company]', '[sso-session other]'), hour),
  ),
  withProfile(
    'sso',
    'setting missing',
    'ssoIncomplete',
    center(session.replace(/sso_role_name = Auditor\n/, ''), hour),
  ),
  withProfile('sso', 'portal out of reach', 'tokenServiceUnreachable', async (stage) => {
    await center(session, hour)(stage);
    stage.set({ AWS_ENDPOINT_URL_SSO: nowhere, AWS_MAX_ATTEMPTS: '1' });
  }),
  withProfile('sso', 'aws login: session missing', 'loginExpired', async (stage) => {
    stage.set({ AWS_LOGIN_CACHE_DIRECTORY: stage.home });
    await stage.config(audit(`login_session = arn:aws:iam::${account}:user/ana`));
  }),
];

const web: readonly ErrorCase[] = [
  withProfile('web', 'token file missing', 'tokenFileMissing', (stage) => stage.config(webProfile(stage))),
  withProfile('web', 'token expired', 'webIdentityRefused', webToken('expired-web-token')),
  withProfile('web', 'token of somebody else', 'webIdentityRefused', webToken('secret-of-somebody-else')),
];

const ofInstance = audit(`role_arn = ${role('reader')}`, 'credential_source = Ec2InstanceMetadata');

const machine: readonly ErrorCase[] = [
  withProfile('machine', 'instance metadata out of reach', 'instanceUnreachable', async (stage) => {
    stage.set({ AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: nowhere });
    await stage.config(ofInstance);
  }),
  withoutProfile('machine', 'instance metadata switched off', 'instanceDisabled', (stage) => {
    stage.set({ AWS_EC2_METADATA_DISABLED: 'true' });
    return Promise.resolve();
  }),
  withoutProfile('machine', 'instance without a role', 'instanceWithoutRole', async (stage) => {
    const { url } = await startMetadataService(undefined, '');
    stage.set({ AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: url });
  }),
  withoutProfile('machine', 'container, authorization refused', 'containerRefused', async (stage) => {
    const { url } = await startContainerService('secret-of-authorization', 'ASIACONTAINER');
    stage.set({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/role`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'secret-of-somebody-else',
    });
  }),
  withoutProfile('machine', 'container endpoint out of reach', 'containerUnreachable', (stage) => {
    stage.set({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${nowhere}/role` });
    return Promise.resolve();
  }),
  withoutProfile('machine', 'container endpoint that is not allowed', 'containerUnreachable', (stage) => {
    stage.set({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://credentials.example/role' });
    return Promise.resolve();
  }),
];

export const credentialCases: readonly ErrorCase[] = [
  ...files,
  ...processes,
  ...roles,
  ...sso,
  ...web,
  ...machine,
];
