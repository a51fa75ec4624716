import { editDistance } from '../../vocabulary/nearest';
import { hasWildcard } from '../../wildcard';

/**
 * Whose action an entry names: Glacier's (a misspelt prefix counts), another service's, none that can be told, or
 * something with a wildcard in the prefix, which matches nothing. `everything` is `*` alone.
 */
export function serviceOf(entry: string): 'glacier' | 'other' | 'none' | 'wildcard' | 'everything' {
  if (/^\*+$/.test(entry)) return 'everything';
  if (entry.startsWith('glacier:')) return 'glacier';
  const colon = entry.indexOf(':');
  if (colon < 0) return 'none';
  const prefix = entry.slice(0, colon);
  if (hasWildcard(prefix)) return 'wildcard';
  const dense = prefix.replace(/\s+/g, '').toLowerCase();
  if (editDistance(dense, 'glacier', 2) <= 2 || dense === 's3-glacier') return 'glacier';
  return /^[a-z0-9-]+$/.test(dense) ? 'other' : 'none';
}
