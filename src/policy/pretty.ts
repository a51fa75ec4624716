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
  return laidOut(text);
}

/** Lays out JSON with two spaces and a line end behind it, comments kept. The cost grows with the square of the depth. */
export function laidOut(json: string): string {
  const edits = format(json, undefined, {
    insertSpaces: true,
    tabSize: 2,
    eol: '\n',
    insertFinalNewline: true,
  });
  return applyEdits(json, edits);
}

/** Leaves out all white space between the tokens of a JSON text without comments. */
export function withoutSpace(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (token) => (token.startsWith('"') ? token : ''));
}
