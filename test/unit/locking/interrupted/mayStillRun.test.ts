import assert from 'node:assert/strict';
import { mayStillRun, type Here } from '../../../../src/locking/interrupted/mayStillRun';
import { entry, initiate, start } from './support/entries';

const minute = 60_000;
const here = (change: Partial<Here> = {}): Here => ({
  host: 'here',
  process: 200,
  began: start - minute,
  now: start + minute,
  isAlive: () => true,
  ...change,
});

describe('mayStillRun', () => {
  const table: readonly (readonly [what: string, process: string, here: Here, expected: boolean])[] = [
    ['a process that is alive', '100', here(), true],
    ['one that is dead', '100', here({ isAlive: () => false }), false],
    ['one that is alive, but hours later', '100', here({ now: start + 60 * minute }), false],
    ['this process', '200', here(), true],
    ['this process, hours later', '200', here({ now: start + 60 * minute }), true],
    ['an earlier process with the ID of this one', '200', here({ began: start + 1 }), false],
    ['another computer, just now', '100', here({ host: 'there', isAlive: () => false }), true],
    ['another computer, hours ago', '100', here({ host: 'there', now: start + 60 * minute }), false],
  ];
  for (const [what, process, now, expected] of table) {
    it(`${what}: ${expected ? 'yes' : 'no'}`, () =>
      assert.equal(mayStillRun(entry(initiate('a'), { process }), now), expected));
  }
});
