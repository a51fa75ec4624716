import type { NetworkSettings } from '../../network';

/** A proxy and what it wants to see. */
export interface Proxy {
  readonly url: URL;
  /** The value of the Proxy-Authorization header. */
  readonly authorization: string | undefined;
  /** False where its certificate need not be trusted. */
  readonly strict: boolean;
}

/** A setting or variable that names no proxy. Its text is shown nowhere: it may hold a password. */
export class UnusableProxy extends Error {
  override readonly name = 'UnusableProxy';
  readonly code = 'ProxyUnusable';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for requests to an address, as VS Code chooses one (its settings before the environment) and with the
 * variables that the AWS CLI reads: HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in capitals or not (AWS CLI user guide: "Using an
 * HTTP proxy"). Undefined: the address is asked directly, as this machine and those of metadata always are.
 */
export function proxyFor(
  { protocol, hostname, port }: URL,
  settings: NetworkSettings,
  environment: Environment,
): Proxy | undefined {
  if (settings.proxies !== 'here' || isNear(hostname)) return undefined;
  const given = (name: string): string | undefined =>
    [environment[name.toLowerCase()], environment[name]].find((value) => value !== undefined && value !== '');
  const isHttps = protocol === 'https:';
  const address = port === '' ? (isHttps ? '443' : '80') : port;
  const spared = settings.noProxy?.length ? settings.noProxy : (given('NO_PROXY') ?? '').split(',');
  if (spared.some((entry) => covers(entry.trim().toLowerCase(), hostname, address))) return undefined;
  const chosen = settings.proxy?.trim();
  const text = chosen === undefined || chosen === '' ? given(isHttps ? 'HTTPS_PROXY' : 'HTTP_PROXY') : chosen;
  return text === undefined ? undefined : proxyOf(text, settings);
}

/** The loopback addresses, and the link-local ones of metadata services: a proxy answers for its own machine. */
function isNear(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|169\.254\.\d+\.\d+|\[fd00:ec2::[\da-f:]+\])$/.test(hostname);
}

/** `*`, `example.com`, `.example.com`, `*.example.com`, each with or without a port. */
function covers(entry: string, hostname: string, port: string): boolean {
  if (entry === '*') return true;
  const [, host = '', of] = /^\*?\.?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
  return host !== '' && `.${hostname}`.endsWith(`.${host}`) && (of === undefined || of === port);
}

function proxyOf(text: string, { proxyAuthorization, strictProxy = true }: NetworkSettings): Proxy {
  const written = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(written) || !/^https?:$/.test(new URL(written).protocol)) throw new UnusableProxy();
  const url = new URL(written);
  const named = [url.username, url.password].map(decodeURIComponent).join(':');
  const basic = named === ':' ? undefined : `Basic ${Buffer.from(named).toString('base64')}`;
  return { url, authorization: proxyAuthorization ?? basic, strict: strictProxy };
}
