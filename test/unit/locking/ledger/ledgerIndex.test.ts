import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arnInLine, type LedgerEntry, type LedgerEvent } from '../../../../src/locking/ledger/ledgerEntry';
import { LedgerIndex } from '../../../../src/locking/ledger/ledgerIndex';
import type { Connection } from '../../../../src/locking/model';
import { account, arnOf, awsConnection, practiceConnection, region } from '../support/samples';

const arn = arnOf('claims');
const start = Date.parse('2026-03-01T12:00:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1_000).toISOString();
const time = (seconds: number) => start + seconds * 1_000;

function entry(event: LedgerEvent, connection: Connection = practiceConnection, of = arn): LedgerEntry {
  return {
    v: 1,
    localTime: at(0),
    glacierTime: at(0),
    connection: connection.id,
    kind: connection.kind,
    practice: connection.practice,
    ...(connection.endpoint === undefined ? {} : { endpoint: connection.endpoint }),
    arn: of,
    account,
    region,
    ...event,
  };
}

/** Without an endpoint: its address is asked for when it is used. */
const builtIn = (id: string): Connection => ({
  id,
  kind: 'local',
  name: 'Local Glacier',
  regions: [region],
  practice: true,
});

const intended = (attempt: string): LedgerEvent => ({
  type: 'initiateIntended',
  attempt,
  policySha256: 'p',
  policy: '{}',
});
const received = (attempt: string, seconds: number): LedgerEvent => ({
  type: 'lockIdReceived',
  attempt,
  lockId: `id-of-${attempt}`,
  policySha256: 'p',
  notBefore: at(seconds - 3),
  notAfter: at(seconds + 3),
});
const readBack = (attempt: string, seconds: number): LedgerEvent => ({
  type: 'lockReadBack',
  attempt,
  created: at(seconds),
  expires: at(seconds + 86_400),
});
const ended = (seconds: number): LedgerEvent => ({
  type: 'ended',
  created: at(seconds),
  how: 'aborted elsewhere',
});
const entered = (lockId: string, seconds: number): LedgerEvent => ({
  type: 'lockIdEntered',
  lockId,
  created: at(seconds),
  expires: at(seconds + 86_400),
  policySha256: 'p',
});

function indexOf(...events: LedgerEvent[]): LedgerIndex {
  const index = new LedgerIndex();
  for (const event of events) index.add(entry(event));
  return index;
}

const heldId = (index: LedgerIndex, seconds: number, connection = practiceConnection): string | undefined => {
  const status = index.lockIdFor(connection, arn, time(seconds));
  return status.held ? status.lockId : undefined;
};

describe('LedgerIndex', () => {
  const table: readonly (readonly [
    what: string,
    events: readonly LedgerEvent[],
    createdAt: number,
    held: string | undefined,
  ])[] = [
    ['nothing is known', [], 0, undefined],
    ['an intent holds no lock ID', [intended('a')], 0, undefined],
    [
      'received and read back: by the exact time',
      [intended('a'), received('a', 0), readBack('a', 0.25)],
      0.25,
      'id-of-a',
    ],
    [
      'read back: not for another time, however near',
      [intended('a'), received('a', 0), readBack('a', 0.25)],
      0.251,
      undefined,
    ],
    ['not read back: within the window', [intended('a'), received('a', 0)], 1, 'id-of-a'],
    ['not read back: at the edge of the window', [intended('a'), received('a', 0)], 3, 'id-of-a'],
    ['not read back: outside the window', [intended('a'), received('a', 0)], 3.001, undefined],
    [
      'an earlier attempt for a later lock: never, although its window fits',
      [intended('a'), received('a', 0), intended('b')],
      2,
      undefined,
    ],
    [
      'an earlier attempt, a later one whose reply was lost: never',
      [
        intended('a'),
        received('a', 0),
        intended('b'),
        { type: 'initiateUnclear', attempt: 'b', code: 'ECONNRESET' },
      ],
      2,
      undefined,
    ],
    [
      'a later attempt that was refused changes nothing',
      [
        intended('a'),
        received('a', 0),
        intended('b'),
        { type: 'initiateRefused', attempt: 'b', code: 'AccessDeniedException' },
      ],
      1,
      'id-of-a',
    ],
    [
      'a later attempt that was not sent changes nothing',
      [
        intended('a'),
        received('a', 0),
        intended('b'),
        { type: 'initiateNotSent', attempt: 'b', why: 'cancelled' },
      ],
      1,
      'id-of-a',
    ],
    [
      'the newest of two that fit',
      [intended('a'), received('a', 0), intended('b'), received('b', 2)],
      1,
      'id-of-b',
    ],
    [
      'both read back: each has its own',
      [intended('a'), received('a', 0), readBack('a', 0), intended('b'), received('b', 2), readBack('b', 2)],
      0,
      'id-of-a',
    ],
    [
      'not read back, and aborted: a lock in the same seconds is another one',
      [intended('a'), received('a', 0), { type: 'aborted', created: at(0) }],
      1,
      undefined,
    ],
    [
      'found gone after an interruption: a lock in the same seconds is another one',
      [intended('a'), received('a', 0), { type: 'abortSettled', created: at(0), found: 'no lock' }],
      1,
      undefined,
    ],
    [
      'found in progress after an interruption: still its own',
      [
        intended('a'),
        received('a', 0),
        { type: 'initiateSettled', attempt: 'a', found: 'in progress' },
        { type: 'completeSettled', created: at(0), found: 'in progress' },
      ],
      1,
      'id-of-a',
    ],
    [
      'the end of an older lock, noted late, does not end a newer attempt',
      [
        intended('a'),
        received('a', 0),
        readBack('a', 0),
        intended('b'),
        received('b', 100),
        { type: 'ended', created: at(0), how: 'aborted elsewhere' },
      ],
      101,
      'id-of-b',
    ],
    [
      'the end of an older lock, noted between an Initiate and its reply, does not end the newer attempt',
      [
        intended('a'),
        received('a', 0),
        readBack('a', 0),
        intended('b'),
        { type: 'ended', created: at(0), how: 'expired' },
        received('b', 86_400),
      ],
      86_401,
      'id-of-b',
    ],
    [
      'the same when the older lock was begun seconds before',
      [intended('a'), received('a', 0), readBack('a', 0), intended('b'), received('b', 2), ended(0)],
      1,
      'id-of-b',
    ],
    [
      'an end that is told twice ends nothing more the second time',
      [
        intended('a'),
        received('a', 0),
        { type: 'aborted', created: at(0) },
        intended('b'),
        received('b', 2),
        ended(0),
      ],
      1,
      'id-of-b',
    ],
    [
      'two Initiates at once: the one that was accepted is the newest',
      [intended('a'), intended('b'), received('a', 0)],
      1,
      'id-of-a',
    ],
    [
      'two Initiates at once, and the other one was refused',
      [
        intended('a'),
        intended('b'),
        received('a', 0),
        { type: 'initiateRefused', attempt: 'b', code: 'AccessDeniedException' },
      ],
      1,
      'id-of-a',
    ],
    ['a lock ID whose intent is not in the file', [intended('z'), received('a', 0)], 1, 'id-of-a'],
    ['entered by hand', [entered('by-hand', 5)], 5, 'by-hand'],
    ['entered again: the newest', [entered('by-hand', 5), entered('corrected', 5)], 5, 'corrected'],
    ['entered for another lock', [entered('by-hand', 5)], 6, undefined],
    [
      'entered and found wrong',
      [entered('by-hand', 5), { type: 'lockIdRejected', lockId: 'by-hand', created: at(5) }],
      5,
      undefined,
    ],
    [
      'entered wrongly over the right one: that one is there again',
      [
        intended('a'),
        received('a', 5),
        readBack('a', 5),
        entered('wrong', 5),
        { type: 'lockIdRejected', lockId: 'wrong', created: at(5) },
      ],
      5,
      'id-of-a',
    ],
  ];
  for (const [what, events, createdAt, held] of table) {
    it(what, () => assert.equal(heldId(indexOf(...events), createdAt), held));
  }

  it('holds the lock ID of the newest lock, however the lines of two windows interleave', () => {
    // One window goes from an old lock to a new one; another sees the old one end, and may be late to write it down.
    const lines = fc.record({
      oldIsReadBack: fc.boolean(),
      gap: fc.integer({ min: 10, max: 90_000 }),
      seen: fc.double({ min: -3, max: 3, noNaN: true }),
      notedAfter: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(lines, ({ oldIsReadBack, gap, seen, notedAfter }) => {
        const events = [intended('new'), received('new', gap)];
        for (const place of notedAfter) events.splice(place, 0, ended(0));
        const index = indexOf(
          intended('old'),
          received('old', 0),
          ...(oldIsReadBack ? [readBack('old', 0)] : []),
          ...events,
        );
        assert.equal(heldId(index, gap + Math.trunc(seen * 1_000) / 1_000), 'id-of-new');
      }),
    );
  });

  it("tells apart practice Glaciers, and takes AWS's vault for the same through any connection", () => {
    const index = new LedgerIndex();
    index.add(entry(entered('practice', 0)));
    index.add(entry(entered('real', 0), awsConnection));
    const other = { ...practiceConnection, id: 'environment' };
    assert.equal(heldId(index, 0), 'practice');
    assert.equal(heldId(index, 0, { ...practiceConnection, endpoint: 'http://127.0.0.1:9' }), 'practice');
    assert.equal(heldId(index, 0, other), undefined);
    assert.equal(heldId(index, 0, { ...awsConnection, id: 'aws-other', profile: 'other' }), 'real');
    assert.equal(heldId(index, 0, { ...awsConnection, endpoint: 'https://glacier.example' }), undefined);
    assert.deepEqual(index.lockIdFor(practiceConnection, arnOf('other'), time(0)), { held: false });
  });

  describe('when it was not known yet whether a local Glacier answers at an endpoint', () => {
    const endpoint = 'http://127.0.0.1:4567';
    const practice: Connection = { ...practiceConnection, id: 'environment', kind: 'environment', endpoint };
    const other: Connection = { ...practice, practice: false };
    const real: Connection = { ...awsConnection, id: 'environment', kind: 'environment' };
    const cases: readonly (readonly [
      what: string,
      written: Connection,
      asked: Connection,
      held: string | undefined,
    ])[] = [
      ['finds as practice what was written as another endpoint', other, practice, 'id'],
      ['finds as another endpoint what was written as practice', practice, other, 'id'],
      ['not at another port', other, { ...practice, endpoint: 'http://127.0.0.1:9' }, undefined],
      ['not through another connection', practice, { ...other, id: 'endpoint' }, undefined],
      ['never as practice what is of AWS', real, practice, undefined],
      ['never as AWS what is of practice', practice, real, undefined],
      ['never as AWS what is of a built-in local Glacier', builtIn('environment'), real, undefined],
      ['never in a built-in local Glacier what is of AWS', real, builtIn('environment'), undefined],
    ];
    for (const [what, written, asked, held] of cases) {
      it(what, () => {
        const index = new LedgerIndex();
        index.add(entry(entered('id', 0), written));
        assert.equal(heldId(index, 0, asked), held);
        assert.equal(index.isOpen(asked, arn, time(0)), held !== undefined);
      });
    }

    it('takes the lines of both for one history', () => {
      const index = new LedgerIndex();
      index.add(entry(intended('a'), other));
      index.add(entry(received('a', 0), other));
      assert.equal(index.unconfirmedAttempt(practice, arn, time(1)), 'a');
      index.add(entry(readBack('a', 1), practice));
      assert.equal(heldId(index, 1, practice), 'id-of-a');
      assert.equal(heldId(index, 1, other), 'id-of-a');
      assert.equal(heldId(index, 2, other), undefined);
      index.add(entry(ended(1), practice));
      assert.ok(!index.isOpen(other, arn, time(1)));
    });
  });

  it('knows which attempt a lock confirms, until it is confirmed', () => {
    const index = indexOf(intended('a'), received('a', 0));
    assert.equal(index.unconfirmedAttempt(practiceConnection, arn, time(1)), 'a');
    assert.equal(index.unconfirmedAttempt(practiceConnection, arn, time(60)), undefined);
    assert.ok(index.isUnconfirmed(practiceConnection, arn, 'a'));
    index.add(entry(readBack('a', 1)));
    assert.equal(index.unconfirmedAttempt(practiceConnection, arn, time(1)), undefined);
    assert.ok(!index.isUnconfirmed(practiceConnection, arn, 'a'));
  });

  it('does not know who ended a lock while a request from here has no answer', () => {
    const undecided = (...events: LedgerEvent[]) =>
      indexOf(...events).isUndecided(practiceConnection, arn, time(0));
    const intent: LedgerEvent = {
      type: 'completeIntended',
      created: at(0),
      policySha256: 'p',
      policy: '{}',
    };
    const refused: LedgerEvent = {
      type: 'completeRefused',
      created: at(0),
      code: 'AccessDeniedException',
    };
    assert.equal(undecided(entered('kept', 0)), false);
    assert.equal(undecided(intent), true);
    assert.equal(undecided(intent, { ...refused, type: 'completeUnclear' }), true);
    assert.equal(undecided(intent, refused), false);
    assert.equal(undecided(intent, { type: 'completeNotSent', created: at(0), why: 'cancelled' }), false);
    // Two windows at once: the answer to one says nothing of the other.
    assert.equal(undecided(intent, intent, refused), true);
    assert.equal(undecided({ ...intent, created: at(1) }), false);
  });

  it('says the same of lines that are read only when they are asked for', () => {
    const index = new LedgerIndex();
    const line = JSON.stringify(entry(received('a', 0)));
    const of = arnInLine(line);
    assert.equal(of, arn);
    index.addUnread(of, JSON.stringify(entry(intended('a'))));
    index.addUnread(of, line);
    index.addUnread(of, '{"v":1,"arn":"no entry"}');
    index.add(entry(readBack('a', 1)));
    assert.equal(heldId(index, 1), 'id-of-a');
    assert.equal(heldId(index, 2), undefined);
  });

  it('finds the ARN of a line only where it is certain', () => {
    const whole = JSON.stringify(entry(intended('a')));
    const policy = { ...intended('a'), policy: '{"arn":"arn:of-the-policy"}' } as const;
    const { arn: last, ...before } = entry(policy);
    const table: readonly (readonly [string, string | undefined])[] = [
      [whole, arn],
      [JSON.stringify({ ...before, arn: last }), arn],
      [whole.slice(0, -1), undefined],
      [whole.slice(1), undefined],
      [JSON.stringify({ ...entry(intended('a')), v: 2 }), undefined],
      ['{"v":1,"policy":"{\\"arn\\":\\"x\\"}"}', undefined],
      ['', undefined],
    ];
    for (const [line, expected] of table) assert.equal(arnInLine(line), expected, line);
  });
});
