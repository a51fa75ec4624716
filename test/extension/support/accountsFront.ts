import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One address in front of several Glaciers: whose answers, the access key of a request decides, as at AWS. */
export interface AccountsFront {
  readonly url: string;
  /** What was asked so far: access key, method, path. */
  readonly requests: readonly { readonly key: string; readonly line: string }[];
  /** Holds the answers to requests with this key from now on; calling what it returns lets them go. */
  hold(key: string): () => void;
  /** How many answers are held. */
  readonly held: number;
  close(): Promise<void>;
}

/** @param glaciers The address of each Glacier by the access key that leads to it. */
export async function openAccountsFront(
  glaciers: Readonly<Partial<Record<string, string>>>,
): Promise<AccountsFront> {
  const requests: { readonly key: string; readonly line: string }[] = [];
  const gates = new Map<string, Promise<void>>();
  let held = 0;
  const server = createServer((incoming, response) => {
    const key = /Credential=([^/]+)\//.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
    requests.push({ key, line: `${incoming.method ?? ''} ${incoming.url ?? ''}` });
    const glacier = glaciers[key];
    if (glacier === undefined) response.writeHead(403).end();
    else
      forward(glacier, incoming, response, async () => {
        const gate = gates.get(key);
        if (gate === undefined) return;
        held += 1;
        await gate;
        held -= 1;
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    hold: (key) => {
      let open: () => void = () => undefined;
      gates.set(key, new Promise((resolve) => (open = resolve)));
      return () => {
        gates.delete(key);
        open();
      };
    },
    get held() {
      return held;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function forward(
  glacier: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  allowed: () => Promise<void>,
): void {
  const { host, hostname, port } = new URL(glacier);
  const headers = { ...incoming.headers, host };
  const outgoing = request(
    { hostname, port, method: incoming.method, path: incoming.url, headers },
    (answer) => {
      void allowed().then(() => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
    },
  );
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}
