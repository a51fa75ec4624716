import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { GlacierFault } from '../glacierFault';
import { opaqueId } from '../opaqueId';

/** An answer before it has headers of the protocol. A body is sent as JSON, but for that of another service. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Makes the body as XML, which quotes the request ID. */
  readonly xml?: (requestId: string) => string;
}

export function faultReply(fault: GlacierFault): Reply {
  return { status: fault.status, body: fault };
}

/**
 * Sends a reply with the headers every reply of Glacier has (Glacier developer guide: Common Response Headers).
 * @param now the practice clock, epoch milliseconds, for the Date header
 * @returns the request ID it was sent with
 */
export function sendReply(
  response: ServerResponse,
  reply: Reply,
  now: number,
  connection: 'keep' | 'close',
): string {
  const requestId = opaqueId('requestId');
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  for (const [name, value] of Object.entries(commonHeaders(requestId, now))) response.setHeader(name, value);
  if (connection === 'close') response.setHeader('Connection', 'close');
  response.statusCode = reply.status;
  const text = reply.xml?.(requestId) ?? (reply.body === undefined ? undefined : JSON.stringify(reply.body));
  if (text === undefined) {
    if (reply.status !== 204) response.setHeader('Content-Length', 0);
    response.end();
    return requestId;
  }
  response.setHeader('Content-Type', reply.xml === undefined ? 'application/json' : 'text/xml');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
  return requestId;
}

/** A whole HTTP message, for a socket on which nothing could be read as a request. */
export function rawFaultReply(fault: GlacierFault, now: number): string {
  const text = JSON.stringify(fault);
  const headers = {
    ...commonHeaders(opaqueId('requestId'), now),
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(text)),
    Connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${fault.status} ${STATUS_CODES[fault.status] ?? ''}\r\n${head.join('')}\r\n${text}`;
}

function commonHeaders(requestId: string, now: number): Record<string, string> {
  return { 'x-amzn-RequestId': requestId, Date: new Date(now).toUTCString() };
}
