import type { GatewayTarget } from '../gateway';

/** Where STS is asked for a target, or why nobody is. */
export type CallerEndpoint =
  { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly why: string };

/**
 * Whom to ask who signs for a target. Practice stays with the local Glacier, which answers for STS at its own address.
 * Where requests go to AWS, STS of AWS is asked: that of the target's region, or the address in AWS_ENDPOINT_URL_STS (AWS
 * SDKs and Tools reference guide: "Service-specific endpoints") where that is one of AWS, too. Any other one, LocalStack's
 * for example, knows nothing of the accounts of AWS and is left aside. Somebody else's endpoint may stand for somebody
 * else's accounts: there only that variable says who would know.
 *
 * @param glacier Glacier's own address in the target's region, `https://glacier.us-west-2.amazonaws.com`.
 */
export function callerEndpoint(
  target: GatewayTarget,
  glacier: URL,
  environment: Readonly<Record<string, string | undefined>>,
): CallerEndpoint {
  const { endpoint, practice, region } = target;
  if (practice) {
    return endpoint === undefined
      ? { ok: false, why: 'the local Glacier has no address' }
      : { ok: true, url: new URL(endpoint) };
  }
  const configured = configuredAddress(environment);
  const ofAws = endpoint === undefined || isOfSameDomain(new URL(endpoint), glacier, region);
  if (!ofAws && configured === undefined)
    return { ok: false, why: 'the endpoint is not one of AWS, so STS was not asked' };
  if (configured !== undefined) {
    const url = usableAddress(configured);
    if (url === undefined) return { ok: false, why: 'AWS_ENDPOINT_URL_STS is no HTTP address' };
    if (!ofAws || isOfSameDomain(url, glacier, region)) return { ok: true, url };
  }
  // `glacier-fips` and `glacier.us-west-2.api.aws` become `sts-fips` and `sts.us-west-2.api.aws`.
  return { ok: true, url: new URL(`https://${glacier.host.replace(/^glacier/, 'sts')}`) };
}

function configuredAddress(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const isIgnored = environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true';
  const configured = environment['AWS_ENDPOINT_URL_STS'];
  return isIgnored || configured === '' ? undefined : configured;
}

function usableAddress(address: string): URL | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** True for `https://vpce-0a1b.glacier.us-west-2.vpce.amazonaws.com`, and only over HTTPS. */
function isOfSameDomain(endpoint: URL, glacier: URL, region: string): boolean {
  const domain = glacier.hostname.slice(glacier.hostname.indexOf(`.${region}.`) + region.length + 1);
  return endpoint.protocol === 'https:' && domain.startsWith('.') && endpoint.hostname.endsWith(domain);
}
