import assert from 'node:assert/strict';
import { connect } from 'node:net';
import fc from 'fast-check';
import { endTested, startTested, type TestedGlacier } from './support/localGlacier';
import { authorization, converse, properHeaders, refusedWith, send } from './support/raw';
import { retention } from './support/sdk';

let glacier: TestedGlacier;

/** The server must be there after anything that was sent to it. */
async function assertAlive(): Promise<void> {
  assert.equal((await send(glacier.url, 'GET', '/-/vaults')).status, 200);
}

/** The parts of a raw HTTP reply. */
function parse(reply: string): { status: number; head: string; body: string } {
  const [head = '', body = ''] = reply.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]), head, body };
}

describe('a request that is wrong', () => {
  before(async () => {
    glacier = await startTested();
    await send(glacier.url, 'PUT', '/-/vaults/v');
  });
  after(endTested);
  afterEach(assertAlive);

  const without = (name: string) =>
    Object.fromEntries(Object.entries(properHeaders).filter(([header]) => header !== name));
  const unsigned = without('authorization');
  const unversioned = without('x-amz-glacier-version');

  type Row = readonly [
    title: string,
    method: string,
    path: string,
    expected: string,
    options?: { headers?: Readonly<Record<string, string>>; body?: string | Buffer },
  ];
  const lock = '/-/vaults/v/lock-policy';
  const tags = '/-/vaults/v/tags?operation=add';
  const serialization = '400 SerializationException';
  const missing = '400 MissingParameterValueException';
  const invalid = '400 InvalidParameterValueException';
  const notFound = '404 ResourceNotFoundException';
  const bad = '400 BadRequest';
  const policy = (text: string) => ({ body: JSON.stringify({ Policy: text }) });
  const padded = (size: number) => retention('v', 5) + ' '.repeat(size - retention('v', 5).length);

  const rows: readonly Row[] = [
    [
      'no Authorization',
      'GET',
      '/-/vaults',
      '400 MissingAuthenticationTokenException',
      { headers: unsigned },
    ],
    [
      'an odd Authorization',
      'GET',
      '/-/vaults',
      '403 InvalidSignatureException',
      { headers: { ...properHeaders, authorization: 'Basic eDp5' } },
    ],
    ['no version', 'GET', '/-/vaults', missing, { headers: unversioned }],
    [
      'another version',
      'GET',
      '/-/vaults',
      invalid,
      { headers: { ...properHeaders, 'x-amz-glacier-version': '2013-01-01' } },
    ],
    [
      'neither, and Authorization comes first',
      'GET',
      '/-/vaults',
      '400 MissingAuthenticationTokenException',
      { headers: {} },
    ],
    ['the version before the account', 'GET', '/999999999999/vaults', missing, { headers: unversioned }],
    ['the account before the vault', 'GET', '/999999999999/vaults/never', '403 AccessDeniedException'],
    [
      'Authorization before a broken percent-encoding',
      'GET',
      '/-/vaults/%zz',
      '400 MissingAuthenticationTokenException',
      { headers: unsigned },
    ],
    [
      'the version before a broken percent-encoding',
      'GET',
      '/-/vaults/%zz',
      missing,
      { headers: unversioned },
    ],
    ['the vault before the operation on tags', 'POST', '/-/vaults/never/tags', notFound],
    ['the vault before an odd operation on tags', 'POST', '/-/vaults/never/tags?operation=x', notFound],
    [
      'the account before the operation on tags',
      'POST',
      '/999999999999/vaults/v/tags',
      '403 AccessDeniedException',
    ],
    ['the vault before the parameters', 'POST', '/-/vaults/never/lock-policy', notFound, { body: '{' }],
    ['the parameters before the lock state', 'POST', lock, missing, { body: '{}' }],
    ['an account with hyphens', 'GET', '/1111-2222-3333/vaults', '403 AccessDeniedException'],
    ['a path of nothing', 'GET', '/', bad],
    ['a path that is no operation', 'GET', '/-/buckets', bad],
    ['a method that is no operation', 'PATCH', '/-/vaults/v', bad],
    ['a broken percent-encoding', 'GET', '/-/vaults/%zz', bad],
    ['a percent-encoding that is no UTF-8', 'GET', '/-/vaults/%ff%fe', bad],
    ['a broken query', 'GET', '/-/vaults?marker=%', bad],
    ['an empty vault name', 'GET', '/-/vaults/', notFound],
    ['an empty vault name to create', 'PUT', '/-/vaults/', invalid],
    ['a name with a NUL', 'PUT', '/-/vaults/a%00b', invalid],
    ['a name that climbs', 'PUT', '/-/vaults/..%2f..%2fetc', invalid],
    ['an illegal name to delete', 'DELETE', '/-/vaults/a%20b', notFound],
    ['a body that is no JSON', 'POST', lock, serialization, { body: 'policy=x' }],
    ['half a JSON body', 'POST', lock, serialization, { body: '{"Policy":"' }],
    ['a body that is no UTF-8', 'POST', lock, serialization, { body: Buffer.from([0x7b, 0xff, 0x7d]) }],
    ['a list for a body', 'POST', lock, serialization, { body: '[]' }],
    ['null for a body', 'POST', lock, serialization, { body: 'null' }],
    ['a policy that is an object', 'POST', lock, serialization, { body: `{"Policy":${retention('v', 5)}}` }],
    ['a policy that is a number', 'POST', lock, serialization, { body: '{"Policy":5}' }],
    ['no policy', 'POST', lock, missing, { body: '{}' }],
    ['no body', 'POST', lock, missing],
    ['a null policy', 'POST', lock, missing, { body: '{"Policy":null}' }],
    ['an empty policy', 'POST', lock, missing, policy('')],
    ['a policy that is no JSON', 'POST', lock, invalid, policy('{')],
    ['a policy with a comment', 'POST', lock, invalid, policy(`// no\n${retention('v', 5)}`)],
    ['a policy in its wrapper', 'POST', lock, invalid, policy(JSON.stringify({ Policy: retention('v', 5) }))],
    [
      'a policy without Principal',
      'POST',
      lock,
      invalid,
      policy(retention('v', 5).replace('"Principal":"*",', '')),
    ],
    ['a policy that nests for ever', 'POST', lock, invalid, policy('['.repeat(20_000))],
    ['a policy of nested objects', 'POST', lock, invalid, policy('{"a":'.repeat(4_000))],
    ['a policy of 20,481 bytes', 'POST', lock, invalid, policy(padded(20_481))],
    [
      'a policy of 20,480 characters that are more bytes',
      'POST',
      lock,
      invalid,
      policy(padded(20_479).replace('retention', 'rétentionn')),
    ],
    ['a policy of 5 MB', 'POST', lock, invalid, policy(' '.repeat(5_000_000))],
    ['a body of nested lists', 'POST', lock, serialization, { body: '['.repeat(500_000) }],
    ['tags that are a list', 'POST', tags, serialization, { body: '{"Tags":["a"]}' }],
    ['tags that are text', 'POST', tags, serialization, { body: '{"Tags":"a"}' }],
    ['a tag that is a number', 'POST', tags, serialization, { body: '{"Tags":{"a":1}}' }],
    ['no tags', 'POST', tags, missing, { body: '{}' }],
    [
      'tag keys that are an object',
      'POST',
      '/-/vaults/v/tags?operation=remove',
      serialization,
      { body: '{"TagKeys":{}}' },
    ],
    [
      'tag keys that are numbers',
      'POST',
      '/-/vaults/v/tags?operation=remove',
      serialization,
      { body: '{"TagKeys":[1]}' },
    ],
    [
      'the tag keys of an example of AWS',
      'POST',
      '/-/vaults/v/tags?operation=remove',
      missing,
      { body: '{"TagsKeys":["a"]}' },
    ],
    ['tags without an operation', 'POST', '/-/vaults/v/tags', bad, { body: '{"Tags":{"a":"b"}}' }],
    ['tags with an odd operation', 'POST', '/-/vaults/v/tags?operation=replace', bad],
    ['an operation that is not offered', 'GET', '/-/vaults/v/jobs', '501 NotImplementedException'],
    [
      'an operation that is not offered, on no vault',
      'GET',
      '/-/policies/data-retrieval',
      '501 NotImplementedException',
    ],
    ['an operation that is not offered, on a missing vault', 'GET', '/-/vaults/never/jobs', notFound],
    ['a clock that should go back', 'POST', '/_practice/clock', invalid, { body: '{"advanceSeconds":-1}' }],
    [
      'a clock that should go for ever',
      'POST',
      '/_practice/clock',
      invalid,
      { body: '{"advanceSeconds":1e300}' },
    ],
    ['a clock without seconds', 'POST', '/_practice/clock', invalid, { body: '{}' }],
    [
      'a clock with text for seconds',
      'POST',
      '/_practice/clock',
      invalid,
      { body: '{"advanceSeconds":"5"}' },
    ],
    ['a clock with no JSON', 'POST', '/_practice/clock', serialization, { body: 'x' }],
    ['a practice path that is none', 'POST', '/_practice/teapot', bad],
    ['a GET of the reset', 'GET', '/_practice/reset', bad],
  ];
  for (const [title, method, path, expected, options] of rows) {
    it(`${title}: ${expected}`, async () => {
      const reply = await send(glacier.url, method, path, options);
      assert.equal(refusedWith(reply), expected);
      assert.equal(reply.headers['content-type'], 'application/json');
      assert.match(String(reply.headers['x-amzn-requestid']), /^[A-Za-z0-9_-]{47}$/);
      assert.ok(reply.headers.date);
      assert.equal(reply.headers['x-amzn-errortype'], undefined);
      const error = JSON.parse(reply.text) as Record<string, unknown>;
      assert.deepEqual(Object.keys(error), ['code', 'message', 'type']);
      assert.equal(error['type'], reply.status >= 500 ? 'Server' : 'Client');
    });
  }

  it('a HEAD request has no body in the reply', async () => {
    const reply = await send(glacier.url, 'HEAD', '/-/vaults/v');
    assert.deepEqual([reply.status, reply.text], [400, '']);
  });

  it('web pages are refused, whatever they ask for', async () => {
    for (const path of ['/-/vaults', '/_practice/clock']) {
      for (const headers of [{ host: 'evil.example' }, { origin: 'http://evil.example' }]) {
        const reply = await send(glacier.url, 'GET', path, { headers: { ...properHeaders, ...headers } });
        assert.equal(refusedWith(reply), '403 AccessDeniedException');
        assert.equal(reply.headers['access-control-allow-origin'], undefined);
      }
    }
  });

  const noise: readonly (readonly [title: string, bytes: string | Buffer, status: number])[] = [
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['a TLS greeting', Buffer.from('1603010200010001fc0303', 'hex'), 400],
    ['headers without end', `GET /-/vaults HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'y'.repeat(100_000)}`, 400],
    ['a header that is none', 'GET /-/vaults HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n', 400],
    [
      'two lengths',
      'POST /-/vaults/v/lock-policy HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
      400,
    ],
    ['a length that is none', 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n', 400],
    ['a broken chunk', 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
    ['a method nobody knows', 'BREW /-/vaults HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', 400],
    [
      'two Hosts',
      `GET /-/vaults HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nAuthorization: ${authorization}\r\n` +
        'x-amz-glacier-version: 2012-06-01\r\nConnection: close\r\n\r\n',
      400,
    ],
    ['no Host', 'GET /-/vaults HTTP/1.1\r\nConnection: close\r\n\r\n', 403],
    ['HTTP/1.0 without Host', 'GET /-/vaults HTTP/1.0\r\n\r\n', 403],
    [
      'the form of a proxy',
      'GET http://127.0.0.1/-/vaults HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
      400,
    ],
    [
      'an expectation nobody knows',
      'GET /-/vaults HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: tea\r\nConnection: close\r\n\r\n',
      400,
    ],
  ];
  for (const [title, bytes, status] of noise) {
    it(`${title}: ${status}, in Glacier's form`, async () => {
      const reply = parse(await converse(glacier.url, bytes));
      assert.equal(reply.status, status);
      assert.match(reply.head, /x-amzn-RequestId: /i);
      assert.match(reply.head, /^Date: /im);
      const error = JSON.parse(reply.body) as Record<string, unknown>;
      assert.deepEqual(Object.keys(error), ['code', 'message', 'type']);
    });
  }

  it('a body that ends too early is refused and changes nothing', async () => {
    const body = JSON.stringify({ Policy: retention('v', 5) });
    const head = [
      'POST /-/vaults/v/lock-policy HTTP/1.1',
      'Host: 127.0.0.1',
      `Authorization: ${authorization}`,
      'x-amz-glacier-version: 2012-06-01',
      `Content-Length: ${body.length + 1}`,
    ].join('\r\n');
    const reply = parse(await converse(glacier.url, `${head}\r\n\r\n${body}`));
    assert.equal(reply.status, 400);
    assert.equal(refusedWith(await send(glacier.url, 'GET', lock)), notFound);
  });

  it('a client that goes away in the middle of an upload is nothing to the others', async () => {
    const { hostname, port } = new URL(glacier.url);
    await new Promise<void>((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) }, () => {
        socket.write(
          'POST /-/vaults/v/archives HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 999999\r\n\r\nabc',
          () => {
            socket.resetAndDestroy();
          },
        );
      });
      socket.on('close', () => resolve());
      socket.on('error', reject);
    });
    await assertAlive();
  });

  it('a body far too large is cut off with a refusal', async () => {
    const headers = { ...properHeaders, 'content-length': '99999999999' };
    const reply = await send(glacier.url, 'POST', lock, { headers, body: '{' });
    assert.equal(refusedWith(reply), invalid);
    assert.equal(reply.headers.connection, 'close');
  });

  it('any bytes at all get an answer or an end', async () => {
    const lines = fc.constantFrom(
      'GET /-/vaults HTTP/1.1\r\n',
      'POST /-/vaults/v/lock-policy HTTP/1.1\r\n',
      'Host: 127.0.0.1\r\n',
      'Content-Length: 5\r\n',
      'Transfer-Encoding: chunked\r\n',
      'Expect: 100-continue\r\n',
      'Upgrade: h2c\r\nConnection: Upgrade\r\n',
      `Authorization: ${authorization}\r\n`,
      'x-amz-glacier-version: 2012-06-01\r\n',
      '\r\n',
      '{"Policy":',
      '\0',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(lines, fc.string()), { maxLength: 8 }), async (parts) => {
        const reply = await converse(glacier.url, Buffer.from(parts.join(''), 'latin1'));
        assert.ok(reply === '' || reply.startsWith('HTTP/1.1 '));
      }),
      { numRuns: 60 },
    );
  }).timeout(10_000);
});
