import assert from 'node:assert/strict';
import { asWritten, t, translateBy } from '../../../src/words';

describe('the words', () => {
  afterEach(() => translateBy(asWritten));

  it('are as they are written until somebody translates them', () => {
    assert.equal(t('{0} of {1}, {0} of {1}', 2, 'vaults'), '2 of vaults, 2 of vaults');
    assert.equal(t('no value at {0}'), 'no value at {0}');
    assert.equal(t('{0}', '{1}', 'not put into a value'), '{1}');
  });

  it('are in the language of the window from then on', () => {
    translateBy((sentence, ...values) => [sentence, ...values].join('|'));
    assert.equal(t('Lock of {0}', 'examplevault'), 'Lock of {0}|examplevault');
  });
});
