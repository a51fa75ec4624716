import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  interruptionOf,
  severalInWords,
  unreadInterruption,
  type LockNow,
} from '../../../../src/locking/interrupted/interruption';
import { openOperations, type OpenOperation } from '../../../../src/locking/interrupted/openOperations';
import type { LedgerEvent } from '../../../../src/locking/ledger/ledgerEntry';
import { abort, complete, entry, initiate, policy, received, restart, start } from './support/entries';

const second = 1_000;
const hour = 3_600 * second;
const other = '{"Statement":[{"Effect":"Deny"}]}';

function open(...events: readonly LedgerEvent[]): OpenOperation {
  const [operation] = openOperations(events.map((event) => entry(event))).flat();
  assert.ok(operation);
  return operation;
}

const none: LockNow = { state: 'none' };
/** The lock that the entries speak of: it was created one second after the start. */
const running = (
  change: { readonly policy?: string; readonly created?: number; readonly id?: boolean } = {},
) =>
  ({
    state: 'inProgress',
    policy: change.policy ?? policy,
    created: change.created ?? start + second,
    expires: (change.created ?? start + second) + 24 * hour,
    lockId: change.id === true ? { held: true, lockId: 'kept' } : { held: false },
  }) satisfies LockNow;
const locked = (created = start + second): LockNow => ({ state: 'locked', policy, created });

const tell = (operation: OpenOperation, lock: LockNow, hours = 1) =>
  interruptionOf(operation, 'claims', lock, start + hours * hour, () => '6 PM');

