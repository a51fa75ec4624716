import { t } from '../words';
import { actOf, changesSomething, placeOf, type CallContext } from './callContext';

/** What a person reads: what happened, and what to do next. One plain sentence or two each. */
export interface ErrorText {
  readonly message: string;
  readonly advice: string;
}

type Text = (context: CallContext, serverMessage: string) => ErrorText;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const refused = (context: CallContext, why: string): string =>
  t('Glacier refused to {0}: {1}.', actOf(context), why);

const profileWords = ({ target }: CallContext): string =>
  target.profile === undefined ? t('the default credentials') : t('profile "{0}"', target.profile);

const loginCommand = ({ target }: CallContext): string =>
  target.profile === undefined ? '"aws sso login"' : `"aws sso login --profile ${target.profile}"`;

const retryAdvice = (context: CallContext): string => {
  switch (context.operation) {
    case 'InitiateVaultLock':
      return t(
        'Read the lock of the vault before anything else: it may be running, and its lock ID came with the reply that was lost.',
      );
    case 'CompleteVaultLock':
    case 'AbortVaultLock':
      return t('Read the lock of the vault to see whether it was done; trying again does no harm.');
    case 'CreateVault':
      return t('Try again; creating a vault twice does no harm.');
    case 'ListVaults':
    case 'DescribeVault':
    case 'GetVaultLock':
    case 'GetVaultAccessPolicy':
    case 'ListTagsForVault':
      return t('Try again in a moment.');
  }
};

/**
 * Who can say no. Glacier answers 403 AccessDeniedException to a missing permission and to a lock in the wrong state
 * alike (Glacier developer guide, "Error Responses", "Initiate Vault Lock", "Abort Vault Lock", "Complete Vault Lock").
 */
function accessDenied(context: CallContext, serverMessage: string): ErrorText {
  const permission = `glacier:${context.operation}`;
  const message = refused(context, t('access was denied'));
  if (/denied for account id/i.test(serverMessage)) {
    return {
      message: refused(context, t('the vault belongs to another account than the credentials')),
      advice: t('Check which account {0} belongs to.', profileWords(context)),
    };
  }
  if (/service control policy|organi[sz]ations? policy/i.test(serverMessage)) {
    return {
      message: refused(context, t('a policy of the organisation denies it')),
      advice: t(
        "Ask those who manage the organisation's service control policies (SCP) about {0}.",
        permission,
      ),
    };
  }
  if (/explicit deny in a resource-based policy/i.test(serverMessage)) {
    return {
      message: refused(context, t("the vault's access policy or lock policy denies it")),
      advice: t(
        "Look for a statement in the vault's access policy and lock policy that denies {0}.",
        permission,
      ),
    };
  }
  if (/explicit deny in an? (identity|permissions boundary|session)/i.test(serverMessage)) {
    return {
      message: refused(context, t('an IAM policy of the caller denies it')),
      advice: t(
        'Look for a Deny on {0} in the policies, permissions boundary or session policy of {1}.',
        permission,
        profileWords(context),
      ),
    };
  }
  if (/no (identity|session|permissions boundary)[a-z-]* ?policy allows/i.test(serverMessage)) {
    return {
      message: refused(context, t('no IAM policy of the caller allows it')),
      advice: t('Have {0} allowed for {1}, or use another profile.', permission, profileWords(context)),
    };
  }
  const others = t(
    "Otherwise an IAM policy, the vault's own access policy or lock policy, or a policy of the organisation (SCP) denies {0}.",
    permission,
  );
  switch (context.operation) {
    case 'InitiateVaultLock':
      return {
        message,
        advice: t(
          'The usual cause is that the vault already has a lock, in progress or locked: read its lock. {0}',
          others,
        ),
      };
    case 'AbortVaultLock':
      return {
        message,
        advice: t(
          'The usual cause is that the lock is completed, and a locked vault cannot be unlocked: read its lock. {0}',
          others,
        ),
      };
    case 'CompleteVaultLock':
      return {
        message,
        advice: t('The vault may be locked already, under another lock ID: read its lock. {0}', others),
      };
    case 'ListVaults':
    case 'DescribeVault':
    case 'CreateVault':
    case 'GetVaultLock':
    case 'GetVaultAccessPolicy':
    case 'ListTagsForVault':
      return {
        message,
        advice: t(
          "An IAM policy, the vault's own access policy or lock policy, or a policy of the organisation (SCP) denies {0} to {1}.",
          permission,
          profileWords(context),
        ),
      };
  }
}

