import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import type { GatewayTarget } from '../../../../src/glacier/gateway';
import type { Answer } from '../../support/disturbedGlacier';
import { takePatience } from '../../support/patience';
import { ownEnvironment } from '../../support/environment';
import { call, type ErrorCase } from './errorCase';
import { answered } from './glacierCases';
import { proxyCases } from './proxyCases';

const running = new Set<{ readonly server: Server; readonly sockets: Set<Socket> }>();

/** Ends the servers of these cases. */
export function endServers(): void {
  for (const { server, sockets } of running) {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
  running.clear();
}

/** Listens, and tells where. */
async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  running.add({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** What a server of plain TCP does with each connection. */
async function withSocket(onConnection: (socket: Socket) => void, target: Partial<GatewayTarget> = {}) {
  const host = await listen(createServer(onConnection));
  return await call('ListVaults', { endpoint: `http://${host}`, ...target });
}

/** Where nobody listens any more. */
async function deafPort(): Promise<string> {
  const server = createServer();
  const host = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return host;
}

/** For as long as `work` lasts, the system answers so to every look-up of a name and to the connection that follows. */
async function withSystem(code: string, syscall: string, work: () => Promise<unknown>): Promise<unknown> {
  const { lookup } = dns;
  const fail = (host: string, ...rest: readonly unknown[]): void => {
    const done = rest.at(-1) as (error: Error) => void;
    done(Object.assign(new Error(`${syscall} ${code} ${host}`), { code, syscall }));
  };
  Object.assign(dns, { lookup: fail });
  try {
    return await work();
  } finally {
    Object.assign(dns, { lookup });
  }
}

const toAws = async (): Promise<unknown> => await call('ListVaults', { endpoint: 'http://glacier.example' });

/** To AWS itself, with the switch for FIPS on. */
const toFips = async (): Promise<unknown> => {
  const env = await ownEnvironment();
  env.set({ AWS_ACCESS_KEY_ID: 'AKIAANA', AWS_SECRET_ACCESS_KEY: 'x', AWS_USE_FIPS_ENDPOINT: 'true' });
  try {
    return await call('ListVaults', { practice: false });
  } finally {
    await env.end();
  }
};

const inSystem = (what: string, kind: string, code: string, syscall: string): ErrorCase => ({
  ...{ source: 'network', what, kind, operation: 'ListVaults' },
  produce: async () => await withSystem(code, syscall, toAws),
});

/** Lets the waiting for what never comes run out. */
async function impatiently(work: () => Promise<unknown>): Promise<unknown> {
  const patience = takePatience();
  const running = work();
  const ending = setInterval(() => patience.runOut(), 1);
  try {
    return await running;
  } finally {
    clearInterval(ending);
    patience.restore();
  }
}

const fixture = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '../../../fixtures/tls', `${name}.pem`), 'utf8');

/** The address of a server with this certificate of `test/fixtures/tls`. */
export async function serverWith(name: string): Promise<string> {
  const { createServer } = https;
  const server = createServer({ key: fixture('key'), cert: fixture(name) }, (_, answer) => answer.end());
  return `https://${await listen(server)}`;
}

/** A server with this certificate, which this process trusts the issuer of or not. */
async function withCertificate(name: string, isTrusted: boolean): Promise<unknown> {
  const url = await serverWith(name);
  const { createSecureContext } = tls;
  const trusting = (options: tls.SecureContextOptions = {}): tls.SecureContext =>
    createSecureContext({ ...options, ca: fixture('authority') });
  if (isTrusted) Object.assign(tls, { createSecureContext: trusting });
  try {
    return await call('ListVaults', { endpoint: url });
  } finally {
    Object.assign(tls, { createSecureContext });
  }
}

const certificate = (what: string, kind: string, name: string, isTrusted: boolean): ErrorCase => ({
  ...{ source: 'certificate', what, kind, operation: 'ListVaults' },
  produce: async () => await withCertificate(name, isTrusted),
});

const page = (status: number): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<html><body>Somebody else</body></html>',
});

const gateway = (what: string, kind: string, answer: Answer): ErrorCase => ({
  ...{ source: 'proxy', what, kind, operation: 'ListVaults' },
  produce: async () => await answered(answer, 'ListVaults'),
});

