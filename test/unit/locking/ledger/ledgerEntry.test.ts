import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseLedgerLine } from '../../../../src/locking/ledger/ledgerEntry';

const proper = {
  v: 1,
  localTime: '2026-03-01T12:00:00.000Z',
  glacierTime: '2026-03-01T12:00:00.000Z',
  connection: 'local',
  kind: 'local',
  practice: true,
  arn: 'arn:aws:glacier:us-west-2:111122223333:vaults/claims',
  account: '111122223333',
  region: 'us-west-2',
  type: 'aborted',
  created: '2026-03-01T11:00:00.000Z',
};

describe('parseLedgerLine', () => {
  const table: readonly (readonly [what: string, line: string, result: string])[] = [
    ['a proper line', JSON.stringify(proper), 'ok'],
    ['one with members of a later version of the same form', JSON.stringify({ ...proper, hash: 'x' }), 'ok'],
    ['a later form', JSON.stringify({ ...proper, v: 2 }), 'written by a later version'],
    ['half a line', JSON.stringify(proper).slice(0, 60), 'not JSON'],
    ['an unknown event', JSON.stringify({ ...proper, type: 'melted' }), 'not a ledger entry'],
    ['a type that every object has', JSON.stringify({ ...proper, type: 'toString' }), 'not a ledger entry'],
    ['a missing member', JSON.stringify({ ...proper, created: undefined }), 'not a ledger entry'],
    ['a date that is none', JSON.stringify({ ...proper, created: 'soon' }), 'not a ledger entry'],
    ['a member of the wrong type', JSON.stringify({ ...proper, arn: 5 }), 'not a ledger entry'],
    ['no object', '"text"', 'not a ledger entry'],
    ['null', 'null', 'not a ledger entry'],
  ];
  for (const [what, line, result] of table) {
    it(`${what}: ${result}`, () => {
      const parsed = parseLedgerLine(line);
      assert.equal(parsed.ok ? 'ok' : parsed.problem, result);
    });
  }

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (line) => void parseLedgerLine(line)));
  });
});
