import assert from 'node:assert/strict';
import { locksToFollow } from '../../../../src/locking/interrupted/locksToFollow';
import type { LedgerEvent } from '../../../../src/locking/ledger/ledgerEntry';
import { aborted, at, completed, entry, initiate, readBack, received, start } from './support/entries';

const follow = (events: readonly LedgerEvent[], seconds: number): readonly string[] =>
  locksToFollow(
    events.map((event) => entry(event)),
    () => start + seconds * 1_000,
  );

describe('locksToFollow', () => {
  const begun = [initiate('a'), received('a'), readBack('a')];
  const table: readonly (readonly [string, readonly LedgerEvent[], seconds: number, followed: boolean])[] = [
    ['an intent', [initiate('a')], 10, false],
    ['a lock ID', begun.slice(0, 2), 10, true],
    ['a lock ID, a day later', begun.slice(0, 2), 86_403, false],
    ['read back', begun, 86_400, true],
    ['read back, expired', begun, 86_401, false],
    ['completed', [...begun, completed], 10, false],
    ['aborted', [...begun, aborted], 10, false],
    ['initiated again', [...begun, aborted, ...begun], 10, true],
    ['seen to be over', [...begun, { type: 'ended', created: at(1), how: 'aborted elsewhere' }], 10, false],
    ['found gone', [...begun, { type: 'abortSettled', created: at(1), found: 'no lock' }], 10, false],
    ['found there', [...begun, { type: 'abortSettled', created: at(1), found: 'in progress' }], 10, true],
  ];
  for (const [what, events, seconds, followed] of table) {
    it(`${what}: ${followed ? 'its connection' : 'none'}`, () =>
      assert.deepEqual(follow(events, seconds), followed ? ['local'] : []));
  }
});
