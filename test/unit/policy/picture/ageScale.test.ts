import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ageScale, placeOnScale } from '../../../../src/policy/picture/ageScale';

describe('the scale of ages', () => {
  it('starts at day 0 and ends never', () => {
    assert.deepEqual(
      ageScale([]).map(({ from, to, share }) => ({ from, to, share })),
      [{ from: 0, to: Infinity, share: 1 }],
    );
    const scale = ageScale([2557, 365, 365, 3650]);
    assert.deepEqual(
      scale.map(({ from, to }) => [from, to]),
      [
        [0, 364],
        [365, 2556],
        [2557, 3649],
        [3650, Infinity],
      ],
    );
  });

  it('gives each of the usual break points room for its label', () => {
    for (const { share } of ageScale([365, 2557, 3650]))
      assert.ok(share > 0.17 && share < 0.35, String(share));
    for (const { share } of ageScale([365, 366])) assert.ok(share > 0.1, String(share));
  });

  it('shares out the whole width, more to more days, whatever the break points', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 40 }), (breaks) => {
        const scale = ageScale(breaks);
        const sum = scale.reduce((total, { share }) => total + share, 0);
        assert.ok(Math.abs(sum - 1) < 1e-9);
        assert.equal(scale[0]?.from, 0);
        assert.equal(scale.at(-1)?.to, Infinity);
        const bounded = scale.slice(0, -1);
        for (const a of bounded)
          for (const b of bounded) if (a.to - a.from > b.to - b.from) assert.ok(a.share > b.share);
        scale.forEach(({ from }, place) => {
          if (place > 0) assert.equal(scale[place - 1]?.to, from - 1);
        });
      }),
    );
  });

  it('places ages in their order, each on its stretch', () => {
    const scale = ageScale([365, 2557]);
    assert.equal(placeOnScale(scale, 0), 0);
    assert.ok(Math.abs(placeOnScale(scale, 365) - (scale[0]?.share ?? 0)) < 1e-9);
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), fc.integer({ min: 1, max: 1000 }), (day, more) => {
        const [before, after] = [placeOnScale(scale, day), placeOnScale(scale, day + more)];
        assert.ok(0 <= before && before < after && after < 1);
      }),
    );
  });
});
