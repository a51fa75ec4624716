import assert from 'node:assert/strict';
import { explainError, ownError } from '../../../src/glacier/explainError';
import type { GlacierError } from '../../../src/glacier/glacierError';
import { Emitter } from '../../../src/locking/event';
import { ExpiryWatch, type Timers } from '../../../src/locking/expiryWatch';
import type { Connection, Vault, VaultInProgress } from '../../../src/locking/model';
import { isInProgress } from '../../../src/locking/vaultStore';
import { practiceConnection, region, retention, vaultWith } from './support/samples';

const start = Date.parse('2026-03-01T12:00:00Z');
const day = 86_400_000;
const elsewhere: Connection = { ...practiceConnection, id: 'elsewhere' };

const target = { region, practice: true };
const unreachable = (): GlacierError =>
  explainError(Object.assign(new Error('No.'), { code: 'ECONNREFUSED' }), {
    operation: 'GetVaultLock',
    target,
  });
const refused = (): GlacierError =>
  ownError('MalformedReply', { operation: 'GetVaultLock', target }, { httpStatus: 403 });

/** A machine whose time passes only when the test says so, with timers that can be counted. */
class FakeTimers implements Timers {
  time = 0;
  /** What the wall clock shows beyond the time that the timers know of. */
  apart = 0;
  readonly waiting = new Set<{ readonly at: number; readonly task: () => void }>();

  now(): number {
    return this.time;
  }

  wall(): number {
    return start + this.time + this.apart;
  }

  after(ms: number, task: () => void) {
    const timer = { at: this.time + ms, task };
    this.waiting.add(timer);
    return { dispose: () => void this.waiting.delete(timer) };
  }

  /** How long until the next timer. */
  get next(): number | undefined {
    const [timer] = this.waiting;
    assert.ok(this.waiting.size <= 1, 'One timer at most.');
    return timer === undefined ? undefined : timer.at - this.time;
  }
}

