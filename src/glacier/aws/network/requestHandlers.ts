import { HttpRequest } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { NetworkSettings } from '../../network';
import type { EndpointSwitches } from '../endpointSwitches';
import { proxyFor, type Proxy } from './proxyFor';
import { TunnelAgent } from './tunnelAgent';

/** The way from here to AWS. */
export interface NetworkWay {
  readonly settings: NetworkSettings;
  /** Certificates (PEM) of the authorities that are trusted instead of the usual ones. */
  readonly ca: string | undefined;
  readonly switches: EndpointSwitches;
}

/** Milliseconds until a connection stands. */
const connectionTimeout = 10_000;
/** Milliseconds until an answer begins, and between two pieces of it. */
export const readTimeout = 30_000;

/** Sends what goes over plain HTTP to a proxy in the form that proxies want (RFC 9112, "absolute-form"). */
class ProxiedHandler extends NodeHttpHandler {
  constructor(
    private readonly choose: (address: URL) => Proxy | undefined,
    options: ConstructorParameters<typeof NodeHttpHandler>[0],
  ) {
    super(options);
  }

  override async handle(...[request, options]: Parameters<NodeHttpHandler['handle']>) {
    return await super.handle(request.protocol === 'http:' ? this.forwarded(request) : request, options);
  }

  private forwarded(request: HttpRequest): HttpRequest {
    const { hostname, port } = request;
    const origin = `http://${hostname}${port === undefined ? '' : `:${String(port)}`}`;
    const proxy = this.choose(new URL(origin));
    if (proxy === undefined) return request;
    const { url, authorization } = proxy;
    const forwarded = HttpRequest.clone(request);
    forwarded.path = `${origin}${request.path}`;
    forwarded.protocol = url.protocol;
    forwarded.hostname = url.hostname;
    forwarded.port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
    if (authorization !== undefined) forwarded.headers['proxy-authorization'] = authorization;
    return forwarded;
  }
}

/**
 * What the SDK's clients send with.
 *
 * @param timeout Milliseconds until an answer begins.
 * @param kept Whether connections are used again. Node says `Connection: close` only where their number has no limit.
 */
export function requestHandler(
  { settings, ca }: Pick<NetworkWay, 'settings' | 'ca'>,
  timeout = readTimeout,
  kept = true,
): NodeHttpHandler {
  const choose = (address: URL): Proxy | undefined => proxyFor(address, settings, process.env);
  const sockets = kept
    ? { keepAlive: true, maxSockets: 50 }
    : { keepAlive: false, maxSockets: Number.POSITIVE_INFINITY };
  const agent = { ...sockets, ...(ca === undefined ? {} : { ca }) };
  return new ProxiedHandler(choose, {
    connectionTimeout,
    requestTimeout: timeout,
    socketTimeout: timeout,
    throwOnRequestTimeout: true,
    httpAgent: sockets,
    httpsAgent: settings.proxies === 'here' ? new TunnelAgent(choose, agent) : agent,
  });
}
