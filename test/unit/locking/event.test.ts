import assert from 'node:assert/strict';
import { CoalescedEvent, Emitter } from '../../../src/locking/event';

const turn = () => new Promise(setImmediate);

describe('CoalescedEvent', () => {
  it('tells of many changes of one turn once, and of nothing without a change', async () => {
    const event = new CoalescedEvent(5);
    let heard = 0;
    event.event(() => (heard += 1));
    for (let i = 0; i < 100; i += 1) event.touch();
    assert.equal(heard, 0);
    await turn();
    assert.equal(heard, 1);
    event.flush();
    assert.equal(heard, 1);
    event.dispose();
  });

  it('tells of the changes of the pause after it, and of the last one in any case', async () => {
    const event = new CoalescedEvent(5);
    let heard = 0;
    const second = new Promise<void>((resolve) => {
      event.event(() => {
        heard += 1;
        if (heard === 2) resolve();
      });
    });
    event.touch();
    await turn();
    event.touch();
    event.touch();
    await turn();
    assert.equal(heard, 1);
    await second;
    assert.equal(heard, 2);
    event.dispose();
  });

  it('tells at once when asked to', () => {
    const event = new CoalescedEvent(1_000);
    let heard = 0;
    event.event(() => (heard += 1));
    event.touch();
    event.flush();
    event.touch();
    event.flush();
    assert.equal(heard, 2);
    event.dispose();
  });

  it('is silent once disposed', async () => {
    const event = new CoalescedEvent(1);
    let heard = 0;
    event.event(() => (heard += 1));
    event.touch();
    event.dispose();
    await turn();
    assert.equal(heard, 0);
  });
});

describe('Emitter', () => {
  it('calls each subscription, until it is disposed', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const listener = (value: number) => heard.push(value);
    const first = emitter.event(listener);
    emitter.event(listener);
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    assert.deepEqual(heard, [1, 1, 2]);
  });
});
