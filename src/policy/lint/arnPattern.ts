import { matchesWildcard } from '../wildcard';

/**
 * Whether a text can match an ARN under an Arn operator, which compares six parts one by one. A variable may stand for
 * any text.
 */
export function isArnPattern(text: string): boolean {
  if (text.includes('${')) return true;
  const [first = '', ...others] = text.split(':');
  return others.length >= 5 && matchesWildcard(first, 'arn');
}
