import assert from 'node:assert/strict';
import {
  AbortVaultLockCommand,
  CompleteVaultLockCommand,
  CreateVaultCommand,
  DeleteArchiveCommand,
  DescribeVaultCommand,
  type GlacierClient,
} from '@aws-sdk/client-glacier';
import { endTested, startTested, type TestedGlacier } from './support/localGlacier';
import { properHeaders, refusedWith, send } from './support/raw';
import {
  account,
  arnOf,
  clientOf,
  createVault,
  dayInSeconds,
  endClients,
  initiate,
  lockOf,
  outcome,
  refusal,
  refusalOf,
  retention,
  upload,
  vault,
} from './support/sdk';

/** Each of these was found in some other imitation of Glacier. */
describe('mistakes that other emulators made', () => {
  let glacier: TestedGlacier;
  let client: GlacierClient;
  beforeEach(async () => {
    glacier = await startTested();
    client = clientOf(glacier.url);
    await createVault(client, 'v');
  });
  afterEach(async () => {
    endClients();
    await endTested();
  });

  const lockPath = '/-/vaults/v/lock-policy';
  const initiateRaw = () =>
    send(glacier.url, 'POST', lockPath, { body: JSON.stringify({ Policy: retention('v', 5) }) });
  const complete = (lockId: string) =>
    outcome(client.send(new CompleteVaultLockCommand({ ...vault('v'), lockId })));
  const abort = () => outcome(client.send(new AbortVaultLockCommand(vault('v'))));
  const deleteArchive = (archiveId: string) =>
    outcome(client.send(new DeleteArchiveCommand({ ...vault('v'), archiveId })));
  const denied = '403 AccessDeniedException';

  it('the lock ID in the body: it is in the header x-amz-lock-id, and the body is empty', async () => {
    const reply = await initiateRaw();
    assert.equal(reply.status, 201);
    assert.equal(reply.text, '');
    assert.equal(reply.headers['content-length'], '0');
    assert.match(String(reply.headers['x-amz-lock-id']), /^[\w-]{24}$/);
  });

  it('the lock ID returned by GetVaultLock: there are four members and no more', async () => {
    const lockId = String((await initiateRaw()).headers['x-amz-lock-id']);
    const inProgress = await send(glacier.url, 'GET', lockPath);
    await complete(lockId);
    const locked = await send(glacier.url, 'GET', lockPath);
    for (const reply of [inProgress, locked]) {
      const members = Object.keys(JSON.parse(reply.text) as object).sort();
      assert.deepEqual(members, ['CreationDate', 'ExpirationDate', 'Policy', 'State']);
      assert.ok(!reply.text.includes(lockId));
      assert.ok(!JSON.stringify(reply.headers).includes(lockId));
    }
  });

  it('no lock answered with 200 "Unlocked": it is a 404', async () => {
    const error = await refusalOf(lockOf(client, 'v'));
    assert.equal(error.name, 'ResourceNotFoundException');
    assert.equal(error.$metadata.httpStatusCode, 404);
    assert.equal(error.message, `No vault lock policy is set for: ${arnOf('v')}`);
  });

  it('Initiate overwrites the policy of a lock in progress or of a locked one', async () => {
    const lockId = await initiate(client, 'v', retention('v', 365));
    assert.equal(await refusal(initiate(client, 'v', retention('v', 1))), denied);
    assert.equal((await lockOf(client, 'v')).Policy, retention('v', 365));
    await complete(lockId);
    assert.equal(await refusal(initiate(client, 'v', retention('v', 1))), denied);
    assert.equal((await lockOf(client, 'v')).Policy, retention('v', 365));
  });

  it('Abort removes a locked policy, or answers 400', async () => {
    await complete(await initiate(client, 'v'));
    assert.equal(await abort(), denied);
    assert.equal((await lockOf(client, 'v')).State, 'Locked');
  });

  it('Complete is not idempotent', async () => {
    const lockId = await initiate(client, 'v');
    assert.equal(await complete(lockId), '204');
    assert.equal(await complete(lockId), '204');
    await glacier.advance(2 * dayInSeconds);
    assert.equal(await complete(lockId), '204');
  });

  it('a wrong state answered with 409', async () => {
    const lockId = await initiate(client, 'v');
    assert.equal(await refusal(initiate(client, 'v')), denied);
    assert.equal(await complete('wrong'), '400 InvalidParameterValueException');
    await complete(lockId);
    assert.equal(await complete('wrong'), denied);
  });

  it('no expiry', async () => {
    const lockId = await initiate(client, 'v');
    await glacier.advance(dayInSeconds);
    assert.equal(await refusal(lockOf(client, 'v')), '404 ResourceNotFoundException');
    assert.equal(await complete(lockId), '404 ResourceNotFoundException');
  });

  it('the policy is kept and not enforced', async () => {
    const archiveId = await upload(client, 'v');
    await complete(await initiate(client, 'v'));
    assert.equal(await deleteArchive(archiveId), denied);
  });

  it('a Deny is enforced only after Complete', async () => {
    const archiveId = await upload(client, 'v');
    await initiate(client, 'v');
    assert.equal(await deleteArchive(archiveId), denied);
  });

  it('condition keys are compared with case', async () => {
    const archiveId = await upload(client, 'v');
    await initiate(client, 'v', retention('v', 365).replace('ArchiveAgeInDays', 'ArchiveAgeinDays'));
    assert.equal(await deleteArchive(archiveId), denied);
  });

  it('a missing Principal is read as everyone: the policy is refused', async () => {
    const policy = retention('v', 365).replace('"Principal":"*",', '');
    const error = await refusalOf(initiate(client, 'v', policy));
    assert.equal(error.name, 'InvalidParameterValueException');
    assert.equal(error.message, 'The specified vault lock policy is invalid. Provide a valid policy.');
  });

  it('the wildcard ? is missing', async () => {
    const archiveId = await upload(client, 'v');
    await initiate(client, 'v', retention('v', 365, { Action: 'glacier:Delete?rchive' }));
    assert.equal(await deleteArchive(archiveId), denied);
  });

  it('ExpirationDate is "" when locked: it is null', async () => {
    await complete(await initiate(client, 'v'));
    const { text } = await send(glacier.url, 'GET', lockPath);
    assert.equal((JSON.parse(text) as { ExpirationDate: unknown }).ExpirationDate, null);
  });

  it('an unknown vault without its ARN in the message', async () => {
    const error = await refusalOf(client.send(new DescribeVaultCommand(vault('never'))));
    assert.equal(error.message, `Vault not found for ARN: ${arnOf('never')}`);
  });

  it('a page of 1000: there are ten on one', async () => {
    for (let count = 0; count < 11; count += 1) await createVault(client, `v${count}`);
    const { text } = await send(glacier.url, 'GET', '/-/vaults?limit=1000');
    assert.equal((JSON.parse(text) as { VaultList: unknown[] }).VaultList.length, 10);
  });

  it('no Location on CreateVault', async () => {
    const { location } = await client.send(new CreateVaultCommand(vault('w')));
    assert.equal(location, `/${account}/vaults/w`);
  });

  it('limit and the version header are not checked', async () => {
    const { authorization = '' } = properHeaders;
    assert.equal(
      refusedWith(await send(glacier.url, 'GET', '/-/vaults?limit=0')),
      '400 InvalidParameterValueException',
    );
    assert.equal(
      refusedWith(await send(glacier.url, 'GET', '/-/vaults', { headers: { authorization } })),
      '400 MissingParameterValueException',
    );
  });
});
