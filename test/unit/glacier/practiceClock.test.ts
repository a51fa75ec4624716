import assert from 'node:assert/strict';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { probePractice, readPracticeClock } from '../../../src/glacier/practiceClock';

const now = '2026-03-01T12:00:00.000Z';

describe('what answers at the address of a local Glacier', () => {
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  /** Listens on this port, or on a free one, and resolves with it. */
  const listening = async (server: Server, port = 0): Promise<number> => {
    servers.push(server);
    server.on('connection', (socket: Socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const closed = (server: Server): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
    });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await Promise.all(servers.splice(0).map(closed));
  });

  const replying =
    (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
    (request, response) => {
      const found = request.method === 'GET' && request.url === '/_practice/clock';
      response.writeHead(found ? status : 404, { Connection: 'close', ...headers }).end(found ? body : '');
    };

  const answers: readonly (readonly [
    what: string,
    listener: RequestListener,
    answer: Awaited<ReturnType<typeof probePractice>>,
  ])[] = [
    ['a local Glacier', replying(200, JSON.stringify({ now })), 'practice'],
    ['another server', replying(404, 'Not Found'), 'other'],
    ['Glacier itself, which asks for credentials', replying(403, '{"code":"x"}'), 'other'],
    ['a server that fails', replying(503, JSON.stringify({ now })), 'other'],
    ['a page', replying(200, '<html>'), 'other'],
    ['JSON without a time', replying(200, '{"now":7}'), 'other'],
    ['JSON with what is no time', replying(200, '{"now":"soon"}'), 'other'],
    ['a redirection', replying(307, '', { Location: 'http://127.0.0.1:1/' }), 'other'],
    ['a server that hangs up', (request) => request.socket.destroy(), 'silent'],
  ];
  for (const [what, listener, answer] of answers) {
    it(`${what}: ${answer}`, async () => {
      const endpoint = `http://127.0.0.1:${await listening(createHttpServer(listener))}`;
      assert.equal(await probePractice(endpoint), answer);
      assert.equal(await readPracticeClock(endpoint), answer === 'practice' ? Date.parse(now) : undefined);
    });
  }

  it('nothing, and then a local Glacier that was started: silent, then practice', async () => {
    const gone = createServer();
    const port = await listening(gone);
    await closed(gone);
    const endpoint = `http://127.0.0.1:${port}`;
    assert.equal(await probePractice(endpoint), 'silent');
    await listening(createHttpServer(replying(200, JSON.stringify({ now }))), port);
    assert.equal(await probePractice(endpoint), 'practice');
  });

  it('a program that does not speak HTTP: other', async () => {
    // It waits to be asked: a greeting that comes before the question would meet a client without a request.
    const port = await listening(
      createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.write('220 mail ready\r\n'));
      }),
    );
    assert.equal(await probePractice(`http://127.0.0.1:${port}`), 'other');
  });

  it('HTTP where the address says HTTPS: other', async () => {
    const port = await listening(createHttpServer(replying(200, JSON.stringify({ now }))));
    assert.equal(await probePractice(`https://127.0.0.1:${port}`), 'other');
  });

  it('what is no address: other', async () => {
    for (const endpoint of ['', 'nonsense', 'file:///tmp']) {
      assert.equal(await probePractice(endpoint), 'other');
    }
  });

  it('a server that takes too long: silent', async () => {
    const port = await listening(createServer());
    assert.equal(await probePractice(`http://127.0.0.1:${port}`), 'silent');
  }).timeout(5_000);
});
