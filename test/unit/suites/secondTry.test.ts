import assert from 'node:assert/strict';
import type { Results } from '../../../tools/suites/results.mjs';
import { afterSecondTry, groupsToTryAgain } from '../../../tools/suites/secondTry.mjs';

const group = (title: string, failed: number, passed = 2): Results['groups'][number] => ({
  title,
  passed,
  failed,
  skipped: 0,
});

const results = (groups: Results['groups'], rest: Partial<Results> = {}): Results => ({
  groups,
  failures: groups
    .filter(({ failed }) => failed > 0)
    .map(({ title }) => ({ title: `${title} does something`, message: 'Error: late' })),
  current: undefined,
  finished: true,
  ...rest,
});

describe('the second try of a suite in VS Code', () => {
  it('is of the groups that failed, and of no other whose title begins alike', () => {
    const pattern = groupsToTryAgain(results([group('the tree (dark)', 1), group('the tree', 0)]));
    assert.ok(pattern !== undefined);
    assert.match('the tree (dark) shows vaults', new RegExp(pattern));
    assert.doesNotMatch('the tree shows vaults', new RegExp(pattern));
    assert.doesNotMatch('about the tree (dark) that', new RegExp(pattern));
  });

  it('is not made where nothing failed, where much did, or after a run that broke off', () => {
    assert.equal(groupsToTryAgain(results([group('a', 0)])), undefined);
    const many = ['a', 'b', 'c', 'd', 'e'].map((title) => group(title, 1));
    assert.equal(groupsToTryAgain(results(many)), undefined);
    assert.equal(groupsToTryAgain(results([group('a', 1)], { finished: false })), undefined);
  });

  it('counts a group that passed whole, and tells what it took', () => {
    const first = { results: results([group('a', 1), group('b', 1), group('c', 0)]), ending: 'bad' };
    const second = { results: results([group('a', 0, 3), group('b', 1)]), ending: 'bad again' };
    const { ran, unsteady } = afterSecondTry(first, second);
    assert.deepEqual(
      ran.results.groups.map(({ title, passed, failed }) => [title, passed, failed]),
      [
        ['a', 3, 0],
        ['b', 2, 1],
        ['c', 2, 0],
      ],
    );
    assert.deepEqual(
      unsteady.map(({ title }) => title),
      ['a does something'],
    );
    assert.deepEqual(
      ran.results.failures.map(({ title }) => title),
      ['b does something'],
    );
    assert.equal(ran.ending, 'bad');
  });

  it('counts nothing of a second run that broke off', () => {
    const first = { results: results([group('a', 1)]), ending: 'bad' };
    const second = { results: results([group('a', 0)], { finished: false }), ending: 'killed' };
    const { ran, unsteady } = afterSecondTry(first, second);
    assert.equal(ran.results.groups[0]?.failed, 1);
    assert.equal(unsteady.length, 0);
  });

  it('ends well where all of it passed', () => {
    const { ran } = afterSecondTry(
      { results: results([group('a', 1)]), ending: 'bad' },
      { results: results([group('a', 0)]), ending: undefined },
    );
    assert.equal(ran.ending, undefined);
  });
});
