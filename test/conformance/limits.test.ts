import assert from 'node:assert/strict';
import { connect, type AddressInfo, type Socket } from 'node:net';
import os from 'node:os';
import { text } from 'node:stream/consumers';
import { createHttpServer, maxConnections } from '../../src/localGlacier/http/httpServer';
import { endTested, startTested } from './support/localGlacier';
import { properHeaders, refusedWith, send } from './support/raw';

const sockets = new Set<Socket>();

/** Resolves once it is connected. */
async function connected(port: number, host = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ host, port });
  sockets.add(socket);
  socket.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return socket;
}

const closed = (socket: Socket): Promise<void> =>
  socket.closed ? Promise.resolve() : new Promise((resolve) => socket.once('close', () => resolve()));

describe('the limits of the local Glacier', function () {
  this.timeout(60_000);
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await endTested();
  });

  it('it is reached by the loopback address, and by no other address of this computer', async () => {
    const { port } = await startTested();
    const others = Object.values(os.networkInterfaces()).flatMap((addresses = []) =>
      addresses
        .filter(({ internal, family }) => !internal && family === 'IPv4')
        .map(({ address }) => address),
    );
    for (const address of others)
      await assert.rejects(connected(port, address), { code: 'ECONNREFUSED' }, address);
    await connected(port);
  });

  it('only names of this computer are answered, so that no name of a page can be pointed here', async () => {
    const { url } = await startTested();
    const asked = async (host: string, path = '/-/vaults', method = 'GET') =>
      await send(url, method, path, { headers: { ...properHeaders, host } });
    for (const host of ['127.0.0.1', 'localhost:80', 'LOCALHOST', '[::1]:65535'])
      assert.equal((await asked(host)).status, 200, host);
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      'evil.example#127.0.0.1',
      'evil.example@127.0.0.1',
      '127.0.0.1@evil.example',
      '127.0.0.1, evil.example',
      '127.1',
      '2130706433',
      '0.0.0.0',
      '[::]',
      '[::ffff:127.0.0.1]',
      '127.0.0.1:123456',
    ])
      for (const [path, method] of [
        ['/-/vaults', 'GET'],
        ['/', 'POST'],
        ['/_practice/clock', 'GET'],
        ['/_practice/reset', 'POST'],
      ] as const)
        assert.equal(
          refusedWith(await asked(host, path, method)),
          '403 AccessDeniedException',
          `${host} ${path}`,
        );
  });

  it('pages of other sites get no answer to the question who calls, either', async () => {
    const { url } = await startTested();
    for (const headers of [
      { origin: 'null' },
      { origin: 'http://127.0.0.1' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const reply = await send(url, 'POST', '/', {
        headers,
        body: 'Action=GetCallerIdentity&Version=2011-06-15',
      });
      assert.equal(refusedWith(reply), '403 AccessDeniedException');
    }
  });

  it('beyond so many connections new ones are closed, until others have gone', async () => {
    const { port, url } = await startTested();
    const kept = await Promise.all(Array.from({ length: maxConnections }, async () => await connected(port)));
    const surplus = await Promise.all(Array.from({ length: 20 }, async () => await connected(port)));
    await Promise.all(surplus.map(closed));
    assert.ok(kept.every((socket) => !socket.closed));
    for (const socket of kept) socket.destroy();
    const answered = async (): Promise<number> => {
      try {
        return (await send(url, 'GET', '/-/vaults')).status;
      } catch {
        // It may not have noticed yet that they are gone.
        return await answered();
      }
    };
    assert.equal(await answered(), 200);
  });

  it('whoever does not come to the end of the headers, or of the body, is refused and cut off', async () => {
    const server = createHttpServer(
      {
        answer: async (request) => {
          await text(request);
          return { reply: { status: 204 }, connection: 'keep' };
        },
        nameOf: () => 'request',
        now: Date.now,
        log: () => undefined,
        report: () => undefined,
      },
      { headers: 200, request: 400, look: 50 },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      for (const beginning of [
        'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ',
        'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n1234',
      ]) {
        const socket = await connected(port);
        socket.write(beginning);
        // A byte now and then does not help.
        const drip = setInterval(() => socket.write('x'), 90);
        const answer = await text(socket).catch(() => '');
        clearInterval(drip);
        assert.match(answer, /^(?:HTTP\/1\.1 408 |$)/);
        await closed(socket);
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('numbers that are none are refused in a query, and large ones make no large page', async () => {
    const { url } = await startTested();
    for (const limit of ['0', '-1', '1.5', '1e3', 'NaN', 'Infinity', '0x10', '%00', ' '])
      assert.equal(
        refusedWith(await send(url, 'GET', `/-/vaults?limit=${encodeURIComponent(limit)}`)),
        '400 InvalidParameterValueException',
        limit,
      );
    for (let index = 0; index < 12; index += 1) await send(url, 'PUT', `/-/vaults/v${String(index)}`);
    const page = await send(url, 'GET', `/-/vaults?limit=${'9'.repeat(400)}`);
    assert.equal((JSON.parse(page.text) as { readonly VaultList: readonly unknown[] }).VaultList.length, 10);
  });

  it('names that climb, in whatever spelling, lead nowhere', async () => {
    const { url } = await startTested();
    for (const name of [
      '..%2f..%2fetc%2fpasswd',
      '%2e%2e%2f',
      '..%5c..%5cx',
      '%252e%252e%252f',
      '....%2f%2f',
    ])
      assert.equal(
        refusedWith(await send(url, 'PUT', `/-/vaults/${name}`)),
        '400 InvalidParameterValueException',
        name,
      );
    for (const path of ['/-/vaults/../../etc/passwd', '/../-/vaults', '//-/../_practice/clock'])
      assert.notEqual((await send(url, 'GET', path)).status, 200, path);
  });

  it('context keys that nest for ever are refused', async () => {
    const { url } = await startTested();
    for (const bomb of [
      '['.repeat(30_000),
      '{"a":'.repeat(8_000),
      `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    ]) {
      const headers = { ...properHeaders, 'x-practice-context': bomb };
      const reply = await send(url, 'GET', '/-/vaults', { headers });
      assert.equal(refusedWith(reply), '400 InvalidParameterValueException');
    }
  });
});
