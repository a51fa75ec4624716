import assert from 'node:assert/strict';
import { isLockId } from '../../../src/locking/lockId';

describe('what can be a lock ID', () => {
  for (const text of ['a/b+c=', 'AE863rKkWZU53SLW5be4DUcW', 'x', 'l'.repeat(256)]) {
    it(`is ${text.slice(0, 24)}`, () => assert.ok(isLockId(text)));
  }

  for (const text of ['', ' ', 'two words', 'a\nb', 'a\tb', 'a\u0007b', 'a\u00a0b', 'l'.repeat(257)]) {
    it(`is not ${JSON.stringify(text.slice(0, 24))}`, () => assert.ok(!isLockId(text)));
  }
});
