import { createReadStream, ReadStream } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/**
 * Standard input. Where it is neither file, pipe, socket nor terminal (a folder: `< .`), Node's own stream pretends
 * that it is empty; this one fails with what the system says. A closed one is empty: Node opens the null device in its
 * place before anything can be asked.
 */
export function inputStream(): Readable {
  const stream: Readable = process.stdin;
  return stream instanceof Socket || stream instanceof ReadStream
    ? stream
    : createReadStream('', { fd: 0, autoClose: false });
}
