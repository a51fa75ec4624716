import assert from 'node:assert/strict';
import type { LedgerEvent } from '../../../../src/locking/ledger/ledgerEntry';
import { openOperations } from '../../../../src/locking/interrupted/openOperations';
import {
  abort,
  aborted,
  at,
  complete,
  completed,
  entry,
  initiate,
  policy,
  readBack,
  received,
  restart,
} from './support/entries';

const completeReadBack: LedgerEvent = { type: 'completeReadBack', created: at(1), policySha256: 'p' };
const completeUnclear: LedgerEvent = { type: 'completeUnclear', created: at(1), code: 'ECONNRESET' };
const abortReadBack: LedgerEvent = { type: 'abortReadBack', created: at(1) };

/** What is open, in short: `initiate a`, `initiate a accepted`, `abort then {…}`. */
function open(...events: (LedgerEvent | readonly [LedgerEvent, string])[]): readonly string[] {
  const entries = events.map((each) => ('type' in each ? entry(each) : entry(each[0], { process: each[1] })));
  return openOperations(entries)
    .flat()
    .map((each) => {
      switch (each.operation) {
        case 'initiate':
          return `initiate ${each.attempt}${each.isAccepted ? ' accepted' : ''}`;
        case 'complete':
          return 'complete';
        case 'abort':
          return each.next === undefined ? 'abort' : `abort then ${each.next}`;
      }
    });
}

describe('openOperations', () => {
  const table: readonly (readonly [
    what: string,
    events: Parameters<typeof open>,
    expected: readonly string[],
  ])[] = [
    ['nothing', [], []],
    ['an intent', [initiate('a')], ['initiate a']],
    ['without a proper answer', [initiate('a'), unclear('a')], ['initiate a']],
    ['accepted, not read back', [initiate('a'), received('a')], ['initiate a accepted']],
    ['read back', [initiate('a'), received('a'), readBack('a')], []],
    ['refused', [initiate('a'), { type: 'initiateRefused', attempt: 'a', code: 'X' }], []],
    ['not sent', [initiate('a'), { type: 'initiateNotSent', attempt: 'a', why: 'cancelled' }], []],
    ['found out', [initiate('a'), { type: 'initiateSettled', attempt: 'a', found: 'no lock' }], []],
    ['its lock ID entered', [initiate('a'), entered()], []],
    ['a second one that was read back says that the first is over', second(received('b'), readBack('b')), []],
    [
      'a second one that was refused says nothing of the first',
      second({ type: 'initiateRefused', attempt: 'b', code: 'X' }),
      ['initiate a'],
    ],
    [
      'of two at once, the end of the first says nothing of the second',
      [initiate('a'), initiate('b'), received('a'), readBack('a')],
      ['initiate b'],
    ],
    ['Complete', [complete], ['complete']],
    ['Complete that Glacier accepted', [complete, completed], ['complete']],
    ['Complete that was read back', [complete, completed, completeReadBack], []],
    ['Complete that was refused', [complete, { type: 'completeRefused', created: at(1), code: 'X' }], []],
    ['Complete without a proper answer', [complete, completeUnclear], ['complete']],
    [
      'Complete, found out',
      [complete, completeUnclear, { type: 'completeSettled', created: at(1), found: 'in progress' }],
      [],
    ],
    [
      'Complete of another lock, found out',
      [complete, { type: 'completeSettled', created: at(9), found: 'in progress' }],
      ['complete'],
    ],
    [
      'two windows complete one lock, and one is refused',
      [
        [complete, '1'],
        [complete, '2'],
        [{ type: 'completeRefused', created: at(1), code: 'X' }, '2'],
      ],
      ['complete'],
    ],
    [
      'two windows complete one lock, and what became of it was found out',
      [
        [complete, '1'],
        [complete, '2'],
        [{ type: 'completeSettled', created: at(1), found: 'locked' }, '3'],
      ],
      [],
    ],
    ['Abort', [abort], ['abort']],
    ['Abort that Glacier accepted', [abort, aborted], ['abort']],
    ['Abort that was read back', [abort, aborted, abortReadBack], []],
    ['Abort that was not sent', [abort, { type: 'abortNotSent', created: at(1), why: 'stopped' }], []],
    ['an Initiate before an Abort that was read back', [initiate('a'), abort, aborted, abortReadBack], []],
    ['a restart', [restart], [`abort then ${policy}`]],
    ['a replacement', [{ ...restart, nextPolicy: '{}' } as LedgerEvent], ['abort then {}']],
    ['a restart whose new lock was not begun', [restart, aborted, abortReadBack], [`abort then ${policy}`]],
    ['a restart in its second half', [restart, aborted, abortReadBack, initiate('b')], ['initiate b']],
    [
      'a restart that came to its end',
      [restart, aborted, abortReadBack, initiate('b'), received('b'), readBack('b')],
      [],
    ],
    [
      'a restart that was found out',
      [restart, aborted, { type: 'abortSettled', created: at(1), found: 'no lock' }],
      [],
    ],
  ];
  for (const [what, events, expected] of table) {
    it(`${what}: ${expected.join(', ') || 'nothing is open'}`, () =>
      assert.deepEqual(open(...events), expected));
  }

  it('keeps vaults and practice Glaciers apart', () => {
    const all = openOperations([
      entry(initiate('a')),
      entry(initiate('b'), { name: 'other' }),
      entry(initiate('c'), { connection: 'environment' }),
      entry(received('c'), { connection: 'environment' }),
      entry(readBack('c'), { connection: 'environment' }),
    ]);
    assert.deepEqual(
      all.map((each) =>
        each.map(({ intent }) => `${intent.connection} ${intent.arn.split('/').pop() ?? ''}`),
      ),
      [['local claims'], ['local other']],
    );
  });

  it('leaves out what was written before ends were written down', () => {
    assert.deepEqual(openOperations([entry(complete, { process: undefined })]), []);
  });
});

function unclear(attempt: string): LedgerEvent {
  return { type: 'initiateUnclear', attempt, code: 'ECONNRESET' };
}

function entered(): LedgerEvent {
  return { type: 'lockIdEntered', lockId: 'by-hand', created: at(1), expires: at(9), policySha256: 'p' };
}

function second(...events: LedgerEvent[]): LedgerEvent[] {
  return [initiate('a'), initiate('b'), ...events];
}
