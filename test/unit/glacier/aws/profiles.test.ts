import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AwsProfile } from '../../../../src/glacier/awsProfiles';
import { readAwsProfiles } from '../../../../src/glacier/aws/profiles';

const keys = 'aws_access_key_id = AKIAPLANTED\naws_secret_access_key = planted-secret';

describe('the profiles of the shared AWS files', () => {
  let folder: string;
  const names = ['HOME', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_PROFILE', 'AWS_REGION'];
  names.push('AWS_DEFAULT_REGION', 'AWS_USE_FIPS_ENDPOINT', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS');
  names.push('AWS_LOGIN_CACHE_DIRECTORY');
  const before = new Map(names.map((name) => [name, process.env[name]]));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'profiles-'));
    await mkdir(path.join(folder, '.aws'));
    for (const name of names) Reflect.deleteProperty(process.env, name);
    process.env['HOME'] = folder;
  });
  afterEach(async () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await rm(folder, { recursive: true });
  });

  const write = async (config: string, credentials?: string): Promise<void> => {
    await writeFile(path.join(folder, '.aws', 'config'), config);
    if (credentials !== undefined) await writeFile(path.join(folder, '.aws', 'credentials'), credentials);
  };
  const read = async (config: string, credentials?: string): Promise<readonly AwsProfile[]> => {
    await write(config, credentials);
    return (await readAwsProfiles()).profiles;
  };
  const only = async (config: string, credentials?: string): Promise<AwsProfile> => {
    const profile = (await read(config, credentials)).find(({ name }) => name === 'x');
    assert.ok(profile !== undefined);
    return profile;
  };

  it('are those of both files, by name, and none without files', async () => {
    assert.deepEqual((await readAwsProfiles()).profiles, []);
    const profiles = await read(
      '[default]\nregion = eu-west-1\n[profile b]\nregion = us-east-1\n[sso-session s]\nsso_region = us-east-1\n[services v]\nglacier =\n  endpoint_url = http://127.0.0.1:1\n[nonsense]\nregion = us-east-2',
      `[a]\n${keys}\n[default]\n${keys}\nregion = eu-west-2`,
    );
    assert.deepEqual(
      profiles.map(({ name, source, region }) => [name, source.kind, region]),
      [
        ['a', 'staticKeys', undefined],
        ['b', 'none', 'us-east-1'],
        // The credentials file goes first.
        ['default', 'staticKeys', 'eu-west-2'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(profiles), /AKIAPLANTED|planted-secret/);
  });

  const role = 'arn:aws:iam::111122223333:role/x';
  const sources: readonly (readonly [what: string, config: string, expected: Partial<AwsProfile>])[] = [
    ['keys', `[profile x]\n${keys}\naws_account_id = 444455556666`, { account: '444455556666' }],
    [
      'a process',
      '[profile x]\ncredential_process = /opt/get planted-secret',
      { source: { kind: 'process' }, account: undefined },
    ],
    [
      'a role by a profile, with a code',
      `[profile x]\nrole_arn = ${role}\nsource_profile = k\nmfa_serial = arn:aws:iam::444455556666:mfa/ana\n[profile k]\n${keys}`,
      {
        source: { kind: 'assumeRole', roleArn: role, from: { profile: 'k' } },
        account: '111122223333',
        mfaSerials: ['arn:aws:iam::444455556666:mfa/ana'],
        problem: undefined,
      },
    ],
    [
      'a chain of roles with a code on the way, which ends at itself',
      `[profile x]\nrole_arn = ${role}\nsource_profile = y\n[profile y]\nrole_arn = ${role}2\nsource_profile = y\nmfa_serial = GAHT12345678\n${keys}`,
      { mfaSerials: ['GAHT12345678'], problem: undefined },
    ],
    [
      'a role of the machine',
      `[profile x]\nrole_arn = ${role}\ncredential_source = Ec2InstanceMetadata`,
      { source: { kind: 'assumeRole', roleArn: role, from: { machine: 'Ec2InstanceMetadata' } } },
    ],
    [
      'a role before keys',
      `[profile x]\nrole_arn = ${role}\nsource_profile = x\n${keys}`,
      { source: { kind: 'assumeRole', roleArn: role, from: { profile: 'x' } }, problem: undefined },
    ],
    [
      'a web identity',
      `[profile x]\nrole_arn = ${role}\nweb_identity_token_file = /run/token`,
      { source: { kind: 'webIdentity', roleArn: role }, account: '111122223333' },
    ],
  ];
  for (const [what, config, expected] of sources) {
    it(`tell of ${what}`, async () => {
      const profile = await only(config);
      for (const [name, value] of Object.entries(expected))
        assert.deepEqual(profile[name as keyof AwsProfile], value, name);
      assert.doesNotMatch(JSON.stringify(profile), /AKIAPLANTED|planted-secret/);
    });
  }

  it('tell of both forms of IAM Identity Center where its token lies', async () => {
    const session =
      'sso_account_id = 111122223333\nsso_role_name = Auditor\n[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://start.example';
    const { source, account, problem } = await only(`[profile x]\nsso_session = s\n${session}`);
    const file = (id: string): string =>
      path.join(folder, '.aws', 'sso', 'cache', `${createHash('sha1').update(id).digest('hex')}.json`);
    assert.deepEqual(source, {
      kind: 'sso',
      session: 's',
      startUrl: 'https://start.example',
      roleName: 'Auditor',
      tokenFile: file('s'),
    });
    assert.deepEqual([account, problem], ['111122223333', undefined]);
    const old = await only(
      '[profile x]\nsso_start_url = https://old.example\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = r',
    );
    assert.ok(old.source.kind === 'sso' && old.source.session === undefined);
    assert.equal(old.source.tokenFile, file('https://old.example'));
    const login = await only('[profile x]\nlogin_session = arn:aws:iam::111122223333:user/ana');
    assert.ok(login.source.kind === 'login' && login.account === '111122223333');
    const { tokenFolders } = await readAwsProfiles();
    assert.equal(tokenFolders[0], path.dirname(file('s')));
    assert.equal(tokenFolders[1], path.dirname(login.source.tokenFile));
  });

  const problems: readonly (readonly [config: string, problem: AwsProfile['problem']])[] = [
    ['[profile x]\nregion = us-east-1', { kind: 'noSource' }],
    ['[profile x]\naws_access_key_id = AKIA', { kind: 'noSource' }],
    [`[profile x]\nrole_arn = ${role}`, { kind: 'noSource' }],
    [
      `[profile x]\nrole_arn = ${role}\nsource_profile = gone`,
      { kind: 'missingSourceProfile', profile: 'gone' },
    ],
    [
      `[profile x]\nrole_arn = ${role}\nsource_profile = y\n[profile y]\nrole_arn = ${role}\nsource_profile = x`,
      { kind: 'circle', profiles: ['x', 'y', 'x'] },
    ],
    [
      `[profile x]\nrole_arn = ${role}\ncredential_source = Moon`,
      { kind: 'unknownCredentialSource', value: 'Moon' },
    ],
    ['[profile x]\nsso_session = s', { kind: 'missingSsoSession', session: 's' }],
    [
      '[profile x]\nsso_session = s\nsso_account_id = 1\n[sso-session s]\nsso_start_url = https://a\nsso_region = us-east-1',
      { kind: 'missingSsoSetting', setting: 'sso_role_name' },
    ],
    [`[profile x]\nservices = v\n${keys}`, { kind: 'missingServices', services: 'v' }],
    [`[profile x]\nendpoint_url = ftp://a\n${keys}`, { kind: 'badEndpoint' }],
    [`[profile x]\nuse_fips_endpoint = yes\n${keys}`, { kind: 'badSwitch', setting: 'use_fips_endpoint' }],
  ];
  for (const [config, problem] of problems) {
    it(`show what cannot work: ${JSON.stringify(problem)}`, async () => {
      assert.deepEqual((await only(config)).problem, problem);
    });
  }

  it('tell where their files send Glacier, unless that is switched off', async () => {
    const services =
      '[services v]\ns3 =\n  endpoint_url = http://s3\nglacier =\n  endpoint_url = http://127.0.0.1:2';
    const own = 'endpoint_url = http://127.0.0.1:1';
    const endpoint = async (settings: string): Promise<string | undefined> =>
      (
        await only(
          `[profile x]\n${settings}\n${keys}\n${services}\n[services none]\ns3 =\n  endpoint_url = http://s3`,
        )
      ).endpoint;
    assert.equal(await endpoint(''), undefined);
    assert.equal(await endpoint(own), 'http://127.0.0.1:1');
    assert.equal(await endpoint(`${own}\nservices = v`), 'http://127.0.0.1:2');
    assert.equal(await endpoint(`${own}\nservices = none`), 'http://127.0.0.1:1');
    assert.equal(await endpoint(`${own}\nignore_configured_endpoint_urls = true`), undefined);
    process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] = 'true';
    assert.equal(await endpoint(`${own}\nservices = v`), undefined);
    process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] = 'false';
    assert.equal(await endpoint(`${own}\nignore_configured_endpoint_urls = true`), 'http://127.0.0.1:1');
  });

  it('are not what only the config file writes in such a way', async () => {
    const credentials = `[profile odd]\n${keys}\n[sso-session s]\nsso_region = us-east-1\n[x]\n${keys}`;
    assert.deepEqual(
      (await read('', credentials)).map(({ name }) => name),
      ['x'],
    );
  });

  it('tell whether FIPS endpoints are meant: the environment before the file', async () => {
    assert.equal((await only(`[profile x]\n${keys}`)).fips, false);
    assert.equal((await only(`[profile x]\nuse_fips_endpoint = true\n${keys}`)).fips, true);
    process.env['AWS_USE_FIPS_ENDPOINT'] = 'false';
    assert.equal((await only(`[profile x]\nuse_fips_endpoint = true\n${keys}`)).fips, false);
    process.env['AWS_USE_FIPS_ENDPOINT'] = 'true';
    assert.equal((await only(`[profile x]\n${keys}`)).fips, true);
  });

  it('differ in their revision when something differs on the way to their credentials, and only then', async () => {
    const base = `[profile x]\nrole_arn = ${role}\nsource_profile = k\n[profile k]\n${keys}\n[profile other]\nregion = us-east-1`;
    const { revision } = await only(base);
    assert.equal((await only(base)).revision, revision);
    assert.equal((await only(base.replace('us-east-1', 'us-east-2'))).revision, revision);
    assert.equal((await only(base.replace('[profile x]', '[profile x]\noutput = json'))).revision, revision);
    assert.notEqual((await only(base.replace('planted-secret', 'another'))).revision, revision);
    assert.notEqual((await only(base.replace('role/x', 'role/y'))).revision, revision);
    const sso = (start: string): string =>
      `[profile x]\nsso_session = s\n[sso-session s]\nsso_start_url = ${start}`;
    assert.notEqual((await only(sso('https://a'))).revision, (await only(sso('https://b'))).revision);
  });

  it('come from the files that the environment names', async () => {
    const config = path.join(folder, 'my-config');
    const credentials = path.join(folder, 'my-credentials');
    await writeFile(config, `[profile x]\nregion = eu-north-1`);
    await writeFile(credentials, `[x]\n${keys}`);
    Object.assign(process.env, { AWS_CONFIG_FILE: '~/my-config', AWS_SHARED_CREDENTIALS_FILE: credentials });
    assert.equal((await readAwsProfiles()).usualRegion, undefined);
    process.env['AWS_PROFILE'] = 'x';
    const read = await readAwsProfiles();
    assert.deepEqual(
      [read.files, read.usual, read.usualRegion],
      [{ config, credentials }, 'x', 'eu-north-1'],
    );
    assert.deepEqual(
      read.profiles.map(({ name, source }) => [name, source.kind]),
      [['x', 'staticKeys']],
    );
    process.env['AWS_DEFAULT_REGION'] = 'us-east-1';
    assert.equal((await readAwsProfiles()).usualRegion, 'us-east-1');
    process.env['AWS_REGION'] = 'us-east-2';
    assert.equal((await readAwsProfiles()).usualRegion, 'us-east-2');
  });

  it('say which file cannot be used', async () => {
    await write(`[profile x]\n${keys}\n[profile __proto__]\nregion = us-east-1`, `[y]\n${keys}`);
    const { files, unreadable, profiles } = await readAwsProfiles();
    assert.deepEqual(unreadable, [{ file: files.config, code: 'EINVAL' }]);
    assert.deepEqual(
      profiles.map(({ name }) => name),
      ['y'],
    );
    await rm(files.config);
    await mkdir(files.config);
    assert.deepEqual((await readAwsProfiles()).unreadable, [{ file: files.config, code: 'EISDIR' }]);
    if (process.getuid?.() === 0) return;
    await chmod(files.credentials, 0);
    assert.equal((await readAwsProfiles()).unreadable[1]?.code, 'EACCES');
  });
});
