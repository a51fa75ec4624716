/** What VS Code calls the pages that show the effect of a policy; the manifest names it too. */
export const effectViewType = 'glacierVaultLockEffect';
