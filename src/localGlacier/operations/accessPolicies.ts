import { GlacierFault } from '../glacierFault';
import { vaultArn } from '../partition';
import { noContent, type VaultOperation } from './operation';
import { policyTextOf } from './policyText';

/** Overwrites the one that was there. */
export const setVaultAccessPolicy: VaultOperation = ({ body }, vault) => ({
  reply: noContent,
  vault: { ...vault, accessPolicy: policyTextOf(body, 'vault access policy') },
});

export const getVaultAccessPolicy: VaultOperation = ({ account }, vault) => {
  if (vault.accessPolicy === undefined) {
    throw new GlacierFault(
      'ResourceNotFoundException',
      `No vault access policy is set for: ${vaultArn(account, vault.region, vault.name)}`,
    );
  }
  return { reply: { status: 200, body: { Policy: vault.accessPolicy } } };
};

/** Deleting none is no error. */
export const deleteVaultAccessPolicy: VaultOperation = (_call, vault) => ({
  reply: noContent,
  vault: { ...vault, accessPolicy: undefined },
});
