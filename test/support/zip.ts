import { readFile } from 'node:fs/promises';

/** The first bytes of an entry of a ZIP file's central directory. */
const entryMark = 0x02014b50;
const endMark = 0x06054b50;

/**
 * The names of the files in a ZIP file, in its own order.
 * @throws {Error} when it is no ZIP file.
 */
export async function namesInZip(file: string): Promise<readonly string[]> {
  const bytes = await readFile(file);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endMark) end -= 1;
  if (end < 0) throw new Error(`${file} is no ZIP file.`);
  const names: string[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (bytes.readUInt32LE(at) === entryMark) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    if (name === undefined || extra === undefined || comment === undefined) break;
    names.push(bytes.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names;
}
