import { findRegion, formatVaultArn } from '../policy';

/** The AWS partition a region lies in; `aws` for one that has no Glacier and that nobody knows. */
export function partitionOf(region: string): string {
  return findRegion(region)?.partition ?? 'aws';
}

/** `arn:{partition}:glacier:{region}:{account}:vaults/{name}` */
export function vaultArn(account: string, region: string, name: string): string {
  return formatVaultArn({ partition: partitionOf(region), region, account, name });
}
