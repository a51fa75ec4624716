import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  formatMinutes,
  formatRemaining,
  formatShort,
  nextTick,
  remaining,
  speakRemaining,
  urgency,
} from '../../../src/locking/countdown';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

describe('countdown', () => {
  const table: readonly (readonly [ms: number, shown: string, spoken: string, urgency: string])[] = [
    [24 * hour, '24 h 00 min', '24 hours left', 'calm'],
    [24 * hour - 1, '23 h 59 min', '23 hours 59 minutes left', 'calm'],
    [4 * hour, '4 h 00 min', '4 hours left', 'calm'],
    [4 * hour - 1, '3 h 59 min', '3 hours 59 minutes left', 'soon'],
    [3 * hour + 12 * minute, '3 h 12 min', '3 hours 12 minutes left', 'soon'],
    [hour + minute, '1 h 01 min', '1 hour 1 minute left', 'soon'],
    [hour, '1 h 00 min', '1 hour left', 'soon'],
    [hour - 1, '59:59', '59 minutes 59 seconds left', 'last'],
    [59 * minute + 7 * second, '59:07', '59 minutes 7 seconds left', 'last'],
    [61 * second, '1:01', '1 minute 1 second left', 'last'],
    [2 * second, '0:02', '2 seconds left', 'last'],
    [second, '0:01', '1 second left', 'last'],
    [1, '0:01', '1 second left', 'last'],
    [0, 'expired', 'expired', 'last'],
    [-5, 'expired', 'expired', 'last'],
  ];
  for (const [ms, shown, spoken, level] of table) {
    it(`${String(ms)} ms: ${shown}`, () => {
      assert.equal(formatRemaining(ms), shown);
      assert.equal(speakRemaining(ms), spoken);
      assert.equal(urgency(ms), level);
    });
  }

  it('is never negative', () => {
    assert.equal(remaining(1_000, 400), 600);
    assert.equal(remaining(1_000, 5_000), 0);
  });

  it('ticks exactly when the shown text changes, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 25 * hour }), (ms) => {
        const tick = nextTick(ms);
        assert.ok(tick !== undefined && tick > 0);
        const before = Math.max(ms - tick + 1, 0);
        assert.equal(formatRemaining(before), formatRemaining(ms));
        assert.notEqual(formatRemaining(ms - tick), formatRemaining(ms));
      }),
    );
  });

  it('ticks by the minute above one hour, by the second below, and no more once expired', () => {
    assert.equal(nextTick(hour + 30 * second), 30 * second + 1);
    assert.equal(nextTick(hour), 1);
    assert.equal(nextTick(30 * second + 250), 251);
    assert.equal(nextTick(1_500), 1_500);
    assert.equal(nextTick(300), 300);
    assert.equal(nextTick(0), undefined);
  });

  describe('in narrow places and where seconds would disturb', () => {
    const cases: readonly [ms: number, minutes: string, short: string][] = [
      [24 * 3_600_000, '24 h 00 min', '24h 00m'],
      [6 * 3_600_000 + 29 * 60_000 + 59_999, '6 h 29 min', '6h 29m'],
      [3_600_000, '1 h 00 min', '1h 00m'],
      [3_599_999, '59 min', '59m'],
      [60_000, '1 min', '1m'],
      [59_999, 'under a minute', 'under 1m'],
      [1, 'under a minute', 'under 1m'],
      [0, 'expired', 'expired'],
      [-5, 'expired', 'expired'],
    ];
    for (const [ms, minutes, short] of cases) {
      it(`${ms} ms are "${minutes}" and "${short}"`, () => {
        assert.equal(formatMinutes(ms), minutes);
        assert.equal(formatShort(ms), short);
      });
    }
  });
});
