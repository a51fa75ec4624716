import { actOf, changesSomething, placeOf, type CallContext } from './callContext';

/** What a person reads: what happened, and what to do next. One plain sentence or two each. */
export interface ErrorText {
  readonly message: string;
  readonly advice: string;
}

type Text = (context: CallContext, serverMessage: string) => ErrorText;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const refused = (context: CallContext, why: string): string =>
  `Glacier refused to ${actOf(context)}: ${why}.`;

const profileWords = ({ target }: CallContext): string =>
  target.profile === undefined ? 'the default credentials' : `profile "${target.profile}"`;

const loginCommand = ({ target }: CallContext): string =>
  target.profile === undefined ? '"aws sso login"' : `"aws sso login --profile ${target.profile}"`;

const retryAdvice = (context: CallContext): string => {
  switch (context.operation) {
    case 'InitiateVaultLock':
      return 'Read the lock of the vault before anything else: it may be running, and its lock ID came with the reply that was lost.';
    case 'CompleteVaultLock':
    case 'AbortVaultLock':
      return 'Read the lock of the vault to see whether it was done; trying again does no harm.';
    case 'CreateVault':
      return 'Try again; creating a vault twice does no harm.';
    case 'ListVaults':
    case 'DescribeVault':
    case 'GetVaultLock':
    case 'GetVaultAccessPolicy':
    case 'ListTagsForVault':
      return 'Try again in a moment.';
  }
};

/**
 * Who can say no. Glacier answers 403 AccessDeniedException to a missing permission and to a lock in the wrong state
 * alike (Glacier developer guide, "Error Responses", "Initiate Vault Lock", "Abort Vault Lock", "Complete Vault Lock").
 */
function accessDenied(context: CallContext, serverMessage: string): ErrorText {
  const permission = `glacier:${context.operation}`;
  const message = refused(context, 'access was denied');
  if (/denied for account id/i.test(serverMessage)) {
    return {
      message: refused(context, 'the vault belongs to another account than the credentials'),
      advice: `Check which account ${profileWords(context)} belongs to.`,
    };
  }
  if (/service control policy|organi[sz]ations? policy/i.test(serverMessage)) {
    return {
      message: refused(context, 'a policy of the organisation denies it'),
      advice: `Ask those who manage the organisation's service control policies (SCP) about ${permission}.`,
    };
  }
  if (/explicit deny in a resource-based policy/i.test(serverMessage)) {
    return {
      message: refused(context, "the vault's access policy or lock policy denies it"),
      advice: `Look for a statement in the vault's access policy and lock policy that denies ${permission}.`,
    };
  }
  if (/explicit deny in an? (identity|permissions boundary|session)/i.test(serverMessage)) {
    return {
      message: refused(context, 'an IAM policy of the caller denies it'),
      advice: `Look for a Deny on ${permission} in the policies, permissions boundary or session policy of ${profileWords(context)}.`,
    };
  }
  if (/no (identity|session|permissions boundary)[a-z-]* ?policy allows/i.test(serverMessage)) {
    return {
      message: refused(context, 'no IAM policy of the caller allows it'),
      advice: `Have ${permission} allowed for ${profileWords(context)}, or use another profile.`,
    };
  }
  const others = `Otherwise an IAM policy, the vault's own access policy or lock policy, or a policy of the organisation (SCP) denies ${permission}.`;
  switch (context.operation) {
    case 'InitiateVaultLock':
      return {
        message,
        advice: `The usual cause is that the vault already has a lock, in progress or locked: read its lock. ${others}`,
      };
    case 'AbortVaultLock':
      return {
        message,
        advice: `The usual cause is that the lock is completed, and a locked vault cannot be unlocked: read its lock. ${others}`,
      };
    case 'CompleteVaultLock':
      return {
        message,
        advice: `The vault may be locked already, under another lock ID: read its lock. ${others}`,
      };
    case 'ListVaults':
    case 'DescribeVault':
    case 'CreateVault':
    case 'GetVaultLock':
    case 'GetVaultAccessPolicy':
    case 'ListTagsForVault':
      return {
        message,
        advice: `An IAM policy, the vault's own access policy or lock policy, or a policy of the organisation (SCP) denies ${permission} to ${profileWords(context)}.`,
      };
  }
}

