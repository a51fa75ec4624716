import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { TreeHash } from '../../../src/localGlacier/treeHash';

const mib = 1024 * 1024;
const sha = (...parts: readonly Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const treeHash = (bytes: Buffer) => new TreeHash().update(bytes).digest();

/** Bytes that differ from leaf to leaf. */
function sample(length: number): Buffer {
  const bytes = Buffer.alloc(length, 'glacier');
  for (let at = 0; at < length; at += 4096) bytes.writeUInt8((at / 4096) % 251, at);
  return bytes;
}

describe('the SHA-256 tree hash', () => {
  it('is the flat hash up to 1 MiB', () => {
    for (const length of [0, 1, mib - 1, mib]) {
      assert.equal(treeHash(sample(length)), sha(sample(length)).toString('hex'), `${length} bytes`);
    }
  });

  it('pairs the hashes of the leaves, an odd one moving up unchanged', () => {
    const bytes = sample(5 * mib + 1);
    const [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5].map((leaf) =>
      sha(bytes.subarray(leaf * mib, (leaf + 1) * mib)),
    );
    assert.ok(a && b && c && d && e && f);
    assert.equal(treeHash(bytes.subarray(0, 3 * mib)), sha(sha(a, b), c).toString('hex'), 'three leaves');
    assert.equal(
      treeHash(bytes),
      sha(sha(sha(a, b), sha(c, d)), sha(e, f)).toString('hex'),
      'six leaves, the last of one byte',
    );
  });

  it('does not depend on the pieces it is fed', () => {
    const bytes = sample(2 * mib + 17);
    const whole = treeHash(bytes);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 6 }), (cuts) => {
        const hash = new TreeHash();
        let from = 0;
        for (const cut of [...cuts.sort((x, y) => x - y), bytes.length]) {
          hash.update(bytes.subarray(from, cut));
          from = cut;
        }
        assert.equal(hash.digest(), whole);
      }),
      { numRuns: 20 },
    );
  });
});
