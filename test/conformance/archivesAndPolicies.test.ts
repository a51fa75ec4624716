import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  AbortVaultLockCommand,
  AddTagsToVaultCommand,
  CompleteVaultLockCommand,
  DeleteArchiveCommand,
  DeleteVaultAccessPolicyCommand,
  DeleteVaultCommand,
  DescribeVaultCommand,
  GetVaultAccessPolicyCommand,
  InitiateJobCommand,
  ListTagsForVaultCommand,
  RemoveTagsFromVaultCommand,
  SetVaultAccessPolicyCommand,
  UploadArchiveCommand,
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
  outcome,
  refusal,
  refusalOf,
  retention,
  upload,
  vault,
} from './support/sdk';

const denied = '403 AccessDeniedException';

let glacier: TestedGlacier;
let client: GlacierClient;

async function startWithVault(): Promise<void> {
  glacier = await startTested();
  client = clientOf(glacier.url);
  await createVault(client, 'v');
}

async function end(): Promise<void> {
  endClients();
  await endTested();
}

const deleteArchive = (archiveId: string) =>
  outcome(client.send(new DeleteArchiveCommand({ ...vault('v'), archiveId })));

describe('archives, through the SDK', () => {
  beforeEach(startWithVault);
  afterEach(end);

  it('are uploaded with an ID, a location and the tree hash, over more than one leaf of the tree', async () => {
    const body = Buffer.alloc(3 * 1024 * 1024 + 5, 'ice');
    const reply = await client.send(
      new UploadArchiveCommand({ ...vault('v'), body, archiveDescription: 'Ice' }),
    );
    assert.equal(reply.$metadata.httpStatusCode, 201);
    assert.match(reply.archiveId ?? '', /^[A-Za-z0-9_][A-Za-z0-9_-]{137}$/);
    assert.equal(reply.location, `/${account}/vaults/v/archives/${reply.archiveId ?? ''}`);
    assert.match(reply.checksum ?? '', /^[0-9a-f]{64}$/);
    assert.notEqual(reply.checksum, createHash('sha256').update(body).digest('hex'));
  });

  it('are deleted, and deleting them again is no error', async () => {
    const archiveId = await upload(client, 'v');
    assert.equal(await deleteArchive(archiveId), '204');
    assert.equal(await deleteArchive(archiveId), '204');
    assert.equal(await deleteArchive('never-there'), '204');
  });

  const flat = createHash('sha256').update('archive').digest('hex');
  const good = {
    ...properHeaders,
    'x-amz-content-sha256': flat,
    'x-amz-sha256-tree-hash': flat,
    'content-length': '7',
  };
  const without = (name: string) =>
    Object.fromEntries(Object.entries(good).filter(([header]) => header !== name));
  const rows: readonly (readonly [
    title: string,
    headers: Record<string, string>,
    body: string,
    expected: string,
  ])[] = [
    [
      'a wrong tree hash',
      { ...good, 'x-amz-sha256-tree-hash': 'a'.repeat(64) },
      'archive',
      'InvalidParameterValueException',
    ],
    [
      'a wrong content hash',
      { ...good, 'x-amz-content-sha256': 'a'.repeat(64) },
      'archive',
      'InvalidParameterValueException',
    ],
    [
      'a hash that is none',
      { ...good, 'x-amz-sha256-tree-hash': 'abc' },
      'archive',
      'InvalidParameterValueException',
    ],
    ['no tree hash', without('x-amz-sha256-tree-hash'), 'archive', 'MissingParameterValueException'],
    ['no content hash', without('x-amz-content-sha256'), 'archive', 'MissingParameterValueException'],
    [
      'no length',
      { ...without('content-length'), 'transfer-encoding': 'chunked' },
      'archive',
      'MissingParameterValueException',
    ],
    [
      'a length over 4 GB',
      { ...good, 'content-length': String(4 * 1024 ** 3 + 1) },
      '',
      'InvalidParameterValueException',
    ],
    [
      'a long description',
      { ...good, 'x-amz-archive-description': 'x'.repeat(1025) },
      'archive',
      'InvalidParameterValueException',
    ],
    [
      'a description that is not ASCII',
      { ...good, 'x-amz-archive-description': 'é' },
      'archive',
      'InvalidParameterValueException',
    ],
    [
      'a creation date that is none',
      { ...good, 'x-practice-creation-date': 'yesterday' },
      'archive',
      'InvalidParameterValueException',
    ],
    [
      'a creation date to come',
      { ...good, 'x-practice-creation-date': '9998-01-01T00:00:00Z' },
      'archive',
      'InvalidParameterValueException',
    ],
  ];
  for (const [title, headers, body, code] of rows) {
    it(`are refused with ${title}, and leave the vault as it was`, async () => {
      const reply = await send(glacier.url, 'POST', '/-/vaults/v/archives', { headers, body });
      assert.equal(refusedWith(reply), `400 ${code}`);
      assert.equal(await outcome(client.send(new DeleteVaultCommand(vault('v')))), '204');
    });
  }

  it('are refused with nothing in them', async () => {
    const empty = createHash('sha256').digest('hex');
    const headers = {
      ...good,
      'content-length': '0',
      'x-amz-content-sha256': empty,
      'x-amz-sha256-tree-hash': empty,
    };
    const reply = await send(glacier.url, 'POST', '/-/vaults/v/archives', { headers });
    assert.equal(refusedWith(reply), '400 InvalidParameterValueException');
  });
});

