import { changesSomething, type CallContext } from './callContext';
import { certificateCode } from './certificateCode';
import { CredentialFailure, credentialFailureCode } from './credentialFailure';
import { explain } from './errorTexts';
import type { Explanation } from './explanation';
import type { Failure } from './failure';
import { GlacierError } from './glacierError';
import { isUnreachableProxyOfHost } from './hostProxy';

/** What can be told of a thrown thing without knowing its class: most of Glacier's errors have none in the SDK. */
interface Thrown {
  readonly name: string;
  /** Node's and OpenSSL's codes; the SDK puts Glacier's own code into `name` and here. */
  readonly systemCode: string | undefined;
  readonly syscall: string | undefined;
  readonly message: string;
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;
  readonly attempts: number | undefined;
  /** The SDK's mark of an answer of the service. */
  readonly fromService: boolean;
}

/**
 * Turns whatever the SDK or Node threw into a GlacierError with plain words. Nothing of the thrown message is shown:
 * it may hold an access key, the output of a credential process or a lock ID. It stays in `cause`. Only an error of this
 * product's own making, with code and advice, keeps its words: the local Glacier that could not start.
 *
 * @param earlierDoubt True when an earlier attempt of the same call may have been acted on, so that the last failure
 *   alone does not tell.
 * @param reply The last reply, where there was one.
 */
export function explainError(
  thrown: unknown,
  context: CallContext,
  earlierDoubt = false,
  reply: LastReply = {},
): GlacierError {
  if (thrown instanceof GlacierError) return thrown;
  const looked = look(thrown);
  const credentials = thrown instanceof CredentialFailure ? thrown.details : undefined;
  const seen = {
    ...looked,
    // What a source of credentials said; it chooses the words and is not shown.
    message: credentials === undefined ? looked.message : causeMessage(thrown),
    httpStatus: looked.httpStatus ?? credentials?.httpStatus,
    requestId: looked.requestId ?? credentials?.requestId ?? reply.requestId,
  };
  const ambiguous = changesSomething(context.operation) && (earlierDoubt || mayHaveActed(thrown));
  const details = {
    operation: context.operation,
    httpStatus: seen.httpStatus,
    requestId: seen.requestId,
    ambiguous,
    cause: thrown,
    context,
    attempts: seen.attempts,
    ...(credentials === undefined ? {} : { credentials }),
  };
  const own = ownWords(thrown);
  if (own !== undefined) return new GlacierError({ ...details, ...own });
  const code = credentials === undefined ? codeOf(seen) : credentialFailureCode(credentials);
  const isPage = isWebPage(reply.contentType);
  return new GlacierError({
    ...details,
    code,
    ...inWords({ ...seen, code, isPage, credentials }, context, ambiguous),
  });
}

/** What the last reply of a call told beside its body; the SDK leaves it out of errors that it could not read. */
export interface LastReply {
  readonly requestId?: string | undefined;
  readonly contentType?: string | undefined;
}

function causeMessage(thrown: unknown): string {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof Error ? cause.message : '';
}

const isWebPage = (contentType: string | undefined): boolean => contentType?.startsWith('text/html') === true;

/** What a failure is called, in one piece and in its parts. */
function inWords(
  failure: Failure,
  context: CallContext,
  isInDoubt: boolean,
): { readonly message: string; readonly advice: string; readonly explanation: Explanation } {
  const explanation = explain(failure, context, isInDoubt);
  return {
    message: `${explanation.outcome} ${explanation.title}`,
    advice: explanation.next,
    explanation,
  };
}

/** A failure that this product finds by itself: an answer that makes no sense, a cancelled read, a name not sent. */
export function ownError(
  code: 'MalformedReply' | 'Cancelled' | 'ConnectionClosed' | 'InvalidEndpoint' | 'InvalidVaultName',
  context: CallContext,
  details: {
    readonly httpStatus?: number | undefined;
    readonly requestId?: string | undefined;
    readonly contentType?: string | undefined;
    readonly ambiguous?: boolean;
    readonly cause?: unknown;
  } = {},
): GlacierError {
  const { httpStatus, requestId, contentType, ambiguous = false, cause } = details;
  const failure = {
    code,
    message: '',
    httpStatus,
    requestId,
    systemCode: undefined,
    isPage: isWebPage(contentType),
    credentials: undefined,
  };
  return new GlacierError({
    code,
    operation: context.operation,
    ...inWords(failure, context, ambiguous),
    httpStatus,
    requestId,
    ambiguous,
    cause,
    context,
  });
}

/**
 * Whether Glacier may have acted on the request that ended so: it was sent, and no answer says that it was refused.
 * A failed name look-up, a refused connection or an untrusted certificate happen before anything is sent.
 */
export function mayHaveActed(thrown: unknown): boolean {
  const seen = look(thrown);
  if (seen.httpStatus !== undefined) {
    // 2xx with a body that cannot be read was acted on; a 5xx and a 408 leave it open; other answers are refusals.
    return seen.httpStatus < 300 || seen.httpStatus >= 500 || seen.httpStatus === 408;
  }
  if (seen.fromService) return false;
  // Glacier could not be started, so nothing was sent to it.
  if (ownWords(thrown) !== undefined || thrown instanceof CredentialFailure) return false;
  if (seen.syscall === 'connect') return false;
  return !nothingSent.has(codeOf(seen));
}

const nothingSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ConnectTimeout',
  'CertificateNotTrusted',
  'ProxyUnreachable',
  'ProxyWantsAuthentication',
  'ProxyRefused',
  'ProxyUnusable',
  'CaBundleUnusable',
  'CredentialsProviderError',
  'SsoSessionExpired',
  'LoginSessionExpired',
  'MfaRequired',
  'CredentialProcessFailed',
  'AssumeRoleFailed',
  'CredentialServiceUnreachable',
  'InvalidEndpoint',
  'SharedConfigUnreadable',
  'ConnectionClosed',
]);

