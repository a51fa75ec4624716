import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

/** The first bytes of an entry of a ZIP file's central directory, and of the record at its end. */
const entryMark = 0x02014b50;
const endMark = 0x06054b50;

/** The way in which an entry's bytes are packed: as they are; or deflated. */
const stored = 0;

/**
 * The files in a ZIP file, by name, in its own order.
 * @throws {Error} when it is no ZIP file.
 */
export async function filesInZip(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const bytes = await readFile(file);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endMark) end -= 1;
  if (end < 0) throw new Error(`${file} is no ZIP file.`);
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  while (bytes.readUInt32LE(at) === entryMark) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const content = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(content, content + bytes.readUInt32LE(at + 20));
    files.set(name, bytes.readUInt16LE(at + 10) === stored ? packed : inflateRawSync(packed));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}
