import assert from 'node:assert/strict';
import { follow, type Cell } from '../../../../src/webview/effect/bandKeys';

/** Three lines: two bands, one, two with the border further right. */
const rows = [
  [
    { column: 0, span: 1 },
    { column: 1, span: 2 },
  ],
  [{ column: 0, span: 3 }],
  [
    { column: 0, span: 2 },
    { column: 2, span: 1 },
  ],
];
const from = (row: number, band: number, ...keys: readonly string[]): Cell | undefined =>
  keys.reduce<Cell | undefined>((at, key) => (at ? follow(rows, at, key) : undefined), { row, band });

describe('the keys on the picture', () => {
  it('lead along a line, and not beyond its ends', () => {
    assert.deepEqual(from(0, 0, 'ArrowRight'), { row: 0, band: 1 });
    assert.deepEqual(from(0, 1, 'ArrowLeft'), { row: 0, band: 0 });
    assert.deepEqual(from(0, 0, 'End'), { row: 0, band: 1 });
    assert.deepEqual(from(0, 1, 'Home'), { row: 0, band: 0 });
    assert.equal(from(0, 1, 'ArrowRight'), undefined);
    assert.equal(from(0, 0, 'ArrowLeft'), undefined);
  });

  it('lead up and down to what covers the same ages', () => {
    assert.deepEqual(from(0, 1, 'ArrowDown'), { row: 1, band: 0 });
    assert.deepEqual(from(0, 1, 'ArrowDown', 'ArrowDown'), { row: 2, band: 0 });
    assert.deepEqual(from(2, 1, 'ArrowUp'), { row: 1, band: 0 });
    assert.equal(from(0, 0, 'ArrowUp'), undefined);
    assert.equal(from(2, 0, 'ArrowDown'), undefined);
  });

  it('leave all others alone', () => {
    for (const key of ['Tab', 'Enter', ' ', 'a', 'PageDown']) assert.equal(from(0, 0, key), undefined);
  });
});