function invalidParameter(context: CallContext): ErrorText {
  switch (context.operation) {
    case 'InitiateVaultLock':
      return {
        message: refused(context, t('it does not accept the policy')),
        advice: t(
          'Glacier gives no reason. Repair what the editor reports in the policy, and look at Principal, Action, Resource and the condition keys.',
        ),
      };
    case 'CompleteVaultLock':
      return {
        message: refused(context, t('the lock ID is not the one of the lock in progress')),
        advice: t(
          'Enter the lock ID that this attempt was given. If it is lost, abort the lock and initiate it again.',
        ),
      };
    case 'CreateVault':
      return {
        message: refused(context, t('it does not accept the name')),
        advice: t('Use 1 to 255 of the letters A to Z and a to z, digits, ".", "_" and "-".'),
      };
    case 'ListVaults':
    case 'DescribeVault':
    case 'GetVaultLock':
    case 'GetVaultAccessPolicy':
    case 'ListTagsForVault':
    case 'AbortVaultLock':
      return {
        message: refused(context, t('it does not accept a part of the request')),
        advice: t('Refresh and try again; if it stays, the log has the request ID for AWS Support.'),
      };
  }
}

function notFound(context: CallContext, serverMessage: string): ErrorText {
  const vault = context.vault === undefined ? t('The vault') : t('Vault "{0}"', context.vault);
  if (context.operation === 'CompleteVaultLock' && !/vault not found/i.test(serverMessage)) {
    return {
      message: t('{0} has no lock in progress any more.', vault),
      advice: t('A lock that is not completed within 24 hours ends by itself. Initiate it again.'),
    };
  }
  return {
    message: t('{0} does not exist in {1} of this account.', vault, context.target.region),
    advice: t('Refresh the list of vaults, and check region and account.'),
  };
}

const clockOrKeys: Text = (context) => ({
  message: refused(context, t('the signature of the request is not valid')),
  advice: t('Check the clock of this computer and the secret key of {0}.', profileWords(context)),
});

const serverFailure: Text = (context) => ({
  message: t('Glacier failed while it was asked to {0}.', actOf(context)),
  advice: retryAdvice(context),
});

const lostConnection: Text = (context) => ({
  message: t('The connection to {0} broke while it was asked to {1}.', placeOf(context), actOf(context)),
  advice: retryAdvice(context),
});

const timedOut: Text = (context) => ({
  message: t(
    '{0} did not answer in time when it was asked to {1}.',
    capital(placeOf(context)),
    actOf(context),
  ),
  advice: retryAdvice(context),
});

const unreachable: Text = (context) => ({
  message: t('{0} cannot be reached, so nothing was sent to {1}.', capital(placeOf(context)), actOf(context)),
  advice: t('Check the network connection, a VPN and the proxy settings, then try again.'),
});

const forbidden: Text = (context) => ({
  message: t(
    'This computer does not allow the connection to {0}, so nothing was sent to {1}.',
    placeOf(context),
    actOf(context),
  ),
  advice: t('A firewall is the usual cause. Check it, a VPN and the proxy settings, then try again.'),
});

const certificate: Text = (context) => ({
  message: t(
    'The certificate of {0} is not trusted, so nothing was sent to {1}.',
    placeOf(context),
    actOf(context),
  ),
  advice: t(
    'A proxy that inspects traffic is the usual cause: have its certificate authority trusted on this computer (NODE_EXTRA_CA_CERTS). Check the clock, too.',
  ),
});

const notPractice: Text = (context) => ({
  message: t(
    '{0} does not speak the expected protocol, so nothing was sent to {1}.',
    capital(placeOf(context)),
    actOf(context),
  ),
  advice: t('Check whether the endpoint begins with http:// or https://, and its port.'),
});

/**
 * Every failure that has a name of its own. Glacier's codes: Glacier developer guide, "Error Responses", and the API
 * model. The others are Node's, OpenSSL's and the SDK's.
 */
