import {
  Agent,
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

/** A request that Glacier has acted on, and how it answered, whether or not the answer came through. */
export interface Reached {
  readonly request: Seen;
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
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
  /** The reply waits for this; a function is called when Glacier has acted. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown> | (() => Promise<unknown>) }
  /** The request waits for this; then Glacier acts on it, also when nobody waits for the answer any more. */
  | { readonly kind: 'late'; readonly until: Promise<unknown> }
  /**
   * Glacier acts on it, and the connection ends in the middle of the reply: in its head, or after the head, with the rest
   * missing. `reset` breaks it off, `end` closes it in good order.
   */
  | { readonly kind: 'cut'; readonly within: 'head' | 'body'; readonly by: 'reset' | 'end' };

/** A way to Glacier on which things go wrong. */
export interface DisturbedGlacier {
  readonly url: string;
  /** Every request to Glacier, in the order of arrival. */
  readonly seen: readonly Seen[];
  /** Every request that Glacier has answered, in the order of the answers. */
  readonly reached: readonly Reached[];
  /** How often such a request arrived: `POST /-/vaults/v/lock-policy`. */
  count(method: string, path: string): number;
  /** Decides on each request; `undefined` lets it through. */
  disturb: (request: Seen, earlier: number) => Disturbance | undefined;
  /** From now on nobody listens, and what was connected is cut off. Resolves when all know it. */
  refuse(): Promise<void>;
  /** Listens again, at the same address, if it does not. */
  listen(): Promise<void>;
  /** Ends this one before the test ends. */
  close(): void;
}

interface Running {
  readonly server: ReturnType<typeof createServer>;
  readonly agent: Agent;
}

const running = new Set<Running>();

/**
 * Starts one in front of a Glacier, or of nothing, when every request is answered by `disturb`. The question who calls
 * (STS) passes to the Glacier behind undisturbed and unseen.
 */
export async function startDisturbed(
  upstream?: string,
  onReached: (reached: Reached) => void = () => undefined,
): Promise<DisturbedGlacier> {
  const seen: Seen[] = [];
  const reached: Reached[] = [];
  const agent = new Agent({ keepAlive: true });
  const count = (method: string, path: string) =>
    seen.filter((each) => each.method === method && each.path === path).length;
  const glacier: { -readonly [K in keyof DisturbedGlacier]: DisturbedGlacier[K] } = {
    url: '',
    seen,
    reached,
    count,
    disturb: () => undefined,
    refuse: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      // Clients in this process take in that their kept connections are gone.
      for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate);
    },
    close: () => {
      for (const each of running) if (each.server === server) end(each);
    },
    listen: () =>
      new Promise((resolve, reject) => {
        if (server.listening) {
          resolve();
          return;
        }
        server.once('error', reject);
        server.listen(Number(new URL(glacier.url).port), '127.0.0.1', () => {
          server.off('error', reject);
          resolve();
        });
      }),
  };
  const ask = async (request: Seen): Promise<Answered> => {
    if (upstream === undefined) throw new Error('No Glacier is behind.');
    const answered = await askUpstream(request, upstream, agent);
    const each: Reached = { request, status: answered.status, headers: answered.headers };
    reached.push(each);
    onReached(each);
    return answered;
  };
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const request: Seen = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: (await buffer(incoming)).toString(),
      };
      if (upstream !== undefined && `${request.method} ${request.path}` === 'POST /') {
        await answer(undefined, outgoing, () => askUpstream(request, upstream, agent));
        return;
      }
      const earlier = count(request.method, request.path);
      seen.push(request);
      await answer(glacier.disturb(request, earlier), outgoing, () => ask(request));
    })().catch(() => outgoing.destroy());
  });
  // The test decides about the date of a made-up answer.
  server.on('request', (_, outgoing) => (outgoing.sendDate = false));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.add({ server, agent });
  glacier.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return glacier;
}

/** Closes what the test has started. */
export function endDisturbed(): void {
  for (const each of running) end(each);
}

function end(each: Running): void {
  running.delete(each);
  each.server.close();
  each.server.closeAllConnections();
  each.agent.destroy();
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** @param ask Hands the request to Glacier. */
async function answer(
  disturbance: Disturbance | undefined,
  outgoing: ServerResponse,
  ask: () => Promise<Answered>,
): Promise<void> {
  switch (disturbance?.kind) {
    case 'lose':
      await disturbance.after;
      outgoing.destroy();
      return;
    case 'loseReply':
      await ask();
      outgoing.destroy();
      return;
    case 'answer':
      reply(outgoing, disturbance);
      return;
    case 'replaceReply':
      await ask();
      reply(outgoing, disturbance);
      return;
    case 'change': {
      const { status, headers, body } = await ask();
      outgoing.writeHead(status, withoutAbsent(disturbance.headers(headers))).end(body);
      return;
    }
    case 'hold': {
      const held = await ask();
      await (typeof disturbance.until === 'function' ? disturbance.until() : disturbance.until);
      outgoing.writeHead(held.status, held.headers).end(held.body);
      return;
    }
    case 'cut':
      cut(outgoing, await ask(), disturbance);
      return;
    case 'late':
      await disturbance.until;
      pass(outgoing, await ask());
      return;
    case undefined:
      pass(outgoing, await ask());
  }
}

function pass(outgoing: ServerResponse, { status, headers, body }: Answered): void {
  outgoing.writeHead(status, headers).end(body);
}

/** Writes to the socket itself: Node would not let a reply be shorter than it says. */
function cut(
  { socket }: ServerResponse,
  { status, headers, body }: Answered,
  { within, by }: Extract<Disturbance, { kind: 'cut' }>,
): void {
  const half = body.subarray(0, Math.floor(body.length / 2));
  const fields = { ...headers, 'content-length': String(body.length + 100) };
  const head = [
    `HTTP/1.1 ${String(status)} Cut`,
    ...Object.entries(fields).map(([name, value]) => `${name}: ${String(value)}`),
  ].join('\r\n');
  // A 204 has no body by definition: what follows its head is not awaited.
  const text = within === 'head' ? head.slice(0, 20) : `${head}\r\n\r\n${half.toString('latin1')}`;
  const finish = () => (by === 'end' ? socket?.end() : socket?.resetAndDestroy());
  socket?.write(text, 'latin1', finish);
}

function withoutAbsent(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

function reply(outgoing: ServerResponse, { status, headers = {}, body = '' }: Answer): void {
  outgoing.writeHead(status, headers).end(body);
}

function askUpstream(
  { method, path, headers, body }: Seen,
  upstream: string,
  agent: Agent,
): Promise<Answered> {
  const { hostname, port } = new URL(upstream);
  return new Promise((resolve, reject) => {
    const sent = forward({ hostname, port, method, path, headers, agent }, (response) => {
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
