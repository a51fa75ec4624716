import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endTested, startTested } from './support/localGlacier';
import { properHeaders, send } from './support/raw';
import { retention } from './support/sdk';

describe('what the local Glacier logs', () => {
  let folder: string;
  let stateFile: string;
  let lines: string[];
  const start = async () =>
    (await startTested({ stateFile, log: (line) => lines.push(line), report: (line) => lines.push(line) }))
      .url;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-log-'));
    stateFile = path.join(folder, 'state.json');
    lines = [];
  });
  afterEach(async () => {
    await endTested();
    await rm(folder, { recursive: true });
  });

  it('is the operation and the vault, with the status and the request ID', async () => {
    const url = await start();
    const reply = await send(url, 'PUT', '/-/vaults/v');
    assert.deepEqual(lines, [`CreateVault v: 201 ${String(reply.headers['x-amzn-requestid'])}`]);
  });

  it('is never a lock ID, however it is sent and however that ends', async () => {
    const url = await start();
    await send(url, 'PUT', '/-/vaults/v');
    const body = JSON.stringify({ Policy: retention('v', 5) });
    const lockId = String(
      (await send(url, 'POST', '/-/vaults/v/lock-policy', { body })).headers['x-amz-lock-id'],
    );
    assert.match(lockId, /^\S{20,}$/);
    const statuses: number[] = [];
    const ask = async (method: string, place: string, headers = properHeaders) =>
      statuses.push((await send(url, method, place, { headers })).status);
    await ask('POST', `/-/vaults/v/lock-policy/${lockId}`, {});
    await ask('POST', `/-/vaults/never/lock-policy/${lockId}`);
    await ask('GET', `/-/vaults/v/lock-policy/${lockId}`);
    await ask('POST', `/-/vaults/v/lock-policy/${lockId}/`);
    await ask('POST', `/-/vaults/v/lock-policy/${lockId}%`);
    await ask('POST', `/-/vaults?lockId=${lockId}`);
    await ask('POST', `/_practice/${lockId}`);
    await writeFile(stateFile, '{"written by":"somebody else"}');
    await ask('POST', `/-/vaults/v/lock-policy/${lockId}`);
    assert.deepEqual(statuses, [400, 404, 400, 400, 400, 400, 400, 500]);
    const told = lines.join('\n');
    assert.match(told, /^CompleteVaultLock v failed: .*another program has changed the file/m);
    assert.ok(!told.includes(lockId), told);
  });

  it('is never an archive ID', async () => {
    const url = await start();
    await send(url, 'PUT', '/-/vaults/v');
    const archiveId = 'A'.repeat(138);
    assert.equal((await send(url, 'DELETE', `/-/vaults/v/archives/${archiveId}`)).status, 204);
    assert.match(lines.join('\n'), /^DeleteArchive v: 204 /m);
    assert.ok(!lines.join('\n').includes(archiveId));
  });

  it('is one line for each request, whatever the vault is called', async () => {
    const url = await start();
    await send(url, 'GET', '/-/vaults/a%0Ab');
    assert.equal(lines.length, 1);
    assert.match(lines.join(), /^DescribeVault \(no vault name\): 404 /);
  });
});
