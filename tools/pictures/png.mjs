/** Just enough of PNG (ISO/IEC 15948) to read a screenshot and to write a picture of few colours. */
import { deflateSync, inflateSync } from 'node:zlib';

/**
 * @typedef {object} Picture
 * @property {number} width
 * @property {number} height
 * @property {Buffer} pixels Red, green and blue of each, row by row.
 */

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Reads a PNG of eight bits a channel, without interlacing. What is transparent is left out of account.
 * @param {Buffer} file
 * @returns {Picture}
 */
export function readPng(file) {
  /** @type {Buffer[]} */
  const data = [];
  /** @type {Buffer} */
  let header = Buffer.alloc(0);
  for (let at = signature.length; at < file.length;) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const content = file.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = content;
    if (type === 'IDAT') data.push(content);
    at += length + 12;
  }
  const [width, height, depth, kind] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]];
  if (depth !== 8 || (kind !== 2 && kind !== 6) || header[12] !== 0)
    throw new Error('Only PNGs of eight bits a channel in full colour can be read.');
  const channels = kind === 6 ? 4 : 3;
  const lines = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const pixels = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1)
    lines.copy(pixels, pixel * 3, pixel * channels, pixel * channels + 3);
  return { width, height, pixels };
}

/**
 * Takes away what makes the lines smaller (section 9.2, "Filter types").
 * @param {Buffer} filtered
 * @param {number} stride Bytes of a line.
 * @param {number} height
 * @param {number} step Bytes of a pixel.
 */
function unfiltered(filtered, stride, height, step) {
  const lines = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const left = x < step ? 0 : (lines[y * stride + x - step] ?? 0);
      const up = y === 0 ? 0 : (lines[(y - 1) * stride + x] ?? 0);
      const corner = y === 0 || x < step ? 0 : (lines[(y - 1) * stride + x - step] ?? 0);
      const raw = filtered[y * (stride + 1) + 1 + x] ?? 0;
      lines[y * stride + x] = raw + ([0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0);
    }
  }
  return lines;
}

/**
 * @param {number} left
 * @param {number} up
 * @param {number} corner
 */
function paeth(left, up, corner) {
  const [byLeft, byUp, byCorner] = [
    Math.abs(up - corner),
    Math.abs(left - corner),
    Math.abs(left + up - 2 * corner),
  ];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

/**
 * Writes a PNG with a palette.
 * @param {number} width
 * @param {number} height
 * @param {readonly number[]} palette At most 256 colours, as 0xRRGGBB.
 * @param {Uint8Array} indices The colour of each pixel, row by row.
 */
export function writeIndexedPng(width, height, palette, indices) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // With few colours two pixels fit into a byte.
  const bits = palette.length <= 16 ? 4 : 8;
  header.set([bits, 3, 0, 0, 0], 8);
  const stride = Math.ceil((width * bits) / 8);
  const lines = Buffer.alloc((stride + 1) * height);
  indices.forEach((index, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const at = y * (stride + 1) + 1 + (bits === 8 ? x : x >> 1);
    lines[at] = (lines[at] ?? 0) | (bits === 8 ? index : index << (x % 2 === 0 ? 4 : 0));
  });
  const colours = Buffer.from(
    palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]),
  );
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The check sum of a chunk (annex D); Node has one only from 20.15 on. @param {Buffer} bytes */
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/**
 * @param {string} type
 * @param {Buffer} content
 */
function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
