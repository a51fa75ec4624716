/**
 * Places and changes in a text. Offsets are zero-based UTF-16 units from the start of the whole file, also for what
 * stands inside the escaped string of a wrapper: the parser maps them back, so nobody else has to.
 */
export interface TextRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Replaces a range by a text, in the file as it stands (escaped already where it lies inside a wrapper). */
export interface TextEdit extends TextRange {
  readonly text: string;
}

/** Applies edits that do not overlap, given in any order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) throw new RangeError('Edits overlap.');
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
