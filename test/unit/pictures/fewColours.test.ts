import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { inFewColours } from '../../../tools/pictures/fewColours.mjs';
import { readPng } from '../../../tools/pictures/png.mjs';
import { root } from '../../../tools/setup/root.mjs';

const media = (name: string): string => path.join(root, 'media', name);

describe('pictures in few colours', () => {
  it('have the size of the original, a palette, and an index for each pixel', () => {
    const original = readFileSync(media('icon.png'));
    const { width, height, pixels } = readPng(original);
    assert.equal(pixels.length, width * height * 3);
    const picture = inFewColours(original, 16);
    assert.deepEqual(
      [picture.readUInt32BE(16), picture.readUInt32BE(20), picture[24], picture[25]],
      [width, height, 4, 3],
    );
    assert.ok(picture.length < original.length);
    const palette = picture.indexOf('PLTE');
    assert.ok(picture.readUInt32BE(palette - 4) <= 16 * 3);
    const data = picture.indexOf('IDAT');
    const lines = inflateSync(picture.subarray(data + 4, data + 4 + picture.readUInt32BE(data - 4)));
    assert.equal(lines.length, (width / 2 + 1) * height);
    const colours = new Set<number>();
    for (let index = 0; index < picture.readUInt32BE(palette - 4) / 3; index += 1)
      colours.add(picture.readUIntBE(palette + 4 + index * 3, 3));
    const own = new Set(
      Array.from({ length: width * height }, (_, pixel) => pixels.readUIntBE(pixel * 3, 3)),
    );
    assert.ok([...colours].every((colour) => own.has(colour)));
    // Where the original has a colour of the palette, the picture has the same.
    const all = [...colours];
    for (let pixel = 0; pixel < width * height; pixel += 97) {
      const byte = lines[Math.floor(pixel / width) * (width / 2 + 1) + 1 + ((pixel % width) >> 1)] ?? 0;
      const index = pixel % 2 === 0 ? byte >> 4 : byte & 15;
      const colour = pixels.readUIntBE(pixel * 3, 3);
      if (colours.has(colour)) assert.equal(all[index], colour);
    }
  });

  it('let the one in the package be small', () => {
    assert.ok(statSync(media('screenshots/overview.png')).size <= 30 * 1024);
  });
});
