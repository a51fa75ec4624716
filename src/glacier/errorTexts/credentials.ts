import type { Facts, Say } from './facts';
import { t } from '../../words';

const signInAgain = ({ sourceProfile }: Facts): string =>
  sourceProfile === undefined
    ? t('Sign in with "aws sso login" in a terminal, then try again.')
    : t('Sign in with "aws sso login --profile {0}" in a terminal, then try again.', sourceProfile);

const logInAgain = ({ sourceProfile }: Facts): string =>
  sourceProfile === undefined
    ? t('Sign in with "aws login" in a terminal, then try again.')
    : t('Sign in with "aws login --profile {0}" in a terminal, then try again.', sourceProfile);

const configure = ({ profile }: Facts): string =>
  profile === undefined
    ? t('Set credentials up with "aws configure sso" or "aws configure", or add a connection with a profile.')
    : t(
        'Set the profile up with "aws configure sso --profile {0}" or "aws configure --profile {0}", or choose another one.',
        profile,
      );

/** What keeps credentials from being found, by their source. Nothing was sent to Glacier in any of these cases. */
export const credentials = {
  // The shared files, and the chain of sources where no profile is named.
  noCredentials: (facts) => ({
    title: t('No credentials were found.'),
    cause: t(
      'Neither the environment, nor the AWS files, nor the machine have any for {0}.',
      facts.credentials,
    ),
    next: configure(facts),
    helps: ['openConfig', 'addConnection'],
  }),
  profileMissing: (facts) => ({
    title: t('There is no profile "{0}".', facts.profile ?? 'default'),
    cause: t(
      'Neither the AWS config file nor the credentials file has a section of that name that can be read. In the config file it begins with [profile {0}], in the credentials file with [{0}].',
      facts.profile ?? 'default',
    ),
    next: configure(facts),
    helps: ['openConfig', 'editConnection'],
  }),
  profileIncomplete: (facts) => ({
    title: t('Profile "{0}" names no source of credentials.', facts.profile ?? 'default'),
    cause: t(
      'The profile is there, but has neither both halves of a pair of keys, nor a role with its source, nor SSO settings, nor a credential_process.',
    ),
    next: t('Complete the profile in the AWS config or credentials file, then try again.'),
    helps: ['openConfig', 'openCredentials'],
  }),
  filesUnreadable: () => ({
    title: t('The AWS files could not be read.'),
    cause: t('The config or credentials file exists, but may not be read, or is a folder.'),
    next: t(
      'Check ~/.aws/config and ~/.aws/credentials, or where AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE point.',
    ),
    helps: ['openConfig', 'openCredentials'],
  }),

  // credential_process
  processMissing: ({ source: who }) => ({
    title: t('The program that gets the credentials was not found.'),
    cause: t(
      'The credential_process of {0} names a program that is not installed, or not in the PATH of VS Code.',
      who,
    ),
    next: t(
      'Write its full path into the AWS config file. VS Code started from the desktop has a shorter PATH than a terminal.',
    ),
    helps: ['openConfig', 'tryAgain'],
  }),
  processFailed: ({ source: who }) => ({
    title: t('The program that gets the credentials failed.'),
    cause: t(
      'The credential_process of {0} ended with an error. What it said is not shown here, because it may hold secrets.',
      who,
    ),
    next: t('Run that command in a terminal to see why; often it wants a sign-in.'),
    helps: ['openConfig', 'tryAgain'],
  }),
  processReplyUnusable: ({ source: who }) => ({
    title: t('The program that gets the credentials gave none.'),
    cause: t(
      'The credential_process of {0} ended well, but what it printed is not the JSON that AWS documents: Version 1, AccessKeyId, SecretAccessKey.',
      who,
    ),
    next: t('Run that command in a terminal: it must print the JSON and nothing else.'),
    helps: ['openConfig', 'tryAgain'],
  }),
  processExpired: ({ source: who }) => ({
    title: t('The program gave credentials that have expired.'),
    cause: t('The credential_process of {0} handed out old credentials; it may keep them in a cache.', who),
    next: t('Sign in to that program again or empty its cache, and check the clock of this computer.'),
    helps: ['tryAgain'],
  }),

  // AssumeRole
  roleRefused: ({ credentials: who }) => ({
    title: t('The role could not be assumed.'),
    cause: t(
      "AWS does not let the source of {0} assume the role: its trust policy, or the source's own policies, do not allow it.",
      who,
    ),
    next: t("Check role_arn, source_profile and external_id of the profile, and the role's trust policy."),
    helps: ['openConfig'],
  }),
  roleRequestUnusable: ({ credentials: who }) => ({
    title: t('The request for the role was not accepted.'),
    cause: t(
      'That is no denial: a setting of {0} is usually not valid, such as role_arn, role_session_name or duration_seconds.',
      who,
    ),
    next: t('Check these settings of the profile in the AWS config file.'),
    helps: ['openConfig', 'tryAgain'],
  }),
  tokenServiceRegionOff: ({ credentials: who }) => ({
    title: t('The service that hands out roles (STS) is switched off in that region.'),
    cause: t('The account of {0} has not activated STS in the region of the profile or connection.', who),
    next: t(
      'Have STS activated for the region in the account settings of IAM, or give the profile another region.',
    ),
    helps: ['openConfig', 'tryAgain'],
  }),
  roleSourceUnusable: ({ credentials: who }) => ({
    title: t('The role has no usable source of credentials.'),
    cause: t(
      '{0} needs source_profile or credential_source; what it names is missing, unknown or leads back to itself.',
      capital(who),
    ),
    next: t('Check source_profile and credential_source in the AWS config file.'),
    helps: ['openConfig'],
  }),
  mfaNeeded: ({ credentials: who }) => ({
    title: t('A one-time code (MFA) is needed.'),
    cause: t(
      '{0} asks for a code of the MFA device. Nobody is asked for one unless they want to.',
      capital(who),
    ),
    next: t('Enter the code that the device shows, then try again.'),
    helps: ['enterCode', 'tryAgain'],
  }),
  mfaWrong: ({ credentials: who }) => ({
    title: t('The one-time code (MFA) was not accepted.'),
    cause: t('The code for {0} was wrong or over, or had been used already: each code works once.', who),
    next: t('Wait for the next code of the device, and enter that one.'),
    helps: ['enterCode'],
  }),
  mfaCancelled: ({ credentials: who }) => ({
    title: t('No one-time code (MFA) was entered.'),
    cause: t('The question for the code of {0} was closed.', who),
    next: t('Try again when the MFA device is at hand.'),
    helps: ['enterCode'],
  }),
  tokenServiceUnreachable: ({ credentials: who }) => ({
    title: t('The service that hands out credentials cannot be reached.'),
    cause: t(
      '{0} gets its credentials from a service of AWS (STS or IAM Identity Center), and no connection to it came about.',
      capital(who),
    ),
    next: t('Check the network connection, a VPN and the proxy settings, then try again.'),
    helps: ['tryAgain', 'proxySettings'],
  }),
  tokenServiceFailed: ({ credentials: who }) => ({
    title: t('The service that hands out credentials had an error.'),
    cause: t(
      'The service of AWS that {0} gets its credentials from (STS or IAM Identity Center) failed or had too much to do.',
      who,
    ),
    next: t('Try again in a moment.'),
    helps: ['tryAgain'],
  }),

  // IAM Identity Center, and the sign-in of the AWS CLI
  ssoSignedOut: (facts) => ({
    title: t('You are not signed in.'),
    cause: t('There is no session of IAM Identity Center (SSO) for {0} on this computer.', facts.source),
    next: signInAgain(facts),
    helps: ['signIn', 'tryAgain'],
  }),
  ssoExpired: (facts) => ({
    title: t('The sign-in has expired.'),
    cause: t(
      'The session of IAM Identity Center (SSO) of {0} is over, as happens after some hours, and could not be renewed.',
      facts.source,
    ),
    next: signInAgain(facts),
    helps: ['signIn', 'tryAgain'],
  }),
  ssoSessionUnknown: ({ source: who }) => ({
    title: t('The SSO session of the profile is not defined.'),
    cause: t(
      'The sso_session that {0} names has no section [sso-session …] in the AWS config file, or it is incomplete.',
      who,
    ),
    next: t('Correct the AWS config file, or set the profile up anew with "aws configure sso".'),
    helps: ['openConfig'],
  }),
  ssoIncomplete: ({ source: who }) => ({
    title: t('The SSO profile is incomplete.'),
    cause: t('Of sso_account_id, sso_role_name, sso_region and sso_start_url, one is missing for {0}.', who),
    next: t('Complete the profile in the AWS config file, or set it up anew with "aws configure sso".'),
    helps: ['openConfig'],
  }),
  ssoRoleRefused: ({ source: who }) => ({
    title: t('The role of the profile is not assigned to you.'),
    cause: t(
      'You are signed in to IAM Identity Center (SSO), but the account and role of {0} are not assigned to you any more, or misspelt.',
      who,
    ),
    next: t('Check sso_account_id and sso_role_name, or ask those who manage the assignments.'),
    helps: ['openConfig'],
  }),
  loginExpired: (facts) => ({
    title: t('The sign-in has expired.'),
    cause: t('The session of "aws login" of {0} is over or does not exist.', facts.source),
    next: logInAgain(facts),
    helps: ['signIn', 'tryAgain'],
  }),

  // Web identity
  tokenFileMissing: ({ credentials: who }) => ({
    title: t('The web identity token could not be read.'),
    cause: t(
      'The file that web_identity_token_file of {0} or AWS_WEB_IDENTITY_TOKEN_FILE names is missing or may not be read.',
      who,
    ),
    next: t('Check that path. In a container the file is mounted by Kubernetes or by the build service.'),
    helps: ['openConfig'],
  }),
  webIdentityRefused: ({ credentials: who }) => ({
    title: t('AWS did not accept the web identity token.'),
    cause: t(
      "The token for {0} has expired, is from another issuer, or the role's trust policy does not name it.",
      who,
    ),
    next: t("Renew the token, and check the role's trust policy and the identity provider in IAM."),
    helps: ['tryAgain'],
  }),

  // The machine itself
  instanceUnreachable: () => ({
    title: t('No credentials were found on this machine.'),
    cause: t(
      'The instance metadata service of EC2 (169.254.169.254) did not answer: this is no EC2 instance, it has none, or a container may not reach it.',
    ),
    next: t('Use a profile or SSO. On EC2, allow two hops for IMDSv2 where VS Code runs in a container.'),
    helps: ['addConnection', 'tryAgain'],
  }),
  instanceDisabled: () => ({
    title: t('No credentials were found, and those of the machine are switched off.'),
    cause: t('AWS_EC2_METADATA_DISABLED forbids to ask the instance metadata service of EC2.'),
    next: t('Use a profile or SSO, or remove that variable on an EC2 instance.'),
    helps: ['addConnection'],
  }),
  instanceWithoutRole: () => ({
    title: t('The EC2 instance has no role.'),
    cause: t(
      'The instance metadata service answered that no role with credentials belongs to this instance.',
    ),
    next: t('Attach an instance profile to the instance, or use a profile or SSO.'),
    helps: ['addConnection', 'tryAgain'],
  }),
  containerRefused: () => ({
    title: t('The container got no credentials.'),
    cause: t(
      'The credentials endpoint of the container (ECS, EKS Pod Identity) refused the request or gave no credentials.',
    ),
    next: t("Check the task's or pod's role, and its authorization token."),
    helps: ['tryAgain'],
  }),
  containerUnreachable: () => ({
    title: t("The container's credentials endpoint cannot be reached."),
    cause: t(
      'Nothing answers where AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI points, or the address is not allowed.',
    ),
    next: t('Check these variables. Outside of a container they must not be set.'),
    helps: ['tryAgain'],
  }),
  keysExpired: ({ source: who, hasSignIn }) => ({
    title: t('The session has expired.'),
    cause: t('The temporary credentials of {0} are past their end.', who),
    next: hasSignIn
      ? t('Sign in again, then try again.')
      : t('Get new ones in the way these were got, then try again.'),
    helps: hasSignIn ? ['signIn', 'tryAgain'] : ['openCredentials', 'tryAgain'],
  }),
} as const satisfies Readonly<Record<string, Say>>;

/** For languages whose sentences begin with a capital; where that means nothing, nothing changes. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
