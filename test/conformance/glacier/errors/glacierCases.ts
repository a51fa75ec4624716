import type { Operation } from '../../../../src/glacier/callContext';
import { openGateway } from '../../../../src/glacier/aws';
import type { GatewayTarget, GlacierGateway } from '../../../../src/glacier/gateway';
import { glacierFault, startDisturbed, type Answer } from '../../support/disturbedGlacier';
import { startTested } from '../../support/localGlacier';
import { region, retention } from '../../support/sdk';
import { call, vaultName, type ErrorCase } from './errorCase';

/** Every request is answered so. */
export async function answered(
  answer: Answer,
  operation: Operation,
  target: Partial<GatewayTarget> = {},
): Promise<unknown> {
  const way = await startDisturbed();
  way.disturb = () => ({ kind: 'answer', ...answer });
  return await call(operation, { endpoint: way.url, ...target });
}

/** A local Glacier in which something was done before. */
async function after(
  prepare: (gateway: GlacierGateway) => Promise<unknown>,
  operation: Operation,
): Promise<unknown> {
  const { url: endpoint } = await startTested();
  const gateway = await openGateway({ region, practice: true, endpoint });
  try {
    await prepare(gateway);
  } finally {
    gateway.dispose();
  }
  return await call(operation, { endpoint });
}

const locking =
  (policy = retention(vaultName, 365)) =>
  async (gateway: GlacierGateway): Promise<string> => {
    await gateway.createVault(vaultName);
    return (await gateway.initiateVaultLock(vaultName, policy)).value.lockId;
  };
const inProgress = locking();
const locked = async (gateway: GlacierGateway): Promise<unknown> =>
  await gateway.completeVaultLock(vaultName, await inProgress(gateway));
const noAborting = locking(
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'no-abort',
        Effect: 'Deny',
        Principal: '*',
        Action: 'glacier:AbortVaultLock',
        Resource: `arn:aws:glacier:${region}:111122223333:vaults/${vaultName}`,
      },
    ],
  }),
);

type Told = readonly [
  what: string,
  kind: string,
  status: number,
  code: string,
  message: string,
  operation?: Operation,
  region?: string,
];

const me =
  'User: arn:aws:sts::111122223333:assumed-role/Auditor/ana is not authorized to perform: glacier:ListVaults';
const all = 'arn:aws:glacier:us-west-2:111122223333:vaults/';
const explicit = (by: string): string => `${me} on resource: ${all} with an explicit deny in ${by}`;
const missing = (by: string): string =>
  `${me} on resource: ${all} because no ${by} allows the glacier:ListVaults action`;
const denied = (what: string, kind: string, message: string): Told => [
  what,
  kind,
  403,
  'AccessDeniedException',
  message,
];

/** Answers in the words of AWS: those that no local Glacier has a reason for (IAM user guide: "Troubleshoot access denied"). */
const denials: readonly Told[] = [
  denied(
    'service control policy, Deny',
    'deniedByServiceControlPolicy',
    explicit('a service control policy'),
  ),
  denied(
    'service control policy, Deny, with its ARN',
    'deniedByServiceControlPolicy',
    explicit(
      'a service control policy: arn:aws:organizations::999988887777:policy/o-abc1234567/service_control_policy/p-abc12345',
    ),
  ),
  denied(
    'service control policy, no Allow',
    'deniedByServiceControlPolicy',
    missing('service control policy'),
  ),
  denied(
    'resource control policy, Deny',
    'deniedByResourceControlPolicy',
    explicit('a resource control policy'),
  ),
  denied('permissions boundary, Deny', 'deniedByPermissionsBoundary', explicit('a permissions boundary')),
  denied('permissions boundary, no Allow', 'deniedByPermissionsBoundary', missing('permissions boundary')),
  denied('session policy, Deny', 'deniedBySessionPolicy', explicit('a session policy')),
  denied('session policy, no Allow', 'deniedBySessionPolicy', missing('session policy')),
  denied('VPC endpoint policy, Deny', 'deniedByEndpointPolicy', explicit('a VPC endpoint policy')),
  denied('VPC endpoint policy, no Allow', 'deniedByEndpointPolicy', missing('VPC endpoint policy')),
  denied('identity policy, Deny', 'deniedByIdentityPolicy', explicit('an identity-based policy')),
  denied('identity policy, no Allow', 'notAllowed', missing('identity-based policy')),
  denied('resource policy, no Allow', 'notAllowed', missing('resource-based policy')),
  denied('vault of another account', 'otherAccount', 'Access denied for account ID: 999988887777'),
  denied('no reason told', 'accessDenied', 'Access denied.'),
];

