import { certificateCode } from '../certificateCode';
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
  SharedConfigUnreadable: 'filesUnreadable',

  ECONNREFUSED: 'refused',
  // `getaddrinfo ENOTFOUND glacier-fips.eu-west-1.amazonaws.com`
  ENOTFOUND: ({ message }, { hasEndpoint }) =>
    !hasEndpoint && /\bglacier-fips\./.test(message) ? 'fipsUnknown' : 'addressUnknown',
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
  ProxyUnreachable: 'proxyUnreachable',
  ProxyWantsAuthentication: 'proxyAuthentication',
  ProxyRefused: 'proxyRefused',
  ProxyUnusable: 'proxyUnusable',
  CaBundleUnusable: 'authoritiesUnusable',
  CertificateNotTrusted: ({ systemCode = '' }) => certificates[systemCode] ?? 'certificateUnusable',

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
  if (failure.credentials !== undefined) return kindOfSource(failure.credentials, failure.message);
  const found = Object.hasOwn(byCode, failure.code) ? byCode[failure.code] : undefined;
  if (found === undefined) return 'unexpected';
  return typeof found === 'string' ? found : found(failure, facts);
}

/** `Signature expired: 20260301T120000Z is now earlier than …`, `Signature not yet current: …`. */
function clockOrKey({ message }: Failure): Kind {
  return isOfClock(message) ? 'clockWrong' : 'secretKeyWrong';
}

function isOfClock(message: string): boolean {
  return /signature expired|not yet current|too skewed/i.test(message);
}

/** Who answers without a code of Glacier's: something on the way. Glacier's own answers have a request ID. */
function answerOfAnother({ httpStatus, requestId, isPage }: Failure): Kind {
  if (httpStatus === 407) return 'proxyAuthentication';
  if (requestId !== undefined) return 'malformedReply';
  if (httpStatus === 401 || httpStatus === 403 || httpStatus === 451) return 'proxyRefused';
  return isPage ? 'logInPage' : 'malformedReply';
}

/** @param message What the source said; only chooses among explanations. */
function kindOfSource(details: CredentialFailureDetails, message: string): Kind {
  const { source, reason } = details;
  if (reason === 'mfaNeeded') return 'mfaNeeded';
  if (reason === 'mfaRefused') return 'mfaWrong';
  if (reason === 'cancelled') return 'mfaCancelled';
  switch (source) {
    case 'process':
      return kindOfProcess(details, message);
    case 'assumeRole':
      return kindOfService(details) ?? kindOfRole(details, message);
    case 'webIdentity':
      return kindOfService(details) ?? kindOfWebIdentity(details);
    case 'sso':
      return kindOfService(details) ?? kindOfSso(details, message);
    case 'login':
      return kindOfService(details) ?? 'loginExpired';
    case 'instance':
      return reason === 'unreachable' ? 'instanceUnreachable' : 'instanceWithoutRole';
    case 'container':
      return reason === 'unreachable' || reason === 'misconfigured'
        ? 'containerUnreachable'
        : 'containerRefused';
    case 'environment':
    case 'staticKeys':
    case 'profile':
      return kindOfFiles(details);
    case 'chain':
      // Nobody was asked: the machine's own credentials are switched off.
      return message === '' ? 'instanceDisabled' : 'noCredentials';
  }
}

/** Of those that ask a service of AWS: that it was out of reach, or failed itself. */
function kindOfService({
  reason,
  serviceCode,
  httpStatus,
  systemCode = '',
}: CredentialFailureDetails): Kind | undefined {
  if (reason === 'unreachable') return onTheWay(systemCode) ?? 'tokenServiceUnreachable';
  if (reason === 'unavailable' || reason === 'malformed') return 'tokenServiceFailed';
  // STS and IAM Identity Center give each refusal a code: what has none is of something on the way.
  if (reason !== 'refused' || (serviceCode !== undefined && !/^Unknown(Error)?$/.test(serviceCode)))
    return undefined;
  return httpStatus === 407 ? 'proxyAuthentication' : 'proxyRefused';
}

/** What keeps from Glacier keeps from the other services in the same way. */
function onTheWay(systemCode: string): Kind | undefined {
  if (certificateCode.test(systemCode)) return certificates[systemCode] ?? 'certificateUnusable';
  if (!/^(Proxy|CaBundle)/.test(systemCode) || !Object.hasOwn(byCode, systemCode)) return undefined;
  const found = byCode[systemCode];
  return typeof found === 'string' ? found : undefined;
}

function kindOfProcess({ reason }: CredentialFailureDetails, message: string): Kind {
  if (reason === 'expired') return 'processExpired';
  if (reason === 'malformed') return 'processReplyUnusable';
  return /not found|not recognized|no such file/i.test(message) ? 'processMissing' : 'processFailed';
}

function kindOfRole({ reason, serviceCode }: CredentialFailureDetails, message: string): Kind {
  if (reason === 'misconfigured') return 'roleSourceUnusable';
  if (reason === 'expired') return 'keysExpired';
  switch (serviceCode ?? '') {
    case 'AccessDenied':
    case 'AccessDeniedException':
      return 'roleRefused';
    case 'InvalidClientTokenId':
    case 'UnrecognizedClientException':
      return 'keyUnknown';
    case 'SignatureDoesNotMatch':
    case 'InvalidSignatureException':
      return isOfClock(message) ? 'clockWrong' : 'secretKeyWrong';
    case 'RequestExpired':
    case 'RequestTimeTooSkewed':
      return 'clockWrong';
    case 'RegionDisabledException':
      return 'tokenServiceRegionOff';
    default:
      return reason === 'refused' ? 'roleRequestUnusable' : 'unexpected';
  }
}

function kindOfWebIdentity({ reason, serviceCode }: CredentialFailureDetails): Kind {
  if (reason === 'unreadable') return 'tokenFileMissing';
  if (serviceCode === 'RegionDisabledException') return 'tokenServiceRegionOff';
  return serviceCode === 'ValidationError' ? 'roleRequestUnusable' : 'webIdentityRefused';
}

function kindOfSso({ reason, serviceCode, problem }: CredentialFailureDetails, message: string): Kind {
  if (problem?.kind === 'missingSsoSession') return 'ssoSessionUnknown';
  if (reason === 'misconfigured') return 'ssoIncomplete';
  if (reason === 'refused') return 'ssoRoleRefused';
  return serviceCode === undefined && /not found or is invalid|profile is invalid/.test(message)
    ? 'ssoSignedOut'
    : 'ssoExpired';
}

function kindOfFiles({ reason, problem }: CredentialFailureDetails): Kind {
  if (reason === 'unreadable') return 'filesUnreadable';
  if (reason === 'misconfigured') return 'roleSourceUnusable';
  return problem?.kind === 'noSource' ? 'profileIncomplete' : 'profileMissing';
}
