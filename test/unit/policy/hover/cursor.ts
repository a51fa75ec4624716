import assert from 'node:assert/strict';

/** A text with the place of the cursor marked by `|`. */
export function readCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  assert.ok(offset >= 0 && !marked.includes('|', offset + 1), `One cursor is needed: ${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

/** A policy of one statement, a retention unless said otherwise; `undefined` leaves an element out. */
export function policyWith(changes: Readonly<Record<string, unknown>>, version = '2012-10-17'): string {
  return JSON.stringify({
    Version: version,
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'glacier:DeleteArchive',
        Resource: 'arn:aws:glacier:us-west-2:210987654321:vaults/ledger',
        ...changes,
      },
    ],
  });
}

/** Puts the cursor behind the first letter of the first place where the words stand. */
export function pointAt(text: string, words: string): string {
  const at = text.indexOf(words);
  assert.ok(at >= 0, `${words} is not in ${text}`);
  return `${text.slice(0, at + 1)}|${text.slice(at + 1)}`;
}
