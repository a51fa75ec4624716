import assert from 'node:assert/strict';
import { createLimiter } from '../../../src/locking/limiter';

describe('createLimiter', () => {
  it('runs no more than its limit at a time, all of them, in their order', async () => {
    const limited = createLimiter(3);
    const finish: (() => void)[] = [];
    const started: number[] = [];
    let running = 0;
    let most = 0;
    const all = Array.from({ length: 10 }, (_, index) =>
      limited(async () => {
        started.push(index);
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => finish.push(resolve));
        running -= 1;
        return index;
      }),
    );
    for (let done = 0; done < 10; done += 1) {
      while (finish.length === 0) await new Promise(setImmediate);
      finish.shift()?.();
    }
    assert.deepEqual(await Promise.all(all), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.deepEqual(started, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.equal(most, 3);
  });

  it('goes on after a failure, and hands it to its caller only', async () => {
    const limited = createLimiter(1);
    const failed = limited(() => Promise.reject(new Error('no')));
    const done = limited(() => Promise.resolve('yes'));
    await assert.rejects(failed, /no/);
    assert.equal(await done, 'yes');
  });

  it('gives a place that becomes free to who waits, not also to who comes at that moment', async () => {
    const limited = createLimiter(1);
    let running = 0;
    let most = 0;
    const task = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    };
    const late: Promise<void>[] = [];
    const comers = async () => {
      for (let moment = 0; moment < 10; moment += 1) {
        await Promise.resolve();
        late.push(limited(task));
      }
    };
    const first = limited(async () => {
      await task();
      void comers();
    });
    await Promise.all([first, limited(task)]);
    await Promise.all(late);
    assert.equal(late.length, 10);
    assert.equal(most, 1);
  });
});
