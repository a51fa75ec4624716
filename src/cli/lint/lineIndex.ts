/** A place in a text: zero-based line, zero-based character in UTF-16 units, as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The lines of a text, found once. A line ends with LF, CR LF or CR, as in editors. */
export class LineIndex {
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    const starts = [0];
    for (const { index, 0: end } of text.matchAll(/\r\n|[\n\r]/g)) starts.push(index + end.length);
    this.starts = starts;
  }

  /** @param offset UTF-16 units from the start of the text; one beyond its end is taken for the end */
  positionAt(offset: number): Position {
    const place = Math.min(Math.max(offset, 0), this.text.length);
    let line = 0;
    let beyond = this.starts.length;
    while (beyond - line > 1) {
      const middle = (line + beyond) >> 1;
      if ((this.starts[middle] ?? 0) <= place) line = middle;
      else beyond = middle;
    }
    return { line, character: place - (this.starts[line] ?? 0) };
  }

  /** Where a line begins and ends, in offsets; its line end is left out. */
  boundsOf(line: number): { readonly start: number; readonly end: number } {
    const start = this.starts[line] ?? this.text.length;
    let end = this.starts[line + 1] ?? this.text.length;
    while (end > start && /[\n\r]/.test(this.text.charAt(end - 1))) end -= 1;
    return { start, end };
  }
}
