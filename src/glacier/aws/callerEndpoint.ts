import type { GatewayTarget } from '../gateway';

/** Where STS is asked for a target, or why nobody is. */
export type CallerEndpoint =
  { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly why: string };

/**
 * Whom to ask who signs for a target. Practice stays with the local Glacier, which answers for STS at its own address.
 * Else it is the address in AWS_ENDPOINT_URL_STS, as for the AWS SDKs (AWS SDKs and Tools reference guide:
 * "Service-specific endpoints"), or STS of the target's region. Somebody else's endpoint may stand for somebody else's
 * accounts: what STS of AWS would say there is another matter.
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
  const configured = environment['AWS_ENDPOINT_URL_STS'];
  const isIgnored = environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true';
  if (configured !== undefined && configured !== '' && !isIgnored) {
    const isUsable = URL.canParse(configured) && /^https?:$/.test(new URL(configured).protocol);
    return isUsable
      ? { ok: true, url: new URL(configured) }
      : { ok: false, why: 'AWS_ENDPOINT_URL_STS is no HTTP address' };
  }
  if (endpoint !== undefined && !isOfSameDomain(new URL(endpoint), glacier, region)) {
    return { ok: false, why: 'the endpoint is not one of AWS, so STS was not asked' };
  }
  // `glacier-fips` and `glacier.us-west-2.api.aws` become `sts-fips` and `sts.us-west-2.api.aws`.
  return { ok: true, url: new URL(`https://${glacier.host.replace(/^glacier/, 'sts')}`) };
}

/** True for `https://vpce-0a1b.glacier.us-west-2.vpce.amazonaws.com`, and only over HTTPS. */
function isOfSameDomain(endpoint: URL, glacier: URL, region: string): boolean {
  const domain = glacier.hostname.slice(glacier.hostname.indexOf(`.${region}.`) + region.length + 1);
  return endpoint.protocol === 'https:' && domain.startsWith('.') && endpoint.hostname.endsWith(domain);
}
