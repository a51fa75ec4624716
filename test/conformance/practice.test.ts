import assert from 'node:assert/strict';
import {
  DescribeVaultCommand,
  ListTagsForVaultCommand,
  ListVaultsCommand,
  paginateListVaults,
  type GlacierClient,
} from '@aws-sdk/client-glacier';
import { LocalGlacierError } from '../../src/localGlacier';
import { readPolicyDocument } from '../../src/policy';
import { endTested, startTested, type TestedGlacier } from './support/localGlacier';
import { send } from './support/raw';
import {
  account,
  arnOf,
  clientAs,
  clientOf,
  createVault,
  endClients,
  initiate,
  lockOf,
  outcome,
  refusal,
  vault,
} from './support/sdk';

describe("the contract's extras", () => {
  afterEach(async () => {
    endClients();
    await endTested();
  });

  it('the clock tells the time without credentials, and nothing else', async () => {
    const glacier = await startTested();
    const before = Date.now();
    const reply = await send(glacier.url, 'GET', '/_practice/clock', { headers: {} });
    assert.equal(reply.status, 200);
    const body = JSON.parse(reply.text) as { now: string };
    assert.deepEqual(Object.keys(body), ['now']);
    assert.match(body.now, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(Date.parse(body.now) >= before && Date.parse(body.now) <= Date.now());
  });

  it('the clock moves forward by seconds, whole or not, and by none', async () => {
    const glacier = await startTested();
    for (const seconds of [0, 0.5, 1, 86_400, 3e9]) {
      const before = await glacier.now();
      const moved = await glacier.advance(seconds);
      assert.ok(moved - before >= seconds * 1000, `${seconds} s`);
      assert.ok(moved - before < seconds * 1000 + 5_000, `${seconds} s`);
    }
  });

  it('a reset goes back to the seed and to the time of the machine', async () => {
    const glacier = await startTested();
    const client = clientOf(glacier.url);
    await createVault(client, 'v');
    await glacier.advance(1_000_000);
    const now = await glacier.reset();
    assert.ok(Math.abs(now - Date.now()) < 5_000);
    assert.equal(
      await refusal(client.send(new DescribeVaultCommand(vault('v')))),
      '404 ResourceNotFoundException',
    );
  });

  it('a request is judged as one of the caller and with the keys that it names', async () => {
    const glacier = await startTested();
    const owner = clientOf(glacier.url);
    await createVault(owner, 'v');
    const stranger = '444455556666';
    const policy = (changes: object) => ({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: stranger },
          Action: 'glacier:DescribeVault',
          Resource: arnOf('v'),
        },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'glacier:ListTagsForVault',
          Resource: arnOf('v'),
          ...changes,
        },
      ],
    });
    await initiate(
      owner,
      'v',
      JSON.stringify(policy({ Condition: { StringEquals: { 'aws:username': 'ana' } } })),
    );
    const describeAs = async (principal: string, context = {}, accountId = account) =>
      outcome(
        clientAs(glacier.url, principal, context).send(
          new DescribeVaultCommand({ accountId, vaultName: 'v' }),
        ),
      );
    const tagsAs = async (principal: string, context = {}) =>
      outcome(
        clientAs(glacier.url, principal, context).send(
          new ListTagsForVaultCommand({ accountId: account, vaultName: 'v' }),
        ),
      );
    const denied = '403 AccessDeniedException';
    for (const insider of [account, `arn:aws:iam::${account}:role/ops/Backup`])
      assert.deepEqual([await describeAs(insider), await tagsAs(insider)], ['200', '200']);
    assert.equal(await tagsAs(`arn:aws:iam::${account}:user/staff/ana`), denied);
    assert.equal(await tagsAs(`arn:aws:iam::${account}:user/staff/ana`, { 'AWS:Username': null }), '200');
    assert.equal(await tagsAs(account, { 'aws:username': 'ana' }), denied);
    assert.deepEqual([await describeAs(stranger), await tagsAs(stranger)], ['200', denied]);
    assert.equal(await describeAs(stranger, {}, '-'), denied);
    for (const outsider of ['*', 'backup.amazonaws.com', '777788889999'])
      assert.equal(await describeAs(outsider), denied);
    for (const nobody of ['ana', 'arn:aws:iam::1:root', ''])
      assert.equal(await describeAs(nobody), '400 InvalidParameterValueException');
    const vaults = clientAs(glacier.url, stranger, {}).send(new ListVaultsCommand({ accountId: account }));
    assert.equal(await outcome(vaults), denied);
  });

  it('no path of Glacier changes its meaning: the extras are no account', async () => {
    const glacier = await startTested();
    const reply = await send(glacier.url, 'GET', '/_practice/vaults');
    assert.equal(reply.status, 400);
  });

  it('a port that is taken, or an option that is none, is a typed error', async () => {
    const { port } = await startTested();
    const errorWith = (code: string) => (error: unknown) =>
      error instanceof LocalGlacierError && error.code === code && error.advice !== '';
    await assert.rejects(startTested({ port }), errorWith('portTaken'));
    await assert.rejects(startTested({ port: 70_000 }), errorWith('invalidOption'));
    await assert.rejects(startTested({ account: '1111-2222-3333' }), errorWith('invalidOption'));
  });
});

describe('the sample vaults', () => {
  let glacier: TestedGlacier;
  let client: GlacierClient;
  before(async () => {
    glacier = await startTested({ seed: 'sample' });
    client = clientOf(glacier.url);
  });
  after(async () => {
    endClients();
    await endTested();
  });

  async function namesOf(ofClient: GlacierClient): Promise<string[]> {
    const names: string[] = [];
    for await (const { VaultList = [] } of paginateListVaults({ client: ofClient }, { accountId: '-' })) {
      names.push(...VaultList.map(({ VaultName = '' }) => VaultName));
    }
    return names;
  }

  it('fill more than a page, and are in two regions', async () => {
    const names = await namesOf(client);
    assert.equal(names.length, 13);
    assert.ok(names.includes('examplevault') && names.includes('my-vault'));
    const frankfurt = clientOf(glacier.url, { region: 'eu-central-1' });
    assert.deepEqual(await namesOf(frankfurt), ['contracts-eu', 'payroll-eu']);
  });

  it('are in all three states, under policies that can be read and are about them', async () => {
    const states: Record<string, number> = { none: 0, InProgress: 0, Locked: 0 };
    for (const name of await namesOf(client)) {
      const lock = await lockOf(client, name).catch((error: unknown) => {
        assert.ok(error instanceof Error && error.name === 'ResourceNotFoundException');
        return undefined;
      });
      const state = lock?.State ?? 'none';
      states[state] = (states[state] ?? 0) + 1;
      if (!lock) continue;
      const reading = readPolicyDocument(lock.Policy ?? '');
      assert.ok(reading.ok, name);
      for (const { resource } of reading.document.statements)
        assert.deepEqual(resource.entries, [arnOf(name)]);
    }
    assert.deepEqual(states, { none: 10, InProgress: 1, Locked: 2 });
  });

  it('leave several hours for the lock in progress', async () => {
    const { ExpirationDate = '' } = await lockOf(client, 'audit-logs-2024');
    const hours = (Date.parse(ExpirationDate) - Date.now()) / 3_600_000;
    assert.ok(hours > 6 && hours < 7, `${hours} hours`);
  });

  it('keep my-vault and examplevault without a lock, to practise on', async () => {
    for (const name of ['my-vault', 'examplevault']) {
      assert.equal(await refusal(lockOf(client, name)), '404 ResourceNotFoundException');
    }
  });
});
