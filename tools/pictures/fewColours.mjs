/** Pictures for the README: a screenshot in few colours is a fifth as large, and looks the same. */
import { readPng, writeIndexedPng } from './png.mjs';

/** @typedef {{ readonly colour: number; readonly count: number }} Counted */

const channels = [16, 8, 0];

/** How much a colour counts: a rare one is seen, too. @param {readonly Counted[]} box */
const weightOf = (box) => box.reduce((sum, { count }) => sum + count ** 0.4, 0);

/**
 * In which channel the colours of a box differ most, and how much.
 * @param {readonly Counted[]} box
 */
const spreadOf = (box) => {
  const spreads = channels.map((shift) => {
    const values = box.map(({ colour }) => (colour >> shift) & 0xff);
    return { shift, width: Math.max(...values) - Math.min(...values) };
  });
  return spreads.reduce((widest, other) => (other.width > widest.width ? other : widest));
};

/**
 * Cuts the box whose colours differ most in two, until there are enough.
 * @param {readonly Counted[]} all
 * @param {number} most
 */
const boxesOf = (all, most) => {
  const measured = (/** @type {readonly Counted[]} */ box) => {
    const { shift, width } = spreadOf(box);
    return { box, shift, worth: box.length < 2 ? 0 : width * weightOf(box) };
  };
  const boxes = [measured(all)];
  while (boxes.length < most) {
    const next = boxes.reduce((best, other) => (other.worth > best.worth ? other : best));
    if (next.worth === 0) break;
    const sorted = [...next.box].sort(
      (a, b) => ((a.colour >> next.shift) & 0xff) - ((b.colour >> next.shift) & 0xff),
    );
    const half = weightOf(sorted) / 2;
    let cut = 0;
    for (let weight = 0; weight < half; cut += 1) weight += (sorted[cut]?.count ?? 0) ** 0.4;
    cut = Math.min(Math.max(cut, 1), sorted.length - 1);
    boxes.splice(boxes.indexOf(next), 1, measured(sorted.slice(0, cut)), measured(sorted.slice(cut)));
  }
  return boxes.map(({ box }) => box);
};

/**
 * @param {number} a
 * @param {number} b
 */
const distance = (a, b) =>
  channels.reduce((sum, shift) => sum + (((a >> shift) & 0xff) - ((b >> shift) & 0xff)) ** 2, 0);

/**
 * The same picture in at most so many colours, each of them one that is in the picture.
 * @param {Buffer} png
 * @param {number} most 2 to 256.
 */
export function inFewColours(png, most) {
  const { width, height, pixels } = readPng(png);
  const colours = Array.from({ length: width * height }, (_, pixel) => pixels.readUIntBE(pixel * 3, 3));
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const all = [...counts].map(([colour, count]) => ({ colour, count }));
  const palette = boxesOf(all, most).map(
    (box) => box.reduce((commonest, other) => (other.count > commonest.count ? other : commonest)).colour,
  );
  const nearest = new Map(
    all.map(({ colour }) => [
      colour,
      palette.reduce(
        (best, other, index) =>
          distance(other, colour) < distance(palette[best] ?? 0, colour) ? index : best,
        0,
      ),
    ]),
  );
  return writeIndexedPng(
    width,
    height,
    palette,
    Uint8Array.from(colours, (colour) => nearest.get(colour) ?? 0),
  );
}
