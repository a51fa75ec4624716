import type { ProfileProblem } from './awsProfiles';

/** Which of the AWS SDKs' credential providers failed (AWS SDKs and Tools reference guide: "Standardized credential providers"). */
export type CredentialSourceKind =
  /** AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. */
  | 'environment'
  /** `aws_access_key_id` and `aws_secret_access_key` of a profile. */
  | 'staticKeys'
  /** `credential_process`. */
  | 'process'
  /** `role_arn` with `source_profile` or `credential_source`: STS AssumeRole. What failed before it has its own kind. */
  | 'assumeRole'
  /** `web_identity_token_file` or AWS_WEB_IDENTITY_TOKEN_FILE: STS AssumeRoleWithWebIdentity. */
  | 'webIdentity'
  /** IAM Identity Center: `sso_session`, or `sso_start_url` alone. */
  | 'sso'
  /** `login_session`: `aws login`. */
  | 'login'
  /** The instance metadata service (IMDS) of EC2. */
  | 'instance'
  /** AWS_CONTAINER_CREDENTIALS_FULL_URI or _RELATIVE_URI: ECS, EKS, Greengrass. */
  | 'container'
  /** The profile names no source, or does not exist. */
  | 'profile'
  /** No profile was asked for, and none of the sources of the default chain had anything. */
  | 'chain';

/** What went wrong there. */
export type CredentialReason =
  /** There is no such profile, or it names no source; no source of the default chain is set up. */
  | 'notConfigured'
  /** Settings are missing, contradict each other or lead round in a circle. */
  | 'misconfigured'
  /** A file that the settings name cannot be read: a token file. */
  | 'unreadable'
  /** A person has to sign in: the token of IAM Identity Center or of `aws login` is missing, expired or revoked. */
  | 'signInNeeded'
  /** STS wants a one-time code, and nobody was to be asked for it now. */
  | 'mfaNeeded'
  /** A person was asked for the one-time code and left the question. No failure to report: nothing happened. */
  | 'cancelled'
  /** STS did not take the one-time code: mistyped, too old or used before. */
  | 'mfaRefused'
  /** The service said no; `serviceCode` says what. */
  | 'refused'
  /** What the source handed out, or what it begins with, has expired. */
  | 'expired'
  /** A process ended with a failure, or could not be started. */
  | 'failed'
  /** The source answered something that is no credentials. */
  | 'malformed'
  /** No connection to the service; `systemCode` says why where known. */
  | 'unreachable'
  /** The service had an error of its own (HTTP 5xx). */
  | 'unavailable'
  /** Nothing of the above is known. */
  | 'unknown';

/** All that is told of a failure. Names and codes only: no message of a service, no output of a process, no secret. */
export interface CredentialFailureDetails {
  readonly source: CredentialSourceKind;
  readonly reason: CredentialReason;
  /** The profile whose credentials were wanted; undefined for the default chain without AWS_PROFILE. */
  readonly profile: string | undefined;
  /** What handed out the credentials that a role is assumed with, where `source` is the role. */
  readonly root?: CredentialSourceKind;
  /** The profile that has the settings of that, where it is another one: the last `source_profile`. */
  readonly rootProfile?: string;
  /** The code of the service that refused, one word: `AccessDenied`, `ForbiddenException`, `InvalidClientTokenId`. */
  readonly serviceCode?: string;
  readonly httpStatus?: number;
  /** The request ID of the service that refused, for the log and for AWS Support. */
  readonly requestId?: string;
  /** Node's code of a failed connection or file: `ECONNREFUSED`, `ENOENT`, `DEPTH_ZERO_SELF_SIGNED_CERT`. */
  readonly systemCode?: string;
  /** With `misconfigured`, and with `notConfigured` of a profile: what is wrong in the files. */
  readonly problem?: ProfileProblem;
  /** The role that was to be assumed. */
  readonly roleArn?: string;
  /** The MFA device that shows the code: an ARN or a serial number. */
  readonly mfaSerial?: string;
  /** The `sso_session` of the profile, where it has one. */
  readonly ssoSession?: string;
}

/** Shared by all bundles: each has its own copy of this class. */
const brand = Symbol.for('glacier-vault-lock.CredentialFailure');

/**
 * A failed look-up of credentials, told apart from an answer of Glacier's: a refused AssumeRole is an AccessDenied of
 * another service, and says nothing about the vault. `explainError` puts the details into the GlacierError
 * (`details.credentials`). What the SDK threw stays in `cause`, and is shown nowhere: it may hold the output of a process.
 */
export class CredentialFailure extends Error {
  override readonly name = 'CredentialsProviderError';
  readonly [brand] = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  constructor(
    readonly details: CredentialFailureDetails,
    cause?: unknown,
  ) {
    super(`${details.source}: ${details.reason}`, { cause });
  }
}

/** The code of a GlacierError for a failure; its text is in errorTexts.ts. */
export function credentialFailureCode({ source, reason }: CredentialFailureDetails): string {
  switch (reason) {
    case 'cancelled':
      return 'Cancelled';
    case 'mfaNeeded':
      return 'MfaRequired';
    case 'mfaRefused':
      return 'MfaRefused';
    case 'unreachable':
    case 'unavailable':
      return 'CredentialServiceUnreachable';
    case 'signInNeeded':
      return source === 'login' ? 'LoginSessionExpired' : 'SsoSessionExpired';
    case 'notConfigured':
      return 'CredentialsProviderError';
    case 'misconfigured':
    case 'unreadable':
    case 'refused':
    case 'expired':
    case 'failed':
    case 'malformed':
    case 'unknown':
      return codeOfSource(source);
  }
}

function codeOfSource(source: CredentialSourceKind): string {
  switch (source) {
    case 'process':
      return 'CredentialProcessFailed';
    case 'assumeRole':
      return 'AssumeRoleFailed';
    case 'webIdentity':
      return 'WebIdentityFailed';
    case 'sso':
    case 'login':
      return 'SignInRefused';
    case 'instance':
    case 'container':
      return 'MachineRoleFailed';
    case 'environment':
    case 'staticKeys':
    case 'profile':
    case 'chain':
      return 'CredentialsProviderError';
  }
}
