import assert from 'node:assert/strict';
import type { CallContext, Operation } from '../../../src/glacier/callContext';
import { explainedCodes } from '../../../src/glacier/errorTexts';
import { explainError, mayHaveActed } from '../../../src/glacier/explainError';
import { GlacierError } from '../../../src/glacier/glacierError';

const operations: readonly Operation[] = [
  'ListVaults',
  'DescribeVault',
  'CreateVault',
  'GetVaultLock',
  'InitiateVaultLock',
  'CompleteVaultLock',
  'AbortVaultLock',
];

const context = (operation: Operation, target: Partial<CallContext['target']> = {}): CallContext => ({
  operation,
  ...(operation === 'ListVaults' ? {} : { vault: 'claims' }),
  target: { region: 'eu-west-1', practice: false, ...target },
});

/** As the SDK throws an answer of the service: without a class of its own for most codes. */
const service = (name: string, httpStatusCode: number, message = '') =>
  Object.assign(new Error(message), {
    name,
    $fault: httpStatusCode >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode, requestId: 'R-1' },
  });

const system = (code: string, more: object = {}) =>
  Object.assign(new Error(`something ${code}`), { code, ...more });
const credentials = (message: string, more: object = {}) =>
  Object.assign(new Error(message), { name: 'CredentialsProviderError', ...more });

/** An error with words of its own, as the built-in local Glacier makes them. */
const startFailure = Object.assign(new Error('Port 4567 is taken.'), {
  code: 'portTaken',
  advice: 'Choose another port.',
});

