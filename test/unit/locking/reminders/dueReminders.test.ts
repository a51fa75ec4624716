import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  dueReminders,
  passedMoments,
  type DueReminder,
  type RunningLock,
} from '../../../../src/locking/reminders/dueReminders';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const times = [4 * hour, hour, 15 * minute];

const lock = (identity: string, left: number): RunningLock => ({ identity, expires: day, now: day - left });

describe('dueReminders', () => {
  let told: Set<string>;
  let snoozed: Map<string, number>;
  beforeEach(() => {
    told = new Set();
    snoozed = new Map();
  });

  const due = (...locks: readonly RunningLock[]): readonly DueReminder<RunningLock>[] =>
    dueReminders(locks, {
      times,
      snoozedUntil: (identity) => snoozed.get(identity),
      isTold: (moment) => told.has(moment),
    });
  const tell = (...locks: readonly RunningLock[]): readonly string[] =>
    due(...locks).map(({ lock: { identity }, moment, covered }) => {
      for (const each of [moment, ...covered]) told.add(each);
      return identity;
    });

  it('reminds at each time, once, and not before or after the end', () => {
    assert.deepEqual(tell(lock('a', 4 * hour + 1)), []);
    assert.deepEqual(tell(lock('a', 4 * hour)), ['a']);
    assert.deepEqual(tell(lock('a', 4 * hour - 1)), []);
    assert.deepEqual(tell(lock('a', hour)), ['a']);
    assert.deepEqual(tell(lock('a', hour)), []);
    assert.deepEqual(tell(lock('a', 15 * minute)), ['a']);
    assert.deepEqual(tell(lock('a', 1)), []);
    told.clear();
    assert.deepEqual(tell(lock('a', 0)), []);
    assert.deepEqual(tell(lock('a', -hour)), []);
  });

  it('reminds once after a sleep over several times, also if the clock is a little behind afterwards', () => {
    assert.deepEqual(tell(lock('a', 10 * minute)), ['a']);
    assert.deepEqual(tell(lock('a', 16 * minute)), []);
    assert.deepEqual(tell(lock('a', 2 * hour)), []);
    assert.deepEqual(tell(lock('a', 5 * minute)), []);
  });

  it('tells in one message of those that would follow soon, in the order in which they expire', () => {
    const locks = [
      { identity: 'soon', expires: day + 25 * minute, now: day - 4 * hour },
      { identity: 'due', expires: day, now: day - 4 * hour },
      { identity: 'later', expires: day + 2 * hour, now: day - 4 * hour },
    ];
    assert.deepEqual(tell(...locks), ['due', 'soon']);
    // What was told of early is not told of again at its time.
    assert.deepEqual(
      tell({ ...lock('soon', 4 * hour), expires: day + 25 * minute, now: day + 25 * minute - 4 * hour }),
      [],
    );
    // Nobody is told early alone.
    told.add(due(lock('alone', 4 * hour))[0]?.moment ?? '');
    assert.deepEqual(tell(lock('alone', hour + minute)), []);
    // Who is told late is not told again at once.
    assert.deepEqual(tell(lock('late', hour + minute)), ['late']);
    assert.deepEqual(tell(lock('late', hour)), []);
    assert.deepEqual(tell(lock('late', 15 * minute)), ['late']);
  });

  it('is quiet while put off, and reminds when that is over, also between two times', () => {
    tell(lock('a', 4 * hour));
    snoozed.set('a', day - 30 * minute);
    assert.deepEqual(tell(lock('a', hour)), []);
    assert.deepEqual(tell(lock('a', 30 * minute)), ['a']);
    assert.deepEqual(tell(lock('a', 29 * minute)), []);
    assert.deepEqual(tell(lock('a', 15 * minute)), ['a']);
    // Nor is it told of with another one.
    snoozed.set('b', day - minute);
    assert.deepEqual(tell(lock('c', 15 * minute), lock('b', 15 * minute)), ['c']);
  });

  it('counts as passed what is not to be caught up with', () => {
    for (const moment of passedMoments([lock('a', 50 * minute)], times)) told.add(moment);
    assert.deepEqual(tell(lock('a', 50 * minute)), []);
    assert.deepEqual(tell(lock('a', 15 * minute)), ['a']);
  });

  it('keeps its promises through any course of ticks, sleeps, snoozes and ends', () => {
    const lockOf = fc.record({
      expires: fc.integer({ min: 0, max: 30 * 60 }).map((minutes) => minutes * minute),
      /** Completed or aborted then, if that comes before the expiry. */
      ends: fc.integer({ min: 0, max: 60 * 60 }).map((minutes) => minutes * minute),
    });
    const course = fc.record({
      times: fc
        .uniqueArray(fc.integer({ min: 1, max: 23 * 60 }), { maxLength: 5 })
        .map((minutes) => minutes.map((each) => each * minute)),
      locks: fc.array(lockOf, { minLength: 1, maxLength: 5 }),
      steps: fc.array(
        fc.record({
          passes: fc.oneof(fc.constant(minute), fc.integer({ min: 0, max: 12 * hour })),
          snooze: fc.option(fc.integer({ min: 1, max: 8 * 60 }), { nil: undefined, freq: 5 }),
        }),
        { maxLength: 60 },
      ),
    });
    fc.assert(
      fc.property(course, (given) => {
        const toldNow = new Set<string>();
        const putOff = new Map<string, number>();
        const snoozes = new Map<string, number>();
        const messages = new Map<string, number>();
        let now = 0;
        for (const { passes, snooze } of given.steps) {
          now += passes;
          const running = given.locks.flatMap(({ expires, ends }, at) =>
            ends > now ? [{ identity: String(at), expires, now }] : [],
          );
          const plan = {
            times: given.times,
            snoozedUntil: (identity: string) => putOff.get(identity),
            isTold: (moment: string) => toldNow.has(moment),
          };
          const reminders = dueReminders(running, plan);
          for (const { lock: one, moment, covered } of reminders) {
            assert.ok(!toldNow.has(moment), 'Nothing is told twice.');
            assert.ok(one.now < one.expires, 'Nothing is told of an expired lock.');
            assert.ok((putOff.get(one.identity) ?? 0) <= now, 'Nothing is told of a lock that was put off.');
            for (const each of [moment, ...covered]) toldNow.add(each);
            messages.set(one.identity, (messages.get(one.identity) ?? 0) + 1);
          }
          // Whatever is due is told of now: the next look at the same time has nothing to add.
          assert.deepEqual(dueReminders(running, plan), []);
          for (const one of running) {
            const isPast = given.times.some((time) => one.expires - time <= now) && now < one.expires;
            const isQuiet = (putOff.get(one.identity) ?? 0) > now;
            if (isPast && !isQuiet) assert.ok(messages.has(one.identity), 'A lock in its times was told of.');
          }
          if (snooze === undefined) continue;
          for (const { lock: one } of reminders) {
            putOff.set(one.identity, now + snooze * minute);
            snoozes.set(one.identity, (snoozes.get(one.identity) ?? 0) + 1);
          }
        }
        for (const [identity, count] of messages) {
          assert.ok(count <= given.times.length + (snoozes.get(identity) ?? 0), 'One message a time.');
        }
      }),
      { numRuns: 300 },
    );
  });
});
