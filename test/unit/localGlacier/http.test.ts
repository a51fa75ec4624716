import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GlacierFault } from '../../../src/localGlacier/glacierFault';
import { regionOfSignature } from '../../../src/localGlacier/http/credentialScope';
import { refuseStrangers } from '../../../src/localGlacier/http/localOnly';
import { parseRequestTarget } from '../../../src/localGlacier/http/requestTarget';
import { findRoute, operationNames } from '../../../src/localGlacier/operations/routes';
import { actions } from '../../../src/policy';

const faultOf = (code: string) => (error: unknown) => error instanceof GlacierFault && error.code === code;

describe('a request target', () => {
  const rows: readonly (readonly [
    target: string,
    segments: readonly string[],
    query?: Record<string, string>,
  ])[] = [
    ['/-/vaults', ['-', 'vaults']],
    ['//-/vaults', ['-', 'vaults']],
    ['/-/vaults/', ['-', 'vaults', '']],
    ['/-/vaults/my%20vault%20%C3%A9', ['-', 'vaults', 'my vault é']],
    ['/-/vaults/v/lock-policy/a%2Fb%2Bc%3D', ['-', 'vaults', 'v', 'lock-policy', 'a/b+c=']],
    ['/-/vaults?limit=3&marker=arn%3Aaws', ['-', 'vaults'], { limit: '3', marker: 'arn:aws' }],
    ['/-/vaults?limit=3&limit=4&flag&x=a+b', ['-', 'vaults'], { limit: '3', flag: '', x: 'a b' }],
    ['/-/vaults?', ['-', 'vaults']],
  ];
  for (const [target, segments, query = {}] of rows) {
    it(`is split before it is decoded: ${target}`, () => {
      const parsed = parseRequestTarget(target);
      assert.deepEqual(parsed.segments, segments);
      assert.deepEqual(Object.fromEntries(parsed.query), query);
    });
  }

  for (const target of [
    '/%',
    '/a%zz',
    '/%E0%A4',
    '/-/vaults?limit=%',
    '*',
    'http://127.0.0.1/-/vaults',
    '',
  ]) {
    it(`is refused: ${JSON.stringify(target)}`, () => {
      assert.throws(() => parseRequestTarget(target), faultOf('BadRequest'));
    });
  }

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseRequestTarget(`/${text}`);
        } catch (error) {
          assert.ok(faultOf('BadRequest')(error));
        }
      }),
    );
  });

  it('brings any vault name back that a client encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const { segments } = parseRequestTarget(`/-/vaults/${encodeURIComponent(name)}`);
        assert.deepEqual(segments, ['-', 'vaults', name]);
      }),
    );
  });
});

describe('the signature', () => {
  const signed = (scope: string) =>
    `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=00`;

  it('tells the region', () => {
    assert.equal(
      regionOfSignature(signed('AKIDEXAMPLE/20260131/us-west-2/glacier/aws4_request')),
      'us-west-2',
    );
    assert.equal(
      regionOfSignature(
        'AWS4-HMAC-SHA256 SignedHeaders=host,Credential=x/20260131/us-gov-west-1/glacier/aws4_request,Signature=0',
      ),
      'us-gov-west-1',
    );
  });

  const rows: readonly (readonly [title: string, header: string | undefined, code: string])[] = [
    ['absent', undefined, 'MissingAuthenticationTokenException'],
    ['empty', ' ', 'MissingAuthenticationTokenException'],
    ['of another kind', 'Bearer abc', 'InvalidSignatureException'],
    ['without a scope', 'AWS4-HMAC-SHA256 Credential=abc, Signature=0', 'InvalidSignatureException'],
    ['for another service', signed('a/20260131/us-west-2/s3/aws4_request'), 'InvalidSignatureException'],
    ['with an odd region', signed('a/20260131/Oregon/glacier/aws4_request'), 'InvalidSignatureException'],
  ];
  for (const [title, header, code] of rows) {
    it(`${title}: ${code}`, () => {
      assert.throws(() => regionOfSignature(header), faultOf(code));
    });
  }
});

describe('strangers', () => {
  for (const host of ['127.0.0.1', '127.0.0.1:8080', 'localhost:1', 'LOCALHOST', '[::1]:99']) {
    it(`lets ${host} in`, () => {
      assert.doesNotThrow(() => refuseStrangers({ host }));
    });
  }

  const host = '127.0.0.1:80';
  const rows: readonly (readonly [string, Parameters<typeof refuseStrangers>[0]])[] = [
    ['no Host', {}],
    ['a name that was resolved to this machine', { host: 'evil.example:80' }],
    ['a name that looks like this machine', { host: '127.0.0.1.evil.example' }],
    ['an address of the network', { host: '192.168.0.1' }],
    ['a web page', { host, origin: 'https://evil.example' }],
    ['a web page of this machine', { host, origin: 'http://127.0.0.1:80' }],
    ['a sandboxed web page', { host, origin: 'null' }],
    ['a picture on a web page', { host, 'sec-fetch-site': 'cross-site' }],
  ];
  for (const [title, headers] of rows) {
    it(`keeps out ${title}`, () => {
      assert.throws(() => refuseStrangers(headers), faultOf('AccessDeniedException'));
    });
  }
});

describe('the routes', () => {
  it('know every action there is', () => {
    assert.deepEqual([...operationNames].sort(), actions.map(({ name }) => name).sort());
  });

  it('tell what a path names', () => {
    const { segments, query } = parseRequestTarget('/-/vaults/v/lock-policy/ID');
    assert.deepEqual(findRoute('POST', segments, query), {
      operation: 'CompleteVaultLock',
      account: '-',
      vault: 'v',
      id: 'ID',
    });
  });

  for (const query of ['', '?operation=', '?operation=replace']) {
    it(`know the vault of a request about tags that names no operation: ${query}`, () => {
      const target = parseRequestTarget(`/-/vaults/v/tags${query}`);
      assert.deepEqual(findRoute('POST', target.segments, target.query), {
        operation: undefined,
        account: '-',
        vault: 'v',
        id: undefined,
      });
    });
  }

  const nowhere: readonly (readonly [string, string])[] = [
    ['PATCH', '/-/vaults/v'],
    ['GET', '/-'],
    ['GET', '/-/vaults/v/lock-policy/ID'],
    ['GET', '/-/vaults/v/lock-policy/ID/more'],
    ['GET', '/-/Vaults'],
  ];
  for (const [method, target] of nowhere) {
    it(`lead nowhere: ${method} ${target}`, () => {
      const { segments, query } = parseRequestTarget(target);
      assert.equal(findRoute(method, segments, query), undefined);
    });
  }
});
