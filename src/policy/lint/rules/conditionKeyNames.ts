import { oncePerText } from '../../oncePerText';
import { conditionKeys, readConditionKey } from '../../vocabulary/conditionKeys';
import { nearest } from '../../vocabulary/nearest';

/** The key that was most likely meant by a name that is none, with the tag key that was written behind it. */
export const meantKey = oncePerText((written: string): string | undefined => {
  const dense = written.replace(/\s+/g, '');
  if (/^aws:arn$/i.test(dense)) return 'aws:PrincipalArn';
  const [, prefix = '', name = '', tagKey = ''] = /^(?:([^:/]*):)?([^:/]*)(?:[:/](.*))?$/.exec(dense) ?? [];
  const ownPrefix = nearest(`${prefix}:`, ['glacier:', 'aws:']);
  if (prefix !== '' && ownPrefix === undefined) return undefined;
  const candidates = conditionKeys.filter((key) => prefix === '' || key.name.startsWith(ownPrefix ?? ''));
  const bare = nearest(name, [...new Set(candidates.map((key) => withoutPrefix(key.name)))]);
  // Of two keys of the same name (ResourceTag) only Glacier's own ever reaches it.
  const meant = candidates.find((key) => withoutPrefix(key.name) === bare);
  if (!meant) return undefined;
  return meant.tagged && tagKey !== '' ? `${meant.name}/${tagKey}` : meant.name;
});

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** What is wrong with the name of a key, if anything. Keys of other services are legal and judged by nobody here. */
export function keyProblem(written: string): 'no prefix' | 'unknown' | undefined {
  if (readConditionKey(written)) return undefined;
  const head = written.split('/', 1)[0] ?? '';
  if (!head.includes(':')) return 'no prefix';
  if (/^\s*(?:aws|glacier)\s*:/i.test(written)) return 'unknown';
  return meantKey(written) === undefined ? undefined : 'unknown';
}
