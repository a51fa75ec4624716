import type { Operation } from '../../../../src/glacier/callContext';
import { openGateway } from '../../../../src/glacier/aws';
import type { SourceFacts } from '../../../../src/glacier/errorTexts/facts';
import type { GatewayTarget, GlacierGateway } from '../../../../src/glacier/gateway';
import { region, retention } from '../../support/sdk';

/** Where a failure comes from; the sections of ERRORS.md. */
export const sources = {
  glacier: 'Glacier',
  denial: 'Whose policy denies it',
  keys: 'The access keys and the clock',
  network: 'The network',
  certificate: 'Certificates',
  proxy: 'Proxies, gateways and log-in pages',
  files: 'Profiles and the AWS files',
  process: 'credential_process',
  role: 'Roles and one-time codes',
  sso: 'IAM Identity Center (SSO) and aws login',
  web: 'Web identity',
  machine: 'The role of a machine or container',
  own: 'This product itself',
} as const;

/** A failure that is made to happen. */
export interface ErrorCase {
  readonly source: keyof typeof sources;
  /** What goes wrong; the name of the test, too. */
  readonly what: string;
  /** Which explanation it gets. */
  readonly kind: string;
  readonly operation: Operation;
  /** The profile that is named in the page; where it is set, credentials of the AWS files are meant. */
  readonly profile?: string;
  /** Where it matters for the words. */
  readonly region?: string;
  /** Of a failed look-up of credentials, where it matters for the words. */
  readonly failed?: SourceFacts;
  /** Makes it happen, through the SDK. */
  readonly produce: () => Promise<unknown>;
}

const opened: GlacierGateway[] = [];

/** Closes what `call` has opened. */
export function endCalls(): void {
  for (const gateway of opened.splice(0)) gateway.dispose();
}

/** A vault that is in nobody's way. */
export const vaultName = 'claims';
/** What nobody may ever read: it stands for a lock ID. */
export const secretLockId = 'ThisIsASecretLockId-0123';

/** Sends one request through the gateway of the extension. */
export async function call(operation: Operation, target: Partial<GatewayTarget>): Promise<unknown> {
  const gateway = await openGateway({ region, practice: true, ...target });
  opened.push(gateway);
  switch (operation) {
    case 'ListVaults':
      return await gateway.listVaults();
    case 'DescribeVault':
      return await gateway.describeVault(vaultName);
    case 'CreateVault':
      return await gateway.createVault(vaultName);
    case 'GetVaultLock':
      return await gateway.getVaultLock(vaultName);
    case 'GetVaultAccessPolicy':
      return await gateway.getVaultAccessPolicy(vaultName);
    case 'ListTagsForVault':
      return await gateway.listTagsForVault(vaultName);
    case 'InitiateVaultLock':
      return await gateway.initiateVaultLock(vaultName, retention(vaultName, 365));
    case 'CompleteVaultLock':
      return await gateway.completeVaultLock(vaultName, secretLockId);
    case 'AbortVaultLock':
      return await gateway.abortVaultLock(vaultName);
  }
}
