import { isVaultName, parseVaultArn } from '../../policy';
import { GlacierFault } from '../glacierFault';
import { isKnownEmpty, lastInventory } from '../inventory';
import { findVault, newVault, vaultsOf, withVault, type Vault } from '../model';
import { vaultArn } from '../partition';
import { noContent, type AccountOperation, type Call, type VaultOperation } from './operation';
import { invalid } from './requestDocument';

/** Vaults per account and region (Glacier developer guide: Working with Vaults). */
export const vaultQuota = 1000;

/** Default and maximum of vaults on a page (Glacier developer guide: List Vaults). */
export const pageSize = 10;

/** Repeating it is harmless. An illegal name is refused; the code is this project's choice. */
export const createVault: AccountOperation = ({ account, region, vaultName = '', now }, state) => {
  if (!isVaultName(vaultName)) {
    throw invalid(
      `Invalid vault name: ${vaultName}. A name has 1 to 255 letters, digits, hyphens, underscores and periods.`,
    );
  }
  const reply = { status: 201, headers: { Location: `/${account}/vaults/${vaultName}` } };
  if (findVault(state, region, vaultName)) return { reply };
  if (vaultsOf(state, region).length >= vaultQuota) {
    throw new GlacierFault(
      'LimitExceededException',
      `The account has ${vaultQuota} vaults in ${region} already.`,
    );
  }
  return { reply, state: withVault(state, newVault(region, vaultName, now)) };
};

export const describeVault: VaultOperation = (call, vault) => ({
  reply: { status: 200, body: description(call, vault) },
});

/** The vault goes with its policies, lock included: an empty vault has nothing left to protect. */
export const deleteVault: VaultOperation = ({ account, now }, vault) => {
  if (!isKnownEmpty(vault, now)) {
    throw invalid(`Vault not empty or recently written to: ${vaultArn(account, vault.region, vault.name)}`);
  }
  return { reply: noContent, vault: 'deleted' };
};

/** A page starts after the marker; the marker of the next page is the ARN of the last vault on this one. */
export const listVaults: AccountOperation = (call, state) => {
  const after = nameAfterWhich(call.query.get('marker'));
  const rest = vaultsOf(state, call.region).filter(({ name }) => name > after);
  const page = rest.slice(0, limitOf(call.query.get('limit')));
  const last = page.at(-1);
  const marker = last && page.length < rest.length ? vaultArn(call.account, call.region, last.name) : null;
  return {
    reply: {
      status: 200,
      body: { Marker: marker, VaultList: page.map((vault) => description(call, vault)) },
    },
  };
};

function limitOf(limit: string | undefined): number {
  if (limit === undefined) return pageSize;
  if (!/^\d+$/.test(limit) || Number(limit) < 1) throw invalid(`Invalid limit: ${limit}`);
  return Math.min(Number(limit), pageSize);
}

/** The vault that a marker names need not exist any more. */
function nameAfterWhich(marker: string | undefined): string {
  if (marker === undefined || marker === '') return '';
  const arn = parseVaultArn(marker);
  if (!arn) throw invalid(`Invalid marker: ${marker}`);
  return arn.name;
}

function description({ account, now }: Call, vault: Vault): object {
  const inventory = lastInventory(vault, now);
  return {
    CreationDate: new Date(vault.created).toISOString(),
    LastInventoryDate: inventory ? new Date(inventory.taken).toISOString() : null,
    NumberOfArchives: inventory?.archives ?? null,
    SizeInBytes: inventory?.size ?? null,
    VaultARN: vaultArn(account, vault.region, vault.name),
    VaultName: vault.name,
  };
}
