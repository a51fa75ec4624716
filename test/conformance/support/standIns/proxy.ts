import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A proxy on loopback: CONNECT for HTTPS, requests in absolute form for HTTP (RFC 9110 and 9112). */
export interface StandInProxy {
  readonly url: string;
  /** `CONNECT glacier.test:443`, `GET http://glacier.test/-/vaults`, in the order of arrival. */
  readonly asked: readonly string[];
  /** The Proxy-Authorization headers. */
  readonly authorizations: readonly (string | undefined)[];
  close(): void;
}

export interface ProxyOptions {
  /** Where its hosts are: `glacier.test:443` → the port on loopback. Others do not exist. */
  readonly hosts: Readonly<Record<string, number>>;
  /** The Proxy-Authorization that it wants. */
  readonly authorization?: string;
  /** For a proxy that is spoken to over TLS: its certificate and key. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

export async function startProxy({ hosts, authorization, tls }: ProxyOptions): Promise<StandInProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  /** The status of a refusal, or the port behind. */
  const judge = (
    { method, url, headers }: IncomingMessage,
    host: string,
  ): { port: number } | { status: number } => {
    asked.push(`${method ?? ''} ${url ?? ''}`);
    authorizations.push(headers['proxy-authorization']);
    if (authorization !== undefined && headers['proxy-authorization'] !== authorization)
      return { status: 407 };
    const port = hosts[host];
    return port === undefined ? { status: 502 } : { port };
  };
  const server: Server = tls === undefined ? createServer() : createSecureServer(tls);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const found = judge(request, request.url ?? '');
    if ('status' in found) {
      const challenge = found.status === 407 ? 'Proxy-Authenticate: Basic realm="proxy"\r\n' : '';
      socket.end(`HTTP/1.1 ${String(found.status)} No\r\n${challenge}Content-Length: 0\r\n\r\n`);
      return;
    }
    const behind = connect(found.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      behind.write(head);
      behind.pipe(socket).pipe(behind);
    });
    behind.on('error', () => socket.destroy());
    sockets.add(behind);
  });
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '', 'http://none');
    const found = judge(request, `${url.hostname}:${url.port === '' ? '80' : url.port}`);
    if ('status' in found) {
      response.writeHead(found.status).end();
      return;
    }
    const headers = { ...request.headers };
    delete headers['proxy-authorization'];
    const sent = forward(
      {
        host: '127.0.0.1',
        port: found.port,
        method: request.method,
        path: `${url.pathname}${url.search}`,
        headers,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      },
    );
    sent.on('error', () => response.destroy());
    request.pipe(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}`,
    asked,
    authorizations,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