function invalidParameter(context: CallContext): ErrorText {
  switch (context.operation) {
    case 'InitiateVaultLock':
      return {
        message: refused(context, 'it does not accept the policy'),
        advice:
          'Glacier gives no reason. Repair what the editor reports in the policy, and look at Principal, Action, Resource and the condition keys.',
      };
    case 'CompleteVaultLock':
      return {
        message: refused(context, 'the lock ID is not the one of the lock in progress'),
        advice:
          'Enter the lock ID that this attempt was given. If it is lost, abort the lock and initiate it again.',
      };
    case 'CreateVault':
      return {
        message: refused(context, 'it does not accept the name'),
        advice: 'Use 1 to 255 of the letters A to Z and a to z, digits, ".", "_" and "-".',
      };
    case 'ListVaults':
    case 'DescribeVault':
    case 'GetVaultLock':
    case 'GetVaultAccessPolicy':
    case 'ListTagsForVault':
    case 'AbortVaultLock':
      return {
        message: refused(context, 'it does not accept a part of the request'),
        advice: 'Refresh and try again; if it stays, the log has the request ID for AWS Support.',
      };
  }
}

function notFound(context: CallContext, serverMessage: string): ErrorText {
  const vault = context.vault === undefined ? 'The vault' : `Vault "${context.vault}"`;
  if (context.operation === 'CompleteVaultLock' && !/vault not found/i.test(serverMessage)) {
    return {
      message: `${vault} has no lock in progress any more.`,
      advice: 'A lock that is not completed within 24 hours ends by itself. Initiate it again.',
    };
  }
  return {
    message: `${vault} does not exist in ${context.target.region} of this account.`,
    advice: 'Refresh the list of vaults, and check region and account.',
  };
}

const clockOrKeys: Text = (context) => ({
  message: refused(context, 'the signature of the request is not valid'),
  advice: `Check the clock of this computer and the secret key of ${profileWords(context)}.`,
});

const serverFailure: Text = (context) => ({
  message: `Glacier failed while it was asked to ${actOf(context)}.`,
  advice: retryAdvice(context),
});

const lostConnection: Text = (context) => ({
  message: `The connection to ${placeOf(context)} broke while it was asked to ${actOf(context)}.`,
  advice: retryAdvice(context),
});

const timedOut: Text = (context) => ({
  message: `${capital(placeOf(context))} did not answer in time when it was asked to ${actOf(context)}.`,
  advice: retryAdvice(context),
});

const unreachable: Text = (context) => ({
  message: `${capital(placeOf(context))} cannot be reached, so nothing was sent to ${actOf(context)}.`,
  advice: 'Check the network connection, a VPN and the proxy settings, then try again.',
});

const forbidden: Text = (context) => ({
  message: `This computer does not allow the connection to ${placeOf(context)}, so nothing was sent to ${actOf(context)}.`,
  advice: 'A firewall is the usual cause. Check it, a VPN and the proxy settings, then try again.',
});

const certificate: Text = (context) => ({
  message: `The certificate of ${placeOf(context)} is not trusted, so nothing was sent to ${actOf(context)}.`,
  advice:
    'A proxy that inspects traffic is the usual cause: have its certificate authority trusted on this computer (NODE_EXTRA_CA_CERTS). Check the clock, too.',
});

const notPractice: Text = (context) => ({
  message: `${capital(placeOf(context))} does not speak the expected protocol, so nothing was sent to ${actOf(context)}.`,
  advice: 'Check whether the endpoint begins with http:// or https://, and its port.',
});

/**
 * Every failure that has a name of its own. Glacier's codes: Glacier developer guide, "Error Responses", and the API
 * model. The others are Node's, OpenSSL's and the SDK's.
 */
