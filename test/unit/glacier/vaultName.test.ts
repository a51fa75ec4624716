import assert from 'node:assert/strict';
import { vaultNameProblem } from '../../../src/glacier/vaultName';

describe('vaultNameProblem', () => {
  for (const name of ['a', 'Claims-2026_eu.west', '...', '-', 'x'.repeat(255)]) {
    it(`accepts ${name.slice(0, 20)}`, () => assert.equal(vaultNameProblem(name), undefined));
  }
  for (const name of ['', 'a/b', 'a b', 'é', '.', '..', 'x'.repeat(256), 'a%2Fb', 'a?b', 'a\n']) {
    it(`refuses ${JSON.stringify(name.slice(0, 20))}`, () =>
      assert.match(vaultNameProblem(name) ?? '', /\.$/));
  }
});
