import { GlacierFault } from '../glacierFault';

/** What the local Glacier answers for. */
export type SignedService = 'glacier' | 'sts';

/**
 * The region a request was signed for: on a server that listens on one port for all regions, the signature is the
 * only place that says it. The signature itself is not checked, any credentials are accepted.
 * Throws MissingAuthenticationTokenException or InvalidSignatureException.
 * @param authorization the header, `AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/glacier/aws4_request, …`
 */
export function regionOfSignature(
  authorization: string | undefined,
  expected: SignedService = 'glacier',
): string {
  if (authorization === undefined || authorization.trim() === '') {
    throw new GlacierFault('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const { region, service } =
    /Credential=[^/,\s]+\/\d{8}\/(?<region>[^/,\s]+)\/(?<service>[^/,\s]+)\/aws4_request/.exec(authorization)
      ?.groups ?? {};
  if (!authorization.startsWith('AWS4-') || region === undefined || service === undefined) {
    throw new GlacierFault(
      'InvalidSignatureException',
      'The Authorization header is no Signature Version 4.',
    );
  }
  if (service !== expected) {
    throw new GlacierFault(
      'InvalidSignatureException',
      `The signature is for another service than ${expected}.`,
    );
  }
  if (!/^[a-z]+(?:-[a-z0-9]+)+$/.test(region)) {
    throw new GlacierFault('InvalidSignatureException', 'The signature names something that is no region.');
  }
  return region;
}
