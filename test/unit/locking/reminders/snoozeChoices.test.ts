import assert from 'node:assert/strict';
import fc from 'fast-check';
import { snoozeChoices } from '../../../../src/locking/reminders/snoozeChoices';

const minute = 60_000;

describe('snoozeChoices', () => {
  it('offers what fits, and nothing near the end', () => {
    const inMinutes = (left: number) => snoozeChoices(left * minute).map((each) => each / minute);
    assert.deepEqual(inMinutes(23 * 60), [60, 120, 240, 480]);
    assert.deepEqual(inMinutes(4 * 60), [15, 30, 60, 120]);
    assert.deepEqual(inMinutes(60), [5, 15, 30]);
    assert.deepEqual(inMinutes(15), [5]);
    assert.deepEqual(inMinutes(14), []);
  });

  it('always leaves ten minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * 60 * minute }), (left) => {
        for (const length of snoozeChoices(left)) assert.ok(left - length >= 10 * minute);
      }),
    );
  });
});
