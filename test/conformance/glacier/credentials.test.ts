import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openGateway } from '../../../src/glacier/aws';
import { GlacierError } from '../../../src/glacier/glacierError';
import { endDisturbed, startDisturbed, type DisturbedGlacier } from '../support/disturbedGlacier';
import { region } from '../support/sdk';

/** The shared file of a person with one profile of each kind. */
const config = `
[default]
region = us-west-2
endpoint_url = http://127.0.0.1:1

[profile static]
aws_access_key_id = AKIASTATIC
aws_secret_access_key = secret-of-static

[profile sso]
sso_session = company
sso_account_id = 111122223333
sso_role_name = Auditor

[sso-session company]
sso_start_url = https://company.example/start
sso_region = us-west-2

[profile old-sso]
sso_start_url = https://company.example/start
sso_region = us-west-2
sso_account_id = 111122223333
sso_role_name = Auditor

[profile mfa]
role_arn = arn:aws:iam::111122223333:role/x
source_profile = static
mfa_serial = arn:aws:iam::111122223333:mfa/x

[profile process]
credential_process = sh -c "echo secret-of-process >&2; exit 3"

[profile process-that-works]
credential_process = echo '{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"secret"}'

[profile half]
aws_access_key_id = AKIAHALF

[profile no-source]
role_arn = arn:aws:iam::111122223333:role/x
`;

describe('credentials of a profile, through the SDK', () => {
  let folder: string;
  let way: DisturbedGlacier;
  const names = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_PROFILE', 'HOME'];
  names.push('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_EC2_METADATA_DISABLED');
  const before = new Map(names.map((name) => [name, process.env[name]]));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'profiles-'));
    await writeFile(path.join(folder, 'config'), config);
    way = await startDisturbed();
    way.disturb = () => ({
      kind: 'answer',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"Marker":null,"VaultList":[]}',
    });
    for (const name of names) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, {
      HOME: folder,
      AWS_CONFIG_FILE: path.join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'),
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  });
  afterEach(async () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    endDisturbed();
    await rm(folder, { recursive: true });
  });

  const list = async (profile?: string) => {
    const gateway = await openGateway({
      region,
      endpoint: way.url,
      practice: false,
      ...(profile === undefined ? {} : { profile }),
    });
    try {
      return await gateway.listVaults();
    } finally {
      gateway.dispose();
    }
  };

  const failures: readonly (readonly [profile: string | undefined, code: string, advice: RegExp])[] = [
    ['sso', 'SsoSessionExpired', /aws sso login --profile sso/],
    ['old-sso', 'SsoSessionExpired', /aws sso login --profile old-sso/],
    ['mfa', 'MfaRequired', /Enter the code/],
    ['process', 'CredentialProcessFailed', /Run that command/],
    ['half', 'CredentialsProviderError', /Complete the profile/],
    ['no-source', 'CredentialsProviderError', /Complete the profile/],
    ['missing', 'CredentialsProviderError', /aws configure --profile missing/],
    [undefined, 'CredentialsProviderError', /Use a profile/],
  ];
  for (const [profile, code, advice] of failures) {
    it(`${profile ?? 'the default chain'}: ${code}`, async () => {
      await assert.rejects(list(profile), (error: unknown) => {
        assert.ok(error instanceof GlacierError);
        assert.equal(error.code, code);
        assert.match(error.details.advice, advice);
        assert.doesNotMatch(`${error.message} ${error.details.advice}`, /secret/);
        return true;
      });
      assert.equal(way.seen.length, 0);
    });
  }

  for (const [profile, key] of [
    ['static', 'AKIASTATIC'],
    ['process-that-works', 'AKIAPROCESS'],
  ] as const) {
    it(`${profile}: signs with its key`, async () => {
      await list(profile);
      assert.match(
        way.seen[0]?.headers.authorization ?? '',
        new RegExp(`Credential=${key}/.*/us-west-2/glacier/`),
      );
    });
  }

  it('reads an edited file anew', async () => {
    await list('static');
    await writeFile(path.join(folder, 'config'), config.replaceAll('AKIASTATIC', 'AKIAEDITED'));
    await list('static');
    assert.match(way.seen[1]?.headers.authorization ?? '', /Credential=AKIAEDITED/);
  });
});
