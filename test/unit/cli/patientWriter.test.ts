import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { patientWriter } from '../../../src/cli/patientWriter';

describe('writing no faster than is read', () => {
  it('waits until there is room', async () => {
    const taken: string[] = [];
    const waiting: (() => void)[] = [];
    const slow = new Writable({
      highWaterMark: 1,
      write: (chunk: Buffer, _encoding, done) => {
        taken.push(chunk.toString());
        waiting.push(done);
      },
    });
    const write = patientWriter(slow);
    let goesOn = false;
    const written = write('ab').then((room) => (goesOn = room));
    await new Promise(setImmediate);
    assert.deepEqual([taken, goesOn], [['ab'], false]);
    waiting.shift()?.();
    await written;
    assert.equal(goesOn, true);
    assert.equal(slow.listenerCount('drain') + slow.listenerCount('close'), 0);
  });

  it('says so once the stream has failed, and writes no more', async () => {
    let writes = 0;
    const broken = new Writable({
      write: (_chunk, _encoding, done) => {
        writes += 1;
        done(new Error('EPIPE'));
      },
    });
    const write = patientWriter(broken);
    await write('a');
    await new Promise(setImmediate);
    assert.equal(await write('b'), false);
    assert.equal(writes, 1);
  });

  it('does not wait for a stream that fails meanwhile', async () => {
    const broken = new Writable({ highWaterMark: 1, write: () => undefined });
    const written = patientWriter(broken)('ab');
    broken.destroy(new Error('EPIPE'));
    assert.equal(await written, false);
  });
});
