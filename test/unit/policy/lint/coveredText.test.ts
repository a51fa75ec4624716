import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coveredText } from '../../../../src/policy/lint/coveredText';
import type { TextRange } from '../../../../src/policy';

const range = fc
  .tuple(fc.nat(20), fc.nat(5))
  .map(([start, length]): TextRange => ({ start, end: start + length }));

describe('text that is covered', () => {
  it('is touched by a range that begins at the same place or overlaps', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 6 }), range, (ranges, asked) => {
        const touched = ranges.some(
          ({ start, end }) => start === asked.start || (start < asked.end && asked.start < end),
        );
        assert.equal(coveredText(ranges)(asked), touched);
      }),
      { numRuns: 2000 },
    );
  });
});
