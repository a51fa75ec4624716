import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openGateway, signIn } from '../../../src/glacier/aws';
import type { CredentialFailureDetails } from '../../../src/glacier/credentialFailure';
import type { GatewayTarget, GlacierGateway } from '../../../src/glacier/gateway';
import { GlacierError } from '../../../src/glacier/glacierError';
import type { AskForMfaCode, MfaQuestion } from '../../../src/glacier/signIn';
import {
  endDisturbed,
  glacierFault,
  latch,
  startDisturbed,
  type DisturbedGlacier,
} from '../support/disturbedGlacier';
import { ownEnvironment, type OwnEnvironment } from '../support/environment';
import { region } from '../support/sdk';
import { checkSignature } from '../support/signature';
import { startOidc, startPortal, writeToken } from '../support/standIns/identityCenter';
import { startContainerService, startMetadataService } from '../support/standIns/machineRoles';
import { temporary } from '../support/standIns/standIn';
import { startTokenService, type TokenService } from '../support/standIns/tokenService';

const account = '111122223333';
const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
const anaKeys = { accessKeyId: 'AKIAANA', secretAccessKey: 'secret-of-AKIAANA' };
const ana = '[ana]\naws_access_key_id = AKIAANA\naws_secret_access_key = secret-of-AKIAANA\n';
const serial = `arn:aws:iam::${account}:mfa/ana`;
const assumes = (name: string, more = ''): string => `[profile x]\nrole_arn = ${role(name)}\n${more}\n`;
const hour = 3_600_000;
const never: AskForMfaCode = () => assert.fail('nobody is to be asked');

