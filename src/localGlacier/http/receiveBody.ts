import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TreeHash } from '../treeHash';

/** Ample for a policy of 20 KB with every character escaped, wrapper included. Bytes. */
export const documentLimit = 1024 * 1024;

/** What is read, and thrown away, of a document that is too large, so that its sender hears the answer. Bytes. */
const patience = 16 * 1024 * 1024;

/** Glacier takes up to 4 GB in one upload (Glacier developer guide: Upload Archive). Bytes. */
export const archiveLimit = 4 * 1024 ** 3;

/** What came as the body of a request. */
export type ReceivedBody =
  | { readonly kind: 'document'; readonly bytes: Buffer }
  | {
      readonly kind: 'archive';
      readonly size: number;
      readonly contentHash: string;
      readonly treeHash: string;
    }
  | { readonly kind: 'tooLarge'; readonly limit: number; readonly readToTheEnd: boolean };

/** Reads a small body. Rejects where the connection ends too early. */
export async function receiveDocument(request: IncomingMessage): Promise<ReceivedBody> {
  if (announcedLength(request) > patience) return tooLarge(documentLimit, false);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of bytesOf(request)) {
    size += piece.length;
    if (size > patience) return tooLarge(documentLimit, false);
    if (size <= documentLimit) pieces.push(piece);
  }
  return size > documentLimit
    ? tooLarge(documentLimit, true)
    : { kind: 'document', bytes: Buffer.concat(pieces) };
}

/** Reads an archive and keeps its size and its hashes only. Rejects where the connection ends too early. */
export async function receiveArchive(request: IncomingMessage): Promise<ReceivedBody> {
  if (announcedLength(request) > archiveLimit) return tooLarge(archiveLimit, false);
  const flat = createHash('sha256');
  const tree = new TreeHash();
  let size = 0;
  for await (const piece of bytesOf(request)) {
    size += piece.length;
    if (size > archiveLimit) return tooLarge(archiveLimit, false);
    flat.update(piece);
    tree.update(piece);
  }
  return { kind: 'archive', size, contentHash: flat.digest('hex'), treeHash: tree.digest() };
}

function tooLarge(limit: number, readToTheEnd: boolean): ReceivedBody {
  return { kind: 'tooLarge', limit, readToTheEnd };
}

function announcedLength(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0);
}

/** The request's pieces. Leaving off early keeps the connection open, for the answer still has to go out on it. */
function bytesOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}