const texts: Readonly<Record<string, Text>> = {
  AccessDeniedException: accessDenied,
  BadRequest: (context) => ({
    message: refused(context, 'it does not understand the request'),
    advice:
      'Check the endpoint of this connection; if it is right, the log has the request ID for AWS Support.',
  }),
  ExpiredTokenException: (context) => ({
    message: `The session of ${profileWords(context)} has expired.`,
    advice: `Log in again (for IAM Identity Center: ${loginCommand(context)}), then try again.`,
  }),
  InsufficientCapacityException: (context) => ({
    message: refused(context, 'it has no capacity for it now'),
    advice: 'Try again later.',
  }),
  InvalidParameterValueException: invalidParameter,
  InvalidSignatureException: clockOrKeys,
  SignatureDoesNotMatch: clockOrKeys,
  RequestTimeTooSkewed: clockOrKeys,
  LimitExceededException: (context) => ({
    message: refused(context, 'a limit of the account is reached'),
    advice:
      context.operation === 'CreateVault'
        ? 'An account can have 1,000 vaults a region: delete empty ones, or ask AWS Support for more.'
        : 'Wait a moment and try again; if it stays, ask AWS Support about the limits of the account.',
  }),
  MissingAuthenticationTokenException: (context) => ({
    message: refused(context, 'the request carried no credentials'),
    advice: `Check the credentials of ${profileWords(context)}, and whether a proxy removes headers.`,
  }),
  MissingParameterValueException: (context) =>
    context.operation === 'InitiateVaultLock'
      ? { message: refused(context, 'the policy is missing'), advice: 'Write a policy and try again.' }
      : {
          message: refused(context, 'a part of the request is missing'),
          advice: 'Check the endpoint of this connection, and whether a proxy removes headers.',
        },
  NoLongerSupportedException: (context) => ({
    message: `Glacier refused to ${actOf(context)}: it takes no new customers since 15 December 2025, and this account has no Glacier vaults.`,
    advice:
      'With this account no vault can be created or locked. Practise on the local Glacier, or use credentials of an account that has vaults.',
  }),
  PolicyEnforcedException: (context) => ({
    message: refused(context, "the account's data retrieval policy forbids it"),
    advice:
      "Change the data retrieval policy in the account's Glacier settings. It has nothing to do with the vault lock.",
  }),
  RequestTimeoutException: timedOut,
  ResourceNotFoundException: notFound,
  SerializationException: (context) => ({
    message: refused(context, 'the body of the request is not well-formed JSON'),
    advice: 'Check the endpoint of this connection; a proxy may have changed the request.',
  }),
  ServiceUnavailableException: serverFailure,
  InternalServerError: serverFailure,
  ServerError: serverFailure,
  ThrottlingException: (context) => ({
    message: refused(context, 'too many requests were sent in a short time'),
    advice: 'Nothing was changed. Wait a minute, then try again.',
  }),
  UnrecognizedClientException: (context) => ({
    message: refused(context, `it does not know the access key of ${profileWords(context)}`),
    advice:
      'The key may be deleted or inactive, the session token may be missing, or it belongs to another partition (China, GovCloud). Check the credentials.',
  }),

  CredentialsProviderError: (context) => ({
    message: `No credentials were found for ${profileWords(context)}, so nothing was sent to ${actOf(context)}.`,
    advice:
      context.target.profile === undefined
        ? 'Configure credentials ("aws configure" or "aws configure sso"), or add a connection with a profile.'
        : `Configure the profile ("aws configure --profile ${context.target.profile}" or "aws configure sso --profile ${context.target.profile}"), or choose another.`,
  }),
  SsoSessionExpired: (context) => ({
    message: `The IAM Identity Center session of ${profileWords(context)} has expired or does not exist, so nothing was sent to ${actOf(context)}.`,
    advice: `Run ${loginCommand(context)} in a terminal, then try again.`,
  }),
  LoginSessionExpired: (context) => ({
    message: `The login session of ${profileWords(context)} has expired or does not exist, so nothing was sent to ${actOf(context)}.`,
    advice: `Run ${context.target.profile === undefined ? '"aws login"' : `"aws login --profile ${context.target.profile}"`} in a terminal, then try again.`,
  }),
  MfaRequired: (context) => ({
    message: `${capital(profileWords(context))} asks for a one-time code (MFA), so nothing was sent to ${actOf(context)}.`,
    advice:
      'Get temporary credentials in a terminal first and use a profile that holds them, or a profile of IAM Identity Center.',
  }),
  CredentialProcessFailed: (context) => ({
    message: `The credential_process of ${profileWords(context)} failed, so nothing was sent to ${actOf(context)}.`,
    advice: 'Run that command in a terminal to see why.',
  }),
  AssumeRoleFailed: (context) => ({
    message: `The role of ${profileWords(context)} could not be assumed, so nothing was sent to ${actOf(context)}.`,
    advice: "Check role_arn, source_profile and the role's trust policy.",
  }),
  MfaRefused: (context) => ({
    message: `The one-time code (MFA) for ${profileWords(context)} was not accepted, so nothing was sent to ${actOf(context)}.`,
    advice:
      'Each code is good once and for half a minute: wait for the next one. Check mfa_serial if it is refused again.',
  }),
  WebIdentityFailed: (context) => ({
    message: `The web identity of ${profileWords(context)} could not be exchanged for credentials, so nothing was sent to ${actOf(context)}.`,
    advice: "Check role_arn, the token in web_identity_token_file and the role's trust policy.",
  }),
  SignInRefused: (context) => ({
    message: `IAM Identity Center gave no credentials for ${profileWords(context)}, so nothing was sent to ${actOf(context)}.`,
    advice: 'Check sso_account_id and sso_role_name, and whether the role is assigned to you.',
  }),
  MachineRoleFailed: (context) => ({
    message: `The role of this machine or container gave no credentials for ${profileWords(context)}, so nothing was sent to ${actOf(context)}.`,
    advice: 'Check whether a role is attached, or use a profile.',
  }),
  CredentialServiceUnreachable: (context) => ({
    message: `The service that hands out credentials for ${profileWords(context)} cannot be reached, so nothing was sent to ${actOf(context)}.`,
    advice: 'Check the network connection, a VPN and the proxy settings, then try again.',
  }),

  ECONNREFUSED: (context) => ({
    message: `${capital(placeOf(context))} does not accept connections, so nothing was sent to ${actOf(context)}.`,
    advice: context.target.practice
      ? 'Start the local Glacier, or check its port.'
      : 'Check the endpoint, a VPN and the proxy settings, then try again.',
  }),
  ENOTFOUND: (context) => ({
    message: `The address of ${placeOf(context)} does not exist, so nothing was sent to ${actOf(context)}.`,
    advice:
      context.target.endpoint === undefined
        ? 'Check the network connection and the spelling of the region. Newer regions have no Glacier vaults.'
        : 'Check the endpoint of this connection.',
  }),
  EAI_AGAIN: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EHOSTDOWN: unreachable,
  ENETDOWN: unreachable,
  EADDRNOTAVAIL: unreachable,
  EACCES: forbidden,
  EPERM: forbidden,
  ConnectTimeout: unreachable,
  ECONNRESET: lostConnection,
  EPIPE: lostConnection,
  ECONNABORTED: lostConnection,
  ETIMEDOUT: timedOut,
  EPROTO: notPractice,
  ERR_SSL_WRONG_VERSION_NUMBER: notPractice,
  HPE_INVALID_CONSTANT: notPractice,
  CertificateNotTrusted: certificate,

  MalformedReply: (context) => ({
    message: `${capital(placeOf(context))} gave an answer that makes no sense when it was asked to ${actOf(context)}.`,
    advice: changesSomething(context.operation)
      ? retryAdvice(context)
      : 'Check the endpoint of this connection, and whether a proxy or log-in page answers in its place.',
  }),
  Cancelled: (context) => ({
    message: `The request to ${actOf(context)} was cancelled.`,
    advice: 'Nothing was changed.',
  }),
  ConnectionClosed: (context) => ({
    message: `The connection was changed or removed while Glacier was to ${actOf(context)}.`,
    advice: 'Try again with the connection as it is now.',
  }),
  InvalidEndpoint: (context) => ({
    message: `The endpoint of this connection is not a usable address, so nothing was sent to ${actOf(context)}.`,
    advice: 'Write it as http(s)://host[:port].',
  }),
  SharedConfigUnreadable: (context) => ({
    message: `The shared AWS files could not be read, so nothing was sent to ${actOf(context)}.`,
    advice:
      'Check ~/.aws/config and ~/.aws/credentials (or AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE).',
  }),
};

/** Text for a code, or for a failure without a known one. `serverMessage` only chooses the text, and is not shown. */
export function errorText(code: string, context: CallContext, serverMessage: string): ErrorText {
  const text = Object.hasOwn(texts, code) ? texts[code] : undefined;
  if (text !== undefined) return text(context, serverMessage);
  return {
    message: `The request to ${actOf(context)} failed for an unexpected reason (${code}).`,
    advice: changesSomething(context.operation)
      ? retryAdvice(context)
      : 'Try again; the log has the details.',
  };
}

/** The codes with a text of their own, for the test that walks Glacier's catalogue. */
export const explainedCodes: readonly string[] = Object.keys(texts);
