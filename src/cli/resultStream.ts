import { createWriteStream } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';

/**
 * Standard output. Where it is a file, Node's own stream asks the system once for each text and does not look how much
 * of it was taken, so that a disk that is nearly full cuts the results short without a word. This one writes on until
 * all is there or the system refuses.
 */
export function resultStream(): Writable {
  const stream: Writable = process.stdout;
  return stream instanceof Socket ? stream : createWriteStream('', { fd: 1, autoClose: false });
}
