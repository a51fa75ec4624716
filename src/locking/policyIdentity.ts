import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { readPolicyDocument } from '../policy';

/** SHA-256, in hex, of the policy text as it is sent, in UTF-8: what an auditor computes from the text in the ledger. */
export function policySha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/**
 * Whether two policy texts say the same. Blanks, the order of members and a value alone or in a list make no
 * difference; texts that are no policies are compared as texts.
 */
export function samePolicy(a: string, b: string): boolean {
  if (a === b) return true;
  const one = readPolicyDocument(a);
  const other = readPolicyDocument(b);
  return one.ok && other.ok && isDeepStrictEqual(one.document, other.document);
}
