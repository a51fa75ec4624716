import assert from 'node:assert/strict';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GlacierClient, InitiateVaultLockCommand } from '@aws-sdk/client-glacier';
import { endTested, startTested, type TestedGlacier } from './support/localGlacier';
import { properHeaders, send } from './support/raw';
import { account, clientOf, createVault, endClients, lockOf, refusal, retention, vault } from './support/sdk';

/** What clients are known to send, down to their oddities. */
describe('the habits of clients', () => {
  let glacier: TestedGlacier;
  beforeEach(async () => {
    glacier = await startTested();
    await send(glacier.url, 'PUT', '/-/vaults/v');
  });
  afterEach(async () => {
    endClients();
    await endTested();
  });

  const json = { ...properHeaders, 'content-type': 'application/json' };
  const withLock = (headers: Readonly<Record<string, string>>, body: string) =>
    send(glacier.url, 'POST', '/-/vaults/v/lock-policy', { headers, body });

  it('{} as the body of a request that has none (SDK for JavaScript v2)', async () => {
    assert.equal((await send(glacier.url, 'PUT', '/-/vaults/w', { headers: json, body: '{}' })).status, 201);
    const initiated = await withLock(json, JSON.stringify({ Policy: retention('v', 5) }));
    const id = String(initiated.headers['x-amz-lock-id']);
    const completed = await send(glacier.url, 'POST', `/-/vaults/v/lock-policy/${id}`, {
      headers: json,
      body: '{}',
    });
    assert.equal(completed.status, 204);
    assert.equal(completed.text, '');
  });

  it('JSON with spaces, and no content type (boto3)', async () => {
    const body = `{"Policy": ${JSON.stringify(retention('v', 5))}}`;
    assert.equal((await withLock(properHeaders, body)).status, 201);
  });

  it('an empty tree hash where there is nothing to hash (SDK for Go v1)', async () => {
    const headers = { ...properHeaders, 'x-amz-sha256-tree-hash': '', 'x-amz-content-sha256': '' };
    assert.equal((await send(glacier.url, 'PUT', '/-/vaults/w', { headers })).status, 201);
    assert.equal((await send(glacier.url, 'GET', '/-/vaults/w', { headers })).status, 200);
  });

  it('a length of nothing on DELETE (boto3), and a connection that closes (SDK for JavaScript v2)', async () => {
    const headers = { ...properHeaders, 'content-length': '0', connection: 'close' };
    assert.equal((await send(glacier.url, 'DELETE', '/-/vaults/v/lock-policy', { headers })).status, 204);
  });

  it('two slashes from an endpoint that ends with one', async () => {
    const client = new GlacierClient({
      endpoint: `${glacier.url}/`,
      region: 'us-west-2',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    await createVault(client, 'w');
    client.destroy();
    assert.equal((await send(glacier.url, 'GET', '//-/vaults/w')).status, 200);
  });

  it('the account left out, or written out', async () => {
    const client = clientOf(glacier.url);
    for (const accountId of [undefined, '', '-', account]) {
      const command = new InitiateVaultLockCommand({ accountId, vaultName: 'v' });
      assert.equal(await refusal(client.send(command)), '400 MissingParameterValueException');
    }
  });

  it('a session token', async () => {
    const client = new GlacierClient({
      endpoint: glacier.url,
      region: 'us-west-2',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 't'.repeat(4_000) },
    });
    await createVault(client, 'w');
    client.destroy();
  });

  it('Date is on the practice clock', async () => {
    const now = await glacier.advance(1_000_000);
    const { headers } = await send(glacier.url, 'GET', '/-/vaults');
    const date = Date.parse(headers.date ?? '');
    assert.ok(
      Math.abs(date - now) < 5_000,
      `${headers.date ?? ''} is not about ${new Date(now).toISOString()}`,
    );
  });

  it('requests one after the other on one connection', async () => {
    const client = clientOf(glacier.url);
    for (let count = 0; count < 5; count += 1) {
      assert.equal(await refusal(lockOf(client, 'v')), '404 ResourceNotFoundException');
    }
  });
});

describe('a reply that is lost', () => {
  let glacier: TestedGlacier;
  let lossy: Server;
  let lose = 0;
  let seen = 0;

  before(async () => {
    glacier = await startTested();
    // Passes requests on, and drops the connection instead of the first replies.
    lossy = createServer((incoming, outgoing) => {
      seen += 1;
      const passed = request(
        glacier.url + (incoming.url ?? ''),
        { method: incoming.method, headers: incoming.headers },
        (reply) => {
          if (lose > 0) {
            lose -= 1;
            outgoing.destroy();
            return;
          }
          outgoing.writeHead(reply.statusCode ?? 0, reply.headers);
          reply.pipe(outgoing);
        },
      );
      incoming.pipe(passed);
    });
    await new Promise<void>((resolve) => lossy.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    lossy.closeAllConnections();
    await new Promise((resolve) => lossy.close(resolve));
    endClients();
    await endTested();
  });

  it('of Initiate loses the lock ID: the silent retry is denied, and the lock runs', async () => {
    const client = new GlacierClient({
      endpoint: `http://127.0.0.1:${(lossy.address() as AddressInfo).port}`,
      region: 'us-west-2',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    await createVault(client, 'v');
    lose = 1;
    seen = 0;
    const command = new InitiateVaultLockCommand({ ...vault('v'), policy: { Policy: retention('v', 5) } });
    assert.equal(await refusal(client.send(command)), '403 AccessDeniedException');
    assert.equal(seen, 2);
    assert.equal((await lockOf(client, 'v')).State, 'InProgress');
    client.destroy();
  });
});
