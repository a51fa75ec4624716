import type { IncomingHttpHeaders } from 'node:http';
import { GlacierFault } from '../glacierFault';
import { readPracticePrincipal, type PracticePrincipal } from './practicePrincipal';

/** What a request says of itself, beside Glacier's API, to practise with. */
export interface Practised {
  /** Who asks; undefined for the administrator, who asks unless said. */
  readonly principal: PracticePrincipal | undefined;
  /** Condition keys that the request carries with these values; null: does not carry. */
  readonly context: Readonly<Record<string, string | readonly string[] | null>>;
}

const principalHeader = 'x-practice-principal';
const contextHeader = 'x-practice-context';

/** Reads the two headers. Throws InvalidParameterValueException for one that cannot be read. */
export function readPracticeHeaders(headers: IncomingHttpHeaders, partition: string): Practised {
  const named = headers[principalHeader];
  const principal = typeof named === 'string' ? readPracticePrincipal(named, partition) : undefined;
  if (named !== undefined && !principal)
    throw new GlacierFault(
      'InvalidParameterValueException',
      `Invalid ${principalHeader}: ${String(named)} is no account, ARN of a user, role or session, service or "*".`,
    );
  return { principal, context: readContext(headers[contextHeader]) };
}

function readContext(header: string | string[] | undefined): Practised['context'] {
  if (header === undefined) return {};
  const parsed = parseJson(String(header));
  if (isContext(parsed)) return parsed;
  throw new GlacierFault(
    'InvalidParameterValueException',
    `Invalid ${contextHeader}: it is a JSON object of condition keys with texts, lists of texts or null.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isContext(value: unknown): value is Practised['context'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const isText = (each: unknown): boolean => typeof each === 'string';
  return Object.values(value).every(
    (each) => each === null || isText(each) || (Array.isArray(each) && each.every(isText)),
  );
}
