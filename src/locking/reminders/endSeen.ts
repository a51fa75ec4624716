import type { Vault } from '../model';

/** The `Date` header of a reply leaves out fractions of a second. */
const wholeSeconds = 1_000;

/**
 * What became of a lock that was in progress, by what is known of its vault now. `expired`: Glacier was asked after its
 * time and showed no lock. `otherwise`: completed, aborted, replaced, or its vault was deleted. Instants: Glacier's clock.
 */
export function endSeen(
  lock: { readonly created: number; readonly expires: number },
  vault: Vault | undefined,
): 'expired' | 'otherwise' | 'unknown' {
  if (vault === undefined) return 'unknown';
  // Of the same name, but made later.
  if (vault.created > lock.created) return 'otherwise';
  if (vault.lock.known !== 'read') return 'unknown';
  const { lock: now, readAt } = vault.lock;
  if (now.state === 'none') return readAt + wholeSeconds > lock.expires ? 'expired' : 'otherwise';
  if (now.state === 'inProgress' && now.created === lock.created) return 'unknown';
  return 'otherwise';
}
