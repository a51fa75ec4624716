import {
  createServer,
  request as forward,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request as it arrived. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** What happens to a request instead of being answered by the Glacier behind. */
export type Disturbance =
  /** The connection ends, at once or after something else; Glacier never sees the request. */
  | { readonly kind: 'lose'; readonly after?: Promise<unknown> }
  /** Glacier acts on it, but the connection ends before the reply. */
  | { readonly kind: 'loseReply' }
  /** Somebody else answers; Glacier never sees the request. */
  | ({ readonly kind: 'answer' } & Answer)
  /** Glacier acts on it, but something on the way answers in its place. */
  | ({ readonly kind: 'replaceReply' } & Answer)
  /** Glacier answers, and the reply is changed. */
  | { readonly kind: 'change'; readonly headers: (headers: OutgoingHttpHeaders) => OutgoingHttpHeaders }
  /** The reply waits for this. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown> };

/** A way to Glacier on which things go wrong. */
export interface DisturbedGlacier {
  readonly url: string;
  /** Every request, in the order of arrival. */
  readonly seen: readonly Seen[];
  /** How often such a request arrived: `POST /-/vaults/v/lock-policy`. */
  count(method: string, path: string): number;
  /** Decides on each request; `undefined` lets it through. */
  disturb: (request: Seen, earlier: number) => Disturbance | undefined;
}

const running = new Set<ReturnType<typeof createServer>>();

/** Starts one in front of a Glacier, or of nothing, when every request is answered by `disturb`. */
export async function startDisturbed(upstream?: string): Promise<DisturbedGlacier> {
  const seen: Seen[] = [];
  const count = (method: string, path: string) =>
    seen.filter((each) => each.method === method && each.path === path).length;
  const glacier: { -readonly [K in keyof DisturbedGlacier]: DisturbedGlacier[K] } = {
    url: '',
    seen,
    count,
    disturb: () => undefined,
  };
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const request: Seen = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: (await buffer(incoming)).toString(),
      };
      const earlier = count(request.method, request.path);
      seen.push(request);
      await answer(glacier.disturb(request, earlier), request, outgoing, upstream);
    })().catch(() => outgoing.destroy());
  });
  // The test decides about the date of a made-up answer.
  server.on('request', (_, outgoing) => (outgoing.sendDate = false));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.add(server);
  glacier.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return glacier;
}

/** Closes what the test has started. */
export function endDisturbed(): void {
  for (const server of running) {
    server.close();
    server.closeAllConnections();
  }
  running.clear();
}

async function answer(
  disturbance: Disturbance | undefined,
  request: Seen,
  outgoing: ServerResponse,
  upstream: string | undefined,
): Promise<void> {
  switch (disturbance?.kind) {
    case 'lose':
      await disturbance.after;
      outgoing.destroy();
      return;
    case 'loseReply':
      await ask(request, upstream);
      outgoing.destroy();
      return;
    case 'answer':
      reply(outgoing, disturbance);
      return;
    case 'replaceReply':
      await ask(request, upstream);
      reply(outgoing, disturbance);
      return;
    case 'change': {
      const { status, headers, body } = await ask(request, upstream);
      outgoing.writeHead(status, withoutAbsent(disturbance.headers(headers))).end(body);
      return;
    }
    case 'hold': {
      const held = await ask(request, upstream);
      await disturbance.until;
      outgoing.writeHead(held.status, held.headers).end(held.body);
      return;
    }
    case undefined: {
      const { status, headers, body } = await ask(request, upstream);
      outgoing.writeHead(status, headers).end(body);
    }
  }
}

function withoutAbsent(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

function reply(outgoing: ServerResponse, { status, headers = {}, body = '' }: Answer): void {
  outgoing.writeHead(status, headers).end(body);
}

function ask(
  { method, path, headers, body }: Seen,
  upstream: string | undefined,
): Promise<{ readonly status: number; readonly headers: OutgoingHttpHeaders; readonly body: Buffer }> {
  if (upstream === undefined) return Promise.reject(new Error('No Glacier is behind.'));
  const { hostname, port } = new URL(upstream);
  return new Promise((resolve, reject) => {
    const sent = forward({ hostname, port, method, path, headers, agent: false }, (response) => {
      buffer(response).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** An error as Glacier words it. */
export const glacierFault = (status: number, code: string, message = 'No.'): Answer => ({
  status,
  headers: {
    'content-type': 'application/json',
    'x-amzn-requestid': `request-${code}`,
    date: 'Sun, 01 Mar 2026 12:00:00 GMT',
  },
  body: JSON.stringify({ code, message, type: status >= 500 ? 'Server' : 'Client' }),
});

/** Something to wait for that the test decides on. */
export function latch(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