describe('interruptionOf', () => {
  const initiated = open(initiate('a'));
  const accepted = open(initiate('a'), received('a'));
  const completing = open(complete);
  const aborting = open(abort);
  const restarting = open(restart);
  const replacing = open({ ...restart, nextPolicy: other } as LedgerEvent);

  const table: readonly (readonly [
    what: string,
    operation: OpenOperation,
    lock: LockNow,
    found: string,
    says: RegExp,
    steps: string,
  ])[] = [
    [
      'Initiate, and no lock',
      initiated,
      none,
      'no lock',
      /^A window closed while the lock on claims was being initiated\. It was not initiated/,
      'initiate openPolicy',
    ],
    [
      'Initiate, in progress without a lock ID',
      initiated,
      running(),
      'in progress',
      /in progress until 6 PM.* lock ID is not known here.*Restart the 24 hours/,
      'restart abort enterLockId',
    ],
    [
      'Initiate, in progress with its lock ID',
      accepted,
      running({ id: true }),
      'in progress',
      /in progress until 6 PM.* lock ID is kept on this machine/,
      'complete abort',
    ],
    [
      "Initiate, in progress with its lock ID, by a clock that was hours ahead of Glacier's",
      accepted,
      running({ id: true, created: start - 5 * hour }),
      'in progress',
      /its lock ID is kept/,
      'complete abort',
    ],
    [
      'Initiate that Glacier accepted, and no lock',
      accepted,
      none,
      'no lock',
      /no lock now.* not in force/,
      'initiate openPolicy',
    ],
    ['Initiate, locked', initiated, locked(), 'locked', /completed since.* for good/, 'openPolicyInForce'],
    [
      'Initiate, and somebody else locks with another policy',
      initiated,
      running({ policy: other }),
      'another lock',
      /another lock than that one: it is in progress until 6 PM/,
      'openPolicyInForce enterLockId abort',
    ],
    [
      'Initiate, and an older lock with the same policy',
      initiated,
      running({ created: start - hour }),
      'another lock',
      /another lock/,
      'openPolicyInForce enterLockId abort',
    ],
    [
      'Complete, locked',
      completing,
      locked(),
      'locked',
      /It is completed\. Glacier confirms it/,
      'openPolicyInForce',
    ],
    [
      'Complete, in progress',
      completing,
      running({ id: true }),
      'in progress',
      /not completed: .* until 6 PM\. It is safe to complete it again/,
      'complete abort',
    ],
    [
      'Complete, in progress, the lock ID not here',
      completing,
      running(),
      'in progress',
      /not completed/,
      'enterLockId abort',
    ],
    ['Complete, no lock', completing, none, 'no lock', /not completed.* not in force/, 'initiate openPolicy'],
    [
      'Complete, another lock',
      completing,
      running({ created: start + hour }),
      'another lock',
      /another lock/,
      'openPolicyInForce enterLockId abort',
    ],
    [
      'Complete, locked by another lock',
      completing,
      locked(start + hour),
      'another lock',
      /locked for good, by another lock/,
      'openPolicyInForce',
    ],
    ['Abort, no lock', aborting, none, 'no lock', /It is over.* no longer in force/, 'initiate openPolicy'],
    ['Abort, in progress', aborting, running(), 'in progress', /not aborted.* safe to abort/, 'abort'],
    [
      'Abort, locked',
      aborting,
      locked(),
      'locked',
      /not aborted: it has been completed/,
      'openPolicyInForce',
    ],
    [
      'a restart, no lock',
      restarting,
      none,
      'no lock',
      /being restarted.* NO lock policy is in force now/,
      'initiate openPolicy',
    ],
    [
      'a restart, the former lock',
      restarting,
      running({ id: true }),
      'in progress',
      /Nothing was changed.* until 6 PM/,
      'restart complete abort',
    ],
    [
      'a replacement, no lock',
      replacing,
      none,
      'no lock',
      /being replaced.* NO lock policy is in force now/,
      'initiate openPolicy',
    ],
    [
      'a replacement, the former lock',
      replacing,
      running({ id: true }),
      'in progress',
      /Nothing was changed/,
      'openPolicy complete abort',
    ],
    [
      'a restart, locked',
      restarting,
      locked(),
      'locked',
      /not restarted: it has been completed/,
      'openPolicyInForce',
    ],
    ['any, the vault gone', aborting, 'gone', 'vault gone', /does not exist any more/, ''],
  ];
  for (const [what, operation, lock, found, says, steps] of table) {
    it(`${what}: ${found}`, () => {
      const told = tell(operation, lock);
      assert.equal(told.found, found);
      assert.match(told.text, says);
      assert.equal(told.steps.map(({ does }) => does).join(' '), steps);
    });
  }

  it('a day later it does not say that nothing was initiated', () => {
    assert.match(tell(initiated, none, 23).text, /was not initiated/);
    assert.match(tell(initiated, none, 24).text, /if it began, it was aborted, or its 24 hours passed/);
  });

  it('initiates again with the policy of the new lock', () => {
    for (const [operation, text] of [
      [initiated, policy],
      [restarting, policy],
      [replacing, other],
    ] as const) {
      assert.deepEqual(
        tell(operation, none).steps.map((step) => ('policy' in step ? step.policy : '')),
        [text, text],
      );
    }
  });

  it('worries nobody where what was asked for is done', () => {
    const done = table.filter(([, operation, lock]) => tell(operation, lock).isDone).map(([what]) => what);
    assert.deepEqual(done, [
      'Initiate, in progress with its lock ID',
      "Initiate, in progress with its lock ID, by a clock that was hours ahead of Glacier's",
      'Initiate, locked',
      'Complete, locked',
      'Abort, no lock',
    ]);
  });

  it('names the vault and says something to do for whatever Glacier shows, and shows no lock ID', () => {
    const operations = fc.constantFrom(initiated, accepted, completing, aborting, restarting, replacing);
    const locks = fc.oneof(
      fc.constant(none),
      fc
        .record({
          id: fc.boolean(),
          policy: fc.constantFrom(policy, other),
          created: fc.integer({ min: -5, max: 5 }).map((at) => start + at * hour),
        })
        .map(running),
      fc.integer({ min: -5, max: 5 }).map((at) => locked(start + at * hour)),
    );
    fc.assert(
      fc.property(operations, locks, fc.integer({ min: 0, max: 100 }), (operation, lock, hours) => {
        const { text, brief, steps } = tell(operation, lock, hours);
        assert.match(text, /claims/);
        assert.ok(brief.length > 0 && brief.length < 60);
        assert.ok(steps.length > 0 && steps.length <= 3);
        assert.doesNotMatch(text, /kept-|undefined/);
        const acts = lock !== 'gone' && lock.state === 'inProgress';
        assert.equal(
          steps.some(({ does }) => does === 'abort'),
          acts,
        );
        if (steps.some(({ does }) => does === 'complete')) {
          assert.ok(acts && lock.lockId.held);
        }
      }),
    );
  });

  it('says why it does not know', () => {
    const told = unreadInterruption(completing, 'claims', 'The network is down. Try again.');
    assert.match(told.text, /being completed\. .* not known yet.* The network is down\. Try again\.$/);
    assert.deepEqual(told.steps, [{ does: 'lookAgain' }]);
  });

  it('tells of several in one message', () => {
    assert.equal(
      severalInWords([
        { vault: 'a', brief: 'not initiated' },
        { vault: 'b', brief: 'locked for good' },
      ]),
      'Windows closed in the middle of work on 2 vault locks. This is how Glacier shows them now. a: not initiated; b: locked for good.',
    );
  });
});
