import { createReadStream } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { inputStream } from '../inputStream';
import { nameOf, standardInput } from './judgedFile';
import { reasonOf } from './reasonOf';

/** A policy has 20 KB. What is longer than this is a mistake, and not worth the memory. */
const mostBytes = 64 * 1024 * 1024;

export type TextReading =
  | { readonly ok: true; readonly text: string }
  /** `problem` is a sentence that names the path. */
  | { readonly ok: false; readonly problem: string };

/**
 * Reads a file, or standard input, as the UTF-8 text that Glacier would get. A byte order mark is left out, as editors
 * do, so that the first line's characters count from what one sees. Never rejects.
 */
export async function readText(path: string): Promise<TextReading> {
  const refuse = (problem: string): TextReading => ({ ok: false, problem: `${nameOf(path)}: ${problem}` });
  let bytes: Buffer | undefined;
  try {
    bytes = await readBytes(path === standardInput ? inputStream() : createReadStream(path));
  } catch (error) {
    return refuse(reasonOf(error, path));
  }
  if (bytes === undefined) return refuse('has more than 64 MB, where a policy has 20 KB at most.');
  const problem = encodingProblem(bytes);
  if (problem !== undefined) return refuse(problem);
  const text = bytes.toString('utf8');
  return { ok: true, text: text.startsWith('\uFEFF') ? text.slice(1) : text };
}

/** Undefined when there is more than anyone would want. */
async function readBytes(stream: AsyncIterable<unknown>): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > mostBytes) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function encodingProblem(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // Without a mark: the opening brace and white space are one byte of two.
  const unmarked = bytes.length > 1 && (first === 0) !== (second === 0);
  if (marked || unmarked)
    return 'is in UTF-16, and Glacier takes UTF-8. Save it as UTF-8 (PowerShell: Out-File -Encoding utf8).';
  if (isUtf8(bytes)) return undefined;
  return `is not UTF-8: line ${lineOfBadByte(bytes)} has bytes that stand for no character. Save it as UTF-8.`;
}

/** One-based. Each replacement character of the decoded text is either in the file itself or the place looked for. */
function lineOfBadByte(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  let at = 0;
  let byte = 0;
  for (;;) {
    const next = text.indexOf('\uFFFD', at);
    if (next < 0) return text.split('\n').length;
    byte += Buffer.byteLength(text.slice(at, next));
    if (bytes.toString('latin1', byte, byte + 3) !== '\u00EF\u00BF\u00BD')
      return text.slice(0, next).split('\n').length;
    byte += 3;
    at = next + 1;
  }
}
