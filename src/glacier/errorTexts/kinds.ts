import type { CredentialFailureDetails } from '../credentialFailure';
import type { Failure } from '../failure';
import type { credentials } from './credentials';
import { denialOf, type denials } from './denials';
import type { Facts } from './facts';
import type { network } from './network';
import type { ours } from './ours';
import type { replies } from './replies';

/** The name of an explanation. */
export type Kind =
  | keyof typeof denials
  | keyof typeof replies
  | keyof typeof network
  | keyof typeof credentials
  | keyof typeof ours;

type Choose = (failure: Failure, facts: Facts) => Kind;

/**
 * The explanation of each code: Glacier's (Glacier developer guide, "Error Responses", and the API model), those that all
 * services of AWS have in common ("Common Errors"), Node's and OpenSSL's, and this product's own.
 */
const byCode: Readonly<Record<string, Kind | Choose>> = {
  AccessDeniedException: ({ message }) => denialOf(message),
  BadRequest: 'badRequest',
  ExpiredTokenException: 'sessionExpired',
  InsufficientCapacityException: 'noCapacity',
  InvalidParameterValueException: 'invalidParameter',
  InvalidSignatureException: clockOrKey,
  SignatureDoesNotMatch: clockOrKey,
  RequestTimeTooSkewed: 'clockWrong',
  RequestExpired: 'clockWrong',
  LimitExceededException: 'limitReached',
  MissingAuthenticationTokenException: 'notSigned',
  MissingParameterValueException: 'parameterMissing',
  NoLongerSupportedException: 'noLongerSupported',
  PolicyEnforcedException: 'retrievalPolicy',
  RequestTimeoutException: 'requestTimeout',
  ResourceNotFoundException: ({ message }, { operation }) =>
    operation === 'CompleteVaultLock' && !/vault not found/i.test(message)
      ? 'noLockInProgress'
      : 'vaultNotFound',
  SerializationException: 'notJson',
  ServiceUnavailableException: 'serviceFailed',
  InternalServerError: 'serviceFailed',
  InternalFailure: 'serviceFailed',
  ServerError: ({ httpStatus = 0, requestId }) =>
    httpStatus >= 502 && httpStatus <= 504 && requestId === undefined ? 'proxyFailed' : 'serviceFailed',
  ThrottlingException: 'throttled',
  UnrecognizedClientException: (_, { region }) =>
    optInRegions.has(region) ? 'regionNotEnabled' : 'keyUnknown',
  OptInRequired: 'regionNotEnabled',

  CredentialsProviderError: (_, { profile }) => (profile === undefined ? 'noCredentials' : 'profileMissing'),
  SsoSessionExpired: 'ssoExpired',
  LoginSessionExpired: 'loginExpired',
  SignInRefused: 'ssoRoleRefused',
  MfaRequired: 'mfaNeeded',
  MfaRefused: 'mfaWrong',
  CredentialProcessFailed: 'processFailed',
  AssumeRoleFailed: 'roleRefused',
  WebIdentityFailed: 'webIdentityRefused',
  MachineRoleFailed: 'instanceUnreachable',
  CredentialServiceUnreachable: 'tokenServiceUnreachable',
  SharedConfigUnreadable: ({ systemCode }) =>
    systemCode === undefined ? 'filesMalformed' : 'filesUnreadable',

  ECONNREFUSED: 'refused',
  ENOTFOUND: 'addressUnknown',
  EAI_AGAIN: 'nameServerSilent',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'forbiddenHere',
  EPERM: 'forbiddenHere',
  ConnectTimeout: 'connectTimeout',
  ECONNRESET: 'connectionLost',
  EPIPE: 'connectionLost',
  ECONNABORTED: 'connectionLost',
  ETIMEDOUT: 'noAnswer',
  EPROTO: 'otherProtocol',
  ERR_SSL_WRONG_VERSION_NUMBER: 'otherProtocol',
  HPE_INVALID_CONSTANT: 'otherProtocol',
  CertificateNotTrusted: ({ systemCode = '' }) => certificates[systemCode] ?? 'certificateUnusable',
  ProxyUnreachable: 'proxyUnreachable',
  ProxyAuthenticationRequired: 'proxyAuthentication',
  ProxyRefused: 'proxyRefused',

  MalformedReply: answerOfAnother,
  Cancelled: 'cancelled',
  ConnectionClosed: 'connectionClosed',
  InvalidEndpoint: 'endpointUnusable',
  InvalidVaultName: 'vaultNameUnusable',
};

/** The codes with an explanation of their own, for the test that walks Glacier's catalogue. */
export const explainedCodes: readonly string[] = Object.keys(byCode);

