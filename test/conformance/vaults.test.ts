import assert from 'node:assert/strict';
import {
  CreateVaultCommand,
  DeleteArchiveCommand,
  DeleteVaultCommand,
  DescribeVaultCommand,
  ListVaultsCommand,
  paginateListVaults,
  type GlacierClient,
} from '@aws-sdk/client-glacier';
import { endTested, startTested, type TestedGlacier } from './support/localGlacier';
import {
  account,
  arnOf,
  clientOf,
  createVault,
  dayInSeconds,
  endClients,
  outcome,
  refusal,
  refusalOf,
  upload,
  vault,
} from './support/sdk';
import { properHeaders, refusedWith, send } from './support/raw';

describe('vaults, through the SDK', () => {
  let glacier: TestedGlacier;
  let client: GlacierClient;
  beforeEach(async () => {
    glacier = await startTested();
    client = clientOf(glacier.url);
  });
  afterEach(async () => {
    endClients();
    await endTested();
  });

  const describeVault = (name: string) => client.send(new DescribeVaultCommand(vault(name)));
  const deleteVault = (name: string) => client.send(new DeleteVaultCommand(vault(name)));

  it('are created with a location that has the account in it, and creating them again changes nothing', async () => {
    const create = () => client.send(new CreateVaultCommand(vault('a.B_c-1')));
    const first = await create();
    assert.equal(first.$metadata.httpStatusCode, 201);
    assert.equal(first.location, `/${account}/vaults/a.B_c-1`);
    const { CreationDate } = await describeVault('a.B_c-1');
    await glacier.advance(5);
    assert.equal((await create()).location, first.location);
    assert.equal((await describeVault('a.B_c-1')).CreationDate, CreationDate);
  });

  it('are described', async () => {
    const before = await glacier.now();
    await createVault(client, 'v');
    const { $metadata, CreationDate = '', ...rest } = await describeVault('v');
    assert.equal($metadata.httpStatusCode, 200);
    assert.ok(Date.parse(CreationDate) >= before);
    assert.deepEqual(
      { VaultARN: rest.VaultARN, VaultName: rest.VaultName, archives: rest.NumberOfArchives },
      { VaultARN: arnOf('v'), VaultName: 'v', archives: undefined },
    );
  });

  it('tell their account by its number as by a hyphen, and refuse another', async () => {
    await createVault(client, 'v');
    const of = (accountId: string) => client.send(new DescribeVaultCommand({ accountId, vaultName: 'v' }));
    assert.equal((await of(account)).VaultARN, (await of('-')).VaultARN);
    const error = await refusalOf(of('999999999999'));
    assert.equal(error.name, 'AccessDeniedException');
    assert.equal(error.$metadata.httpStatusCode, 403);
    assert.equal(error.message, 'Access denied for account ID: 999999999999');
  });

  it('are of one region each, with the ARN of its partition', async () => {
    await createVault(client, 'v');
    const frankfurt = clientOf(glacier.url, { region: 'eu-central-1' });
    assert.equal(
      await refusal(frankfurt.send(new DescribeVaultCommand(vault('v')))),
      '404 ResourceNotFoundException',
    );
    const beijing = clientOf(glacier.url, { region: 'cn-north-1' });
    await createVault(beijing, 'v');
    const { VaultList = [] } = await beijing.send(new ListVaultsCommand({ accountId: '-' }));
    assert.deepEqual(
      VaultList.map(({ VaultARN }) => VaultARN),
      [`arn:aws-cn:glacier:cn-north-1:${account}:vaults/v`],
    );
  });

  it('of an account that was asked for have that account in their ARN', async () => {
    const other = await startTested({ account: '999999999999' });
    const otherClient = clientOf(other.url);
    await createVault(otherClient, 'v');
    const { VaultARN } = await otherClient.send(new DescribeVaultCommand(vault('v')));
    assert.equal(VaultARN, 'arn:aws:glacier:us-west-2:999999999999:vaults/v');
  });

  for (const name of ['my vault é', 'a/b', 'a:b', 'x'.repeat(256)]) {
    it(`cannot be created with the name ${name.slice(0, 20)}, and are not found under it`, async () => {
      assert.equal(
        await refusal(client.send(new CreateVaultCommand(vault(name)))),
        '400 InvalidParameterValueException',
      );
      const error = await refusalOf(describeVault(name));
      assert.equal(error.$metadata.httpStatusCode, 404);
      assert.equal(error.name, 'ResourceNotFoundException');
      assert.equal(error.message, `Vault not found for ARN: ${name}`);
    });
  }

  it('have names of up to 255 characters, with case', async () => {
    await createVault(client, 'x'.repeat(255));
    await createVault(client, 'Case');
    assert.equal(await refusal(describeVault('case')), '404 ResourceNotFoundException');
  });

  it('are limited to 1,000 in a region', async () => {
    for (let count = 0; count < 1000; count += 1) {
      await send(glacier.url, 'PUT', `/-/vaults/v${count}`, {
        headers: { ...properHeaders, 'content-length': '0' },
      });
    }
    const create = (region: string) =>
      outcome(clientOf(glacier.url, { region }).send(new CreateVaultCommand(vault('one-more'))));
    assert.equal(await create('us-west-2'), '400 LimitExceededException');
    assert.equal(await create('us-east-1'), '201');
    assert.equal(await outcome(client.send(new CreateVaultCommand(vault('v7')))), '201', 'one that is there');
  }).timeout(20_000);

  describe('deleting', () => {
    it('is no error when the vault is not there', async () => {
      assert.equal(await outcome(deleteVault('never')), '204');
      await createVault(client, 'v');
      assert.equal(await outcome(deleteVault('v')), '204');
      assert.equal(await outcome(deleteVault('v')), '204');
      assert.equal(await refusal(describeVault('v')), '404 ResourceNotFoundException');
    });

    it('is refused until an inventory has found the vault empty and nothing was written since', async () => {
      await createVault(client, 'v');
      const archiveId = await upload(client, 'v');
      const error = await refusalOf(deleteVault('v'));
      assert.equal(error.name, 'InvalidParameterValueException');
      assert.equal(error.message, `Vault not empty or recently written to: ${arnOf('v')}`);
      await client.send(new DeleteArchiveCommand({ ...vault('v'), archiveId }));
      assert.equal(await refusal(deleteVault('v')), '400 InvalidParameterValueException');
      await glacier.advance(dayInSeconds);
      assert.equal(await outcome(deleteVault('v')), '204');
    });
  });

  it('have an inventory once a day from the first write on', async () => {
    await createVault(client, 'v');
    await glacier.advance(3 * dayInSeconds);
    await upload(client, 'v', { body: '12345' });
    assert.equal((await describeVault('v')).LastInventoryDate, undefined);
    const taken = (await glacier.advance(dayInSeconds)) - 5_000;
    const first = await describeVault('v');
    assert.deepEqual([first.NumberOfArchives, first.SizeInBytes], [1, 5]);
    assert.ok(Date.parse(first.LastInventoryDate ?? '') > taken);
    await upload(client, 'v', { body: '123' });
    assert.equal((await describeVault('v')).NumberOfArchives, 1);
    await glacier.advance(dayInSeconds);
    const second = await describeVault('v');
    assert.deepEqual([second.NumberOfArchives, second.SizeInBytes], [2, 8]);
  });
});

