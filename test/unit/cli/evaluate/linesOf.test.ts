import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linesOf, longestLine, type Line } from '../../../../src/cli/evaluate/linesOf';

/** All lines of a stream that comes in these chunks. */
async function lines(...chunks: readonly (string | Uint8Array)[]): Promise<readonly Line[]> {
  const stream = async function* (): AsyncGenerator<Buffer> {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  };
  const all: Line[] = [];
  for await (const some of linesOf(stream())) all.push(...some);
  return all;
}

describe('the lines of a stream', () => {
  it('are the same, however it is cut into chunks', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'ä', '😀', '\uFEFF'), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(100), { maxLength: 6 }), async (whole, cuts) => {
        const bytes = Buffer.from(whole);
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        const expected = whole.replace(/^\uFEFF/, '').split('\n');
        // What follows the last line end is a line only if there is something.
        if (whole.split('\n').at(-1) === '') expected.pop();
        assert.deepEqual(await lines(...chunks), expected);
      }),
    );
  });

  it('come as soon as their end has come', async () => {
    const seen: (string | readonly Line[])[] = [];
    const stream = async function* (): AsyncGenerator<Buffer> {
      for (const chunk of ['a\nb', 'c', '\n\nd', '\n']) {
        seen.push(chunk);
        yield await Promise.resolve(Buffer.from(chunk));
      }
    };
    for await (const some of linesOf(stream())) seen.push(some);
    assert.deepEqual(seen, ['a\nb', ['a'], 'c', '\n\nd', ['bc', ''], '\n', ['d']]);
  });

  it('that are not UTF-8 are told, and the others read', async () => {
    const bad = Buffer.concat([Buffer.from('a\nb'), Buffer.from([0xff]), Buffer.from('\nä\n')]);
    const [a, b, c, ...more] = await lines(bad);
    assert.deepEqual([a, c, more], ['a', 'ä', []]);
    assert(typeof b === 'object' && b.problem.includes('UTF-8'));
  });

  it('that are far too long are told and not kept, and the next one is read', async () => {
    const long = Buffer.alloc(longestLine / 2, 'x');
    const [a, b, ...more] = await lines(long, long, 'x', long, '\nb\n');
    assert(typeof a === 'object' && a.problem.includes('longer'));
    assert.deepEqual([b, more], ['b', []]);
    const [c, ...none] = await lines(long, long, 'x');
    assert(typeof c === 'object' && none.length === 0);
    assert.deepEqual(await lines(long, long, '\n'), ['x'.repeat(longestLine)]);
  });
});
