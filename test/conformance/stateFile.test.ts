import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LocalGlacierError } from '../../src/localGlacier';
import { endTested, startTested } from './support/localGlacier';
import { refusedWith, send } from './support/raw';

describe('a state file', () => {
  let folder: string;
  let stateFile: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-state-file-'));
    stateFile = path.join(folder, 'state.json');
  });
  afterEach(async () => {
    await endTested();
    await rm(folder, { recursive: true });
  });

  it('that can no longer be written is reported, nothing unwritten is shown, and the server lives on', async () => {
    const problems: string[] = [];
    const { url } = await startTested({ stateFile, report: (problem) => problems.push(problem) });
    assert.equal((await send(url, 'PUT', '/-/vaults/kept')).status, 201);
    const foreign = '{"written by":"somebody else"}';
    await writeFile(stateFile, foreign);
    assert.equal(refusedWith(await send(url, 'PUT', '/-/vaults/lost')), '500 ServiceUnavailableException');
    assert.equal(problems.length, 1);
    assert.match(problems.join(), /another program has changed the file/);
    assert.equal((await send(url, 'GET', '/-/vaults/lost')).status, 404);
    assert.equal((await send(url, 'GET', '/-/vaults/kept')).status, 200);
    assert.equal(await readFile(stateFile, 'utf8'), foreign);
  });

  it('is not even opened by one that does not get the port', async () => {
    const { port } = await startTested({ stateFile });
    const before = await readFile(stateFile, 'utf8');
    await assert.rejects(
      startTested({ port, stateFile, seed: 'sample' }),
      (error) => error instanceof LocalGlacierError && error.code === 'portTaken',
    );
    const other = path.join(folder, 'other.json');
    await assert.rejects(startTested({ port, stateFile: other }));
    await assert.rejects(readFile(other), { code: 'ENOENT' });
    assert.equal(await readFile(stateFile, 'utf8'), before);
  });

  it('has the seed at first; a reset returns to it, also after a restart', async () => {
    const first = await startTested({ stateFile, seed: 'sample' });
    await send(first.url, 'PUT', '/-/vaults/more');
    await first.close();
    const second = await startTested({ stateFile });
    assert.equal((await send(second.url, 'GET', '/-/vaults/more')).status, 200);
    await second.reset();
    assert.equal((await send(second.url, 'GET', '/-/vaults/more')).status, 404);
    assert.equal((await send(second.url, 'GET', '/-/vaults/my-vault')).status, 200);
  });

  it('that is damaged frees the port again', async () => {
    await writeFile(stateFile, 'x');
    const glacier = await startTested();
    const { port } = glacier;
    await glacier.close();
    await assert.rejects(
      startTested({ port, stateFile }),
      (error) => error instanceof LocalGlacierError && error.code === 'stateFileDamaged',
    );
    assert.equal((await startTested({ port })).port, port);
    assert.equal(await readFile(stateFile, 'utf8'), 'x');
  });
});
