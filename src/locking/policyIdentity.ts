import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { readPolicyDocument, type PolicyDocument } from '../policy';

/** SHA-256, in hex, of the policy text as it is sent, in UTF-8: what an auditor computes from the text in the ledger. */
export function policySha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/**
 * Whether two policy texts say the same. Blanks, the order of members and of the entries of a list, and a value alone or
 * in a list make no difference; texts that are no policies are the same only if they are so letter by letter.
 */
export function samePolicy(a: string, b: string): boolean {
  if (a === b) return true;
  const one = canonical(a);
  return one !== undefined && isDeepStrictEqual(one, canonical(b));
}

/** Lists whose order says nothing are sorted. `undefined` for a text that cannot be read. */
function canonical(text: string): PolicyDocument | undefined {
  const reading = readPolicyDocument(text);
  if (!reading.ok) return undefined;
  const { document } = reading;
  return {
    ...document,
    statements: document.statements.map(({ principal, action, resource, conditions, ...rest }) => ({
      ...rest,
      principal: { ...principal, entries: sorted(principal.entries) },
      action: { ...action, entries: sorted(action.entries) },
      resource: { ...resource, entries: sorted(resource.entries) },
      conditions: sorted(conditions.map((test) => ({ ...test, values: sorted(test.values) }))),
    })),
  };
}

function sorted<T>(entries: readonly T[]): readonly T[] {
  const keyed = entries.map((entry) => ({ entry, key: JSON.stringify(entry) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ entry }) => entry);
}
