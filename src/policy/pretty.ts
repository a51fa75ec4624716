import { applyEdits, format } from 'jsonc-parser';
import { readJsonTree } from './syntax/jsonTree';
import { barePlacement } from './syntax/place';

/** Five times what Glacier takes; no policy is longer, and a longer text would hold everything else up. */
const longest = 100 * 1024;

/**
 * A policy text for reading: what came on one line is laid out with two spaces, what somebody laid out already is left
 * as it is. Text that is no JSON, is nested too deep to be a policy or has more than 100 KB comes back unchanged.
 */
export function prettyPolicy(text: string): string {
  if (text.length > longest || text.trim().includes('\n')) return text;
  // Laying out costs with the square of the depth, which the reader bounds.
  if (readJsonTree(text, barePlacement(0)).problems.length > 0) return text;
  const edits = format(text, undefined, {
    insertSpaces: true,
    tabSize: 2,
    eol: '\n',
    insertFinalNewline: true,
  });
  return applyEdits(text, edits);
}
