import { nextAfterSilence, type Facts, type Say, type Words } from './facts';
import { t } from '../../words';

/** What Glacier itself answers (Glacier developer guide, "Error Responses", and the API model), but for denials. */
export const replies = {
  badRequest: ({ place }) => ({
    title: t('Glacier does not understand the request.'),
    cause: t('Something on the way to {0} may have changed it, or something else answers there.', place),
    next: t(
      'Check the endpoint of the connection and the proxy; if both are right, send the request ID to AWS Support.',
    ),
    helps: ['copyRequestId'],
  }),
  sessionExpired: ({ credentials }) => ({
    title: t('The session has expired.'),
    cause: t(
      'The temporary credentials of {0} are past their end, which comes after 1 to 12 hours.',
      credentials,
    ),
    // Where signing in is what helps, the next look-up of credentials says so.
    next: t('Get new ones in the way these were got, then try again.'),
    helps: ['openCredentials', 'tryAgain'],
  }),
  noCapacity: () => ({
    title: t('Glacier has no capacity for it now.'),
    cause: t('Expedited requests are refused in times of high demand.'),
    next: t('Try again later.'),
    helps: ['tryAgain'],
  }),
  invalidParameter,
  clockWrong: () => ({
    title: t('The clock of this computer is wrong.'),
    cause: t('AWS refuses requests whose time differs from its own by more than a few minutes.'),
    next: t('Set the date, time and time zone of this computer, best by the network, then try again.'),
    helps: ['tryAgain'],
  }),
  secretKeyWrong: ({ source }) => ({
    title: t('The signature of the request is not valid.'),
    cause: t(
      'The secret access key of {0} does not belong to its access key ID, or a proxy changed the request on its way.',
      source,
    ),
    next: t('Copy both keys anew into the AWS credentials file; a missing last character is enough.'),
    helps: ['openCredentials', 'tryAgain'],
  }),
  limitReached: ({ operation, region }) => ({
    title: t('A limit of the account is reached.'),
    cause:
      operation === 'CreateVault'
        ? t('An account can have 1,000 vaults in a region, and {0} has as many.', region)
        : t('Glacier counts vaults, tags and requests of each account.'),
    next:
      operation === 'CreateVault'
        ? t('Delete empty vaults, use another region, or ask AWS Support for more.')
        : t('Wait a moment and try again; if it stays, ask AWS Support about the limits of the account.'),
    helps: ['copyRequestId'],
  }),
  notSigned: ({ credentials }) => ({
    title: t('The request arrived without credentials.'),
    cause: t('It was signed as {0}; a proxy or gateway on the way may have removed the header.', credentials),
    next: t('Check the proxy and the endpoint of the connection.'),
    helps: ['proxySettings'],
  }),
  parameterMissing: ({ operation }) =>
    operation === 'InitiateVaultLock'
      ? {
          title: t('The policy is missing.'),
          cause: t('Glacier got a request without a policy.'),
          next: t('Write a policy and try again.'),
        }
      : {
          title: t('A part of the request is missing.'),
          cause: t(
            'A proxy or gateway on the way may have removed a header, such as the version of the API.',
          ),
          next: t('Check the proxy and the endpoint of the connection.'),
          helps: ['proxySettings', 'copyRequestId'],
        },
  noLongerSupported: () => ({
    title: t('This account cannot use Glacier vaults.'),
    cause: t(
      'Amazon Glacier takes no new customers since 15 December 2025, and this account has no Glacier vaults. Accounts with vaults are not concerned.',
    ),
    next: t(
      'With this account no vault can be created or locked. Practise on the local Glacier, or use credentials of an account that has vaults.',
    ),
    helps: ['useLocalGlacier', 'addConnection'],
  }),
  retrievalPolicy: () => ({
    title: t("The account's data retrieval policy forbids it."),
    cause: t(
      'That is a setting of the account about reading archives. It has nothing to do with vault locks.',
    ),
    next: t("Change the data retrieval policy in the account's Glacier settings."),
  }),
  requestTimeout: (facts) => ({
    title: t('Glacier waited in vain for the rest of the request.'),
    cause: t('A slow or broken connection is the usual cause.'),
    next: nextAfterSilence(facts),
    helps: ['tryAgain'],
  }),
  vaultNotFound: ({ vault, region }) => ({
    title: t('There is no such vault.'),
    cause: t('Vault "{0}" does not exist in {1} of this account; it may have been deleted.', vault, region),
    next: t('Refresh the list of vaults, and check region and account.'),
    helps: ['tryAgain'],
  }),
  noLockInProgress: ({ vault }) => ({
    title: t('No lock is in progress any more.'),
    cause: t(
      'A lock that is not completed within 24 hours ends by itself; or the lock of "{0}" was aborted.',
      vault,
    ),
    next: t('Initiate the lock again. Its policy is not in force now.'),
  }),
  notJson: ({ place }) => ({
    title: t('Glacier cannot read the request.'),
    cause: t('Its body did not arrive at {0} as well-formed JSON; a proxy may have changed it.', place),
    next: t('Check the proxy and the endpoint of the connection.'),
    helps: ['proxySettings', 'copyRequestId'],
  }),
  serviceFailed: (facts) => ({
    title: t('Glacier had an error of its own.'),
    cause: t('AWS answered with a server error (5xx). Such failures pass by themselves as a rule.'),
    next: nextAfterSilence(facts),
    helps: ['tryAgain', 'copyRequestId'],
  }),
  throttled: () => ({
    title: t('Too many requests were sent in a short time.'),
    cause: t(
      'Glacier limits the requests of an account, those of other programs included. Nothing was changed.',
    ),
    next: t('Wait a minute, then try again.'),
    helps: ['tryAgain'],
  }),
  keyUnknown: ({ source }) => ({
    title: t('AWS does not know the access key.'),
    cause: t(
      'The access key of {0} was deleted or switched off, its session token is missing, or it belongs to another partition (China, GovCloud).',
      source,
    ),
    next: t('Check the keys in the AWS credentials file, or get new ones in the way these were got.'),
    helps: ['openCredentials', 'tryAgain'],
  }),
  regionNotEnabled: ({ region }) => ({
    title: t('The region is not enabled for this account.'),
    cause: t(
      '{0} is a region that an account has to opt in to. Until then AWS does not know the access keys of the account there.',
      region,
    ),
    next: t(
      'Enable the region in the account settings of AWS, or choose another region for the connection. If it is enabled, check the access key.',
    ),
    helps: ['editConnection', 'openCredentials'],
  }),
} as const satisfies Readonly<Record<string, Say>>;

