import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { failureOf } from '../../../src/commands/report/failureOf';
import { openGateway, signIn } from '../../../src/glacier/aws';
import { failureLine } from '../../../src/glacier/failureLine';
import { GlacierError } from '../../../src/glacier/glacierError';
import type { NetworkSettings } from '../../../src/glacier/network';
import { rawError } from '../../../src/glacier/rawError';
import { createGateways } from '../../../src/locking/gateways';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import { readLedger } from '../../../src/locking/ledger/readLedger';
import { openLockLedger } from '../../../src/locking/lockLedger';
import { createLockOperations } from '../../../src/locking/lockOperations';
import type { Connection, Vault } from '../../../src/locking/model';
import { createVaultStore } from '../../../src/locking/vaultStore';
import { jsonReport, makeEvidence, reportPage, type VaultSources } from '../../../src/report';
import { serialize } from '../../../src/webview/serialize';
import { runCliIn } from '../support/commandLine';
import { endDisturbed, glacierFault, startDisturbed, type Disturbance } from '../support/disturbedGlacier';
import { ownEnvironment, type OwnEnvironment } from '../support/environment';
import { endTested, startTested } from '../support/localGlacier';
import { arnOf, region, retention } from '../support/sdk';
import { writeToken } from '../support/standIns/identityCenter';
import { json, startStandIn, type StandIn } from '../support/standIns/standIn';

const name = 'claims';
/** What must be found nowhere but where it belongs. */
const planted = {
  AWS_ACCESS_KEY_ID: 'AKIAPLANTEDKEY000001',
  AWS_SECRET_ACCESS_KEY: 'planted-secret-access-key',
  AWS_SESSION_TOKEN: 'planted-session-token',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL_STS: '',
};
const credentials = ['planted-secret-access-key', 'planted-session-token', 'planted-password'];

describe('secrets', function () {
  this.timeout(60_000);
  const before = new Map(Object.keys(planted).map((key) => [key, process.env[key]]));
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'secrets-'));
    Object.assign(process.env, planted);
  });
  afterEach(async () => {
    for (const [key, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = value;
    }
    endDisturbed();
    await endTested();
    await rm(folder, { recursive: true });
  });

  it('are in no log line, no error, no ledger entry that is shown, whatever goes wrong', async () => {
    const requests: string[] = [];
    const glacier = await startTested({ log: (line) => requests.push(line) });
    const way = await startDisturbed(glacier.url);
    const setUp = await openGateway({ region, endpoint: glacier.url, practice: true });
    await setUp.createVault(name);
    setUp.dispose();

    // Whoever is asked for the caller gets the session token, and says it back in every word.
    const sts = await startDisturbed();
    sts.disturb = ({ headers, body }) => ({
      kind: 'answer',
      status: 403,
      body: `<ErrorResponse><Error><Code>${String(headers['x-amz-security-token'])} x</Code><Message>${JSON.stringify(headers)}${body}</Message></Error></ErrorResponse>`,
    });
    process.env['AWS_ENDPOINT_URL_STS'] = sts.url.replace('//', '//user:planted-password@');

    const said: string[] = [];
    const errors: unknown[] = [];
    const file = path.join(folder, 'lock-ledger.jsonl');
    const clock = createGlacierClock();
    const gateways = createGateways(openGateway, clock);
    const ledger = openLockLedger(file, clock);
    const log = (message: string, error?: unknown) => said.push(message, ...wordsOf(error));
    const store = createVaultStore({ gateways, clock, ledger, log });
    const wait = () => Promise.resolve();
    const operations = createLockOperations({ gateways, clock, ledger, store, wait, log });
    const connection: Connection = {
      ...{ id: 'aws-planted', kind: 'aws', name: 'planted', regions: [region] },
      ...{ endpoint: way.url, practice: false },
    };
    store.setConnections([connection]);
    await store.refresh('test');
    const shown = (): Vault => {
      const [vault] = store.findByArn(arnOf(name));
      assert.ok(vault !== undefined, JSON.stringify(store.regions));
      return vault;
    };
    const lockIds = new Set<string>();
    const attempt = async (act: () => Promise<unknown>, disturbance?: Disturbance): Promise<void> => {
      way.disturb = ({ method }) => (method === 'GET' ? undefined : disturbance);
      try {
        const result = await act();
        if (typeof result === 'object' && result !== null && 'lockId' in result)
          lockIds.add(String(result.lockId));
      } catch (error) {
        errors.push(error);
        said.push(...wordsOf(error));
      }
      way.disturb = () => undefined;
    };
    const initiate = () => operations.initiate(shown(), retention(name, 365));
    const complete = () => operations.complete(shown());
    const wrongId = 'planted-wrong-lock-id';
    const faults: readonly Disturbance[] = [
      { kind: 'lose' },
      { kind: 'loseReply' },
      { kind: 'answer', ...glacierFault(400, 'InvalidSignatureException', 'The signature is wrong.') },
      { kind: 'answer', status: 502, body: '<html>proxy</html>' },
    ];
    for (const fault of faults) await attempt(initiate, fault);
    await attempt(() => operations.abort(shown()));
    await attempt(initiate);
    assert.equal(lockIds.size, 1);
    for (const fault of faults.filter(({ kind }) => kind !== 'loseReply')) await attempt(complete, fault);
    await attempt(() => operations.enterLockId(shown(), wrongId));
    await attempt(complete);
    await attempt(() => operations.enterLockId(shown(), 'planted wrong lock id'));
    await attempt(() => operations.restart(shown()));
    await attempt(complete);
    assert.equal(lockIds.size, 2);
    const vault = shown();
    store.dispose();
    ledger.dispose();
    gateways.dispose();

    assert.ok(sts.seen.some(({ headers }) => headers['x-amz-security-token'] === 'planted-session-token'));
    assert.ok(way.seen.some(({ headers }) => headers['x-amz-security-token'] === 'planted-session-token'));
    const text = await readFile(file, 'utf8');
    for (const each of [...lockIds, wrongId]) assert.ok(text.includes(each), 'the ledger keeps lock IDs');
    for (const act of ['verify', 'show'])
      for (const format of ['text', 'json']) {
        const run = await runCliIn({}, 'ledger', act, '--format', format, file);
        assert.equal(run.status, 0, run.err);
        said.push(run.out, run.err);
      }
    said.push(...(await reportOf(file, withPassword(vault), errors)));
    assert.ok(errors.length > 5 && said.length > 30 && requests.length > 10);
    const everything = [...said, ...requests].join('\n');
    for (const secret of [...credentials, ...lockIds, wrongId])
      assert.ok(!everything.includes(secret), excerptOf(everything, secret));
    for (const secret of [...Object.values(planted).slice(0, 3), ...credentials])
      assert.ok(!text.includes(secret), secret);
  });
});

