import assert from 'node:assert/strict';
import { movedAhead, parseInstant, steadyTime } from '../../../src/localGlacier/practiceClock';

describe('the practice clock', () => {
  it('never steps back, whatever the clock of the machine does', () => {
    const readings = [10, 12, 5, 11, 13];
    const now = steadyTime(() => readings.shift() ?? 0);
    assert.deepEqual([now(), now(), now(), now(), now()], [10, 12, 12, 12, 13]);
  });

  it('never goes behind what an earlier process saw', () => {
    const readings = [10, 25, 12];
    const now = steadyTime(() => readings.shift() ?? 0, 20);
    assert.deepEqual([now(), now(), now()], [20, 25, 25]);
  });

  it('is moved by seconds, to the millisecond, and not beyond the year 9999', () => {
    const now = Date.UTC(2026, 0, 31);
    assert.equal(movedAhead(1000, 86_400, now), 86_401_000);
    assert.equal(movedAhead(0, 0.0016, now), 2);
    const end = Date.UTC(9999, 11, 31, 23, 59, 59);
    assert.equal(movedAhead(0, (end - now) / 1000, now), end - now);
    assert.equal(movedAhead(5_000, (end - now) / 1000, now), undefined);
    assert.equal(movedAhead(0, Infinity, now), undefined);
  });

  const noon = Date.UTC(2019, 11, 31, 12);
  const rows: readonly (readonly [text: string, instant: number | undefined])[] = [
    ['2019-12-31', Date.UTC(2019, 11, 31)],
    ['2019-12-31T12:00Z', noon],
    ['2019-12-31T12:00:00Z', noon],
    ['2019-12-31T12:00:00', noon],
    ['2019-12-31T12:00:00.000Z', noon],
    ['2019-12-31T12:00:00.123456', noon + 123],
    ['2019-12-31T13:00:00+01:00', noon],
    ['2019-12-31 12:00:00Z', undefined],
    ['2019-13-01', undefined],
    ['2019-12-31T25:00:00Z', undefined],
    ['31.12.2019', undefined],
    ['1577793600', undefined],
    ['', undefined],
  ];
  for (const [text, instant] of rows) {
    it(`${instant === undefined ? 'refuses' : 'reads'} ${JSON.stringify(text)}`, () => {
      assert.equal(parseInstant(text), instant);
    });
  }
});
