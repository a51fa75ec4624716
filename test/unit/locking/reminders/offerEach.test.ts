import assert from 'node:assert/strict';
import { offerEach, type Answer } from '../../../../src/locking/reminders/offerEach';

/** What was offered, where the person answers like this. */
async function offersFor(all: readonly [string, ...string[]], answers: readonly Answer<string>[]) {
  const offers: (readonly string[])[] = [];
  await offerEach(all, async (left) => {
    offers.push(left);
    return await Promise.resolve(answers[offers.length - 1] ?? 'put away');
  });
  return offers;
}

describe('offering several things in one message', () => {
  it('offers the rest again after each that was dealt with, until none is left', async () => {
    assert.deepEqual(await offersFor(['a', 'b', 'c'], [{ done: 'b' }, { done: 'a' }, { done: 'c' }]), [
      ['a', 'b', 'c'],
      ['a', 'c'],
      ['c'],
    ]);
  });

  it('offers all again to somebody who came back from the choice', async () => {
    assert.deepEqual(await offersFor(['a', 'b'], ['not yet', { done: 'a' }]), [
      ['a', 'b'],
      ['a', 'b'],
      ['b'],
    ]);
  });

  it('offers nothing again that was put away', async () => {
    assert.deepEqual(await offersFor(['a', 'b'], ['put away']), [['a', 'b']]);
  });
});
