import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Proxy } from './proxyFor';

/** A proxy that did not let the request through. Nothing was sent to the address behind it. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';

  constructor(
    readonly code: 'ProxyUnreachable' | 'ProxyWantsAuthentication' | 'ProxyRefused',
    /** The status that it answered with. */
    readonly proxyStatus?: number,
    cause?: unknown,
  ) {
    super(code, { cause });
  }
}

/** Milliseconds until the proxy has opened the way. */
const patience = 10_000;

/**
 * Has a proxy open a way to an address (RFC 9110, "CONNECT"), over which TLS is spoken with the address itself: the proxy
 * sees no request. Rejects with a ProxyFailure.
 *
 * @param address `glacier.us-west-2.amazonaws.com:443`
 */
export async function openTunnel(
  { url, authorization, strict }: Proxy,
  address: string,
  ca: string | undefined,
): Promise<Socket> {
  return await new Promise((resolve, reject) => {
    const isHttps = url.protocol === 'https:';
    const request = (isHttps ? https : http).request({
      method: 'CONNECT',
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? (isHttps ? 443 : 80) : url.port,
      path: address,
      headers: {
        host: address,
        ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
      },
      agent: false,
      timeout: patience,
      ...(isHttps ? { rejectUnauthorized: strict, ...(ca === undefined ? {} : { ca }) } : {}),
    });
    const refused = (status = 0): void => {
      request.destroy();
      reject(new ProxyFailure(status === 407 ? 'ProxyWantsAuthentication' : 'ProxyRefused', status));
    };
    request.once('connect', ({ statusCode }, socket: Socket, head) => {
      socket.setTimeout(0);
      if (statusCode === undefined || statusCode < 200 || statusCode > 299) {
        socket.destroy();
        refused(statusCode);
        return;
      }
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.once('response', ({ statusCode }) => refused(statusCode));
    request.once('timeout', () => request.destroy(new Error('The proxy did not answer in time.')));
    request.on('error', (error) => reject(new ProxyFailure('ProxyUnreachable', undefined, error)));
    request.end();
  });
}