/** Regions that have Glacier vaults and that an account has to enable (AWS account management guide: "Regions"). */
const optInRegions: ReadonlySet<string> = new Set([
  'af-south-1',
  'ap-east-1',
  'ap-southeast-3',
  'eu-south-1',
  'me-south-1',
]);

/** OpenSSL's verdicts on a certificate, as Node spells them ("TLS/SSL", "X509 certificate error codes"). */
const certificates: Readonly<Record<string, Kind>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateSelfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificateAuthorityUnknown',
  UNABLE_TO_GET_ISSUER_CERT: 'certificateAuthorityUnknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificateAuthorityUnknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificateAuthorityUnknown',
  CERT_UNTRUSTED: 'certificateAuthorityUnknown',
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateNotYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateOfAnother',
  HOSTNAME_MISMATCH: 'certificateOfAnother',
};

/** Which explanation fits; every failure has one. */
export function kindOf(failure: Failure, facts: Facts): Kind {
  if (failure.credentials !== undefined) return kindOfSource(failure.credentials);
  const found = Object.hasOwn(byCode, failure.code) ? byCode[failure.code] : undefined;
  if (found === undefined) return 'unexpected';
  return typeof found === 'string' ? found : found(failure, facts);
}

/** `Signature expired: 20260301T120000Z is now earlier than …`, `Signature not yet current: …`. */
function clockOrKey({ message }: Failure): Kind {
  return /signature expired|not yet current|too skewed/i.test(message) ? 'clockWrong' : 'secretKeyWrong';
}

/** Who answers without a code of Glacier's: something on the way. Glacier's own answers have a request ID. */
function answerOfAnother({ httpStatus, requestId, isPage }: Failure): Kind {
  if (httpStatus === 407) return 'proxyAuthentication';
  if (requestId !== undefined) return 'malformedReply';
  if (httpStatus === 401 || httpStatus === 403 || httpStatus === 451) return 'proxyRefused';
  return isPage ? 'logInPage' : 'malformedReply';
}

function kindOfSource({
  source,
  reason,
  profile,
  serviceCode,
  exitCode,
  systemCode,
}: CredentialFailureDetails): Kind {
  if (reason === 'mfaNeeded') return 'mfaNeeded';
  if (reason === 'mfaRefused') return 'mfaWrong';
  if (reason === 'cancelled') return 'mfaCancelled';
  switch (source) {
    case 'process':
      if (reason === 'expired') return 'processExpired';
      if (reason === 'malformed') return 'processReplyUnusable';
      // A shell's 127 and `ENOENT`: there is no such command. Windows says 9009.
      return exitCode === 127 || exitCode === 9009 || systemCode === 'ENOENT'
        ? 'processMissing'
        : 'processFailed';
    case 'assumeRole':
      if (reason === 'unreachable') return 'tokenServiceUnreachable';
      if (reason === 'unavailable') return 'tokenServiceFailed';
      if (reason === 'misconfigured' || reason === 'notConfigured') return 'roleSourceUnusable';
      if (reason === 'expired' || serviceCode === 'ExpiredToken') return 'keysExpired';
      return 'roleRefused';
    case 'webIdentity':
      if (reason === 'unreachable') return 'tokenServiceUnreachable';
      if (reason === 'unavailable') return 'tokenServiceFailed';
      return reason === 'unreadable' ? 'tokenFileMissing' : 'webIdentityRefused';
    case 'sso':
      if (reason === 'unreachable') return 'tokenServiceUnreachable';
      if (reason === 'unavailable') return 'tokenServiceFailed';
      if (reason === 'notConfigured') return 'ssoSessionUnknown';
      if (reason === 'misconfigured') return 'ssoIncomplete';
      if (reason === 'refused') return 'ssoRoleRefused';
      return reason === 'expired' ? 'ssoExpired' : 'ssoSignedOut';
    case 'login':
      if (reason === 'unreachable') return 'tokenServiceUnreachable';
      if (reason === 'unavailable') return 'tokenServiceFailed';
      return 'loginExpired';
    case 'instance':
      if (reason === 'notConfigured') return 'instanceDisabled';
      return reason === 'unreachable' ? 'instanceUnreachable' : 'instanceWithoutRole';
    case 'container':
      return reason === 'unreachable' || reason === 'misconfigured'
        ? 'containerUnreachable'
        : 'containerRefused';
    case 'environment':
    case 'staticKeys':
      return reason === 'expired' ? 'keysExpired' : 'profileIncomplete';
    case 'profile':
      if (reason === 'unreadable') return 'filesUnreadable';
      return reason === 'misconfigured' ? 'profileIncomplete' : 'profileMissing';
    case 'chain':
      return profile === undefined ? 'noCredentials' : 'profileMissing';
  }
}
