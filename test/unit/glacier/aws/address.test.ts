import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { addressOf } from '../../../../src/glacier/aws/address';
import type { GatewayTarget } from '../../../../src/glacier/gateway';
import { ownEnvironment, type OwnEnvironment } from '../../../conformance/support/environment';

describe('the address of a target, by the SDK', () => {
  let env: OwnEnvironment;
  beforeEach(async () => {
    env = await ownEnvironment();
    await mkdir(path.join(env.home, '.aws'));
  });
  afterEach(async () => await env.end());

  const config = (text: string) => writeFile(path.join(env.home, '.aws', 'config'), text);
  const address = async (target: Partial<GatewayTarget> = {}): Promise<string> =>
    (await addressOf({ region: 'us-east-1', practice: false, ...target })).origin;
  const usual = 'https://glacier.us-east-1.amazonaws.com';
  const fips = 'https://glacier-fips.us-east-1.amazonaws.com';

  it('is that of its region', async () => {
    assert.equal(await address(), usual);
    assert.equal(await address({ region: 'cn-north-1' }), 'https://glacier.cn-north-1.amazonaws.com.cn');
  });

  it('is the one for FIPS where its profile or the environment wants that, also after an edit', async () => {
    await config('[profile x]\nuse_fips_endpoint = true\n');
    assert.equal(await address({ profile: 'x' }), fips);
    assert.equal(await address(), usual);
    await config('[profile x]\nuse_fips_endpoint = false\n');
    assert.equal(await address({ profile: 'x' }), usual);
    env.set({ AWS_USE_FIPS_ENDPOINT: 'true' });
    assert.equal(await address({ profile: 'x' }), fips);
    // In GovCloud the usual endpoints are those for FIPS.
    assert.equal(await address({ region: 'us-gov-west-1' }), 'https://glacier.us-gov-west-1.amazonaws.com');
  });

  it('is the one for FIPS however the word is written, and nobody guesses what another word means', async () => {
    await config('[profile x]\nuse_fips_endpoint = True\n[profile y]\nuse_fips_endpoint = yes\n');
    assert.equal(await address({ profile: 'x' }), fips);
    await assert.rejects(address({ profile: 'y' }), /use_fips_endpoint must be true or false/);
    env.set({ AWS_USE_FIPS_ENDPOINT: 'TRUE' });
    assert.equal(await address(), fips);
    env.set({ AWS_USE_FIPS_ENDPOINT: 'false', AWS_USE_DUALSTACK_ENDPOINT: 'True' });
    assert.equal(await address(), 'https://glacier.us-east-1.api.aws');
  });

  it('is its endpoint where it has one, and nobody else says where it is', async () => {
    env.set({
      AWS_ENDPOINT_URL_GLACIER: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:2',
      AWS_USE_FIPS_ENDPOINT: 'true',
    });
    await config('[profile x]\nendpoint_url = http://127.0.0.1:3\n');
    assert.equal(await address({ profile: 'x' }), fips);
    assert.equal(await address({ profile: 'x', endpoint: 'http://127.0.0.1:4' }), 'http://127.0.0.1:4');
  });
});