describe('the list of vaults', () => {
  let glacier: TestedGlacier;
  let client: GlacierClient;
  const names = Array.from({ length: 25 }, (_, index) => `vault-${String(index).padStart(2, '0')}`);
  before(async () => {
    glacier = await startTested();
    client = clientOf(glacier.url);
    for (const name of [...names].reverse()) await createVault(client, name);
  });
  after(async () => {
    endClients();
    await endTested();
  });

  const list = (input: { limit?: number; marker?: string }) =>
    client.send(new ListVaultsCommand({ accountId: '-', ...input }));

  it('comes by pages of ten, each vault once, sorted by name', async () => {
    const pages: number[] = [];
    const seen: (string | undefined)[] = [];
    for await (const page of paginateListVaults({ client }, { accountId: '-' })) {
      pages.push(page.VaultList?.length ?? 0);
      seen.push(...(page.VaultList ?? []).map(({ VaultName }) => VaultName));
    }
    assert.deepEqual(pages, [10, 10, 5]);
    assert.deepEqual(seen, names);
  });

  it('is sorted in ASCII order', async () => {
    const other = clientOf((await startTested()).url);
    for (const name of ['b', 'a', 'B', '_', '0', '-', 'a.b', 'a-b']) await createVault(other, name);
    const { VaultList = [] } = await other.send(new ListVaultsCommand({ accountId: '-' }));
    assert.deepEqual(
      VaultList.map(({ VaultName }) => VaultName),
      ['-', '0', 'B', '_', 'a', 'a-b', 'a.b', 'b'],
    );
  });

  const limits: readonly (readonly [limit: string, count: number])[] = [
    ['1', 1],
    ['9', 9],
    ['10', 10],
    ['11', 10],
    ['1000', 10],
    ['99999999999999999999', 10],
  ];
  for (const [limit, count] of limits) {
    it(`has ${count} on a page with limit ${limit}`, async () => {
      const { text } = await send(glacier.url, 'GET', `/-/vaults?limit=${limit}`);
      const page = JSON.parse(text) as { Marker: string; VaultList: { VaultARN: string }[] };
      assert.equal(page.VaultList.length, count);
      assert.equal(page.Marker, page.VaultList.at(-1)?.VaultARN);
    });
  }

  for (const query of [
    'limit=0',
    'limit=-1',
    'limit=ten',
    'limit=',
    'limit=1.5',
    'marker=vault-03',
    'marker=arn:aws:s3:::b',
  ]) {
    it(`is refused with ${query}`, async () => {
      assert.equal(
        refusedWith(await send(glacier.url, 'GET', `/-/vaults?${query}`)),
        '400 InvalidParameterValueException',
      );
    });
  }

  it('goes on after the marker, exclusively, also where its vault is gone', async () => {
    const firstAfter = async (marker: string) => (await list({ marker, limit: 1 })).VaultList?.[0]?.VaultName;
    assert.equal(await firstAfter(''), 'vault-00');
    assert.equal(await firstAfter(arnOf('vault-03')), 'vault-04');
    assert.equal(await firstAfter(arnOf('vault-03-gone')), 'vault-04');
  });

  it('has a null marker on the last page, also on one that is full', async () => {
    const { text } = await send(
      glacier.url,
      'GET',
      `/-/vaults?marker=${encodeURIComponent(arnOf('vault-14'))}`,
    );
    const page = JSON.parse(text) as { Marker: string | null; VaultList: unknown[] };
    assert.equal(page.VaultList.length, 10);
    assert.equal(page.Marker, null);
  });

  it('is empty in a region without vaults', async () => {
    const frankfurt = clientOf(glacier.url, { region: 'eu-central-1' });
    const page = await frankfurt.send(new ListVaultsCommand({ accountId: '-' }));
    assert.deepEqual([page.VaultList, page.Marker], [[], undefined]);
  });
});