function codeOf(seen: Thrown): string {
  if (seen.name === 'AbortError') return 'Cancelled';
  if (seen.fromService) {
    if (seen.httpStatus !== undefined && seen.httpStatus >= 300)
      return serviceCode(seen.name, seen.httpStatus);
    return 'MalformedReply';
  }
  if (/^(CredentialsProviderError|TokenProviderError|ProviderError)$/.test(seen.name))
    return credentialCode(seen);
  if (seen.httpStatus !== undefined) {
    // An answer whose body the SDK could not read: a log-in page, half a JSON.
    return seen.httpStatus >= 500 ? 'ServerError' : 'MalformedReply';
  }
  if (isUnreachableProxyOfHost(seen.message)) return 'ProxyUnreachable';
  const system = seen.systemCode;
  if (system !== undefined && certificateCode.test(system)) return 'CertificateNotTrusted';
  if (seen.name === 'TimeoutError' || system === 'ETIMEDOUT') {
    // The SDK's connection time-out has no code, its request time-out has; the system's own names the call.
    if (seen.syscall === 'connect' || seen.message.includes('establish a connection'))
      return 'ConnectTimeout';
    if (system === undefined) return 'ETIMEDOUT';
  }
  if (system !== undefined) {
    if (system === 'ERR_INVALID_URL') return 'InvalidEndpoint';
    // The system itself forbids a connection, as a firewall does; files have no `connect`.
    if (seen.syscall === 'connect') return system;
    if (/^E(ACCES|PERM|ISDIR|NOTDIR)$/.test(system)) return 'SharedConfigUnreadable';
    return system;
  }
  if (seen.name === 'EndpointError' || /Invalid Configuration: |Endpoint .*not valid/.test(seen.message)) {
    return 'InvalidEndpoint';
  }
  if (/services section .* is not present/.test(seen.message)) return 'SharedConfigUnreadable';
  return seen.name === '' ? 'Error' : seen.name;
}

/** Short names that other services and proxies use for the same thing, and answers without any name. */
function serviceCode(name: string, httpStatus: number): string {
  switch (name) {
    case 'AccessDenied':
    case 'Forbidden':
      return 'AccessDeniedException';
    case 'ExpiredToken':
      return 'ExpiredTokenException';
    case 'Throttling':
    case 'ThrottledException':
    case 'TooManyRequestsException':
      return 'ThrottlingException';
    case 'InvalidClientTokenId':
      return 'UnrecognizedClientException';
    case 'BadRequestException':
      return 'BadRequest';
    case '':
    case 'Error':
    case 'Unknown':
    case 'UnknownError':
    case 'GlacierServiceException':
      if (httpStatus >= 500) return 'ServerError';
      if (httpStatus === 429) return 'ThrottlingException';
      // A nameless 403 or 404 is no answer of Glacier's: its errors always carry a code.
      return 'MalformedReply';
    default:
      // A code goes into the log and the ledger: what is not one word is none.
      return /^[A-Za-z][\w.]{0,99}$/.test(name) ? name : 'MalformedReply';
  }
}

function credentialCode(seen: Thrown): string {
  const text = seen.message;
  if (seen.systemCode !== undefined && /^E[A-Z_]+$/.test(seen.systemCode))
    return 'CredentialServiceUnreachable';
  if (/\bmfa\b|multi-factor/i.test(text)) return 'MfaRequired';
  if (/aws login|login session|login_session/i.test(text)) return 'LoginSessionExpired';
  if (
    /\bsso\b|sso_|SSOToken|token (is|has) expired|refresh failed|Session token not found|UnauthorizedException/i.test(
      text,
    )
  )
    return 'SsoSessionExpired';
  if (/credential_process|profile .* command|Command failed/i.test(text)) return 'CredentialProcessFailed';
  if (/assume.?role|role_arn|source_profile|credential_source|sts:/i.test(text)) return 'AssumeRoleFailed';
  return 'CredentialsProviderError';
}

/**
 * The words of an error that this product made for people. Known by its members, because each bundle has its own copy
 * of the class, and of another room; nothing that Node or the SDK throws has advice.
 */
function ownWords(
  thrown: unknown,
): { readonly code: string; readonly message: string; readonly advice: string } | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const fields = record(thrown);
  const code = text(fields['code']);
  const message = text(fields['message']);
  const advice = text(fields['advice']);
  return code === undefined || message === undefined || advice === undefined
    ? undefined
    : { code, message, advice };
}

/** Reads an unknown thing field by field. Node wraps the errors of several addresses into an AggregateError. */
function look(thrown: unknown): Thrown {
  const fields = record(thrown);
  const metadata = record(fields['$metadata']);
  const inner = record(fields['cause']);
  const first = Array.isArray(fields['errors']) ? record(fields['errors'][0]) : {};
  return {
    name: text(fields['name']) ?? '',
    systemCode: text(fields['code']) ?? text(first['code']) ?? text(inner['code']),
    syscall: text(fields['syscall']) ?? text(first['syscall']) ?? text(inner['syscall']),
    message: text(fields['message']) ?? (typeof thrown === 'string' ? thrown : ''),
    httpStatus: typeof metadata['httpStatusCode'] === 'number' ? metadata['httpStatusCode'] : undefined,
    requestId: text(metadata['requestId']),
    attempts: typeof metadata['attempts'] === 'number' ? metadata['attempts'] : undefined,
    fromService: text(fields['$fault']) !== undefined,
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
