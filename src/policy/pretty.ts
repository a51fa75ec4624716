import { applyEdits, format } from 'jsonc-parser';

/**
 * A policy text for reading: what came on one line is laid out with two spaces, what somebody laid out already is left
 * as it is. Text that is no JSON comes back unchanged.
 */
export function prettyPolicy(text: string): string {
  if (text.trim().includes('\n')) return text;
  const edits = format(text, undefined, {
    insertSpaces: true,
    tabSize: 2,
    eol: '\n',
    insertFinalNewline: true,
  });
  return applyEdits(text, edits);
}
