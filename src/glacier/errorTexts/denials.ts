import type { Facts, Say } from './facts';
import { t } from '../../words';

/**
 * Who said no. Glacier answers 403 AccessDeniedException to a missing permission and to a lock in the wrong state alike
 * (Glacier developer guide, "Error Responses", "Initiate Vault Lock", "Abort Vault Lock", "Complete Vault Lock"); whose
 * policy it was is in the message (IAM user guide, "Troubleshoot access denied error messages").
 */
export const denials = {
  deniedByServiceControlPolicy: ({ permission }) => ({
    title: t('A policy of the organization denies it.'),
    cause: t(
      'A service control policy (SCP) of AWS Organizations denies {0} to this account. No policy within the account can lift that.',
      permission,
    ),
    next: t(
      "Show the details to those who manage the organization's policies; they name what was denied to whom.",
    ),
    helps: ['copyRequestId'],
  }),
  deniedByResourceControlPolicy: ({ permission }) => ({
    title: t('A policy of the organization denies it.'),
    cause: t(
      'A resource control policy (RCP) of AWS Organizations denies {0} on the resources of this account.',
      permission,
    ),
    next: t(
      "Show the details to those who manage the organization's policies; they name what was denied to whom.",
    ),
    helps: ['copyRequestId'],
  }),
  deniedByPermissionsBoundary: ({ permission, credentials }) => ({
    title: t('A permissions boundary denies it.'),
    cause: t('The permissions boundary of {0} denies {1}, or does not allow it.', credentials, permission),
    next: t('Have {0} allowed in the permissions boundary, or use another profile.', permission),
    helps: ['editConnection'],
  }),
  deniedBySessionPolicy: ({ permission, credentials }) => ({
    title: t('The session does not include the permission.'),
    cause: t(
      'The session policy that {0} was given at sign-in denies {1}, or does not allow it.',
      credentials,
      permission,
    ),
    next: t('Sign in with a role or permission set that includes {0}, or use another profile.', permission),
    helps: ['editConnection'],
  }),
  deniedByEndpointPolicy: ({ permission }) => ({
    title: t('The VPC endpoint denies it.'),
    cause: t(
      'The policy of the VPC endpoint that the request went through denies {0}, or does not allow it.',
      permission,
    ),
    next: t("Ask those who manage the network about the VPC endpoint's policy."),
    helps: ['copyRequestId'],
  }),
  deniedByIdentityPolicy: ({ permission, credentials }) => ({
    title: t('An IAM policy denies it.'),
    cause: t('A policy of the user or role behind {0} denies {1} explicitly.', credentials, permission),
    next: t('Look for the Deny in the policies of that user or role, or use another profile.'),
    helps: ['editConnection'],
  }),
  deniedByVaultPolicy: ({ operation, permission }) => ({
    title: t("The vault's own policy denies it."),
    cause: t(
      "A statement of the vault's access policy or of its lock policy denies {0}. A lock policy is in force from Initiate on.",
      permission,
    ),
    next:
      operation === 'GetVaultLock'
        ? t(
            'Look for a Deny on {0} in the access policy, and in the file that the lock was initiated with. A lock in progress can be aborted; the access policy can be changed in AWS.',
            permission,
          )
        : t(
            'Open the policy in force and look for a Deny on {0}. A lock in progress can be aborted; the access policy can be changed in AWS.',
            permission,
          ),
  }),
  notAllowed: ({ permission, credentials }) => ({
    title: t('No IAM policy allows it.'),
    cause: t('No policy of the user or role behind {0} allows {1}.', credentials, permission),
    next: t('Have {0} allowed for that user or role, or use another profile.', permission),
    helps: ['editConnection'],
  }),
  otherAccount: ({ credentials }) => ({
    title: t('The vault belongs to another account.'),
    cause: t('Glacier serves vaults only to their own account, and {0} is of another one.', credentials),
    next: t('Use a profile of the account that owns the vault.'),
    helps: ['editConnection'],
  }),
  accessDenied: (facts) => ({
    title: t('Glacier denied access.'),
    cause: whyDenied(facts),
    next: nextAfterDenial(facts),
  }),
} as const satisfies Readonly<Record<string, Say>>;

function whyDenied({ operation, permission, credentials }: Facts): string {
  switch (operation) {
    case 'InitiateVaultLock':
      return t(
        "Usually the vault already has a lock, in progress or locked: Glacier answers that in the same way. Otherwise an IAM policy, the vault's own policies, or a policy of the organization denies {0} to {1}.",
        permission,
        credentials,
      );
    case 'AbortVaultLock':
      return t(
        "Usually the lock is completed, and a locked vault cannot be unlocked: Glacier answers that in the same way. Otherwise an IAM policy, the vault's own policies, or a policy of the organization denies {0} to {1}.",
        permission,
        credentials,
      );
    case 'CompleteVaultLock':
      return t(
        "The vault may be locked already, under another lock ID: Glacier answers that in the same way. Otherwise an IAM policy, the vault's own policies, or a policy of the organization denies {0} to {1}.",
        permission,
        credentials,
      );
    case 'ListVaults':
    case 'DescribeVault':
    case 'CreateVault':
    case 'GetVaultLock':
    case 'GetVaultAccessPolicy':
    case 'ListTagsForVault':
      return t(
        "An IAM policy, the vault's own policies, or a policy of the organization denies {0} to {1}. Glacier did not say which.",
        permission,
        credentials,
      );
  }
}

function nextAfterDenial({ operation, permission }: Facts): string {
  switch (operation) {
    case 'InitiateVaultLock':
    case 'AbortVaultLock':
    case 'CompleteVaultLock':
      return t('Read the lock of the vault first. If that is not it, have {0} allowed.', permission);
    case 'ListVaults':
    case 'DescribeVault':
    case 'CreateVault':
    case 'GetVaultLock':
    case 'GetVaultAccessPolicy':
    case 'ListTagsForVault':
      return t('Have {0} allowed, or use another profile.', permission);
  }
}

/** Which of them a message of AWS tells of. The wording is AWS's, and may be followed by the ARN of the policy. */
export function denialOf(message: string): keyof typeof denials {
  if (/denied for account id/i.test(message)) return 'otherAccount';
  const by =
    /(?:explicit deny in an?|because no) (service control|resource control|permissions boundary|session|vpc endpoint|identity|resource)/i
      .exec(message)?.[1]
      ?.toLowerCase()
      .replace(' ', '');
  const isMissing = /because no (?:identity|resource)/i.test(message);
  switch (by) {
    case 'servicecontrol':
      return 'deniedByServiceControlPolicy';
    case 'resourcecontrol':
      return 'deniedByResourceControlPolicy';
    case 'permissionsboundary':
      return 'deniedByPermissionsBoundary';
    case 'session':
      return 'deniedBySessionPolicy';
    case 'vpcendpoint':
      return 'deniedByEndpointPolicy';
    case 'identity':
      return isMissing ? 'notAllowed' : 'deniedByIdentityPolicy';
    case 'resource':
      return isMissing ? 'notAllowed' : 'deniedByVaultPolicy';
    case undefined:
    default:
      return 'accessDenied';
  }
}
