import { GlacierFault } from '../glacierFault';

/** The path and query of a request, decoded. */
export interface RequestTarget {
  readonly segments: readonly string[];
  readonly query: ReadonlyMap<string, string>;
}

/**
 * Takes a request target apart. The path is split before it is decoded, so that an encoded slash stays inside its
 * segment; empty segments before the account are dropped, because an endpoint with a trailing slash makes them.
 * Throws BadRequest where the percent-encoding is broken.
 */
export function parseRequestTarget(target: string): RequestTarget {
  if (!target.startsWith('/')) throw new GlacierFault('BadRequest', 'The request target is not a path.');
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const segments = path.replace(/^\/+/, '').split('/').map(decode);
  return { segments, query: parseQuery(mark < 0 ? '' : target.slice(mark + 1)) };
}

/** The first of several values of the same name counts. */
function parseQuery(text: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.split('&')) {
    const mark = pair.indexOf('=');
    const name = decode(formSpace(mark < 0 ? pair : pair.slice(0, mark)));
    if (name !== '' && !query.has(name)) {
      query.set(name, mark < 0 ? '' : decode(formSpace(pair.slice(mark + 1))));
    }
  }
  return query;
}

function formSpace(text: string): string {
  return text.replaceAll('+', ' ');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new GlacierFault('BadRequest', `Not a valid percent-encoding: ${text.slice(0, 100)}`, error);
  }
}
