import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createGlacierClock } from '../../../src/locking/glacierClock';

const start = Date.parse('2026-03-01T12:00:00Z');
const hour = 3_600_000;

/** A reply of a Glacier whose clock is `ahead`, sent at `local` and `late` milliseconds under way. */
const reply = (local: number, ahead: number, late = 0) => ({
  serverTime: Math.floor((local + ahead) / 1_000) * 1_000,
  localTime: local + late,
});

describe('GlacierClock', () => {
  it('is the local clock until there is a reply that tells the time', () => {
    const clock = createGlacierClock(() => start);
    assert.equal(clock.now('a'), start);
    clock.observe('a', { serverTime: undefined, localTime: start });
    assert.equal(clock.now('a'), start);
  });

  it('keeps each connection apart', () => {
    const clock = createGlacierClock(() => start);
    clock.observe('a', reply(start, 5 * hour));
    assert.ok(clock.now('a') - start > 4 * hour);
    assert.equal(clock.now('b'), start);
  });

  it('is never further off than a second and the time a reply was under way, whatever the skew', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -30 * hour, max: 30 * hour }),
        fc.array(
          fc.record({ after: fc.integer({ min: 0, max: 5_000 }), late: fc.integer({ min: 0, max: 900 }) }),
          { minLength: 1, maxLength: 20 },
        ),
        (ahead, replies) => {
          let local = start;
          const clock = createGlacierClock(() => local);
          for (const { after, late } of replies) {
            local += after;
            clock.observe('a', reply(local, ahead, late));
          }
          assert.ok(Math.abs(clock.now('a') - (local + ahead)) <= 1_000 + 900);
        },
      ),
    );
  });

  it('narrows down to a fraction of a second over several replies', () => {
    const clock = createGlacierClock(() => start);
    const ahead = 2 * hour + 640;
    for (let at = 0; at < 1_000; at += 100) clock.observe('a', reply(start + at, ahead));
    assert.ok(Math.abs(clock.now('a') - (start + ahead)) <= 100);
  });

  it('is not led astray by one late reply', () => {
    const clock = createGlacierClock(() => start);
    clock.observe('a', reply(start, 0));
    clock.observe('a', reply(start, 0, 1_900));
    assert.ok(Math.abs(clock.now('a') - start) <= 1_000);
  });

  /** How far the clock is from what Glacier's clock shows, in milliseconds. */
  const errorAfter = (...offsets: readonly number[]) => {
    const clock = createGlacierClock(() => start);
    for (const offset of offsets) clock.observe('a', reply(start, offset));
    return (shown: number): number => Math.abs(clock.now('a') - (start + shown));
  };
  const late = -25_000;
  const cases: readonly (readonly [what: string, offsets: readonly number[], shown: number])[] = [
    ['one reply that was long under way moves nothing', [0, late], 0],
    ['nor does one every now and then', [0, late, 0, late, 0, late], 0],
    ['nor do two that disagree', [0, late, late - 5_000], 0],
    ['a jump ahead is believed at once', [0, 25 * hour], 25 * hour],
    ['also a small one', [0, 10_000], 10_000],
    ['also after a first reply that was late', [late, 0], 0],
    ['also after a doubt', [0, late, 25 * hour], 25 * hour],
    ['a jump back is believed when two replies agree on it', [25 * hour, 0, 0], 0],
    ['not quite the same time will do', [25 * hour, 0, 1_000], 500],
    ['two late replies that came after another doubt', [25 * hour, hour, 0, 0], 0],
    ['but not one', [25 * hour, 0], 25 * hour],
  ];
  for (const [what, offsets, shown] of cases) {
    it(what, () => assert.ok(errorAfter(...offsets)(shown) <= 1_000));
  }

  it("doubts each connection's replies by themselves", () => {
    const clock = createGlacierClock(() => start);
    for (const id of ['a', 'b']) clock.observe(id, reply(start, hour));
    for (const id of ['a', 'b']) clock.observe(id, reply(start, 0));
    assert.ok(Math.abs(clock.now('a') - (start + hour)) <= 1_000);
  });

  it('is not led astray by late replies among those in time, however late', () => {
    const lateness = fc.array(fc.integer({ min: 5_000, max: 600_000 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(fc.integer({ min: -30 * hour, max: 30 * hour }), lateness, (ahead, times) => {
        const clock = createGlacierClock(() => start);
        clock.observe('a', reply(start, ahead));
        for (const time of times) {
          clock.observe('a', reply(start, ahead, time));
          assert.ok(Math.abs(clock.now('a') - (start + ahead)) <= 1_000);
          clock.observe('a', reply(start, ahead));
        }
      }),
    );
  });

  it("follows when Glacier's clock or this machine's is moved", () => {
    let local = start;
    const clock = createGlacierClock(() => local);
    clock.observe('a', reply(local, 0));
    clock.observe('a', reply(local, 25 * hour));
    assert.ok(Math.abs(clock.now('a') - (local + 25 * hour)) <= 1_000);
    local -= 3 * hour;
    clock.observe('a', reply(local, 28 * hour));
    assert.ok(Math.abs(clock.now('a') - (local + 28 * hour)) <= 1_000);
    local += 3 * hour;
    for (let replies = 0; replies < 2; replies += 1) clock.observe('a', reply(local, 25 * hour));
    assert.ok(Math.abs(clock.now('a') - (local + 25 * hour)) <= 1_000);
  });
});