const known: readonly Told[] = [
  ['BadRequest', 'badRequest', 400, 'BadRequest', 'No.'],
  ['InsufficientCapacityException', 'noCapacity', 503, 'InsufficientCapacityException', 'No.'],
  [
    'InvalidParameterValueException, Create Vault',
    'invalidParameter',
    400,
    'InvalidParameterValueException',
    'Invalid vault name',
    'CreateVault',
  ],
  [
    'InvalidParameterValueException, a read',
    'invalidParameter',
    400,
    'InvalidParameterValueException',
    'Invalid marker',
  ],
  ['LimitExceededException', 'limitReached', 400, 'LimitExceededException', 'No.', 'CreateVault'],
  [
    'MissingParameterValueException, Initiate',
    'parameterMissing',
    400,
    'MissingParameterValueException',
    'No.',
    'InitiateVaultLock',
  ],
  [
    'MissingParameterValueException, a read',
    'parameterMissing',
    400,
    'MissingParameterValueException',
    'Required parameter missing: API version',
  ],
  [
    'NoLongerSupportedException',
    'noLongerSupported',
    400,
    'NoLongerSupportedException',
    'This API is no longer supported for new accounts. Please use S3 Glacier storage classes instead.',
    'CreateVault',
  ],
  ['PolicyEnforcedException', 'retrievalPolicy', 400, 'PolicyEnforcedException', 'No.'],
  ['RequestTimeoutException', 'requestTimeout', 408, 'RequestTimeoutException', 'No.'],
  ['SerializationException', 'notJson', 400, 'SerializationException', 'No.'],
  ['ServiceUnavailableException', 'serviceFailed', 500, 'ServiceUnavailableException', 'No.'],
  ['InternalFailure', 'serviceFailed', 500, 'InternalFailure', 'No.', 'AbortVaultLock'],
  ['ThrottlingException', 'throttled', 400, 'ThrottlingException', 'Rate exceeded'],
  ['a code that nobody knows', 'unexpected', 400, 'TeapotException', 'No.'],
];

const keys: readonly Told[] = [
  [
    'ExpiredTokenException',
    'sessionExpired',
    403,
    'ExpiredTokenException',
    'The security token included in the request is expired',
  ],
  [
    'UnrecognizedClientException',
    'keyUnknown',
    400,
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ],
  [
    'UnrecognizedClientException in a region to opt in to',
    'regionNotEnabled',
    400,
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
    'ListVaults',
    'eu-south-1',
  ],
  [
    'OptInRequired',
    'regionNotEnabled',
    403,
    'OptInRequired',
    'The AWS Access Key Id needs a subscription for the service',
    'ListVaults',
    'af-south-1',
  ],
  ['MissingAuthenticationTokenException', 'notSigned', 400, 'MissingAuthenticationTokenException', 'No.'],
  [
    'InvalidSignatureException, wrong secret key',
    'secretKeyWrong',
    403,
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
  ],
  ['SignatureDoesNotMatch', 'secretKeyWrong', 403, 'SignatureDoesNotMatch', 'No.'],
  [
    'clock behind',
    'clockWrong',
    403,
    'InvalidSignatureException',
    'Signature expired: 20260301T070000Z is now earlier than 20260301T115500Z (20260301T120000Z - 5 min.)',
  ],
  [
    'clock ahead',
    'clockWrong',
    403,
    'InvalidSignatureException',
    'Signature not yet current: 20260301T170000Z is still later than 20260301T120500Z (20260301T120000Z + 5 min.)',
  ],
  ['RequestTimeTooSkewed', 'clockWrong', 403, 'RequestTimeTooSkewed', 'No.'],
];

const told = (source: ErrorCase['source'], cases: readonly Told[]): readonly ErrorCase[] =>
  cases.map(([what, kind, status, code, message, operation = 'ListVaults', where = region]) => ({
    source,
    what,
    kind,
    operation,
    ...(where === region ? {} : { region: where }),
    produce: async () => await answered(glacierFault(status, code, message), operation, { region: where }),
  }));

export const glacierCases: readonly ErrorCase[] = [
  {
    ...{
      source: 'glacier',
      what: 'AccessDeniedException, Initiate while a lock is in progress',
      kind: 'accessDenied',
    },
    operation: 'InitiateVaultLock',
    produce: async () => await after(inProgress, 'InitiateVaultLock'),
  },
  {
    ...{ source: 'glacier', what: 'AccessDeniedException, Abort of a locked vault', kind: 'accessDenied' },
    operation: 'AbortVaultLock',
    produce: async () => await after(locked, 'AbortVaultLock'),
  },
  {
    ...{
      source: 'glacier',
      what: 'AccessDeniedException, Complete with another lock ID',
      kind: 'accessDenied',
    },
    operation: 'CompleteVaultLock',
    produce: async () => await after(locked, 'CompleteVaultLock'),
  },
  {
    ...{ source: 'glacier', what: 'InvalidParameterValueException, Complete', kind: 'invalidParameter' },
    operation: 'CompleteVaultLock',
    produce: async () => await after(inProgress, 'CompleteVaultLock'),
  },
  {
    ...{ source: 'glacier', what: 'InvalidParameterValueException, Initiate', kind: 'invalidParameter' },
    operation: 'InitiateVaultLock',
    produce: async () => {
      const { url: endpoint } = await startTested();
      const gateway = await openGateway({ region, practice: true, endpoint });
      try {
        await gateway.createVault(vaultName);
        return await gateway.initiateVaultLock(vaultName, '{"Statement":"nonsense"}');
      } finally {
        gateway.dispose();
      }
    },
  },
  {
    ...{ source: 'glacier', what: 'ResourceNotFoundException, no such vault', kind: 'vaultNotFound' },
    operation: 'DescribeVault',
    produce: async () => await after(() => Promise.resolve(), 'DescribeVault'),
  },
  {
    ...{
      source: 'glacier',
      what: 'ResourceNotFoundException, Complete after the 24 hours',
      kind: 'noLockInProgress',
    },
    operation: 'CompleteVaultLock',
    produce: async () => await after((gateway) => gateway.createVault(vaultName), 'CompleteVaultLock'),
  },
  ...told('glacier', known),
  {
    ...{ source: 'denial', what: "the vault's own policy, Deny", kind: 'deniedByVaultPolicy' },
    operation: 'AbortVaultLock',
    produce: async () => await after(noAborting, 'AbortVaultLock'),
  },
  ...told('denial', denials),
  ...told('keys', keys),
];