describe('explainError', () => {
  describe("knows every code of Glacier's catalogue", () => {
    // Glacier developer guide: "Error Responses"; the API model adds NoLongerSupportedException.
    const catalogue: readonly (readonly [string, number])[] = [
      ['AccessDeniedException', 403],
      ['BadRequest', 400],
      ['ExpiredTokenException', 403],
      ['InsufficientCapacityException', 503],
      ['InvalidParameterValueException', 400],
      ['InvalidSignatureException', 403],
      ['LimitExceededException', 400],
      ['MissingAuthenticationTokenException', 400],
      ['MissingParameterValueException', 400],
      ['NoLongerSupportedException', 400],
      ['PolicyEnforcedException', 400],
      ['RequestTimeoutException', 408],
      ['ResourceNotFoundException', 404],
      ['SerializationException', 400],
      ['ServiceUnavailableException', 500],
      ['ThrottlingException', 400],
      ['UnrecognizedClientException', 400],
    ];
    for (const [code, status] of catalogue) {
      it(code, () => {
        assert.ok(explainedCodes.includes(code));
        for (const operation of operations) {
          const error = explainError(service(code, status), context(operation));
          assert.equal(error.code, code);
          assert.equal(error.details.operation, operation);
          assert.equal(error.details.httpStatus, status);
          assert.equal(error.details.requestId, 'R-1');
          assert.match(error.message, /^[A-Z].*\.$/);
          assert.match(error.details.advice, /^[A-Z].*\.$/);
          assert.doesNotMatch(error.message + error.details.advice, /undefined|unexpected/);
        }
      });
    }
  });

  describe('names what was thrown', () => {
    const cases: readonly (readonly [what: string, thrown: unknown, code: string])[] = [
      ['a refused connection', system('ECONNREFUSED', { syscall: 'connect' }), 'ECONNREFUSED'],
      [
        'one refused at all addresses',
        Object.assign(new AggregateError([system('ECONNREFUSED')]), {}),
        'ECONNREFUSED',
      ],
      ['an address that does not exist', system('ENOTFOUND', { syscall: 'getaddrinfo' }), 'ENOTFOUND'],
      ['a name server that does not answer', system('EAI_AGAIN'), 'EAI_AGAIN'],
      ['a connection that a firewall forbids', system('EACCES', { syscall: 'connect' }), 'EACCES'],
      ['the same as Linux says it', system('EPERM', { syscall: 'connect' }), 'EPERM'],
      [
        'one that is forbidden at all addresses',
        new AggregateError([system('EACCES', { syscall: 'connect' })]),
        'EACCES',
      ],
      ['a shared file that may not be read', system('EACCES', { syscall: 'open' }), 'SharedConfigUnreadable'],
      ['a shared file that is a folder', system('EISDIR', { syscall: 'read' }), 'SharedConfigUnreadable'],
      ['a broken connection', Object.assign(system('ECONNRESET'), { name: 'TimeoutError' }), 'ECONNRESET'],
      [
        'a connection that never stood',
        Object.assign(new Error('the request socket did not establish a connection within 1000 ms'), {
          name: 'TimeoutError',
        }),
        'ConnectTimeout',
      ],
      [
        "the system's time-out of a connection",
        system('ETIMEDOUT', { syscall: 'connect' }),
        'ConnectTimeout',
      ],
      [
        'an answer that never began',
        Object.assign(system('ETIMEDOUT'), { name: 'TimeoutError' }),
        'ETIMEDOUT',
      ],
      [
        'an answer that stopped',
        Object.assign(new Error('the request socket timed out'), { name: 'TimeoutError' }),
        'ETIMEDOUT',
      ],
      ['a self-signed certificate', system('SELF_SIGNED_CERT_IN_CHAIN'), 'CertificateNotTrusted'],
      ['a certificate of another host', system('ERR_TLS_CERT_ALTNAME_INVALID'), 'CertificateNotTrusted'],
      ['an expired certificate', system('CERT_HAS_EXPIRED'), 'CertificateNotTrusted'],
      [
        'a proxy that VS Code cannot reach, told without a code',
        new Error('Failed to establish a socket connection to proxies: PROXY proxy:8080'),
        'ProxyUnreachable',
      ],
      ['https spoken to http', system('EPROTO'), 'EPROTO'],
      [
        'a cancelled request',
        Object.assign(new Error('Request aborted'), { name: 'AbortError' }),
        'Cancelled',
      ],
      [
        'a page that is no answer of Glacier',
        Object.assign(new SyntaxError('Unexpected token <'), { $metadata: { httpStatusCode: 200 } }),
        'MalformedReply',
      ],
      [
        'a 502 page of a proxy',
        Object.assign(new SyntaxError('Unexpected token <'), { $metadata: { httpStatusCode: 502 } }),
        'ServerError',
      ],
      ['a 403 without a code', service('Unknown', 403), 'MalformedReply'],
      ['a 503 without a code', service('Unknown', 503), 'ServerError'],
      [
        'no credentials',
        credentials('Could not load credentials from any providers'),
        'CredentialsProviderError',
      ],
      [
        'an unknown profile',
        credentials(
          'Could not resolve credentials using profile: [claims] in configuration/credentials file(s).',
        ),
        'CredentialsProviderError',
      ],
      [
        'an expired SSO session',
        credentials('The SSO session associated with this profile has expired.'),
        'SsoSessionExpired',
      ],
      [
        'an SSO token that cannot be renewed',
        Object.assign(new Error('Token is expired. To refresh this SSO session run aws sso login'), {
          name: 'TokenProviderError',
        }),
        'SsoSessionExpired',
      ],
      [
        'a profile with MFA',
        credentials('Profile x requires multi-factor authentication, but no MFA code callback was provided.'),
        'MfaRequired',
      ],
      [
        'a failed credential process',
        credentials('Command failed: get-key --now'),
        'CredentialProcessFailed',
      ],
      ['a refused role', credentials('AssumeRole: User is not authorized'), 'AssumeRoleFailed'],
      [
        'a token service out of reach',
        credentials('getaddrinfo', { code: 'ENOTFOUND' }),
        'CredentialServiceUnreachable',
      ],
      ['an endpoint that is no URL', system('ERR_INVALID_URL'), 'InvalidEndpoint'],
      ['a text', 'something', 'Error'],
      ['nothing', undefined, 'Error'],
    ];
    for (const [what, thrown, code] of cases) {
      it(what, () => assert.equal(explainError(thrown, context('GetVaultLock')).code, code));
    }
  });

  describe('says what to do', () => {
    const cases: readonly (readonly [
      what: string,
      thrown: unknown,
      call: CallContext,
      message: RegExp,
      advice: RegExp,
    ])[] = [
      [
        'the login of the profile',
        credentials('The SSO session associated with this profile has expired.'),
        context('ListVaults', { profile: 'audit' }),
        /profile "audit"/,
        /aws sso login --profile audit/,
      ],
      [
        'a region without Glacier',
        system('ENOTFOUND'),
        context('ListVaults', { region: 'eu-central-2' }),
        /eu-central-2 has no Glacier/,
        /regions opened since 2022 have no Glacier vaults/,
      ],
      [
        'the closed service',
        service('NoLongerSupportedException', 400),
        context('CreateVault'),
        /no new customers/,
        /local Glacier/,
      ],
      [
        'a refused Initiate',
        service('AccessDeniedException', 403),
        context('InitiateVaultLock'),
        /The lock of vault "claims" was not initiated/,
        /already has a lock.*IAM policy.*organization/,
      ],
      [
        'a refused Abort',
        service('AccessDeniedException', 403),
        context('AbortVaultLock'),
        /was not aborted/,
        /locked vault cannot be unlocked/,
      ],
      [
        'a deny of the vault itself',
        service(
          'AccessDeniedException',
          403,
          'User: x is not authorized to perform: y on resource: z with an explicit deny in a resource-based policy',
        ),
        context('CompleteVaultLock'),
        /access policy or of its lock policy/,
        /glacier:CompleteVaultLock/,
      ],
      [
        'a deny of the organisation',
        service('AccessDeniedException', 403, 'with an explicit deny in a service control policy'),
        context('InitiateVaultLock'),
        /organization/,
        /SCP/,
      ],
      [
        'a missing permission',
        service(
          'AccessDeniedException',
          403,
          'because no identity-based policy allows the glacier:ListVaults action',
        ),
        context('ListVaults'),
        /No IAM policy/,
        /glacier:ListVaults allowed/,
      ],
      [
        'the local Glacier that is not running',
        system('ECONNREFUSED'),
        context('ListVaults', { practice: true, endpoint: 'http://127.0.0.1:4000' }),
        /Nothing answers at http:\/\/127\.0\.0\.1:4000/,
        /Start the local Glacier/,
      ],
      [
        'a forbidden connection',
        system('EACCES', { syscall: 'connect' }),
        context('InitiateVaultLock'),
        /does not allow the connection.*Glacier in eu-west-1.*Nothing was sent/,
        /firewall/,
      ],
      [
        'a wrong lock ID',
        service('InvalidParameterValueException', 400),
        context('CompleteVaultLock'),
        /lock ID is not the one/,
        /abort the lock and initiate it again/,
      ],
      [
        'a completion that came too late',
        service('ResourceNotFoundException', 404),
        context('CompleteVaultLock'),
        /No lock is in progress any more/,
        /24 hours/,
      ],
    ];
    for (const [what, thrown, call, message, advice] of cases) {
      it(what, () => {
        const { message: said, explanation } = explainError(thrown, call).details;
        assert.ok(explanation);
        assert.match(`${said} ${explanation.cause}`, message);
        assert.match(`${explanation.cause} ${explanation.next}`, advice);
      });
    }
  });

  it('repeats nothing of what was thrown, nor the user and password of an endpoint', () => {
    const secret = 'AKIA-LOCKID-SECRET';
    const endpoint = `https://me:${secret}@glacier.example`;
    const thrown: readonly unknown[] = [
      ...explainedCodes.flatMap((code) => [service(code, 400, secret), system(code, { message: secret })]),
      credentials(`${secret} sso`),
      credentials(`Command failed: ${secret}`),
      new Error(secret),
      secret,
    ];
    for (const each of thrown) {
      for (const operation of operations) {
        for (const practice of [true, false]) {
          const { message, advice, code } = explainError(
            each,
            context(operation, { endpoint, practice }),
          ).details;
          assert.ok(!`${message} ${advice} ${code}`.includes(secret), `${operation}: ${message} ${advice}`);
        }
      }
    }
  });

  describe('says whether Glacier may have acted', () => {
    const cases: readonly (readonly [thrown: unknown, acted: boolean])[] = [
      [service('ServiceUnavailableException', 500), true],
      [service('Unknown', 502), true],
      [service('RequestTimeoutException', 408), true],
      [Object.assign(new SyntaxError('x'), { $metadata: { httpStatusCode: 201 } }), true],
      [system('ECONNRESET'), true],
      [system('EPIPE'), true],
      [Object.assign(system('ETIMEDOUT'), { name: 'TimeoutError' }), true],
      [new Error('whatever'), true],
      [service('ThrottlingException', 400), false],
      [service('AccessDeniedException', 403), false],
      [service('ResourceNotFoundException', 404), false],
      [system('ECONNREFUSED'), false],
      [system('ENOTFOUND'), false],
      [system('EACCES', { syscall: 'connect' }), false],
      [system('EINVAL', { syscall: 'connect' }), false],
      [startFailure, false],
      [system('CERT_HAS_EXPIRED'), false],
      [new Error('Failed to establish a socket connection to proxies: PROXY proxy:8080'), false],
      [system('ETIMEDOUT', { syscall: 'connect' }), false],
      [credentials('Could not load credentials from any providers'), false],
    ];
    for (const [thrown, acted] of cases) {
      it(`${acted ? 'perhaps' : 'no'}: ${thrown instanceof Error ? `${thrown.name} ${thrown.message}` : 'other'}`, () => {
        assert.equal(mayHaveActed(thrown), acted);
        for (const operation of operations) {
          const isChange = !/^(List|Describe|Get)/.test(operation);
          assert.equal(explainError(thrown, context(operation)).details.ambiguous, acted && isChange);
        }
      });
    }

    it('also when only an earlier attempt left it open', () => {
      const error = explainError(system('ECONNREFUSED'), context('CompleteVaultLock'), true);
      assert.equal(error.details.ambiguous, true);
    });
  });

  it('keeps the words of an error that has code and advice of its own', () => {
    for (const operation of operations) {
      const error = explainError(startFailure, context(operation, { practice: true }));
      assert.ok(error instanceof GlacierError);
      const { code, message, advice, cause } = error.details;
      assert.deepEqual(
        { code, message, advice },
        { code: 'portTaken', message: 'Port 4567 is taken.', advice: 'Choose another port.' },
      );
      assert.equal(error.details.operation, operation);
      assert.equal(cause, startFailure);
    }
    for (const lacking of [
      { advice: 'x' },
      { code: 'x' },
      { code: 7, advice: 'x' },
      { code: 'x', advice: '' },
    ]) {
      const error = explainError(Object.assign(new Error('secret'), lacking), context('ListVaults'));
      assert.doesNotMatch(error.message, /secret/);
    }
  });

  it('leaves a GlacierError as it is, also one of another bundle', () => {
    const error = explainError(system('ECONNREFUSED'), context('ListVaults'));
    assert.equal(explainError(error, context('AbortVaultLock')), error);
    const brand = Symbol.for('glacier-vault-lock.GlacierError');
    const foreign = Object.assign(new Error('x'), { [brand]: true });
    assert.ok(foreign instanceof GlacierError);
    assert.ok(!(new Error('x') instanceof GlacierError));
  });
});
