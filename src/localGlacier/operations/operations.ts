import { deleteVaultAccessPolicy, getVaultAccessPolicy, setVaultAccessPolicy } from './accessPolicies';
import { deleteArchive, uploadArchive } from './archives';
import { abortVaultLock, completeVaultLock, getVaultLock, initiateVaultLock } from './locks';
import type { AccountOperation, VaultOperation } from './operation';
import type { OperationName } from './routes';
import { addTagsToVault, listTagsForVault, removeTagsFromVault } from './tags';
import { createVault, deleteVault, describeVault, listVaults } from './vaults';

/** Operations that no policy of a vault has a say in. */
export const accountOperations: ReadonlyMap<OperationName, AccountOperation> = new Map<
  OperationName,
  AccountOperation
>([
  ['CreateVault', createVault],
  ['ListVaults', listVaults],
]);

/** Operations on a vault that is there. */
export const vaultOperations: ReadonlyMap<OperationName, VaultOperation> = new Map<
  OperationName,
  VaultOperation
>([
  ['DescribeVault', describeVault],
  ['DeleteVault', deleteVault],
  ['InitiateVaultLock', initiateVaultLock],
  ['GetVaultLock', getVaultLock],
  ['CompleteVaultLock', completeVaultLock],
  ['AbortVaultLock', abortVaultLock],
  ['SetVaultAccessPolicy', setVaultAccessPolicy],
  ['GetVaultAccessPolicy', getVaultAccessPolicy],
  ['DeleteVaultAccessPolicy', deleteVaultAccessPolicy],
  ['AddTagsToVault', addTagsToVault],
  ['RemoveTagsFromVault', removeTagsFromVault],
  ['ListTagsForVault', listTagsForVault],
  ['UploadArchive', uploadArchive],
  ['DeleteArchive', deleteArchive],
]);
