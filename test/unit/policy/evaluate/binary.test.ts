import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeBase64 } from '../../../../src/policy/evaluate/binary';

describe('base64', () => {
  it('gives back every sequence of bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        assert.deepEqual(decodeBase64(Buffer.from(bytes).toString('base64')), [...bytes]);
      }),
    );
  });

  for (const text of ['QQ', 'QQ=', 'Q===', 'Q Q=', 'QQ==\n', 'Q-_=', '=QQQ', 'QQ==QQ=='])
    it(`${JSON.stringify(text)} is none`, () => assert.equal(decodeBase64(text), undefined));
});
