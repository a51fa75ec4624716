import assert from 'node:assert/strict';
import { evaluate, type AuthorizationRequest } from '../../../../src/policy/evaluate';
import { readPolicyDocument } from '../../../../src/policy/syntax/readPolicyDocument';
import type { PolicyDocument } from '../../../../src/policy/document';

export const account = '111122223333';
export const otherAccount = '444455556666';
export const vault = `arn:aws:glacier:us-west-2:${account}:vaults/examplevault`;

export type Elements = Readonly<Record<string, unknown>>;
export type Context = AuthorizationRequest['context'];

/** Reads a policy as the service would; one that it would refuse fails the test. */
export function policy(
  statements: readonly Elements[],
  version: string | undefined = '2012-10-17',
): PolicyDocument {
  return read({ Version: version, Statement: statements });
}

export function read(elements: unknown): PolicyDocument {
  const reading = readPolicyDocument(JSON.stringify(elements));
  assert(reading.ok, reading.ok ? '' : reading.problem);
  return reading.document;
}

/** Everyone, everything, everywhere, save for the elements given. */
export function statement(elements: Elements = {}): Elements {
  const defaults = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
  const kept = Object.entries(defaults).filter(([name]) => !(`Not${name}` in elements));
  return { ...Object.fromEntries(kept), ...elements };
}

export function request(given: Partial<AuthorizationRequest> = {}): AuthorizationRequest {
  return {
    principal: `arn:aws:iam::${account}:user/ana`,
    action: 'glacier:DeleteArchive',
    resource: vault,
    context: {},
    ...given,
  };
}

/** Whether a Deny with these elements hits the request. */
export function applies(elements: Elements, given: Partial<AuthorizationRequest> = {}): boolean {
  return evaluate(policy([statement(elements)]), request(given)).decision === 'explicitDeny';
}

/** Whether a Condition holds in this context. */
export function holds(condition: Elements, context: Context, version?: string): boolean {
  const document = policy([statement({ Condition: condition })], version);
  return evaluate(document, request({ context })).decision === 'explicitDeny';
}

/** The same for a policy without Version. */
export function holdsIn2008(condition: Elements, context: Context): boolean {
  const document = read({ Statement: statement({ Condition: condition }) });
  return evaluate(document, request({ context })).decision === 'explicitDeny';
}
