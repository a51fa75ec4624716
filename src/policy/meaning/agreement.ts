import { readPolicyDocument } from '../syntax/readPolicyDocument';
import { sameMeaning } from './canonicalText';
import { effectDifference } from './effectDifference';

/**
 * How one policy stands to another on a vault: it says the same, it does the same in other words, it does something
 * else, or one of the two cannot be read.
 */
export type Agreement = 'same' | 'sameEffect' | 'differs' | 'unreadable';

/** Compares two policy texts as they are sent. What could not be looked at to the end counts as different. */
export function agreementOf(one: string, other: string, vaultArn: string): Agreement {
  if (one === other) return 'same';
  const [a, b] = [readPolicyDocument(one), readPolicyDocument(other)];
  if (!a.ok || !b.ok) return 'unreadable';
  if (sameMeaning(a.document, b.document)) return 'same';
  const { changes, limits } = effectDifference(a.document, b.document, {
    vaultArn,
    onlyWhether: true,
  });
  return changes.length + limits.length === 0 ? 'sameEffect' : 'differs';
}
