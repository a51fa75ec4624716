import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  RequestQueue,
  urgencies,
  type QueueTimers,
  type Urgency,
  type Verdict,
} from '../../../src/locking/requestQueue';

/** Time that goes on only when the test says so. */
class SetTime implements QueueTimers {
  time = 0;
  private turns: (() => void)[] = [];
  private timers: { readonly at: number; readonly task: () => void }[] = [];

  now = () => this.time;
  soon = (task: () => void) => void this.turns.push(task);
  random = () => 1;
  after = (ms: number, task: () => void) => {
    // As the real ones do now and then, half a millisecond early.
    const timer = { at: this.time + ms - (ms > 1 ? 0.5 : 0), task };
    this.timers.push(timer);
    return { dispose: () => (this.timers = this.timers.filter((each) => each !== timer)) };
  };

  get waits(): boolean {
    return this.timers.length > 0;
  }

  /** Lets everything happen that can without time going on. */
  async rest(): Promise<void> {
    do {
      for (const task of this.turns.splice(0)) task();
      for (let step = 0; step < 20; step += 1) await Promise.resolve();
    } while (this.turns.length > 0);
  }

  /** To the next timer. */
  async goOn(): Promise<void> {
    const next = Math.min(...this.timers.map(({ at }) => at));
    if (next === Number.POSITIVE_INFINITY) return;
    this.time = Math.max(this.time, next);
    const due = this.timers.filter(({ at }) => at <= this.time);
    this.timers = this.timers.filter(({ at }) => at > this.time);
    for (const { task } of due) task();
    await this.rest();
  }
}

/** What a scripted Glacier answers. */
type Answer = 'ok' | 'throttle' | 'down' | 'no network';

const judge = (outcome: PromiseSettledResult<unknown>): Verdict => {
  if (outcome.status === 'fulfilled') return { kind: 'fine' };
  const what = outcome.reason instanceof Error ? outcome.reason.message : '';
  if (what === 'throttle') return { kind: 'slowDown', again: 3 };
  return what === 'down' ? { kind: 'slowDown', again: 1 } : { kind: 'neither' };
};

/** Requests on their way, each answered when the test wants. */
function scripted() {
  const open: { readonly name: string; readonly lane: string; answer(what: Answer): void }[] = [];
  const send =
    (name: string, lane = 'a') =>
    () =>
      new Promise<string>((resolve, reject) => {
        const answer = (what: Answer) => {
          open.splice(open.indexOf(entry), 1);
          if (what === 'ok') resolve(name);
          else reject(new Error(what));
        };
        const entry = { name, lane, answer };
        open.push(entry);
      });
  return { open, send, names: () => open.map(({ name }) => name) };
}

