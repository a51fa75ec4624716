import assert from 'node:assert/strict';
import type { CallContext } from '../../../src/glacier/callContext';
import { GlacierError } from '../../../src/glacier/glacierError';
import { unlessCancelled } from '../../../src/locking/unlessCancelled';

const context: CallContext = {
  operation: 'GetVaultLock',
  vault: 'claims',
  target: { region: 'us-west-2', practice: true },
};
const isCancelled = (error: unknown): boolean => error instanceof GlacierError && error.code === 'Cancelled';
const never = () => new Promise<never>(() => undefined);

describe('unlessCancelled', () => {
  it('stops waiting for work that does not heed the signal', async () => {
    const cancel = new AbortController();
    const running = unlessCancelled(cancel.signal, context, never);
    cancel.abort();
    await assert.rejects(running, isCancelled);
  });

  it('does not start the work when it is cancelled already', async () => {
    let started = false;
    const work = () => {
      started = true;
      return never();
    };
    await assert.rejects(unlessCancelled(AbortSignal.abort(), context, work), isCancelled);
    assert.equal(started, false);
  });

  it('gives what the work gives, with a signal and without, and is not touched by a later cancellation', async () => {
    const cancel = new AbortController();
    for (const signal of [undefined, cancel.signal]) {
      assert.equal(await unlessCancelled(signal, context, () => Promise.resolve(7)), 7);
      const failure = new Error('No.');
      await assert.rejects(
        unlessCancelled(signal, context, () => Promise.reject(failure)),
        (error) => error === failure,
      );
    }
    cancel.abort();
  });
});