describe('ExpiryWatch', () => {
  let timers: FakeTimers;
  let inProgress: VaultInProgress[];
  let changed: Emitter<void>;
  let observed: Emitter<string>;
  let asked: string[];
  let errors: unknown[];
  let answer: (vault: Vault) => Vault | GlacierError;
  let watch: ExpiryWatch | undefined;
  /** Time that passed at Glacier while this computer's timers stood still. */
  let slept: number;

  const running = (name: string, expires: number, connection = practiceConnection): VaultInProgress => {
    const vault = vaultWith(
      {
        state: 'inProgress',
        policy: retention(name),
        created: expires - day,
        expires,
        lockId: { held: false },
      },
      connection,
      name,
    );
    assert.ok(isInProgress(vault));
    return vault;
  };
  const over = (vault: Vault): Vault => vaultWith({ state: 'none' }, vault.connection, vault.name);
  const remove = (name: string) => {
    inProgress = inProgress.filter((vault) => vault.name !== name);
    changed.fire();
  };
  const settle = async () => {
    for (let turns = 0; turns < 5; turns += 1) await new Promise(setImmediate);
  };
  const begin = () => {
    watch = new ExpiryWatch(
      {
        get inProgress() {
          return inProgress;
        },
        onDidChange: changed.event,
        refreshVault: async (connection, _region, name) => {
          asked.push(name);
          await Promise.resolve();
          const vault = inProgress.find((each) => each.name === name && each.connection === connection);
          assert.ok(vault !== undefined);
          const said = answer(vault);
          if (said instanceof Error) throw said;
          observed.fire(connection.id);
          if (!isInProgress(said)) remove(name);
          return said;
        },
      },
      { now: () => start + timers.time + slept, onDidObserve: observed.event },
      (error) => errors.push(error),
      timers,
    );
  };
  /** Lets the time pass until the next timer, and that timer do its work. */
  const tick = async () => {
    const [timer] = timers.waiting;
    assert.ok(timer !== undefined, 'No timer is set.');
    timers.waiting.delete(timer);
    timers.time = timer.at;
    timer.task();
    await settle();
  };
  /** Lets the time pass until it asks, and tells how long that was. */
  const step = async () => {
    const { time } = timers;
    const before = asked.length;
    do await tick();
    while (asked.length === before);
    return timers.time - time;
  };

  beforeEach(() => {
    timers = new FakeTimers();
    inProgress = [];
    changed = new Emitter();
    observed = new Emitter();
    asked = [];
    errors = [];
    answer = over;
    slept = 0;
  });
  afterEach(() => watch?.dispose());

  it('sets no timer while nothing is in progress', async () => {
    begin();
    assert.equal(timers.next, undefined);
    inProgress = [running('claims', start + 60_000)];
    changed.fire();
    assert.equal(await step(), 61_500);
    assert.deepEqual(asked, ['claims']);
    assert.equal(timers.next, undefined);
  });

  it('asks at the first expiry, and then at the next', async () => {
    inProgress = [running('late', start + 7_200_000), running('early', start + 3_600_000)];
    begin();
    assert.equal(await step(), 3_601_500);
    assert.deepEqual(asked, ['early']);
    assert.equal(await step(), 3_600_000);
    assert.deepEqual(asked, ['early', 'late']);
  });

  it('tries again, later each time, up to five minutes, until it succeeds', async () => {
    inProgress = [running('claims', start + 60_000)];
    begin();
    answer = unreachable;
    await step();
    const pauses: number[] = [];
    for (let tries = 0; tries < 9; tries += 1) pauses.push(await step());
    const seconds = [5, 10, 20, 40, 80, 160, 300, 300, 300];
    assert.deepEqual(
      pauses,
      seconds.map((each) => each * 1_000),
    );
    assert.equal(errors.length, 10);
    answer = over;
    await step();
    assert.equal(asked.length, 11);
    assert.equal(timers.next, undefined);
  });

  it('tries again at once when Glacier answers anything else on the connection', async () => {
    inProgress = [running('claims', start + 60_000)];
    begin();
    answer = unreachable;
    await step();
    observed.fire(elsewhere.id);
    assert.equal(timers.next, 5_000);
    answer = over;
    observed.fire(practiceConnection.id);
    assert.equal(timers.next, 0);
    await step();
    assert.deepEqual(asked, ['claims', 'claims']);
    assert.equal(timers.next, undefined);
  });

  it('keeps to its pauses when Glacier answers, but not with the lock', async () => {
    inProgress = [running('claims', start + 60_000)];
    begin();
    answer = refused;
    await step();
    observed.fire(practiceConnection.id);
    assert.equal(timers.next, 5_000);
    await step();
    assert.equal(timers.next, 10_000);
  });

  it('does not hurry when Glacier shows a lock after its time', async () => {
    inProgress = [running('claims', start + 60_000)];
    begin();
    answer = (vault) => vault;
    await step();
    assert.equal(timers.next, 5_000);
    assert.deepEqual(errors, []);
  });

  it('asks a Glacier that does not answer for one vault only, and others for theirs', async () => {
    const expires = start + 60_000;
    inProgress = [running('a', expires), running('b', expires), running('c', expires, elsewhere)];
    begin();
    answer = (vault) => (vault.connection === elsewhere ? over(vault) : unreachable());
    await step();
    assert.deepEqual(asked, ['a', 'c']);
    answer = over;
    await step();
    assert.deepEqual(asked, ['a', 'c', 'a', 'b']);
    assert.equal(timers.next, undefined);
  });

  it('gives a lock that was restarted its own time', async () => {
    inProgress = [running('claims', start + 60_000)];
    begin();
    answer = unreachable;
    await step();
    inProgress = [running('claims', start + timers.time + 3_600_000)];
    changed.fire();
    assert.equal(await step(), 3_601_500);
  });

  it('notices within a minute that the computer slept over the expiry', async () => {
    inProgress = [running('claims', start + 20 * 3_600_000)];
    begin();
    await tick();
    slept = timers.apart = day;
    assert.ok((await step()) <= 60_000);
    assert.deepEqual(asked, ['claims']);
    assert.equal(timers.next, undefined);
  });

  it('reads every lock in progress again when the computer slept, until it succeeds', async () => {
    const expires = start + day;
    inProgress = [running('a', expires), running('b', expires)];
    begin();
    answer = unreachable;
    await tick();
    slept = timers.apart = 3_600_000;
    assert.ok((await step()) <= 60_000);
    answer = (vault) => vault;
    assert.equal(await step(), 5_000);
    assert.deepEqual(asked, ['a', 'a', 'b']);
    slept = timers.apart = 24 * 3_600_000;
    answer = over;
    await step();
    assert.deepEqual(asked, ['a', 'a', 'b', 'a', 'b']);
  });

  it('asks what time it is when the clock of this computer is set, forwards or back', async () => {
    inProgress = [running('claims', start + day)];
    begin();
    answer = (vault) => vault;
    for (const apart of [5 * 3_600_000, -3_600_000]) {
      await tick();
      timers.apart = apart;
      assert.ok((await step()) <= 60_000);
    }
    assert.deepEqual(asked, ['claims', 'claims']);
    for (let minutes = 0; minutes < 10; minutes += 1) {
      timers.apart += 1_000;
      await tick();
    }
    assert.equal(asked.length, 2);
  });

  it('asks for each lock once at a time, whatever changes meanwhile', async () => {
    inProgress = [running('claims', start + 60_000)];
    begin();
    let timersWhileAsking = 0;
    answer = (vault) => {
      changed.fire();
      timersWhileAsking += timers.waiting.size;
      return over(vault);
    };
    await step();
    assert.deepEqual(asked, ['claims']);
    assert.equal(timersWhileAsking, 0);
  });

  it('sets no timer after it was disposed of, also while it was asking', async () => {
    inProgress = [running('claims', start + 60_000)];
    begin();
    answer = () => {
      watch?.dispose();
      return unreachable();
    };
    await step();
    assert.equal(timers.next, undefined);
    changed.fire();
    assert.equal(timers.next, undefined);
  });
});
