import { withArchives } from '../inventory';
import { opaqueId } from '../opaqueId';
import { parseInstant } from '../practiceClock';
import { noContent, type Call, type VaultOperation } from './operation';
import { invalid, missing } from './requestDocument';

/** Not of Glacier: makes an archive older than its upload, so that a retention can be rehearsed. */
export const creationDateHeader = 'x-practice-creation-date';

/** Up to 1,024 printable ASCII characters (Glacier developer guide: Upload Archive). */
const descriptionForm = /^[\x20-\x7e]{0,1024}$/;

/** Takes an archive in if its two checksums are right; only its size and its hashes are kept. */
export const uploadArchive: VaultOperation = (call, vault) => {
  const { account, body, now } = call;
  if (header(call, 'content-length') === undefined) throw missing('Content-Length');
  if (body.kind !== 'archive') {
    throw invalid('The archive is larger than 4 GB, the most that one upload can bring.');
  }
  const description = header(call, 'x-amz-archive-description') ?? '';
  if (!descriptionForm.test(description)) throw invalid('Invalid x-amz-archive-description');
  const created = creationDate(call);
  compare('x-amz-content-sha256', header(call, 'x-amz-content-sha256'), body.contentHash);
  compare('x-amz-sha256-tree-hash', header(call, 'x-amz-sha256-tree-hash'), body.treeHash);
  if (body.size === 0) throw invalid('An archive has at least one byte.');
  const id = opaqueId('archiveId');
  const { size, contentHash, treeHash } = body;
  const archive = { id, description, size, contentHash, treeHash, created };
  return {
    reply: {
      status: 201,
      headers: {
        Location: `/${account}/vaults/${vault.name}/archives/${id}`,
        'x-amz-archive-id': id,
        'x-amz-sha256-tree-hash': treeHash,
      },
    },
    vault: withArchives(vault, new Map(vault.archives).set(id, archive), now),
  };
};

/** Deleting an archive that is not there is no error, and no write. */
export const deleteArchive: VaultOperation = ({ id, now }, vault) => {
  if (!vault.archives.has(id)) return { reply: noContent };
  const archives = new Map(vault.archives);
  archives.delete(id);
  return { reply: noContent, vault: withArchives(vault, archives, now) };
};

function creationDate(call: Call): number {
  const text = header(call, creationDateHeader);
  if (text === undefined) return call.now;
  const created = parseInstant(text);
  if (created === undefined || created > call.now) {
    throw invalid(
      `Invalid ${creationDateHeader}: ${text}. It is an ISO 8601 instant that is not in the future.`,
    );
  }
  return created;
}

function compare(name: string, expected: string | undefined, computed: string): void {
  if (expected === undefined || expected === '') throw missing(name);
  if (!/^[0-9a-f]{64}$/i.test(expected)) throw invalid(`Invalid ${name}: ${expected}`);
  if (expected.toLowerCase() !== computed) {
    throw invalid(`Checksum mismatch: expected ${expected} computed ${computed}`);
  }
}

function header({ headers }: Call, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
