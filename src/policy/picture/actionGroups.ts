import { vaultPolicyActions } from '../vocabulary/actions';

/** Actions that serve one purpose, the weightiest purpose first, in each the action that matters most first. */
export const actionGroups: readonly { readonly purpose: string; readonly actions: readonly string[] }[] = [
  { purpose: 'deleting archives', actions: ['DeleteArchive'] },
  { purpose: 'retrieval', actions: ['InitiateJob', 'GetJobOutput', 'DescribeJob', 'ListJobs'] },
  {
    purpose: 'uploading',
    actions: [
      'UploadArchive',
      'InitiateMultipartUpload',
      'UploadMultipartPart',
      'CompleteMultipartUpload',
      'AbortMultipartUpload',
      'ListMultipartUploads',
      'ListParts',
    ],
  },
  { purpose: 'tags of the vault', actions: ['AddTagsToVault', 'RemoveTagsFromVault', 'ListTagsForVault'] },
  {
    purpose: 'the vault lock',
    actions: ['InitiateVaultLock', 'CompleteVaultLock', 'AbortVaultLock', 'GetVaultLock'],
  },
  {
    purpose: 'the vault',
    actions: [
      'DeleteVault',
      'DescribeVault',
      'SetVaultAccessPolicy',
      'DeleteVaultAccessPolicy',
      'GetVaultAccessPolicy',
      'SetVaultNotifications',
      'DeleteVaultNotifications',
      'GetVaultNotifications',
    ],
  },
];

const order = actionGroups.flatMap(({ actions }) => actions);

/** The actions of a set, the weightiest first. */
export function byWeight(actions: readonly string[]): readonly string[] {
  return [...actions].sort((a, b) => weightOf(a) - weightOf(b));
}

/** 0 for the action that matters most. */
export function weightOf(action: string): number {
  const place = order.indexOf(action);
  return place === -1 ? order.length : place;
}

const mostNamed = 3;

/** `DeleteArchive`, `Every action`, `UploadArchive, ListParts and 5 more` */
export function actionsInTitle(actions: readonly string[]): string {
  if (actions.length === vaultPolicyActions.length) return 'Every action';
  const sorted = byWeight(actions);
  const named = sorted.slice(0, mostNamed + 1 === sorted.length ? sorted.length : mostNamed);
  const more = sorted.length - named.length;
  if (more > 0) return `${named.join(', ')} and ${more} more`;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
}

/** What actions are for, if it is one thing; undefined otherwise. */
export function purposeOf(actions: readonly string[]): string | undefined {
  const purposes = actionGroups.filter((group) => group.actions.some((action) => actions.includes(action)));
  const [only, ...others] = purposes;
  return others.length === 0 ? only?.purpose : undefined;
}