describe('the secrets of the sources of credentials', function () {
  this.timeout(60_000);
  let env: OwnEnvironment;
  const errors: GlacierError[] = [];

  beforeEach(async () => {
    env = await ownEnvironment();
    await mkdir(path.join(env.home, '.aws'));
    env.set({ AWS_MAX_ATTEMPTS: '1' });
    errors.length = 0;
  });
  afterEach(async () => {
    endDisturbed();
    await env.end();
  });

  const config = (text: string) => writeFile(path.join(env.home, '.aws', 'config'), text);
  const failing = async (profile: string | undefined, network?: NetworkSettings): Promise<void> => {
    const target = { region, practice: false, endpoint: 'https://glacier.test' };
    const gateway = await openGateway(profile === undefined ? target : { ...target, profile }, network);
    await gateway.listVaults().then(
      () => assert.fail('it fails'),
      (error: unknown) => keep(error),
    );
    gateway.dispose();
  };
  const keep = (error: unknown): void => {
    assert.ok(error instanceof GlacierError);
    errors.push(error);
  };
  /** A service that says all it was told back, in every place that it has for words. */
  const echo = async (): Promise<StandIn> =>
    await startStandIn(({ headers, body }) => {
      const told = `${JSON.stringify(headers)} ${decodeURIComponent(body)}`;
      return json(
        403,
        { Code: told, code: told, message: told, Message: told, error: told },
        {
          'x-amzn-errortype': encodeURIComponent(told).slice(0, 2_000),
          'x-amzn-requestid': encodeURIComponent(told).slice(0, 2_000),
        },
      );
    });

  it('are in nothing that is said, logged or shown of their failures', async () => {
    const service = await echo();
    const file = path.join(env.home, 'token');
    await writeFile(file, 'planted-file-token');
    const process = `${globalThis.process.execPath} -e "console.error('planted-output'); globalThis.process.exit(3)"`;
    const role = 'role_arn = arn:aws:iam::111122223333:role/x';
    await config(`
[profile process]
credential_process = ${process} planted-argument
[profile web]
${role}
web_identity_token_file = ${file}
[profile code]
${role}
source_profile = keys
mfa_serial = arn:aws:iam::111122223333:mfa/ana
external_id = planted-external-id
[profile keys]
aws_access_key_id = AKIAPLANTEDKEY000001
aws_secret_access_key = planted-secret-access-key
aws_session_token = planted-session-token
[profile sso]
sso_session = vaultkeepers
sso_account_id = 111122223333
sso_role_name = Auditor
[sso-session vaultkeepers]
sso_region = us-west-2
sso_start_url = https://company.example/start
`);
    const hour = 3_600_000;
    const refresh = {
      ...{ clientId: 'planted-client', clientSecret: 'planted-client-secret' },
      refreshToken: 'planted-refresh-token',
    };
    const token = (accessToken: string, lasts: number) =>
      writeToken(env.home, 'vaultkeepers', { accessToken, expiresAt: new Date(Date.now() + lasts), refresh });
    env.set({
      AWS_ENDPOINT_URL_STS: service.url,
      AWS_ENDPOINT_URL_SSO: service.url,
      AWS_ENDPOINT_URL_SSO_OIDC: service.url,
    });
    await failing('process');
    await failing('web');
    await failing('code');
    const target = { region, practice: false, profile: 'code' };
    await signIn(target, () => Promise.resolve('424242')).catch(keep);
    await token('planted-bearer', hour);
    await failing('sso');
    await token('planted-bearer', -hour);
    await failing('sso');
    const proxy = service.url.replace('//', '//ana:planted-password@');
    await failing('keys', { proxies: 'here', proxy });
    await failing('keys', { proxies: 'here', proxy: proxy.replace('http', 'socks5') });
    env.set({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/role`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
    });
    await failing(undefined);

    const sent = service.seen.map(({ headers, body }) => `${JSON.stringify(headers)} ${body}`).join('\n');
    for (const each of ['424242', 'planted-bearer', 'planted-refresh-token', 'planted-file-token'])
      assert.ok(sent.includes(each), `${each} was sent, and said back`);
    assert.equal(errors.length, 9);
    const said = errors.flatMap((error) => {
      const { cause, ...details } = error.details;
      const { message, stack } = error;
      const parts = [message, stack, failureLine(error), ...rawError(cause, 'ListVaults')];
      return [...parts, JSON.stringify(details), JSON.stringify(failureOf(error))];
    });
    const everything = said.join('\n');
    for (const secret of ['planted', '424242', 'AKIAPLANTEDKEY000001'])
      assert.ok(!everything.includes(secret), excerptOf(everything, secret));
  });
});

/** An evidence report, as a page and as JSON, of this ledger, with all errors as reasons why something was not read. */
async function reportOf(
  file: string,
  vault: Vault,
  errors: readonly unknown[],
): Promise<readonly [page: string, json: string]> {
  assert.ok(vault.lock.known === 'read', 'the lock was read');
  const { lock, requestId, readAt } = vault.lock;
  const answer = { requestId, glacierTime: readAt, localTime: readAt };
  const found: VaultSources = {
    vault,
    reading: { read: true, lock, ...answer },
    tags: { read: true, value: {}, ...answer },
    accessPolicy: { read: true, value: undefined, ...answer },
    file: { kind: 'none' },
    tests: { kind: 'none' },
  };
  const evidence = makeEvidence({
    tool: { name: 'Glacier Vault Lock', version: '1.2.3' },
    localTime: readAt,
    vaults: [
      found,
      ...errors.map(failureOf).map((failure): VaultSources => ({
        ...found,
        reading: { read: false, failure, localTime: readAt },
        tags: { read: false, failure },
        accessPolicy: { read: false, failure },
      })),
    ],
    unlisted: errors.map((error) => ({
      connection: vault.connection,
      region,
      failure: failureOf(error),
    })),
    ledger: { read: true, path: file, verification: await readLedger(file) },
  });
  const [page, json] = [serialize(reportPage(evidence)).html, jsonReport(evidence)];
  assert.ok((evidence.vaults[0]?.ledger?.entries.length ?? 0) > 5, 'the report has what was done');
  return [page, json];
}

/** Whoever set up the endpoint may have put a password into its address. */
function withPassword(vault: Vault): Vault {
  const { connection } = vault;
  const endpoint = connection.endpoint?.replace('//', '//user:planted-password@');
  return { ...vault, connection: { ...connection, ...(endpoint === undefined ? {} : { endpoint }) } };
}

/** All that the log and a message make of an error. */
function wordsOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return typeof error === 'string' ? [error] : [];
  const advice = 'advice' in error && typeof error.advice === 'string' ? [error.advice] : [];
  const cause = error.cause instanceof Error ? [error.cause.message] : [];
  return [error.message, error.stack ?? '', ...advice, ...cause];
}

function excerptOf(text: string, secret: string): string {
  const at = text.indexOf(secret);
  return text.slice(Math.max(0, at - 200), at + 80);
}
