import assert from 'node:assert/strict';
import { CoalescedEvent, Emitter } from '../../../src/locking/event';

const turn = () => new Promise(setImmediate);

describe('CoalescedEvent', () => {
  it('leaves most of the time to others where its listeners take long', async () => {
    const event = new CoalescedEvent(1);
    const times: number[] = [];
    event.event(() => {
      const end = performance.now() + 5;
      while (performance.now() < end);
      times.push(performance.now());
    });
    while (times.length < 3) {
      event.touch();
      await new Promise(setImmediate);
    }
    event.dispose();
    const between = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    // A busy machine makes it longer, never shorter.
    for (const time of between) assert.ok(time >= 45, String(time));
  });

  it('tells nothing once a listener has disposed of it', async () => {
    const event = new CoalescedEvent(1);
    let told = 0;
    event.event(() => {
      told += 1;
      event.dispose();
    });
    event.touch();
    event.flush();
    event.touch();
    for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
    assert.equal(told, 1);
  });

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