describe('the sources of credentials', function () {
  this.timeout(60_000);
  let env: OwnEnvironment;
  let way: DisturbedGlacier;
  const gateways: GlacierGateway[] = [];

  beforeEach(async () => {
    env = await ownEnvironment();
    way = await startDisturbed();
    way.disturb = () => ({
      kind: 'answer',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"Marker":null,"VaultList":[]}',
    });
    await mkdir(path.join(env.home, '.aws'));
  });
  afterEach(async () => {
    for (const gateway of gateways.splice(0)) gateway.dispose();
    endDisturbed();
    await env.end();
  });

  const config = (text: string) => writeFile(path.join(env.home, '.aws', 'config'), text);
  const credentials = (text: string) => writeFile(path.join(env.home, '.aws', 'credentials'), text);
  const target = (more: Partial<GatewayTarget> = {}): GatewayTarget => ({
    ...{ region, endpoint: way.url, practice: false },
    ...more,
  });
  const open = async (more: Partial<GatewayTarget> = {}): Promise<GlacierGateway> => {
    const gateway = await openGateway(target(more));
    gateways.push(gateway);
    return gateway;
  };
  /** Lists vaults, and tells with which key; the secrets have to fit. */
  const signer = async (gateway?: GlacierGateway): Promise<string> => {
    await (gateway ?? (await open({ profile: 'x' }))).listVaults();
    const request = way.seen.at(-1);
    assert.ok(request !== undefined);
    const [, key = ''] = /Credential=(\w+)\//.exec(request.headers.authorization ?? '') ?? [];
    if (key.startsWith('ASIA')) {
      assert.equal(request.headers['x-amz-security-token'], temporary(key).sessionToken);
      assert.ok(checkSignature(request, temporary(key).secretAccessKey).fits, 'the signature fits');
    }
    return key;
  };
  /** What is told of a failure, and that nothing was sent and nothing secret told. */
  const failure = async (task: Promise<unknown>): Promise<CredentialFailureDetails> => {
    const error = await task.then(
      () => assert.fail('there are credentials'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof GlacierError, String(error));
    const details = error.details.credentials;
    assert.ok(details !== undefined, error.message);
    assert.doesNotMatch(
      JSON.stringify([error.message, error.details.advice, details]),
      /secret|token-of|bearer/,
    );
    return details;
  };
  const failing = async (more: Partial<GatewayTarget> = { profile: 'x' }) =>
    await failure((await open(more)).listVaults());
  const sts = async (...roles: Parameters<typeof startTokenService>[0]): Promise<TokenService> => {
    const service = await startTokenService(roles);
    env.set({ AWS_ENDPOINT_URL_STS: service.url });
    return service;
  };

  describe('keys', () => {
    it('of the credentials file, before the config file', async () => {
      await config('[profile ana]\naws_access_key_id = AKIAWRONG\naws_secret_access_key = x\n');
      await credentials(ana);
      assert.equal(await signer(await open({ profile: 'ana' })), 'AKIAANA');
    });

    it('of the environment, and of AWS_PROFILE before them', async () => {
      await credentials(ana);
      env.set({ AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT', AWS_SECRET_ACCESS_KEY: 'x' });
      assert.equal(await signer(await open()), 'AKIAENVIRONMENT');
      env.set({ AWS_PROFILE: 'ana' });
      assert.equal(await signer(await open()), 'AKIAANA');
    });

    it('of no profile that does not exist, and of none that has no source', async () => {
      const gone = await failing();
      assert.deepEqual([gone.source, gone.reason, gone.profile], ['profile', 'notConfigured', 'x']);
      env.set({ AWS_PROFILE: 'x' });
      assert.deepEqual((await failing({})).reason, 'notConfigured');
      await config('[profile x]\nregion = us-west-2');
      assert.deepEqual(await failing(), {
        ...{ source: 'profile', reason: 'notConfigured', profile: 'x', problem: { kind: 'noSource' } },
      });
      assert.equal(way.seen.length, 0);
    });
  });

  describe('a process', () => {
    const process = (command: string): Promise<void> =>
      config(`[profile x]\ncredential_process = ${command}\n`);
    const script = async (body: string): Promise<void> => {
      const file = path.join(env.home, 'get.cjs');
      await writeFile(file, body);
      await process(`"${globalThis.process.execPath}" "${file}"`);
    };
    const says = (answer: object): Promise<void> =>
      script(`console.log(${JSON.stringify(JSON.stringify(answer))})`);
    const {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    } = temporary('ASIAPROCESS');
    const keys = { Version: 1, AccessKeyId, SecretAccessKey, SessionToken };

    it('is asked for keys, once for all regions', async () => {
      await script(
        `require('fs').appendFileSync(${JSON.stringify(path.join(env.home, 'runs'))}, 'x'); console.log(${JSON.stringify(JSON.stringify(keys))})`,
      );
      const both = await Promise.all([open({ profile: 'x' }), open({ profile: 'x', region: 'eu-west-1' })]);
      await Promise.all(both.map((gateway) => gateway.listVaults()));
      assert.equal(await signer(both[0]), 'ASIAPROCESS');
      const runs = async (): Promise<number> => {
        const { readFile } = await import('node:fs/promises');
        return (await readFile(path.join(env.home, 'runs'))).length;
      };
      assert.equal(await runs(), 1);
      // Behind it there may be another account when the connection is opened anew.
      for (const gateway of both) gateway.dispose();
      assert.equal(await signer(), 'ASIAPROCESS');
      assert.equal(await runs(), 2);
    });

    const failures: readonly (readonly [what: string, set: () => Promise<void>, reason: string])[] = [
      ['that fails', () => script(`console.error('secret-of-process'); process.exit(3)`), 'failed'],
      ['that is not there', () => process('/nowhere/secret-of-process'), 'failed'],
      [
        'that says no JSON',
        () => script(`console.log('secret-of-process: connect ECONNREFUSED')`),
        'malformed',
      ],
      ['of another version', () => says({ ...keys, Version: 2 }), 'malformed'],
      ['without a key', () => says({ Version: 1, AccessKeyId }), 'malformed'],
      ['whose keys have expired', () => says({ ...keys, Expiration: '2020-01-01T00:00:00Z' }), 'expired'],
    ];
    for (const [what, set, reason] of failures) {
      it(`${what}: ${reason}`, async () => {
        await set();
        assert.deepEqual(await failing(), { source: 'process', reason, profile: 'x' });
      });
    }
  });

  describe('a role', () => {
    const trusted = { arn: role('reader'), gives: 'ASIAREADER', trusts: { keys: anaKeys } };

    it('by a source profile, in the region of its profile, with its external ID', async () => {
      const service = await sts({ ...trusted, externalId: 'planet' });
      await credentials(ana);
      await config(
        assumes(
          'reader',
          'source_profile = ana\nregion = eu-west-1\nexternal_id = planet\nrole_session_name = ana',
        ),
      );
      assert.equal(await signer(), 'ASIAREADER');
      assert.equal(service.asked[0]?.get('RoleSessionName'), 'ana');
      assert.deepEqual(service.signed, [{ accessKeyId: 'AKIAANA', region: 'eu-west-1' }]);
    });

    it('by the keys of the environment', async () => {
      await sts(trusted);
      env.set({ AWS_ACCESS_KEY_ID: 'AKIAANA', AWS_SECRET_ACCESS_KEY: 'secret-of-AKIAANA' });
      await config(assumes('reader', 'credential_source = Environment'));
      assert.equal(await signer(), 'ASIAREADER');
    });

    it('by a chain of roles, each with the credentials of the one before', async () => {
      const service = await sts(trusted, {
        ...{ arn: role('archivist'), gives: 'ASIAARCHIVIST', trusts: { keys: temporary('ASIAREADER') } },
      });
      await credentials(ana);
      await config(
        `${assumes('archivist', 'source_profile = between')}[profile between]\nrole_arn = ${role('reader')}\nsource_profile = ana`,
      );
      assert.equal(await signer(), 'ASIAARCHIVIST');
      assert.deepEqual(
        service.signed.map(({ accessKeyId }) => accessKeyId),
        ['AKIAANA', 'ASIAREADER'],
      );
    });

    it('of an instance', async () => {
      await sts({ ...trusted, trusts: { keys: temporary('ASIAINSTANCE') } });
      const imds = await startMetadataService('machine', 'ASIAINSTANCE');
      env.set({ AWS_EC2_METADATA_SERVICE_ENDPOINT: imds.url });
      await config(assumes('reader', 'credential_source = Ec2InstanceMetadata'));
      assert.equal(await signer(), 'ASIAREADER');
    });

    it('that is refused, and keys that STS does not know', async () => {
      await sts({ ...trusted, externalId: 'planet' });
      await credentials(ana);
      await config(assumes('reader', 'source_profile = ana'));
      assert.deepEqual(await failing(), {
        ...{ source: 'assumeRole', reason: 'refused', profile: 'x', roleArn: role('reader') },
        ...{ root: 'staticKeys', rootProfile: 'ana', serviceCode: 'AccessDenied', httpStatus: 403 },
        requestId: 'fedcba98-7654-3210-fedc-ba9876543210',
      });
      await credentials(ana.replaceAll('AKIAANA', 'AKIAOTHER'));
      assert.equal((await failing()).serviceCode, 'InvalidClientTokenId');
    });

    it('that cannot be asked for', async () => {
      env.set({ AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' });
      await credentials(ana);
      await config(assumes('reader', 'source_profile = ana'));
      const { source, reason, systemCode } = await failing();
      assert.deepEqual([source, reason, systemCode], ['assumeRole', 'unreachable', 'ECONNREFUSED']);
    });

    it('whose settings lead nowhere', async () => {
      await config(assumes('reader', 'source_profile = gone'));
      assert.deepEqual((await failing()).problem, { kind: 'missingSourceProfile', profile: 'gone' });
      await config(`${assumes('reader', 'source_profile = y')}[profile y]\nrole_arn = a\nsource_profile = x`);
      const { reason, problem } = await failing();
      assert.deepEqual([reason, problem?.kind], ['misconfigured', 'circle']);
    });
  });

  describe('a role with a one-time code', () => {
    let code: string;
    let service: TokenService;
    let questions: MfaQuestion[];
    const answers =
      (typed: string | undefined): AskForMfaCode =>
      (question) => {
        questions.push(question);
        return Promise.resolve(typed);
      };
    let withCode: string;
    beforeEach(async () => {
      // Of this test alone: what somebody was asked for is kept.
      withCode = assumes(
        'reader',
        `source_profile = ana\nmfa_serial = ${serial}\nrole_session_name = ${path.basename(env.home)}`,
      );
      code = '123456';
      questions = [];
      service = await sts({
        ...{ arn: role('reader'), gives: 'ASIAREADER', trusts: { keys: anaKeys } },
        mfa: { serial, code: () => code },
      });
      await credentials(ana);
      await config(withCode);
    });

    it('asks nobody on its own', async () => {
      assert.deepEqual(await failing(), {
        ...{
          source: 'assumeRole',
          reason: 'mfaNeeded',
          profile: 'x',
          roleArn: role('reader'),
          root: 'staticKeys',
          rootProfile: 'ana',
          mfaSerial: serial,
        },
      });
      assert.equal(service.seen.length, 0);
    });

    it('asks a person once, for all regions and for as long as it lasts', async () => {
      const gateway = await open({ profile: 'x' });
      await failure(gateway.listVaults());
      const [asked, typed] = [latch(), latch()];
      const ask: AskForMfaCode = async (question) => {
        questions.push(question);
        asked.open();
        await typed.opened;
        return code;
      };
      const other = target({ profile: 'x', region: 'eu-west-1' });
      const signing = signIn(target({ profile: 'x' }), ask);
      await asked.opened;
      // Whoever needs credentials while somebody is asked waits for them.
      const waiting = [signIn(other, never), gateway.listVaults()];
      typed.open();
      await Promise.all([signing, ...waiting]);
      assert.deepEqual(questions, [{ serial, profile: 'x' }]);
      assert.equal(await signer(await open({ profile: 'x', region: 'eu-west-1' })), 'ASIAREADER');
      gateway.dispose();
      assert.equal(await signer(), 'ASIAREADER');
      assert.equal(service.seen.length, 1);
    });

    it('asks anew after an edit of the files: what came of the former ones is not used', async () => {
      await signIn(target({ profile: 'x' }), answers(code));
      assert.equal(await signer(), 'ASIAREADER');
      await config(`${withCode}external_id = other\n`);
      assert.equal((await failing()).reason, 'mfaNeeded');
      await config(withCode);
      assert.equal((await failing()).reason, 'mfaNeeded');
    });

    it('asks anew when Glacier no longer takes what it gave', async () => {
      await signIn(target({ profile: 'x' }), answers(code));
      const gateway = await open({ profile: 'x' });
      await gateway.listVaults();
      const list = way.disturb;
      way.disturb = () => ({ kind: 'answer', ...glacierFault(403, 'ExpiredTokenException') });
      await assert.rejects(gateway.listVaults(), { code: 'ExpiredTokenException' });
      way.disturb = list;
      assert.equal((await failure(gateway.listVaults())).reason, 'mfaNeeded');
      code = '654321';
      await signIn(target({ profile: 'x' }), answers(code));
      assert.equal(await signer(gateway), 'ASIAREADER');
    });

    it('tells a code that is wrong, or was used, from a refused role', async () => {
      for (const wrong of ['000000', 'abc'])
        assert.equal((await failure(signIn(target({ profile: 'x' }), answers(wrong)))).reason, 'mfaRefused');
      const refused = await failure(signIn(target({ profile: 'x' }), answers('000000')));
      assert.deepEqual([refused.serviceCode, refused.mfaSerial], ['AccessDenied', serial]);
      assert.equal(service.seen.length, 3);
    });

    it('takes a left question for nothing at all, and can ask again', async () => {
      await assert.rejects(signIn(target({ profile: 'x' }), answers(undefined)), { code: 'Cancelled' });
      assert.equal(service.seen.length, 0);
      await signIn(target({ profile: 'x' }), answers(code));
      assert.equal(questions.length, 2);
    });

    it('asks for no code where there are no credentials to begin with', async () => {
      await credentials('');
      await config(
        `${assumes('reader', `source_profile = p\nmfa_serial = ${serial}`)}[profile p]\ncredential_process = /nowhere/at/all\n`,
      );
      const { source, reason } = await failure(signIn(target({ profile: 'x' }), never));
      assert.deepEqual([source, reason], ['process', 'failed']);
    });
  });

  describe('IAM Identity Center', () => {
    const assignment = { account, role: 'Auditor', gives: 'ASIASSO' };
    const settings = `sso_account_id = ${account}\nsso_role_name = Auditor\n`;
    const start = 'https://company.example/start';
    const session = `[profile x]\nsso_session = company\n${settings}[sso-session company]\nsso_region = us-west-2\nsso_start_url = ${start}\n`;
    const legacy = `[profile x]\nsso_start_url = ${start}\nsso_region = us-west-2\n${settings}`;
    let bearer: string;
    const token = (id: string, accessToken: string, lasts: number, more = {}) =>
      writeToken(env.home, id, { accessToken, expiresAt: new Date(Date.now() + lasts), ...more });
    const refresh = {
      clientId: 'client',
      clientSecret: 'secret-of-client',
      refreshToken: 'secret-refresh-token',
    };
    const needed = {
      ...{ source: 'sso', reason: 'signInNeeded', profile: 'x', ssoSession: 'company' },
    } as const;

    beforeEach(async () => {
      bearer = 'bearer-1';
      const portal = await startPortal(() => bearer, assignment);
      const oidc = await startOidc({ ...refresh, gives: 'bearer-2' });
      env.set({ AWS_ENDPOINT_URL_SSO: portal.url, AWS_ENDPOINT_URL_SSO_OIDC: oidc.url });
    });

    it('by a session, and by the older settings', async () => {
      await config(session);
      await token('company', bearer, hour);
      assert.equal(await signer(), 'ASIASSO');
      await config(legacy);
      await token(start, bearer, hour);
      assert.equal(await signer(), 'ASIASSO');
    });

    it('renews a token that is about to end', async () => {
      await config(session.replaceAll('company', 'renewed'));
      await token('renewed', 'bearer-1', 60_000, { refresh });
      bearer = 'bearer-2';
      assert.equal(await signer(), 'ASIASSO');
    });

    it('wants a person where there is no token, and is healed by one', async () => {
      await config(session);
      assert.deepEqual(await failing(), needed);
      assert.deepEqual(await failure(signIn(target({ profile: 'x' }), never)), needed);
      await token('company', bearer, hour);
      assert.equal(await signer(), 'ASIASSO');
    });

    it('wants a person where the token has ended, was revoked, or is none', async () => {
      await config(session);
      await token('company', bearer, -1);
      assert.deepEqual(await failing(), needed);
      await token('company', 'revoked-bearer', hour);
      const { reason, serviceCode } = await failing();
      assert.deepEqual([reason, serviceCode], ['signInNeeded', 'UnauthorizedException']);
      await config(legacy);
      await token(start, bearer, -1);
      const { ssoSession, ...old } = await failing();
      assert.deepEqual([old.reason, ssoSession], ['signInNeeded', undefined]);
    });

    it('says that a role is not assigned, and what is missing in the settings', async () => {
      await token('company', bearer, hour);
      await config(session.replace('Auditor', 'Owner'));
      const { source, reason, serviceCode } = await failing();
      assert.deepEqual([source, reason, serviceCode], ['sso', 'refused', 'ForbiddenException']);
      await config(session.replace('[sso-session company]', '[sso-session other]'));
      assert.deepEqual((await failing()).problem, { kind: 'missingSsoSession', session: 'company' });
    });

    it('that cannot be reached', async () => {
      env.set({ AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' });
      await config(session);
      await token('company', bearer, hour);
      const { source, reason, systemCode } = await failing();
      assert.deepEqual([source, reason, systemCode], ['sso', 'unreachable', 'ECONNREFUSED']);
    });

    it('gives the credentials with which a role is assumed', async () => {
      await sts({ arn: role('reader'), gives: 'ASIAREADER', trusts: { keys: temporary('ASIASSO') } });
      await config(
        `${session.replace('profile x', 'profile sso')}${assumes('reader', 'source_profile = sso')}`,
      );
      // Who signs in does so with the profile that has the settings of it.
      assert.deepEqual(await failing(), { ...needed, rootProfile: 'sso' });
      await token('company', bearer, hour);
      assert.equal(await signer(), 'ASIAREADER');
    });
  });

  describe('aws login', () => {
    it('wants a person where there is no token', async () => {
      await config(`[profile x]\nlogin_session = arn:aws:iam::${account}:user/ana\n`);
      env.set({ AWS_LOGIN_CACHE_DIRECTORY: env.home });
      assert.deepEqual(await failing(), { source: 'login', reason: 'signInNeeded', profile: 'x' });
    });
  });

  describe('a web identity', () => {
    const file = (): string => path.join(env.home, 'web-token');
    beforeEach(async () => {
      await sts({ arn: role('web'), gives: 'ASIAWEB', trusts: { token: 'secret-web-token' } });
      await writeFile(file(), 'secret-web-token');
    });

    it('of a profile, and of the environment', async () => {
      await config(`[profile x]\nrole_arn = ${role('web')}\nweb_identity_token_file = ${file()}\n`);
      assert.equal(await signer(), 'ASIAWEB');
      env.set({ AWS_WEB_IDENTITY_TOKEN_FILE: file(), AWS_ROLE_ARN: role('web') });
      assert.equal(await signer(await open()), 'ASIAWEB');
    });

    it('whose token is gone, has expired, or is not accepted', async () => {
      const x = `[profile x]\nrole_arn = ${role('web')}\nweb_identity_token_file = `;
      await config(`${x}${file()}-gone\n`);
      assert.deepEqual(await failing(), {
        ...{ source: 'webIdentity', reason: 'unreadable', profile: 'x', systemCode: 'ENOENT' },
      });
      await config(`${x}${file()}\n`);
      await writeFile(file(), 'expired-web-token');
      assert.equal((await failing()).reason, 'expired');
      await writeFile(file(), 'secret-of-somebody-else');
      const { reason, serviceCode } = await failing();
      assert.deepEqual([reason, serviceCode], ['refused', 'InvalidIdentityTokenException']);
    });
  });

  describe('a machine', () => {
    it('by its metadata service', async () => {
      const imds = await startMetadataService('machine', 'ASIAINSTANCE');
      env.set({ AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: imds.url });
      assert.equal(await signer(await open()), 'ASIAINSTANCE');
    });

    it('without a role, and none at all', async () => {
      const imds = await startMetadataService(undefined, '');
      env.set({ AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: imds.url });
      const { source, reason, httpStatus } = await failing({});
      assert.deepEqual([source, reason, httpStatus], ['instance', 'refused', 404]);
      env.set({ AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1' });
      const none = { source: 'chain', reason: 'notConfigured' };
      const { systemCode, ...nowhere } = await failing({});
      assert.deepEqual([nowhere, systemCode], [{ ...none, profile: undefined }, 'ECONNREFUSED']);
      env.set({ AWS_EC2_METADATA_DISABLED: 'true' });
      assert.deepEqual(await failing({}), { ...none, profile: undefined });
    });

    it('by the service of its container, with the token in a file', async () => {
      const service = await startContainerService('secret-authorization', 'ASIACONTAINER');
      const file = path.join(env.home, 'authorization');
      await writeFile(file, 'secret-authorization');
      env.set({
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/role`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
      });
      assert.equal(await signer(await open()), 'ASIACONTAINER');
      for (const gateway of gateways) gateway.dispose();
      await writeFile(file, 'secret-of-somebody-else');
      const { source, reason, httpStatus, serviceCode } = await failing({});
      assert.deepEqual(
        [source, reason, httpStatus, serviceCode],
        ['container', 'refused', 403, 'AccessDenied'],
      );
    });
  });

  it('begin anew before they end, and are used to their end where no others can be had', async () => {
    let end = new Date(Date.now() + 2 * 60_000);
    let gives = 'ASIAFIRST';
    const service = await sts({
      ...{ arn: role('reader'), trusts: { keys: anaKeys } },
      gives: () => gives,
      expires: () => end,
    });
    await credentials(ana);
    await config(assumes('reader', 'source_profile = ana'));
    const gateway = await open({ profile: 'x' });
    assert.equal(await signer(gateway), 'ASIAFIRST');
    env.set({ AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' });
    assert.equal(await signer(gateway), 'ASIAFIRST');
    env.set({ AWS_ENDPOINT_URL_STS: service.url });
    [end, gives] = [new Date(Date.now() + hour), 'ASIASECOND'];
    assert.equal(await signer(gateway), 'ASIASECOND');
    const { length } = service.seen;
    assert.equal(await signer(gateway), 'ASIASECOND');
    assert.equal(service.seen.length, length);
  });
});