describe('RequestQueue', () => {
  let time: SetTime;
  let glacier: ReturnType<typeof scripted>;

  beforeEach(() => {
    time = new SetTime();
    glacier = scripted();
  });

  const queueOf = (first: number, most = first, total = 100) =>
    new RequestQueue({ judge, first, most, total, timers: time });
  const answer = async (name: string, what: Answer = 'ok') => {
    const found = glacier.open.find((each) => each.name === name);
    assert.ok(found, `${name} is not on its way: ${glacier.names().join()}`);
    found.answer(what);
    await time.rest();
  };
  const behind = { lane: 'a', urgency: 'behind' } as const;

  it('begins one read of a lock in each turn of the event loop; nothing else waits for one', async () => {
    const queue = queueOf(10);
    for (const name of ['1', '2', '3']) void queue.run({ ...behind, send: glacier.send(name) });
    void queue.run({ lane: 'a', urgency: 'page', send: glacier.send('page') });
    void queue.run({ lane: 'a', urgency: 'asked', send: glacier.send('mine') });
    assert.deepEqual(glacier.names(), ['1', 'page', 'mine']);
    await time.rest();
    assert.deepEqual(glacier.names(), ['1', 'page', 'mine', '2', '3']);
  });

  it('sends by urgency, and within one in the order of the calls', async () => {
    const queue = queueOf(1);
    const order: string[] = [];
    void queue.run({ ...behind, send: glacier.send('first') });
    for (const urgency of [...urgencies].reverse()) {
      for (const number of [1, 2]) {
        const name = `${urgency} ${String(number)}`;
        void queue.run({ lane: 'a', urgency, send: glacier.send(name) }).then(() => order.push(name));
      }
    }
    await time.rest();
    while (glacier.open[0] !== undefined) {
      glacier.open[0].answer('ok');
      await time.rest();
    }
    const expected = urgencies.flatMap((urgency) => [`${urgency} 1`, `${urgency} 2`]);
    assert.deepEqual(order, expected);
  });

  it('puts before others what is in sight, and back again what no longer is', async () => {
    const queue = queueOf(1);
    for (const key of ['0', '1', '2', '3', '4']) void queue.run({ ...behind, key, send: glacier.send(key) });
    await time.rest();
    queue.prefer(['4', '3', 'not there']);
    queue.prefer(['3']);
    void queue.run({ ...behind, key: '5', send: glacier.send('5') });
    const order: string[] = [];
    while (glacier.open[0] !== undefined) {
      order.push(glacier.open[0].name);
      await answer(glacier.open[0].name);
    }
    assert.deepEqual(order, ['0', '3', '4', '1', '2', '5']);
    queue.prefer(['7']);
    for (const key of ['6', '7', '8']) void queue.run({ ...behind, key, send: glacier.send(key) });
    void queue.run({ ...behind, key: '7', send: glacier.send('7 again') });
    await time.rest();
    await answer('6');
    assert.deepEqual(glacier.names(), ['7']);
    await answer('7');
    assert.deepEqual(glacier.names(), ['7 again']);
  });

  it('keeps a place for what a person asked for', async () => {
    const queue = queueOf(2, 2, 2);
    for (const name of ['1', '2', '3']) void queue.run({ ...behind, send: glacier.send(name) });
    await time.rest();
    for (const name of ['mine', 'mine too'])
      void queue.run({ lane: 'a', urgency: 'asked', send: glacier.send(name) });
    await time.rest();
    assert.deepEqual(glacier.names(), ['1', '2', 'mine']);
  });

  it('lets others have their turn while a person asks for one thing after the other', async () => {
    const queue = queueOf(1);
    for (const name of ['1', '2']) void queue.run({ ...behind, send: glacier.send(name) });
    void queue.run({ lane: 'a', urgency: 'page', send: glacier.send('page') });
    let asked = 0;
    const ask = () => {
      asked += 1;
      void queue.run({ lane: 'a', urgency: 'asked', send: glacier.send(`asked ${String(asked)}`) });
    };
    for (let number = 0; number < 6; number += 1) ask();
    await time.rest();
    const answered: string[] = [];
    while (!['1', '2', 'page'].every((name) => answered.includes(name)) && asked < 100) {
      const [first] = glacier.open;
      assert.ok(first, 'something is always on its way');
      if (first.name.startsWith('asked')) ask();
      answered.push(first.name);
      await answer(first.name);
    }
    assert.ok(asked < 20, answered.join());
  });

  it('lets one of several that a person waits for wait while Glacier throttles, and sends it again', async () => {
    const queue = queueOf(2);
    const one = queue.run({ lane: 'a', urgency: 'several', send: glacier.send('one') });
    await answer('one', 'throttle');
    void queue.run({ lane: 'a', urgency: 'several', send: glacier.send('two') });
    void queue.run({ ...behind, send: glacier.send('behind') });
    await time.rest();
    assert.deepEqual(glacier.names(), []);
    while (glacier.names().length === 0) await time.goOn();
    assert.deepEqual(glacier.names(), ['one']);
    await answer('one');
    assert.equal(await one, 'one');
    assert.deepEqual(glacier.names(), ['two', 'behind']);
  });

  it('lets lanes take turns, and each have its own bound', async () => {
    const queue = queueOf(2, 2, 4);
    for (const lane of ['a', 'b', 'c']) {
      for (const number of [1, 2, 3])
        void queue.run({ lane, urgency: 'behind', send: glacier.send(`${lane}${String(number)}`, lane) });
    }
    await time.rest();
    assert.deepEqual(glacier.names(), ['a1', 'a2', 'b1', 'c1']);
    await answer('a1');
    assert.deepEqual(glacier.names().slice(3), ['a3']);
    await answer('a2');
    assert.deepEqual(glacier.names().slice(3), ['b2']);
    await answer('a3');
    assert.deepEqual(glacier.names().slice(3), ['c2']);
  });

  it('grows by one with each round of answers while others wait, up to the most', async () => {
    const queue = queueOf(2, 4);
    for (let number = 0; number < 60; number += 1)
      void queue.run({ ...behind, send: glacier.send(String(number)) });
    await time.rest();
    const limits: number[] = [];
    while (glacier.open[0] !== undefined) {
      await answer(glacier.open[0].name);
      limits.push(queue.state('a')?.limit ?? 0);
    }
    assert.deepEqual(limits.slice(0, 6), [2, 3, 3, 3, 4, 4]);
    assert.equal(Math.max(...limits), 4);
  });

  it('halves when Glacier throttles, once for all that was on its way, waits, and sends again', async () => {
    const queue = queueOf(8);
    const done: Promise<string>[] = [];
    for (let number = 0; number < 12; number += 1)
      done.push(queue.run({ ...behind, send: glacier.send(String(number)) }));
    await time.rest();
    for (const name of ['0', '1', '2']) await answer(name, 'throttle');
    assert.equal(queue.state('a')?.limit, 4);
    for (const name of ['3', '4', '5', '6', '7']) await answer(name);
    assert.deepEqual(glacier.names(), [], 'nothing is sent during the pause');
    while (glacier.open.length === 0) await time.goOn();
    assert.equal(glacier.open.length, 4);
    assert.deepEqual(new Set(glacier.names().slice(0, 3)), new Set(['0', '1', '2']));
    while (glacier.open[0] !== undefined) await answer(glacier.open[0].name);
    assert.equal((await Promise.all(done)).length, 12);
  });

  it('sends after the pause also what came during it', async () => {
    const queue = queueOf(4);
    const refused = assert.rejects(queue.run({ lane: 'a', urgency: 'asked', send: glacier.send('x') }));
    await answer('x', 'throttle');
    await refused;
    const late = queue.run({ ...behind, send: glacier.send('late') });
    await time.rest();
    assert.deepEqual(glacier.names(), []);
    while (glacier.open.length === 0) await time.goOn();
    await answer('late');
    assert.equal(await late, 'late');
  });

  it('never goes below one, and waits longer each time in a row', async () => {
    const queue = queueOf(4);
    const failed = assert.rejects(queue.run({ ...behind, send: glacier.send('x') }), /throttle/);
    await time.rest();
    const pauses: number[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      const before = time.time;
      await answer('x', 'throttle');
      while (glacier.open.length === 0) await time.goOn();
      pauses.push(Math.floor(time.time - before));
    }
    await answer('x', 'throttle');
    await failed;
    assert.deepEqual(pauses, [200, 400, 800]);
    assert.equal(queue.state('a')?.limit, 1);
    // A person does not wait for the end of the pause, and hears at once that Glacier throttles.
    const mine = assert.rejects(
      queue.run({ lane: 'a', urgency: 'asked', send: glacier.send('mine') }),
      /throttle/,
    );
    await time.rest();
    await answer('mine', 'throttle');
    await mine;
  });

  it('takes a failure of the network for no word of Glacier', async () => {
    const queue = queueOf(4);
    const failed = assert.rejects(queue.run({ ...behind, send: glacier.send('x') }), /no network/);
    await time.rest();
    await answer('x', 'no network');
    await failed;
    assert.equal(queue.state('a')?.limit, 4);
  });

  it('sends nothing that was cancelled while it waited', async () => {
    const queue = queueOf(1);
    const controller = new AbortController();
    const { signal } = controller;
    void queue.run({ ...behind, send: glacier.send('first') });
    const reason = new Error('not wanted');
    const refused = ['1', '2'].map((name) =>
      assert.rejects(queue.run({ ...behind, signal, send: glacier.send(name) }), reason),
    );
    const last = queue.run({ ...behind, send: glacier.send('last') });
    controller.abort(reason);
    await Promise.all(refused);
    await assert.rejects(queue.run({ ...behind, signal, send: glacier.send('3') }), reason);
    await time.rest();
    await answer('first');
    await answer('last');
    assert.equal(await last, 'last');
  });

  it('does not send again what was cancelled on its way', async () => {
    const queue = queueOf(1);
    const controller = new AbortController();
    const running = queue.run({ ...behind, signal: controller.signal, send: glacier.send('x') });
    const refused = assert.rejects(running, /throttle/);
    await time.rest();
    controller.abort(new Error('not wanted'));
    await answer('x', 'throttle');
    await refused;
    assert.deepEqual(glacier.names(), []);
  });

  it('rejects what waits when it closes, and what comes later', async () => {
    const queue = queueOf(1);
    const first = queue.run({ ...behind, send: glacier.send('first') });
    const refused = assert.rejects(queue.run({ ...behind, send: glacier.send('second') }), /closed/);
    queue.close(new Error('closed'));
    await refused;
    await assert.rejects(queue.run({ ...behind, send: glacier.send('third') }), /closed/);
    await answer('first');
    assert.equal(await first, 'first');
  });

  it('ends every request and never has more on their way than it may, whatever happens', async () => {
    const request = fc.record({
      lane: fc.constantFrom('a', 'b', 'c'),
      urgency: fc.constantFrom<Urgency>(...urgencies),
      answers: fc.array(fc.constantFrom<Answer>('ok', 'throttle', 'down', 'no network'), { maxLength: 5 }),
      group: fc.option(fc.nat(2), { nil: undefined }),
    });
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.record({ kind: fc.constant('answer' as const), which: fc.nat(100) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('ask' as const), which: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(2) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('time' as const), which: fc.constant(0) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('prefer' as const), which: fc.nat(100) }) },
    );
    const property = fc.asyncProperty(
      fc.array(request, { maxLength: 40 }),
      fc.array(step, { maxLength: 80 }),
      fc.integer({ min: 1, max: 6 }),
      async (requests, steps, first) => {
        const clock = new SetTime();
        const { open, send } = scripted();
        const queue = new RequestQueue({ judge, first, most: 6, total: 10, timers: clock });
        const groups = [new AbortController(), new AbortController(), new AbortController()];
        const left = requests.map(({ answers }) => [...answers]);
        let settled = 0;
        const count = () => void (settled += 1);
        let asked = 0;
        const askOne = () => {
          const index = asked;
          const next = requests[index];
          if (next === undefined) return;
          asked += 1;
          const { lane, urgency, group } = next;
          const signal = group === undefined ? undefined : groups[group]?.signal;
          queue
            .run({
              ...{ lane, urgency, key: String(index), send: send(String(index), lane) },
              ...(signal === undefined ? {} : { signal }),
            })
            .then(count, count);
        };
        for (let number = 0; number < requests.length / 2; number += 1) askOne();
        const check = () => {
          for (const lane of ['a', 'b', 'c']) {
            const state = queue.state(lane);
            if (state === undefined) continue;
            assert.ok(state.limit >= 1 && state.limit <= 6);
            assert.equal(state.inFlight, open.filter((each) => each.lane === lane).length);
            const asked = requests.some((each) => each.lane === lane && each.urgency === 'asked') ? 1 : 0;
            // What was on its way when the bound was halved still is.
            assert.ok(state.inFlight <= 6 + asked);
          }
          const background = open.filter(({ name }) => requests[Number(name)]?.urgency !== 'asked').length;
          assert.ok(background <= 10, String(background));
        };
        const answerOne = (which: number) => {
          const chosen = open[which % Math.max(1, open.length)];
          chosen?.answer(left[Number(chosen.name)]?.shift() ?? 'ok');
        };
        await clock.rest();
        for (const { kind, which } of steps) {
          if (kind === 'answer') answerOne(which);
          else if (kind === 'cancel') groups[which]?.abort(new Error('not wanted'));
          else if (kind === 'ask') askOne();
          else if (kind === 'prefer') queue.prefer([String(which), String(which + 1)]);
          else await clock.goOn();
          await clock.rest();
          check();
        }
        while (asked < requests.length) askOne();
        await clock.rest();
        for (let turns = 0; settled < requests.length && turns < 1_000; turns += 1) {
          if (open.length > 0) answerOne(0);
          else await clock.goOn();
          await clock.rest();
          check();
        }
        assert.equal(settled, requests.length);
        for (const lane of ['a', 'b', 'c']) assert.equal(queue.state(lane)?.inFlight ?? 0, 0);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