const texts: Readonly<Record<string, Text>> = {
  AccessDeniedException: accessDenied,
  BadRequest: (context) => ({
    message: refused(context, t('it does not understand the request')),
    advice: t(
      'Check the endpoint of this connection; if it is right, the log has the request ID for AWS Support.',
    ),
  }),
  ExpiredTokenException: (context) => ({
    message: t('The session of {0} has expired.', profileWords(context)),
    advice: t('Log in again (for IAM Identity Center: {0}), then try again.', loginCommand(context)),
  }),
  InsufficientCapacityException: (context) => ({
    message: refused(context, t('it has no capacity for it now')),
    advice: t('Try again later.'),
  }),
  InvalidParameterValueException: invalidParameter,
  InvalidSignatureException: clockOrKeys,
  SignatureDoesNotMatch: clockOrKeys,
  RequestTimeTooSkewed: clockOrKeys,
  LimitExceededException: (context) => ({
    message: refused(context, t('a limit of the account is reached')),
    advice:
      context.operation === 'CreateVault'
        ? t('An account can have 1,000 vaults a region: delete empty ones, or ask AWS Support for more.')
        : t('Wait a moment and try again; if it stays, ask AWS Support about the limits of the account.'),
  }),
  MissingAuthenticationTokenException: (context) => ({
    message: refused(context, t('the request carried no credentials')),
    advice: t('Check the credentials of {0}, and whether a proxy removes headers.', profileWords(context)),
  }),
  MissingParameterValueException: (context) =>
    context.operation === 'InitiateVaultLock'
      ? { message: refused(context, t('the policy is missing')), advice: t('Write a policy and try again.') }
      : {
          message: refused(context, t('a part of the request is missing')),
          advice: t('Check the endpoint of this connection, and whether a proxy removes headers.'),
        },
  NoLongerSupportedException: (context) => ({
    message: t(
      'Glacier refused to {0}: it takes no new customers since 15 December 2025, and this account has no Glacier vaults.',
      actOf(context),
    ),
    advice: t(
      'With this account no vault can be created or locked. Practise on the local Glacier, or use credentials of an account that has vaults.',
    ),
  }),
  PolicyEnforcedException: (context) => ({
    message: refused(context, t("the account's data retrieval policy forbids it")),
    advice: t(
      "Change the data retrieval policy in the account's Glacier settings. It has nothing to do with the vault lock.",
    ),
  }),
  RequestTimeoutException: timedOut,
  ResourceNotFoundException: notFound,
  SerializationException: (context) => ({
    message: refused(context, t('the body of the request is not well-formed JSON')),
    advice: t('Check the endpoint of this connection; a proxy may have changed the request.'),
  }),
  ServiceUnavailableException: serverFailure,
  InternalServerError: serverFailure,
  ServerError: serverFailure,
  ThrottlingException: (context) => ({
    message: refused(context, t('too many requests were sent in a short time')),
    advice: t('Nothing was changed. Wait a minute, then try again.'),
  }),
  UnrecognizedClientException: (context) => ({
    message: refused(context, t('it does not know the access key of {0}', profileWords(context))),
    advice: t(
      'The key may be deleted or inactive, the session token may be missing, or it belongs to another partition (China, GovCloud). Check the credentials.',
    ),
  }),

  CredentialsProviderError: (context) => ({
    message: t(
      'No credentials were found for {0}, so nothing was sent to {1}.',
      profileWords(context),
      actOf(context),
    ),
    advice:
      context.target.profile === undefined
        ? t(
            'Configure credentials ("aws configure" or "aws configure sso"), or add a connection with a profile.',
          )
        : t(
            'Configure the profile ("aws configure --profile {0}" or "aws configure sso --profile {0}"), or choose another.',
            context.target.profile,
          ),
  }),
  SsoSessionExpired: (context) => ({
    message: t(
      'The IAM Identity Center session of {0} has expired or does not exist, so nothing was sent to {1}.',
      profileWords(context),
      actOf(context),
    ),
    advice: t('Run {0} in a terminal, then try again.', loginCommand(context)),
  }),
  LoginSessionExpired: (context) => ({
    message: t(
      'The login session of {0} has expired or does not exist, so nothing was sent to {1}.',
      profileWords(context),
      actOf(context),
    ),
    advice: t(
      'Run {0} in a terminal, then try again.',
      context.target.profile === undefined
        ? '"aws login"'
        : `"aws login --profile ${context.target.profile}"`,
    ),
  }),
  MfaRequired: (context) => ({
    message: t(
      '{0} asks for a one-time code (MFA), so nothing was sent to {1}.',
      capital(profileWords(context)),
      actOf(context),
    ),
    advice: t(
      'Get temporary credentials in a terminal first and use a profile that holds them, or a profile of IAM Identity Center.',
    ),
  }),
  CredentialProcessFailed: (context) => ({
    message: t(
      'The credential_process of {0} failed, so nothing was sent to {1}.',
      profileWords(context),
      actOf(context),
    ),
    advice: t('Run that command in a terminal to see why.'),
  }),
  AssumeRoleFailed: (context) => ({
    message: t(
      'The role of {0} could not be assumed, so nothing was sent to {1}.',
      profileWords(context),
      actOf(context),
    ),
    advice: t("Check role_arn, source_profile and the role's trust policy."),
  }),
  MfaRefused: (context) => ({
    message: t(
      'The one-time code (MFA) for {0} was not accepted, so nothing was sent to {1}.',
      profileWords(context),
      actOf(context),
    ),
    advice: t(
      'Each code is good once and for half a minute: wait for the next one. Check mfa_serial if it is refused again.',
    ),
  }),
  WebIdentityFailed: (context) => ({
    message: t(
      'The web identity of {0} could not be exchanged for credentials, so nothing was sent to {1}.',
      profileWords(context),
      actOf(context),
    ),
    advice: t("Check role_arn, the token in web_identity_token_file and the role's trust policy."),
  }),
  SignInRefused: (context) => ({
    message: t(
      'IAM Identity Center gave no credentials for {0}, so nothing was sent to {1}.',
      profileWords(context),
      actOf(context),
    ),
    advice: t('Check sso_account_id and sso_role_name, and whether the role is assigned to you.'),
  }),
  MachineRoleFailed: (context) => ({
    message: t(
      'The role of this machine or container gave no credentials for {0}, so nothing was sent to {1}.',
      profileWords(context),
      actOf(context),
    ),
    advice: t('Check whether a role is attached, or use a profile.'),
  }),
  CredentialServiceUnreachable: (context) => ({
    message: t(
      'The service that hands out credentials for {0} cannot be reached, so nothing was sent to {1}.',
      profileWords(context),
      actOf(context),
    ),
    advice: t('Check the network connection, a VPN and the proxy settings, then try again.'),
  }),

  ECONNREFUSED: (context) => ({
    message: t(
      '{0} does not accept connections, so nothing was sent to {1}.',
      capital(placeOf(context)),
      actOf(context),
    ),
    advice: context.target.practice
      ? t('Start the local Glacier, or check its port.')
      : t('Check the endpoint, a VPN and the proxy settings, then try again.'),
  }),
  ENOTFOUND: (context) => ({
    message: t(
      'The address of {0} does not exist, so nothing was sent to {1}.',
      placeOf(context),
      actOf(context),
    ),
    advice:
      context.target.endpoint === undefined
        ? t(
            'Check the network connection and the spelling of the region. Newer regions have no Glacier vaults.',
          )
        : t('Check the endpoint of this connection.'),
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
    message: t(
      '{0} gave an answer that makes no sense when it was asked to {1}.',
      capital(placeOf(context)),
      actOf(context),
    ),
    advice: changesSomething(context.operation)
      ? retryAdvice(context)
      : t('Check the endpoint of this connection, and whether a proxy or log-in page answers in its place.'),
  }),
  Cancelled: (context) => ({
    message: t('The request to {0} was cancelled.', actOf(context)),
    advice: t('Nothing was changed.'),
  }),
  ConnectionClosed: (context) => ({
    message: t('The connection was changed or removed while Glacier was to {0}.', actOf(context)),
    advice: t('Try again with the connection as it is now.'),
  }),
  InvalidEndpoint: (context) => ({
    message: t(
      'The endpoint of this connection is not a usable address, so nothing was sent to {0}.',
      actOf(context),
    ),
    advice: t('Write it as http(s)://host[:port].'),
  }),
  SharedConfigUnreadable: (context) => ({
    message: t('The shared AWS files could not be read, so nothing was sent to {0}.', actOf(context)),
    advice: t(
      'Check ~/.aws/config and ~/.aws/credentials (or AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE).',
    ),
  }),
};

/** Text for a code, or for a failure without a known one. `serverMessage` only chooses the text, and is not shown. */
export function errorText(code: string, context: CallContext, serverMessage: string): ErrorText {
  const text = Object.hasOwn(texts, code) ? texts[code] : undefined;
  if (text !== undefined) return text(context, serverMessage);
  return {
    message: t('The request to {0} failed for an unexpected reason ({1}).', actOf(context), code),
    advice: changesSomething(context.operation)
      ? retryAdvice(context)
      : t('Try again; the log has the details.'),
  };
}

/** The codes with a text of their own, for the test that walks Glacier's catalogue. */
export const explainedCodes: readonly string[] = Object.keys(texts);