export const networkCases: readonly ErrorCase[] = [
  inSystem('name not known (ENOTFOUND)', 'addressUnknown', 'ENOTFOUND', 'getaddrinfo'),
  {
    ...{ source: 'network', what: 'name of the FIPS endpoint not known', kind: 'fipsUnknown' },
    operation: 'ListVaults',
    produce: async () => await withSystem('ENOTFOUND', 'getaddrinfo', toFips),
  },
  inSystem('name server silent (EAI_AGAIN)', 'nameServerSilent', 'EAI_AGAIN', 'getaddrinfo'),
  {
    ...{
      source: 'network',
      what: 'connection refused (ECONNREFUSED)',
      kind: 'refused',
      operation: 'ListVaults',
    },
    produce: async () => await call('ListVaults', { endpoint: `http://${await deafPort()}` }),
  },
  inSystem('no way there (ENETUNREACH)', 'unreachable', 'ENETUNREACH', 'connect'),
  inSystem('host not reachable (EHOSTUNREACH)', 'unreachable', 'EHOSTUNREACH', 'connect'),
  inSystem('connection timed out by the system (ETIMEDOUT)', 'connectTimeout', 'ETIMEDOUT', 'connect'),
  inSystem('connection forbidden on this computer (EACCES)', 'forbiddenHere', 'EACCES', 'connect'),
  {
    ...{
      source: 'network',
      what: 'connection reset (ECONNRESET)',
      kind: 'connectionLost',
      operation: 'ListVaults',
    },
    produce: async () => await withSocket((socket) => socket.once('data', () => socket.resetAndDestroy())),
  },
  {
    ...{
      source: 'network',
      what: 'connection closed without an answer',
      kind: 'connectionLost',
      operation: 'ListVaults',
    },
    produce: async () => await withSocket((socket) => socket.once('data', () => socket.end())),
  },
  {
    ...{ source: 'network', what: 'no answer in time', kind: 'noAnswer', operation: 'ListVaults' },
    produce: async () => await impatiently(() => withSocket((socket) => socket.resume())),
  },
  {
    ...{
      source: 'network',
      what: 'an answer that is no HTTP',
      kind: 'otherProtocol',
      operation: 'ListVaults',
    },
    produce: async () =>
      await withSocket((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.9\r\n'))),
  },
  {
    ...{
      source: 'network',
      what: 'HTTPS asked of a server of HTTP',
      kind: 'otherProtocol',
      operation: 'ListVaults',
    },
    produce: async () => {
      const host = await listen(
        createServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))),
      );
      return await call('ListVaults', { endpoint: `https://${host}` });
    },
  },
  certificate('self-signed', 'certificateSelfSigned', 'selfSigned', false),
  certificate('of an authority that is not known', 'certificateAuthorityUnknown', 'good', false),
  certificate('expired', 'certificateExpired', 'expired', true),
  certificate('not valid yet', 'certificateNotYetValid', 'future', true),
  certificate('for another purpose', 'certificateUnusable', 'forClients', true),
  certificate('of another name', 'certificateOfAnother', 'otherName', true),
  gateway('407: the proxy wants a sign-in', 'proxyAuthentication', page(407)),
  gateway('403 of a proxy', 'proxyRefused', page(403)),
  gateway('403 without a body', 'proxyRefused', { status: 403 }),
  gateway('502 of a proxy', 'proxyFailed', page(502)),
  gateway('503 without a body', 'proxyFailed', { status: 503 }),
  gateway('504 of a proxy', 'proxyFailed', page(504)),
  gateway('log-in page of a network (200, HTML)', 'logInPage', page(200)),
  {
    ...{
      source: 'proxy',
      what: 'log-in page in place of Complete',
      kind: 'logInPage',
      operation: 'CompleteVaultLock',
    },
    produce: async () => await answered(page(200), 'CompleteVaultLock'),
  },
  ...proxyCases,
  gateway('half a JSON', 'malformedReply', {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"VaultList":[',
  }),
  gateway('JSON of something else', 'malformedReply', {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"ok":true}',
  }),
  {
    ...{
      source: 'own',
      what: 'endpoint that is no address',
      kind: 'endpointUnusable',
      operation: 'ListVaults',
    },
    produce: async () => await call('ListVaults', { endpoint: 'nonsense' }),
  },
];
