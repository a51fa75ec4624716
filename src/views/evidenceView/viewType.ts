/** What VS Code calls the pages that show an evidence report; the manifest names it too. */
export const evidenceViewType = 'glacierVaultLockEvidence';
