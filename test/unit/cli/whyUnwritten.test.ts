import assert from 'node:assert/strict';
import { whyUnwritten } from '../../../src/cli/whyUnwritten';

const failure = (code: string): Error => Object.assign(new Error(`${code}: as the system says`), { code });

describe('why results were not written', () => {
  it('is nothing to speak of where their reader has gone away', () => {
    for (const code of ['EPIPE', 'ECONNRESET', 'EOF']) assert.equal(whyUnwritten(failure(code)), undefined);
  });

  it('is told in words, and else in those of the system', () => {
    assert.match(whyUnwritten(failure('ENOSPC')) ?? '', /results could not be written.*no space is left/);
    assert.match(whyUnwritten(failure('ENXIO')) ?? '', /ENXIO: as the system says\.$/);
    assert.match(whyUnwritten(new Error('for no reason')) ?? '', /for no reason\.$/);
  });
});
