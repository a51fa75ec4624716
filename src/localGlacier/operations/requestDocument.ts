import { GlacierFault } from '../glacierFault';
import type { ReceivedBody } from '../http/receiveBody';

/**
 * The JSON object in a request's body; an empty body counts as an empty object.
 * Throws SerializationException, or InvalidParameterValueException where the body is larger than anything Glacier asks
 * for.
 */
export function requestDocument(body: ReceivedBody): ReadonlyMap<string, unknown> {
  if (body.kind === 'tooLarge') {
    throw new GlacierFault(
      'InvalidParameterValueException',
      `The request body is larger than ${body.limit} bytes.`,
    );
  }
  if (body.kind === 'archive' || body.bytes.length === 0) return new Map();
  const value = parseJson(body.bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GlacierFault('SerializationException', 'The request body is not a JSON object.');
  }
  return new Map(Object.entries(value));
}

/**
 * A member that must be a string. Throws MissingParameterValueException where it is absent, null or empty, and
 * SerializationException where it is something else.
 */
export function requiredText(document: ReadonlyMap<string, unknown>, name: string): string {
  const value = document.get(name) ?? '';
  if (typeof value !== 'string') {
    throw new GlacierFault('SerializationException', `The value of ${name} is not a string.`);
  }
  if (value === '') throw missing(name);
  return value;
}

export function missing(name: string): GlacierFault {
  return new GlacierFault('MissingParameterValueException', `Required parameter missing: ${name}`);
}

export function invalid(message: string): GlacierFault {
  return new GlacierFault('InvalidParameterValueException', message);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new GlacierFault('SerializationException', 'The request body is not well-formed JSON.', error);
  }
}
