import assert from 'node:assert/strict';
import { CredentialFailure } from '../../../src/glacier/credentialFailure';
import { rawError } from '../../../src/glacier/rawError';

const named = (name: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

describe('rawError', () => {
  it('tells what a server and the system said, link by link', () => {
    const refused = named('Error', 'connect ECONNREFUSED 127.0.0.1:9', {
      code: 'ECONNREFUSED',
      syscall: 'connect',
    });
    const outer = new Error('fetch failed', { cause: refused });
    assert.deepEqual(rawError(outer, 'ListVaults'), [
      'Error: fetch failed',
      'caused by Error (code ECONNREFUSED, call connect): connect ECONNREFUSED 127.0.0.1:9',
    ]);
    assert.deepEqual(rawError(new AggregateError([refused], 'all'), 'ListVaults').length, 2);
    const denied =
      'User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Auditor/ana is not authorized';
    assert.deepEqual(rawError(named('AccessDeniedException', denied), 'CompleteVaultLock'), [
      `AccessDeniedException: ${denied}`,
    ]);
    assert.deepEqual(rawError(undefined, 'ListVaults'), []);
    assert.deepEqual(rawError('a text', 'ListVaults'), []);
  });

  it('ends where an error is its own cause', () => {
    const error: Error & { cause?: unknown } = new Error('x');
    error.cause = error;
    assert.equal(rawError(error, 'ListVaults').length, 1);
  });

  const secret = 'S3cretOfSomebodyThatNobodyMaySee';
  const hidden: readonly (readonly [what: string, thrown: unknown])[] = [
    ['a lock ID in a path', new Error(`POST /-/vaults/claims/lock-policy/${secret}?x failed`)],
    ['a lock ID anywhere in an answer to Complete', new Error(`Invalid lock id: ${secret}.`)],
    ['the password of an address', new Error(`connect to http://me:${secret}@proxy.example:8080`)],
    ['what cannot be parsed', new SyntaxError(`Unexpected token 'x', "${secret}" is not valid JSON`)],
    ['a command and its output', new Error(`Command failed: get ${secret}\n${secret}`)],
    ['a secret key', new Error(`x ${secret}AAAA+/BBBBCCCC== y`)],
    ['a token in a query', new Error(`GET /?X-Amz-Security-Token=${secret}`)],
    ['a name that is a sentence', Object.assign(new Error('x'), { name: `It is ${secret}` })],
    ['a code that is a sentence', Object.assign(new Error('x'), { code: `It is ${secret}` })],
    [
      'what a source of credentials said',
      new CredentialFailure(
        { source: 'webIdentity', reason: 'refused', profile: 'x' },
        new Error(`No provider for ${secret}`, { cause: new Error(secret) }),
      ),
    ],
  ];
  for (const [what, thrown] of hidden) {
    it(`leaves out ${what}`, () => {
      const lines = rawError(thrown, 'CompleteVaultLock');
      assert.ok(lines.length > 0);
      assert.ok(!lines.join('\n').includes(secret), lines.join('\n'));
    });
  }

  it('leaves out user and password of a proxy, also as VS Code names it', () => {
    const failed = 'Failed to establish a socket connection to proxies:';
    for (const kind of ['PROXY', 'HTTP', 'HTTPS', 'SOCKS', 'SOCKS5'])
      assert.deepEqual(
        rawError(new Error(`${failed} ${kind} ana:s3/c@ret@proxy:8080; DIRECT`), 'ListVaults'),
        [`Error: ${failed} ${kind} [left out]@proxy:8080; DIRECT`],
      );
    assert.deepEqual(rawError(new Error('connect to http://ana:s3/c@ret@proxy:8080'), 'ListVaults'), [
      'Error: connect to http://[left out]@proxy:8080',
    ]);
  });

  it('leaves out an access key but for its kind', () => {
    assert.deepEqual(rawError(new Error('key ASIAABCDEFGH12345678 of'), 'ListVaults'), [
      'Error: key ASIA[left out] of',
    ]);
  });

  it('cuts what is very long', () => {
    assert.ok((rawError(new Error('a b '.repeat(5_000)), 'ListVaults')[0]?.length ?? 0) < 1_100);
  });
});
