import { oncePerText } from '../oncePerText';
import { hasWildcard, isMatchAll, matchesWildcard } from '../wildcard';

export type AccessLevel = 'Read' | 'List' | 'Write' | 'Tagging' | 'Permissions management';

/**
 * Why an action cannot stand in a vault's own policy: it is authorised by identity policies only, or it does not
 * concern any vault.
 */
export type OutsideVaultPolicy = 'identity only' | 'no vault';

export interface Action {
  /** Canonical spelling, without the prefix: `DeleteArchive`. */
  readonly name: string;
  readonly level: AccessLevel;
  /** Undefined for the 27 actions that a vault policy can govern. */
  readonly outside: OutsideVaultPolicy | undefined;
  /** Whether requests for it carry `glacier:ArchiveAgeInDays`. */
  readonly age: boolean;
  /** Whether requests for it carry `glacier:ResourceTag/KEY`. */
  readonly tag: boolean;
  /** What it does, in one sentence. */
  readonly description: string;
}

export const actionPrefix = 'glacier:';

type Row = readonly [
  name: string,
  level: 'R' | 'L' | 'W' | 'T' | 'P',
  traits: '' | 'tag' | 'age tag' | OutsideVaultPolicy,
  description: string,
];

/**
 * Levels as in the service authorization reference; the rest as in the permission table of the Glacier developer
 * guide ("Glacier API permissions"), which knows more than the reference: that one attaches no tag key to any action.
 */
const rows: readonly Row[] = [
  ['AbortMultipartUpload', 'W', '', 'Gives up a multipart upload and discards its parts.'],
  ['AbortVaultLock', 'P', '', 'Ends a vault lock that is in progress and removes its policy.'],
  ['AddTagsToVault', 'T', 'tag', 'Adds tags to a vault or changes their values.'],
  ['CompleteMultipartUpload', 'W', 'tag', 'Joins the uploaded parts into an archive.'],
  ['CompleteVaultLock', 'P', 'tag', 'Makes the lock of a vault and its policy final.'],
  ['CreateVault', 'W', 'identity only', 'Creates a vault.'],
  ['DeleteArchive', 'W', 'age tag', 'Deletes an archive from a vault.'],
  ['DeleteVault', 'W', 'tag', 'Deletes an empty vault.'],
  ['DeleteVaultAccessPolicy', 'P', 'tag', 'Removes the access policy of a vault.'],
  ['DeleteVaultNotifications', 'W', 'tag', 'Removes the notification settings of a vault.'],
  ['DescribeJob', 'R', '', 'Tells the state of a retrieval or inventory job.'],
  ['DescribeVault', 'R', '', 'Tells the size, the number of archives and the dates of a vault.'],
  ['GetDataRetrievalPolicy', 'R', 'identity only', 'Reads the retrieval limits of an account in a region.'],
  ['GetJobOutput', 'R', '', 'Downloads what a finished job has retrieved.'],
  ['GetVaultAccessPolicy', 'R', '', 'Reads the access policy of a vault.'],
  ['GetVaultLock', 'R', '', 'Reads the lock policy of a vault and the state of its lock.'],
  ['GetVaultNotifications', 'R', '', 'Reads the notification settings of a vault.'],
  ['InitiateJob', 'W', 'age tag', 'Starts the retrieval of an archive or of the inventory of a vault.'],
  ['InitiateMultipartUpload', 'W', 'tag', 'Begins an upload in parts.'],
  ['InitiateVaultLock', 'P', 'tag', 'Attaches a lock policy to a vault and starts the 24 hours.'],
  ['ListJobs', 'L', '', 'Lists the jobs of a vault.'],
  ['ListMultipartUploads', 'L', '', 'Lists the multipart uploads in progress in a vault.'],
  ['ListParts', 'L', '', 'Lists the parts of a multipart upload.'],
  ['ListProvisionedCapacity', 'L', 'no vault', 'Lists the provisioned retrieval capacity of an account.'],
  ['ListTagsForVault', 'L', '', 'Lists the tags of a vault.'],
  ['ListVaults', 'L', 'no vault', 'Lists the vaults of an account in a region.'],
  ['PurchaseProvisionedCapacity', 'W', 'no vault', 'Buys provisioned retrieval capacity for an account.'],
  ['RemoveTagsFromVault', 'T', 'tag', 'Removes tags from a vault.'],
  ['SetDataRetrievalPolicy', 'P', 'identity only', 'Sets the retrieval limits of an account in a region.'],
  ['SetVaultAccessPolicy', 'P', 'tag', 'Sets or replaces the access policy of a vault.'],
  ['SetVaultNotifications', 'W', 'tag', 'Sets the notification settings of a vault.'],
  ['UploadArchive', 'W', 'tag', 'Stores an archive in a vault with one request.'],
  ['UploadMultipartPart', 'W', 'tag', 'Uploads one part of a multipart upload.'],
];

const levels = { R: 'Read', L: 'List', W: 'Write', T: 'Tagging', P: 'Permissions management' } as const;

/** All 33 actions of Glacier, by name. */
export const actions: readonly Action[] = rows.map(([name, level, traits, description]) => ({
  name,
  level: levels[level],
  outside: traits === 'identity only' || traits === 'no vault' ? traits : undefined,
  age: traits === 'age tag',
  tag: traits === 'age tag' || traits === 'tag',
  description,
}));

/** The 27 actions that a vault policy can govern. */
export const vaultPolicyActions: readonly Action[] = actions.filter(({ outside }) => outside === undefined);

const byLowerName = new Map(actions.map((action) => [action.name.toLowerCase(), action]));

const longestName = Math.max(...actions.map(({ name }) => name.length));

/** The action of that name (without prefix), whatever its capitals. */
export function findAction(name: string): Action | undefined {
  return byLowerName.get(name.toLowerCase());
}

/**
 * The actions an entry of Action stands for: `*`, `glacier:*`, `glacier:Delete*`, `glacier:DeleteArchive`. Case does
 * not count, white space does; a wildcard in the prefix matches nothing.
 */
export const expandAction = oncePerText((entry: string): readonly Action[] => {
  if (isMatchAll(entry)) return actions;
  const lower = entry.toLowerCase();
  if (!lower.startsWith(actionPrefix)) return [];
  const name = lower.slice(actionPrefix.length);
  const exact = byLowerName.get(name);
  if (exact) return [exact];
  const pattern = name.replace(/\*+/g, '*');
  // No more than every other character is a star now: what is longer fits no name, however hostile.
  return hasWildcard(pattern) && pattern.length <= 2 * longestName + 1
    ? actions.filter((action) => matchesWildcard(pattern, action.name.toLowerCase()))
    : [];
});
