import { parseVaultArn } from '../../policy/syntax/vaultArn';
import type { LockReading, VaultDescription } from '../gateway';

/** An answer that breaks Glacier's documented form. `problem` names the member, and quotes nothing of the answer. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

/** The members of a vault as the SDK hands them on: strings unread, `null` dropped. */
interface WireVault {
  readonly VaultARN?: string | undefined;
  readonly VaultName?: string | undefined;
  readonly CreationDate?: string | undefined;
  readonly LastInventoryDate?: string | undefined;
  readonly NumberOfArchives?: number | undefined;
  readonly SizeInBytes?: number | undefined;
}

/** Glacier developer guide: "Describe Vault", response body. The figures are missing until the first inventory. */
export function vaultDescription(vault: WireVault): VaultDescription {
  const arn = given('VaultARN', vault.VaultARN);
  const name = given('VaultName', vault.VaultName);
  const named = parseVaultArn(arn)?.name;
  if (named === undefined) throw new Malformed('VaultARN is no vault ARN.');
  // The name is what a person confirms and what requests go to, the ARN what is recorded.
  if (named !== name) throw new Malformed('VaultName is not the name in VaultARN.');
  return {
    arn,
    name,
    created: instant('CreationDate', vault.CreationDate),
    lastInventory:
      vault.LastInventoryDate === undefined
        ? undefined
        : instant('LastInventoryDate', vault.LastInventoryDate),
    archives: count('NumberOfArchives', vault.NumberOfArchives),
    sizeInBytes: count('SizeInBytes', vault.SizeInBytes),
  };
}

interface WireLock {
  readonly Policy?: string | undefined;
  readonly State?: string | undefined;
  readonly CreationDate?: string | undefined;
  readonly ExpirationDate?: string | undefined;
}

/** Glacier developer guide: "Get Vault Lock", response body. AWS's prose misspells one state as `InProgess`. */
export function lockReading(lock: WireLock): LockReading {
  const policy = given('Policy', lock.Policy);
  const created = instant('CreationDate', lock.CreationDate);
  switch (lock.State) {
    case 'InProgress':
      return {
        state: 'inProgress',
        policy,
        created,
        expires: instant('ExpirationDate', lock.ExpirationDate),
      };
    case 'Locked':
      return { state: 'locked', policy, created };
    case undefined:
    default:
      throw new Malformed('State is neither InProgress nor Locked.');
  }
}

/** Glacier developer guide: "List Tags For Vault", response body: an empty object where there are none. */
export function vaultTags(
  tags: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  if (tags === undefined) throw new Malformed('Tags is missing.');
  if (Object.values<unknown>(tags).some((value) => typeof value !== 'string'))
    throw new Malformed('A tag has no text as its value.');
  return tags;
}

/** The text of a member that must be there. */
export function given(member: string, value: string | undefined): string {
  if (typeof value !== 'string' || value === '') throw new Malformed(`${member} is missing.`);
  return value;
}

const iso8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/** `2013-03-20T17:03:43.221Z` as epoch milliseconds. */
function instant(member: string, value: string | undefined): number {
  const text = given(member, value);
  const time = iso8601.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new Malformed(`${member} is no date.`);
  return time;
}

function count(member: string, value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!Number.isSafeInteger(value) || value < 0) throw new Malformed(`${member} is no count.`);
  return value;
}
