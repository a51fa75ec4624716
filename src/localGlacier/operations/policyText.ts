import { readPolicyDocument } from '../../policy';
import { invalid, requestDocument, requiredText } from './requestDocument';
import type { ReceivedBody } from '../http/receiveBody';

/** 20 KB, counted in UTF-8 bytes of the policy's own text (how Glacier counts is not documented). */
export const policyLimit = 20_480;

/**
 * The policy in a request's body, as it was sent. Glacier gives one message for every fault and never the reason.
 * Throws MissingParameterValueException, InvalidParameterValueException or SerializationException.
 */
export function policyTextOf(body: ReceivedBody, kind: 'vault lock policy' | 'vault access policy'): string {
  const text = requiredText(requestDocument(body), 'Policy');
  if (Buffer.byteLength(text) > policyLimit || !readPolicyDocument(text).ok) {
    throw invalid(`The specified ${kind} is invalid. Provide a valid policy.`);
  }
  return text;
}