function invalidParameter({ operation, vault }: Facts): Words {
  switch (operation) {
    case 'InitiateVaultLock':
      return {
        title: t('Glacier does not accept the policy.'),
        cause: t('Glacier has one answer for every fault of a policy, and gives no reason.'),
        next: t(
          'Repair what the editor reports in the policy, and look at Principal, Action, Resource and the condition keys.',
        ),
      };
    case 'CompleteVaultLock':
      return {
        title: t('The lock ID is not the one of the lock in progress.'),
        cause: t('Each Initiate gives a new lock ID, and the lock of "{0}" was initiated again.', vault),
        next: t(
          'Enter the lock ID that this attempt was given. If it is lost, abort the lock and initiate it again.',
        ),
      };
    case 'CreateVault':
      return {
        title: t('Glacier does not accept the name.'),
        cause: t('A vault name has 1 to 255 of the letters A to Z and a to z, digits, ".", "_" and "-".'),
        next: t('Choose another name.'),
      };
    case 'ListVaults':
    case 'DescribeVault':
    case 'GetVaultLock':
    case 'GetVaultAccessPolicy':
    case 'ListTagsForVault':
    case 'AbortVaultLock':
      return {
        title: t('Glacier does not accept a part of the request.'),
        cause: t('The list of vaults may have changed meanwhile, or a proxy changed the request.'),
        next: t('Refresh and try again; if it stays, send the request ID to AWS Support.'),
        helps: ['tryAgain', 'copyRequestId'],
      };
  }
}
