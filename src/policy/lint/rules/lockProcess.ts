/** What a person needs within the 24 hours: the way out, the way on, and the look at where the lock stands. */
export const lockProcess: readonly string[] = ['AbortVaultLock', 'CompleteVaultLock', 'GetVaultLock'];
