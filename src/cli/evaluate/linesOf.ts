import { isUtf8 } from 'node:buffer';

/** One line without its end, or why it cannot be read. */
export type Line = string | UnreadableLine;

export interface UnreadableLine {
  /** A sentence. */
  readonly problem: string;
}

/** In bytes. A request takes some hundred; what is longer is a mistake, and not worth the memory. */
export const longestLine = 1024 * 1024;

const newline = 0x0a;
const byteOrderMark = '\uFEFF';

/**
 * The lines of a stream of UTF-8, all that each chunk of it completes at once. The last line may lack its end. Never
 * holds more than a chunk and the longest line.
 */
export async function* linesOf(chunks: AsyncIterable<unknown>): AsyncGenerator<readonly Line[]> {
  let begun = new BegunLine();
  let atStart = true;
  const finish = (bytes: Buffer): readonly Line[] => {
    const lines = begun.finish(bytes);
    begun = new BegunLine();
    if (atStart) lines[0] = withoutMark(lines[0] ?? '');
    atStart = false;
    return lines;
  };
  for await (const chunk of chunks) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    const end = bytes.lastIndexOf(newline);
    const lines = end < 0 ? undefined : finish(bytes.subarray(0, end));
    begun.add(bytes.subarray(end + 1));
    if (lines) yield lines;
  }
  if (begun.size > 0) yield finish(Buffer.alloc(0));
}

/** What has come of a line whose end has not. */
class BegunLine {
  private readonly parts: Buffer[] = [];
  size = 0;

  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.size += bytes.length;
    if (this.size > longestLine) this.parts.length = 0;
    else this.parts.push(bytes);
  }

  /** The line with what was missing of it, and those that came whole behind it. */
  finish(bytes: Buffer): Line[] {
    const firstEnd = bytes.indexOf(newline);
    this.add(firstEnd < 0 ? bytes : bytes.subarray(0, firstEnd));
    if (this.size <= longestLine)
      return decode(Buffer.concat(firstEnd < 0 ? this.parts : [...this.parts, bytes.subarray(firstEnd)]));
    const tooLong = {
      problem: `The line is longer than a megabyte, where a request takes some hundred bytes.`,
    };
    return firstEnd < 0 ? [tooLong] : [tooLong, ...decode(bytes.subarray(firstEnd + 1))];
  }
}

function decode(bytes: Buffer): Line[] {
  if (isUtf8(bytes)) return bytes.toString('utf8').split('\n');
  const lines: Line[] = [];
  for (let start = 0; start <= bytes.length;) {
    const found = bytes.indexOf(newline, start);
    const line = bytes.subarray(start, found < 0 ? bytes.length : found);
    lines.push(isUtf8(line) ? line.toString('utf8') : { problem: 'The line has bytes that are no UTF-8.' });
    start += line.length + 1;
  }
  return lines;
}

/** Some shells put one before what they pipe. */
function withoutMark(line: Line): Line {
  return typeof line === 'string' && line.startsWith(byteOrderMark) ? line.slice(1) : line;
}
