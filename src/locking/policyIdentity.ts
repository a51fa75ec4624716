import { createHash } from 'node:crypto';
import { readPolicyDocument, sameMeaning } from '../policy';

/** SHA-256, in hex, of the policy text as it is sent, in UTF-8: what an auditor computes from the text in the ledger. */
export function policySha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/**
 * Whether two policy texts say the same: whether they have the same canonical form. Texts that are no policies are the
 * same only if they are so letter by letter.
 */
export function samePolicy(a: string, b: string): boolean {
  if (a === b) return true;
  const one = readPolicyDocument(a);
  const other = readPolicyDocument(b);
  return one.ok && other.ok && sameMeaning(one.document, other.document);
}