describe('a lock policy', () => {
  beforeEach(startWithVault);
  afterEach(end);

  it('is in force from Initiate on: what it keeps cannot be deleted until it is old enough', async () => {
    const archiveId = await upload(client, 'v');
    await initiate(client, 'v', retention('v', 10));
    const error = await refusalOf(client.send(new DeleteArchiveCommand({ ...vault('v'), archiveId })));
    assert.equal(error.name, 'AccessDeniedException');
    assert.equal(error.$metadata.httpStatusCode, 403);
    assert.equal(
      error.message,
      `User: arn:aws:iam::${account}:user/practice is not authorized to perform: glacier:DeleteArchive ` +
        `on resource: ${arnOf('v')} with an explicit deny in a resource-based policy`,
    );
  });

  it('stays in force when it is locked, and counts whole days', async () => {
    const archiveId = await upload(client, 'v');
    const lockId = await initiate(client, 'v', retention('v', 10));
    await client.send(new CompleteVaultLockCommand({ ...vault('v'), lockId }));
    await glacier.advance(10 * dayInSeconds - 60);
    assert.equal(await deleteArchive(archiveId), denied);
    await glacier.advance(60);
    assert.equal(await deleteArchive(archiveId), '204');
  });

  it('ends with Abort, and with the 24 hours', async () => {
    const [one, two] = [await upload(client, 'v'), await upload(client, 'v')];
    await initiate(client, 'v');
    assert.equal(await deleteArchive(one), denied);
    await client.send(new AbortVaultLockCommand(vault('v')));
    assert.equal(await deleteArchive(one), '204');
    await initiate(client, 'v');
    assert.equal(await deleteArchive(two), denied);
    await glacier.advance(dayInSeconds);
    assert.equal(await deleteArchive(two), '204');
  });

  it('sees the creation date an archive was given', async () => {
    await initiate(client, 'v', retention('v', 365));
    const now = await glacier.now();
    const young = await upload(client, 'v', { created: now - 365 * dayInSeconds * 1000 + 60_000 });
    const old = await upload(client, 'v', { created: now - 365 * dayInSeconds * 1000 });
    assert.equal(await deleteArchive(young), denied);
    assert.equal(await deleteArchive(old), '204');
  });

  it('finds no age where no archive is meant', async () => {
    await initiate(client, 'v', retention('v', 365));
    assert.equal(await deleteArchive('never-there'), '204');
    await client.send(new AbortVaultLockCommand(vault('v')));
    await initiate(client, 'v', retention('v', 365, { Action: 'glacier:*' }));
    const job = (jobParameters: { Type: string; ArchiveId?: string }) =>
      refusal(client.send(new InitiateJobCommand({ ...vault('v'), jobParameters })));
    const archiveId = await upload(client, 'v');
    assert.equal(await job({ Type: 'archive-retrieval', ArchiveId: archiveId }), denied);
    assert.equal(await job({ Type: 'inventory-retrieval' }), '501 NotImplementedException');
  });

  it('may name the age as AWS does in half of its examples', async () => {
    const archiveId = await upload(client, 'v');
    await initiate(
      client,
      'v',
      retention('v', 0, { Condition: { NumericLessThanEquals: { 'glacier:ArchiveAgeinDays': '365' } } }),
    );
    assert.equal(await deleteArchive(archiveId), denied);
  });

  it('holds archives as long as a tag of the vault says so', async () => {
    const archiveId = await upload(client, 'v');
    const condition = { StringLike: { 'glacier:ResourceTag/LegalHold': ['true', ''] } };
    await initiate(client, 'v', retention('v', 0, { Condition: condition }));
    const tag = (value: string) =>
      client.send(new AddTagsToVaultCommand({ ...vault('v'), Tags: { LegalHold: value } }));
    for (const value of ['true', '']) {
      await tag(value);
      assert.equal(await deleteArchive(archiveId), denied, `LegalHold is "${value}"`);
    }
    await tag('false');
    assert.equal(await deleteArchive(archiveId), '204');
  });

  it('sees tags only in requests that carry them', async () => {
    await client.send(new AddTagsToVaultCommand({ ...vault('v'), Tags: { LegalHold: 'true' } }));
    const condition = { StringEquals: { 'glacier:ResourceTag/LegalHold': 'true' } };
    await initiate(client, 'v', retention('v', 0, { Action: 'glacier:*', Condition: condition }));
    const removeTag = new RemoveTagsFromVaultCommand({ ...vault('v'), TagKeys: ['LegalHold'] });
    assert.equal(await refusal(client.send(removeTag)), denied);
    assert.equal(await outcome(client.send(new DescribeVaultCommand(vault('v')))), '200');
    assert.equal(await outcome(client.send(new AbortVaultLockCommand(vault('v')))), '204');
  });

  it('that denies deleting the vault is honoured before the vault is found full', async () => {
    await upload(client, 'v');
    await initiate(client, 'v', retention('v', 0, { Action: 'glacier:DeleteVault', Condition: {} }));
    assert.equal(await refusal(client.send(new DeleteVaultCommand(vault('v')))), denied);
  });

  it('that denies the lock actions shuts its author out', async () => {
    const actions = ['glacier:AbortVaultLock', 'glacier:CompleteVaultLock'];
    const lockId = await initiate(client, 'v', retention('v', 0, { Action: actions, Condition: {} }));
    assert.equal(await refusal(client.send(new AbortVaultLockCommand(vault('v')))), denied);
    assert.equal(await refusal(client.send(new CompleteVaultLockCommand({ ...vault('v'), lockId }))), denied);
    await glacier.advance(dayInSeconds);
    assert.equal(await outcome(client.send(new AbortVaultLockCommand(vault('v')))), '204');
  });

  it('that names another vault is accepted and protects nothing here', async () => {
    const archiveId = await upload(client, 'v');
    await initiate(client, 'v', retention('another', 365));
    assert.equal(await deleteArchive(archiveId), '204');
  });

  const contexts: readonly (readonly [title: string, condition: object])[] = [
    ['the time by the practice clock', { DateGreaterThan: { 'aws:CurrentTime': '2999-01-01T00:00:00Z' } }],
    ['the time in seconds', { NumericGreaterThan: { 'aws:EpochTime': '32472144000' } }],
    ['plain HTTP', { Bool: { 'aws:SecureTransport': 'false' } }],
    ['the address', { IpAddress: { 'aws:SourceIp': '127.0.0.1' } }],
    ['the region', { StringEquals: { 'aws:RequestedRegion': 'us-west-2' } }],
    ['the account', { StringEquals: { 'aws:PrincipalAccount': account } }],
    ['the caller', { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:user/practice` } }],
    ['the client', { StringLike: { 'aws:UserAgent': '*aws-sdk-js*' } }],
    ['no session', { Null: { 'aws:TokenIssueTime': 'true' } }],
  ];
  for (const [title, condition] of contexts) {
    it(`can ask for ${title}`, async () => {
      const archiveId = await upload(client, 'v');
      await glacier.advance(1000 * 366 * dayInSeconds);
      await initiate(client, 'v', retention('v', 0, { Condition: condition }));
      assert.equal(await deleteArchive(archiveId), denied);
    });
  }
});

describe('an access policy', () => {
  beforeEach(startWithVault);
  afterEach(end);

  const set = (policy: string) =>
    client.send(new SetVaultAccessPolicyCommand({ ...vault('v'), policy: { Policy: policy } }));
  const get = () => client.send(new GetVaultAccessPolicyCommand(vault('v')));
  const remove = () => client.send(new DeleteVaultAccessPolicyCommand(vault('v')));

  it('is set, read back as it was sent, overwritten and deleted', async () => {
    const error = await refusalOf(get());
    assert.equal(error.name, 'ResourceNotFoundException');
    assert.equal(error.message, `No vault access policy is set for: ${arnOf('v')}`);
    assert.equal(await outcome(remove()), '204');
    const spaced = JSON.stringify(JSON.parse(retention('v', 1)), undefined, 3);
    assert.equal(await outcome(set(retention('v', 5))), '204');
    assert.equal(await outcome(set(spaced)), '204');
    assert.equal((await get()).policy?.Policy, spaced);
    assert.equal(await outcome(remove()), '204');
    assert.equal(await refusal(get()), '404 ResourceNotFoundException');
  });

  it('denies, and cannot weaken the lock policy', async () => {
    const archiveId = await upload(client, 'v');
    await set(retention('v', 5));
    assert.equal(await deleteArchive(archiveId), denied);
    await initiate(client, 'v', retention('v', 10));
    await set(retention('v', 0, { Effect: 'Allow', Condition: {} }));
    assert.equal(await deleteArchive(archiveId), denied);
    await glacier.advance(10 * dayInSeconds);
    assert.equal(await deleteArchive(archiveId), '204');
  });

  it('is refused where it is no policy, or larger than 20 KB', async () => {
    const invalid = '400 InvalidParameterValueException';
    assert.equal(await refusal(set('{}')), invalid);
    assert.equal(
      await refusal(set(' '.repeat(20_481 - retention('v', 5).length) + retention('v', 5))),
      invalid,
    );
    assert.equal(
      await outcome(set(' '.repeat(20_480 - retention('v', 5).length) + retention('v', 5))),
      '204',
    );
    assert.equal(
      await refusal(client.send(new SetVaultAccessPolicyCommand(vault('v')))),
      '400 MissingParameterValueException',
    );
  });
});

describe('tags', () => {
  beforeEach(startWithVault);
  afterEach(end);

  const add = (tags: Record<string, string>) =>
    client.send(new AddTagsToVaultCommand({ ...vault('v'), Tags: tags }));
  const remove = (keys: string[]) =>
    client.send(new RemoveTagsFromVaultCommand({ ...vault('v'), TagKeys: keys }));
  const list = async () => (await client.send(new ListTagsForVaultCommand(vault('v')))).Tags;
  const many = (count: number, prefix: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, '']));

  it('are added, overwritten, listed and removed', async () => {
    assert.deepEqual(await list(), {});
    assert.equal(await outcome(add({ Key: 'a', key: 'b', 'é 1_./=+-@': 'ü' })), '204');
    assert.equal(await outcome(add({ Key: 'c' })), '204');
    assert.deepEqual(await list(), { Key: 'c', key: 'b', 'é 1_./=+-@': 'ü' });
    assert.equal(await outcome(remove(['key', 'never'])), '204');
    assert.deepEqual(await list(), { Key: 'c', 'é 1_./=+-@': 'ü' });
  });

  it('come ten at a time, fifty in all', async () => {
    assert.equal(await refusal(add(many(11, 'x'))), '400 InvalidParameterValueException');
    for (const prefix of ['a', 'b', 'c', 'd', 'e']) await add(many(10, prefix));
    assert.equal(await refusal(add({ one: 'more' })), '400 LimitExceededException');
    assert.equal(await outcome(add({ a1: 'again' })), '204');
    assert.equal(Object.keys((await list()) ?? {}).length, 50);
  });

  const rows: readonly (readonly [title: string, tags: Record<string, string>])[] = [
    ['none', {}],
    ['an empty key', { '': 'x' }],
    ['a long key', { ['k'.repeat(129)]: 'x' }],
    ['a long value', { k: 'v'.repeat(256) }],
    ['a reserved key', { 'aws:x': 'x' }],
    ['a character that is not allowed', { 'a*b': 'x' }],
    ['a value that is not allowed', { a: 'x\ny' }],
  ];
  for (const [title, tags] of rows) {
    it(`are refused with ${title}`, async () => {
      assert.equal(await refusal(add(tags)), '400 InvalidParameterValueException');
      assert.deepEqual(await list(), {});
    });
  }
});
