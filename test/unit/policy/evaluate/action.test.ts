import assert from 'node:assert/strict';
import { actions, expandAction } from '../../../../src/policy/vocabulary/actions';
import { matchesAction } from '../../../../src/policy/evaluate/action';
import { applies } from './asking';

describe('evaluate: Action', () => {
  const cases: readonly [rule: string, entry: string | string[], action: string, expected: boolean][] = [
    ['the name has no case', 'glacier:deletearchive', 'glacier:DeleteArchive', true],
    ['the service prefix has no case', 'Glacier:DeleteArchive', 'glacier:DeleteArchive', true],
    ['the request has no case either', 'glacier:DeleteArchive', 'GLACIER:DELETEARCHIVE', true],
    ['* is any run', 'glacier:Delete*', 'glacier:DeleteArchive', true],
    ['* is also an empty run', 'glacier:DeleteArchive*', 'glacier:DeleteArchive', true],
    ['* works anywhere in the name', 'glacier:*Arch*ve', 'glacier:DeleteArchive', true],
    ['? is exactly one character', 'glacier:Get?obOutput', 'glacier:GetJobOutput', true],
    ['? is not none', 'glacier:DeleteArchive?', 'glacier:DeleteArchive', false],
    ['* alone matches all', '*', 'glacier:DeleteArchive', true],
    ['* alone matches all, doubled as well', '**', 'glacier:DeleteArchive', true],
    ['no wildcard alone in the service prefix', '*:DeleteArchive', 'glacier:DeleteArchive', false],
    ['no * in the service prefix', 'gl*:DeleteArchive', 'glacier:DeleteArchive', false],
    ['no ? in the service prefix', 'glacie?:DeleteArchive', 'glacier:DeleteArchive', false],
    ['a star does not reach across the prefix', 'gl*', 'glacier:DeleteArchive', false],
    ['the prefix is needed', 'DeleteArchive', 'glacier:DeleteArchive', false],
    ['another service is another action', 's3:DeleteArchive', 'glacier:DeleteArchive', false],
    ['white space behind counts', 'glacier:DeleteArchive ', 'glacier:DeleteArchive', false],
    ['white space in front counts', ' glacier:DeleteArchive', 'glacier:DeleteArchive', false],
    ['a beginning without wildcard is no match', 'glacier:Delete', 'glacier:DeleteArchive', false],
    ['a name that goes on is no match', 'glacier:DeleteArchive', 'glacier:DeleteArchives', false],
    ['a full stop is no wildcard', 'glacier:Delete.rchive', 'glacier:DeleteArchive', false],
    [
      'one entry of several is enough',
      ['glacier:InitiateJob', 'glacier:Delete*'],
      'glacier:DeleteArchive',
      true,
    ],
    ['an empty list matches nothing', [], 'glacier:DeleteArchive', false],
  ];
  for (const [rule, entry, action, expected] of cases) {
    it(`${rule}: ${JSON.stringify(entry)} ${expected ? 'names' : 'does not name'} ${action}`, () => {
      assert.equal(applies({ Action: entry }, { action }), expected);
    });
    it(`NotAction negates the list as a whole (${rule})`, () => {
      assert.equal(applies({ NotAction: entry }, { action }), !expected);
    });
  }

  it('stands for the actions that the vocabulary expands it to', () => {
    for (const entry of [
      '*',
      'glacier:*',
      'GLACIER:*Archive',
      'glacier:?*VaultLock',
      'gl*:*',
      'glacier:',
      '*:*',
    ]) {
      assert.deepEqual(
        actions.filter(({ name }) => matchesAction(entry, `glacier:${name}`)),
        expandAction(entry),
        entry,
      );
    }
  });
});
