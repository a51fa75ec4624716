import assert from 'node:assert/strict';
import type { Conditions } from '../../src/localGlacier';
import { ConditionsKeeper } from '../../src/localGlacier/conditions';
import { endTested, practiceOf, startTested } from './support/localGlacier';
import { refusedWith, send } from './support/raw';

describe('the conditions of the local Glacier', () => {
  afterEach(endTested);

  it('stand in the way of Glacier only, and may change while it runs', async () => {
    let conditions: Conditions = { failures: 1 };
    const { url } = await startTested({ conditions: () => conditions });
    assert.equal(refusedWith(await send(url, 'GET', '/-/vaults')), '500 ServiceUnavailableException');
    assert.equal(refusedWith(await send(url, 'PUT', '/-/vaults/v')), '500 ServiceUnavailableException');
    await practiceOf(url).now();
    conditions = {};
    assert.equal((await send(url, 'GET', '/-/vaults')).text, '{"Marker":null,"VaultList":[]}');
    conditions = { requestsPerSecond: 1 };
    assert.equal((await send(url, 'GET', '/-/vaults')).status, 200);
    const replies = await Promise.all([1, 2, 3].map(() => send(url, 'GET', '/-/vaults')));
    const refused = replies.filter(({ status }) => status !== 200).map(refusedWith);
    assert.deepEqual(refused.slice(0, 2), ['400 ThrottlingException', '400 ThrottlingException']);
  });

  it('throttle what comes beyond the rate, and let as many through as have passed in time', async () => {
    let now = 5_000;
    const keeper = new ConditionsKeeper(
      () => ({ requestsPerSecond: 10 }),
      () => now,
    );
    const passed = async (count: number): Promise<number> => {
      const outcomes = await Promise.allSettled(Array.from({ length: count }, () => keeper.meet()));
      return outcomes.filter(({ status }) => status === 'fulfilled').length;
    };
    assert.equal(await passed(15), 10);
    assert.equal(await passed(5), 0);
    now += 500;
    assert.equal(await passed(9), 5);
    now += 60_000;
    assert.equal(await passed(30), 10);
  });

  it('let the share fail that they are told', async () => {
    const rolls = [0.1, 0.2, 0.3, 0.9];
    const keeper = new ConditionsKeeper(
      () => ({ failures: 0.25 }),
      () => 0,
      () => rolls.shift() ?? 1,
    );
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => keeper.meet()));
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['rejected', 'rejected', 'fulfilled', 'fulfilled'],
    );
  });
});
