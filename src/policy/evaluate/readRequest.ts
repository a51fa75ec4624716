import { nearest } from '../vocabulary/nearest';
import { parseArn } from './arn';
import type { AuthorizationRequest } from './authorizationRequest';

export type RequestReading =
  | { readonly ok: true; readonly request: AuthorizationRequest }
  /** `problem` is a sentence. */
  | { readonly ok: false; readonly problem: string };

const fields: readonly string[] = ['principal', 'action', 'resource', 'context'];
const accountId = /^\d{12}$/;
/** `backup.amazonaws.com`; the end differs by partition, and the case of a name is the name's. */
const serviceName = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;
const actionName = /^[a-z0-9-]+:[a-z0-9]+$/i;

/**
 * Reads a request from parsed JSON, strictly: what is misspelt would otherwise be left out, and the answer would be
 * one to another question. Only `context` may be missing; then no condition key is in the request. A `*` or `?` in an
 * ARN is a plain character: it is one request that is asked about, not several.
 */
export function readRequest(value: unknown): RequestReading {
  if (!isObject(value)) return refuse(`The request is ${kindOf(value)}, not a JSON object.`);
  const stranger = Object.keys(value).find((name) => !fields.includes(name));
  if (stranger !== undefined) return refuse(unknownField(stranger));
  const { principal, action, resource, context = {} } = value;
  if (typeof principal !== 'string') return refuse(noText('principal', principal));
  if (typeof action !== 'string') return refuse(noText('action', action));
  if (typeof resource !== 'string') return refuse(noText('resource', resource));
  const problem = principalProblem(principal) ?? actionProblem(action) ?? resourceProblem(resource);
  if (problem !== undefined) return refuse(problem);
  if (!isContext(context)) return refuse(contextProblem(context));
  return { ok: true, request: { principal, action, resource, context } };
}

function refuse(problem: string): RequestReading {
  return { ok: false, problem };
}

function unknownField(name: string): string {
  const meant = nearest(name, fields);
  return `A request has no field "${name}". ${
    meant === undefined
      ? 'Its fields are principal, action, resource and context; condition keys stand in context.'
      : `Did you mean ${meant}?`
  }`;
}

function noText(name: string, value: unknown): string {
  return value === undefined
    ? `The request has no ${name}.`
    : `The ${name} of the request is ${kindOf(value)}, not a string.`;
}

function principalProblem(text: string): string | undefined {
  if (text === '*' || accountId.test(text) || parseArn(text) || serviceName.test(text)) return undefined;
  return `The principal "${text}" is no ARN, account id of 12 digits, service such as backup.amazonaws.com, or "*" for an anonymous caller.`;
}

function actionProblem(text: string): string | undefined {
  if (actionName.test(text)) return undefined;
  if (/[*?]/.test(text)) return `The action "${text}" has a wildcard: a request asks for one action.`;
  return `The action "${text}" is not written with its service in front, as glacier:DeleteArchive is.`;
}

function resourceProblem(text: string): string | undefined {
  if (parseArn(text)) return undefined;
  return `The resource "${text}" is no ARN, such as arn:aws:glacier:us-west-2:111122223333:vaults/NAME.`;
}

function contextProblem(context: unknown): string {
  if (!isObject(context)) return `The context of the request is ${kindOf(context)}, not a JSON object.`;
  const [key = '', value] = Object.entries(context).find(([, each]) => !isContextValue(each)) ?? [];
  if (Array.isArray(value)) {
    const item: unknown = value.find((each) => typeof each !== 'string');
    return `The list of ${key} in the context holds ${kindOf(item)}; its values are strings.`;
  }
  const advice = typeof value === 'number' || typeof value === 'boolean' ? ` Write "${value}".` : '';
  return `The value of ${key} in the context is ${kindOf(value)}, not a string or a list of strings.${advice}`;
}

function isContext(context: unknown): context is AuthorizationRequest['context'] {
  return isObject(context) && Object.values(context).every(isContextValue);
}

function isContextValue(value: unknown): value is string | readonly string[] {
  return (
    typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
