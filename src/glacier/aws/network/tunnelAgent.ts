import https from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { Proxy } from './proxyFor';
import { openTunnel } from './tunnel';

/** What Node hands over of a connection that is to be opened. */
interface Wanted {
  readonly host?: string | null | undefined;
  readonly port?: number | string | null | undefined;
  readonly servername?: string | undefined;
}

type Opened = (error: Error | null, socket: Duplex) => void;

/** Opens connections for HTTPS, through the proxy that is chosen for each address, or directly. */
export class TunnelAgent extends https.Agent {
  /** @param choose May throw, which ends the request. */
  constructor(
    private readonly choose: (address: URL) => Proxy | undefined,
    options: https.AgentOptions,
  ) {
    super(options);
  }

  override createConnection(
    wanted: https.RequestOptions & Wanted,
    opened?: Opened,
  ): Duplex | null | undefined {
    const { host, port } = wanted;
    const name = host?.includes(':') === true ? `[${host}]` : (host ?? '');
    const proxy = this.choose(new URL(`https://${name}:${String(port ?? 443)}`));
    if (proxy === undefined || opened === undefined) return super.createConnection(wanted, opened);
    const ca = typeof this.options.ca === 'string' ? this.options.ca : undefined;
    openTunnel(proxy, `${name}:${String(port ?? 443)}`, ca).then(
      (socket) => opened(null, tls.connect({ ...(wanted as tls.ConnectionOptions), socket })),
      (error: unknown) =>
        opened(error instanceof Error ? error : new Error('The proxy failed.'), new Socket()),
    );
    return undefined;
  }
}
