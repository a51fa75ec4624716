import type { IncomingHttpHeaders } from 'node:http';
import { GlacierFault } from '../glacierFault';

/** This machine's names for itself, with or without a port; the port may differ where it is forwarded. */
const localHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

/**
 * Refuses a request with several Host headers (RFC 9112, 3.2): Node shows the first of them only, and another reader
 * might have taken another.
 * @param headers with all the values of each
 */
export function refuseSeveralHosts(headers: NodeJS.Dict<readonly string[]>): void {
  if ((headers['host'] ?? []).length > 1) {
    throw new GlacierFault('BadRequest', 'The request has more than one Host header.');
  }
}

/**
 * Refuses what a web page could make a browser send: a page of another site that had its name resolved to 127.0.0.1
 * shows in Host, and a script or form shows in Origin or Sec-Fetch-Site. No client of Glacier sends either.
 */
export function refuseStrangers(headers: IncomingHttpHeaders): void {
  if (!localHost.test(headers.host ?? '')) {
    throw new GlacierFault(
      'AccessDeniedException',
      'The local Glacier answers only to 127.0.0.1, localhost and [::1]; the Host header says otherwise.',
    );
  }
  const site = headers['sec-fetch-site'];
  if (headers.origin !== undefined || site === 'cross-site' || site === 'same-site') {
    throw new GlacierFault('AccessDeniedException', 'The local Glacier does not answer web pages.');
  }
}
