import assert from 'node:assert/strict';
import { callerEndpoint } from '../../../../src/glacier/aws/callerEndpoint';
import type { GatewayTarget } from '../../../../src/glacier/gateway';

const region = 'us-west-2';
const own = new URL('https://glacier.us-west-2.amazonaws.com/');
const to = (target: Partial<GatewayTarget>, environment = {}, glacier = own): string => {
  const place = callerEndpoint({ region, practice: false, ...target }, glacier, environment);
  return place.ok ? place.url.href : place.why;
};
const configured = { AWS_ENDPOINT_URL_STS: 'https://vpce-1.sts.us-west-2.vpce.amazonaws.com' };
const refused = 'the endpoint is not one of AWS, so STS was not asked';

describe('where the caller is asked for', () => {
  it('is STS of the region, in the same partition and of the same kind as Glacier', () => {
    const addresses: readonly (readonly [string, string, string])[] = [
      ['us-west-2', 'https://glacier.us-west-2.amazonaws.com/', 'https://sts.us-west-2.amazonaws.com/'],
      [
        'us-east-1',
        'https://glacier-fips.us-east-1.amazonaws.com/',
        'https://sts-fips.us-east-1.amazonaws.com/',
      ],
      [
        'cn-north-1',
        'https://glacier.cn-north-1.amazonaws.com.cn/',
        'https://sts.cn-north-1.amazonaws.com.cn/',
      ],
      ['us-west-2', 'https://glacier.us-west-2.api.aws/', 'https://sts.us-west-2.api.aws/'],
    ];
    for (const [there, glacier, sts] of addresses)
      assert.equal(to({ region: there }, {}, new URL(glacier)), sts);
  });

  it('is the address that the environment names for STS, unless it is told to ignore such', () => {
    assert.equal(to({}, configured), `${configured.AWS_ENDPOINT_URL_STS}/`);
    assert.equal(
      to({ endpoint: 'https://glacier.example' }, configured),
      `${configured.AWS_ENDPOINT_URL_STS}/`,
    );
    assert.equal(
      to({}, { ...configured, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }),
      'https://sts.us-west-2.amazonaws.com/',
    );
    assert.equal(to({}, { AWS_ENDPOINT_URL_STS: '' }), 'https://sts.us-west-2.amazonaws.com/');
    for (const unusable of ['no address', 'file:///etc/passwd'])
      assert.equal(to({}, { AWS_ENDPOINT_URL_STS: unusable }), 'AWS_ENDPOINT_URL_STS is no HTTP address');
  });

  it('is STS of AWS where requests go to AWS, though the environment names the STS of somebody else', () => {
    for (const other of [
      'http://localhost:4566',
      'https://sts.example',
      'http://sts.us-west-2.amazonaws.com',
      'https://sts.us-west-2.amazonaws.com.cn',
    ])
      for (const target of [{}, { endpoint: 'https://vpce-1-2.glacier.us-west-2.vpce.amazonaws.com' }])
        assert.equal(to(target, { AWS_ENDPOINT_URL_STS: other }), 'https://sts.us-west-2.amazonaws.com/');
    assert.equal(
      to({ endpoint: 'http://localhost:4566' }, { AWS_ENDPOINT_URL_STS: 'http://localhost:4566' }),
      'http://localhost:4566/',
    );
  });

  it('is nowhere for an endpoint that is not one of AWS', () => {
    for (const endpoint of [
      'https://glacier.example',
      'http://127.0.0.1:4567',
      'http://vpce-1.glacier.us-west-2.vpce.amazonaws.com',
      'https://amazonaws.com.evil.example',
      'https://evilamazonaws.com',
    ])
      assert.equal(to({ endpoint }), refused, endpoint);
  });

  it('is STS of the region for an endpoint of AWS', () => {
    for (const endpoint of [
      'https://vpce-1-2.glacier.us-west-2.vpce.amazonaws.com',
      'https://glacier.us-west-2.amazonaws.com',
    ])
      assert.equal(to({ endpoint }), 'https://sts.us-west-2.amazonaws.com/');
  });

  it('is the local Glacier itself for practice, whatever the environment says', () => {
    assert.equal(to({ practice: true, endpoint: 'http://127.0.0.1:1/' }, configured), 'http://127.0.0.1:1/');
    assert.equal(to({ practice: true }, configured), 'the local Glacier has no address');
  });
});
