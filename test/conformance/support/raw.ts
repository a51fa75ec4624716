import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface RawReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export const authorization =
  'AWS4-HMAC-SHA256 Credential=AKIDPRACTICE/20260131/us-west-2/glacier/aws4_request, ' +
  'SignedHeaders=host;x-amz-date;x-amz-glacier-version, Signature=00';

/** The headers without which Glacier refuses. */
export const properHeaders: Readonly<Record<string, string>> = {
  authorization,
  'x-amz-glacier-version': '2012-06-01',
  'x-amz-date': '20260131T120000Z',
};

/** Sends a request as it stands; nothing is encoded or added but what HTTP itself needs. */
export async function send(
  url: string,
  method: string,
  path: string,
  options: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Buffer } = {},
): Promise<RawReply> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({
      hostname,
      port,
      method,
      path,
      headers: options.headers ?? properHeaders,
      agent: false,
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      text(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: body }),
        reject,
      );
    });
    sent.end(options.body);
  });
}

/** The code in an error body, with the status: `400 BadRequest`. */
export function refusedWith(reply: RawReply): string {
  const body = JSON.parse(reply.text) as { readonly code: string };
  return `${reply.status} ${body.code}`;
}

/** Writes bytes to the port, half-closes, and tells everything that comes back. */
export async function converse(url: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.end(bytes);
  return text(socket);
}
