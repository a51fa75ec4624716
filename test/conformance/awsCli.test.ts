import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run, type Run } from './support/commandLine';
import { endTested, startTested, type TestedGlacier } from './support/localGlacier';
import { account, dayInSeconds, retention } from './support/sdk';
import { awsEnvironment, needs } from './support/tools';

describe('the AWS CLI', function () {
  // Each call starts a Python.
  this.timeout(300_000);
  let glacier: TestedGlacier;
  let folder: string;

  before(async function () {
    needs(this, 'the AWS CLI');
    glacier = await startTested();
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-aws-'));
  });
  after(async () => {
    await endTested();
    if (folder) await rm(folder, { recursive: true });
  });

  const aws = (...args: readonly string[]) =>
    run('aws', ['--endpoint-url', glacier.url, '--output', 'json', 'glacier', ...args], awsEnvironment);
  const on = (operation: string, name: string, ...args: readonly string[]) =>
    aws(operation, '--account-id', '-', '--vault-name', name, ...args);
  const json = (result: Run) => {
    assert.equal(result.status, 0, result.err);
    return JSON.parse(result.out) as Record<string, unknown>;
  };
  const done = (result: Run) => assert.deepEqual([result.status, result.out], [0, ''], result.err);

  /** Version 1 ends with 255 on an error of the service, version 2 with 254. */
  function refused(result: Run, code: string): void {
    assert.ok(result.status === 255 || result.status === 254, `${result.status ?? ''} ${result.out}`);
    assert.match(result.err, new RegExp(`\\(${code}\\)`));
  }

  async function initiate(name: string, days = 365): Promise<string> {
    const file = path.join(folder, `${name}.json`);
    await writeFile(file, JSON.stringify({ Policy: retention(name, days) }));
    const { lockId } = json(await on('initiate-vault-lock', name, '--policy', `file://${file}`));
    assert.match(String(lockId), /^[A-Za-z0-9_][\w-]{23}$/);
    return String(lockId);
  }

  it('creates, initiates, gets, completes, and is denied an abort', async () => {
    assert.deepEqual(json(await on('create-vault', 'locked')), { location: `/${account}/vaults/locked` });
    refused(await on('get-vault-lock', 'locked'), 'ResourceNotFoundException');
    refused(await on('complete-vault-lock', 'locked', '--lock-id', 'x'), 'ResourceNotFoundException');
    const lockId = await initiate('locked');
    const lock = json(await on('get-vault-lock', 'locked'));
    assert.deepEqual([lock['State'], lock['Policy']], ['InProgress', retention('locked', 365)]);
    assert.equal(
      Date.parse(String(lock['ExpirationDate'])) - Date.parse(String(lock['CreationDate'])),
      dayInSeconds * 1000,
    );
    refused(
      await on('complete-vault-lock', 'locked', '--lock-id', 'wrong'),
      'InvalidParameterValueException',
    );
    done(await on('complete-vault-lock', 'locked', '--lock-id', lockId));
    assert.equal(json(await on('get-vault-lock', 'locked'))['State'], 'Locked');
    done(await on('complete-vault-lock', 'locked', '--lock-id', lockId));
    refused(await on('complete-vault-lock', 'locked', '--lock-id', 'wrong'), 'AccessDeniedException');
    refused(await on('abort-vault-lock', 'locked'), 'AccessDeniedException');
  });

  it('initiates, aborts, and has nothing left to complete', async () => {
    json(await on('create-vault', 'aborted'));
    const lockId = await initiate('aborted');
    done(await on('abort-vault-lock', 'aborted'));
    refused(await on('complete-vault-lock', 'aborted', '--lock-id', lockId), 'ResourceNotFoundException');
  });

  it('lists all vaults by itself, page by page', async () => {
    const more = await startTested({ seed: 'sample' });
    const listed = await run(
      'aws',
      ['--endpoint-url', more.url, '--output', 'json', 'glacier', 'list-vaults', '--account-id', '-'],
      awsEnvironment,
    );
    assert.equal((json(listed)['VaultList'] as unknown[]).length, 13);
  });

  it('uploads an archive, and is denied its deletion as long as the lock says', async () => {
    json(await on('create-vault', 'archives'));
    const file = path.join(folder, 'archive.bin');
    await writeFile(file, Buffer.alloc(1024 * 1024 + 1, 'x'));
    const uploaded = json(await on('upload-archive', 'archives', '--body', file));
    const archiveId = String(uploaded['archiveId']);
    await initiate('archives', 1);
    const remove = () => on('delete-archive', 'archives', `--archive-id=${archiveId}`);
    refused(await remove(), 'AccessDeniedException');
    await glacier.advance(dayInSeconds);
    done(await remove());
  });

  it('is refused without a signature', async () => {
    refused(
      await aws('list-vaults', '--account-id', '-', '--no-sign-request'),
      'MissingAuthenticationTokenException',
    );
  });
});
