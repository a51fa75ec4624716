import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  lockAt,
  lockLifetime,
  noLock,
  stepVaultLock,
  type LockAnswer,
  type LockRequest,
  type VaultLock,
} from '../../../src/localGlacier/vaultLock';

const created = Date.UTC(2026, 0, 31, 12);
const inProgress: VaultLock = { state: 'inProgress', policy: 'P', lockId: 'right', created };
const locked: VaultLock = { state: 'locked', policy: 'P', lockId: 'right', created };
const later = created + 1000;
const lastMoment = created + lockLifetime - 1;
const expiry = created + lockLifetime;

const get: LockRequest = { ask: 'get' };
const initiate: LockRequest = { ask: 'initiate', policy: 'Q', lockId: 'new' };
const completeRight: LockRequest = { ask: 'complete', lockId: 'right' };
const completeWrong: LockRequest = { ask: 'complete', lockId: 'wrong' };
const abort: LockRequest = { ask: 'abort' };

const initiated = (now: number): VaultLock => ({
  state: 'inProgress',
  policy: 'Q',
  lockId: 'new',
  created: now,
});
const read = (state: 'InProgress' | 'Locked'): LockAnswer => ({
  answer: 'reading',
  state,
  policy: 'P',
  created,
  expires: state === 'Locked' ? null : expiry,
});

type Row = readonly [
  title: string,
  from: VaultLock,
  request: LockRequest,
  now: number,
  to: VaultLock,
  LockAnswer,
];

const table: readonly Row[] = [
  ['get without a lock', noLock, get, later, noLock, { answer: 'noLock' }],
  ['get in progress', inProgress, get, later, inProgress, read('InProgress')],
  ['get at the last moment', inProgress, get, lastMoment, inProgress, read('InProgress')],
  ['get at expiry', inProgress, get, expiry, noLock, { answer: 'noLock' }],
  ['get when locked', locked, get, later, locked, read('Locked')],
  ['get when locked for long', locked, get, expiry * 2, locked, read('Locked')],
  [
    'initiate without a lock',
    noLock,
    initiate,
    later,
    initiated(later),
    { answer: 'initiated', lockId: 'new' },
  ],
  ['initiate in progress', inProgress, initiate, later, inProgress, { answer: 'alreadyInProgress' }],
  [
    'initiate at expiry',
    inProgress,
    initiate,
    expiry,
    initiated(expiry),
    { answer: 'initiated', lockId: 'new' },
  ],
  ['initiate when locked', locked, initiate, later, locked, { answer: 'alreadyLocked' }],
  ['complete without a lock', noLock, completeRight, later, noLock, { answer: 'noLock' }],
  ['complete with the right ID', inProgress, completeRight, later, locked, { answer: 'completed' }],
  ['complete at the last moment', inProgress, completeRight, lastMoment, locked, { answer: 'completed' }],
  ['complete with an expired ID', inProgress, completeRight, expiry, noLock, { answer: 'noLock' }],
  [
    'complete with a wrong ID',
    inProgress,
    completeWrong,
    later,
    inProgress,
    { answer: 'wrongLockId', state: 'inProgress' },
  ],
  ['complete again', locked, completeRight, later, locked, { answer: 'completed' }],
  [
    'complete again with a wrong ID',
    locked,
    completeWrong,
    later,
    locked,
    { answer: 'wrongLockId', state: 'locked' },
  ],
  ['abort without a lock', noLock, abort, later, noLock, { answer: 'aborted' }],
  ['abort in progress', inProgress, abort, later, noLock, { answer: 'aborted' }],
  ['abort at expiry', inProgress, abort, expiry, noLock, { answer: 'aborted' }],
  ['abort when locked', locked, abort, later, locked, { answer: 'alreadyLocked' }],
];

describe('the vault lock state machine', () => {
  for (const [title, from, request, now, to, answer] of table) {
    it(`${title}: ${answer.answer}`, () => {
      assert.deepEqual(stepVaultLock(from, request, now), { lock: to, answer });
    });
  }

  it('lives for exactly 24 hours', () => {
    assert.equal(lockLifetime, 86_400_000);
  });

  const requests = fc.array(
    fc.record({
      wait: fc.integer({ min: 0, max: 2 * lockLifetime }),
      request: fc.oneof(
        fc.constantFrom(get, abort),
        fc.constantFrom('a', 'b', 'c').map((lockId): LockRequest => ({ ask: 'complete', lockId })),
        fc
          .constantFrom('a', 'b', 'c')
          .map((lockId): LockRequest => ({ ask: 'initiate', policy: lockId, lockId })),
      ),
    }),
  );

  it('never changes a locked lock, whatever is asked and however long it takes', () => {
    fc.assert(
      fc.property(requests, (steps) => {
        let now = created;
        for (const { wait, request } of steps) {
          now += wait;
          assert.equal(stepVaultLock(locked, request, now).lock, locked);
        }
      }),
    );
  });

  it('never shows an expired lock, and never a lock ID in a reading', () => {
    fc.assert(
      fc.property(requests, (steps) => {
        let now = created;
        let lock: VaultLock = noLock;
        for (const { wait, request } of steps) {
          now += wait;
          lock = stepVaultLock(lock, request, now).lock;
          const { answer } = stepVaultLock(lock, get, now);
          if (answer.answer !== 'reading') continue;
          assert.ok(!('lockId' in answer));
          assert.ok(answer.expires === null || answer.expires > now);
        }
      }),
    );
  });
});

describe('a vault lock at an instant', () => {
  it('is gone with its policy once its 24 hours have passed', () => {
    assert.equal(lockAt(inProgress, lastMoment), inProgress);
    assert.equal(lockAt(inProgress, expiry), noLock);
    assert.equal(lockAt(locked, expiry), locked);
  });
});
