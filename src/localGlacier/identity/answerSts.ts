import type { IncomingMessage } from 'node:http';
import { readPracticeHeaders } from '../access/practiceHeaders';
import { GlacierFault } from '../glacierFault';
import { regionOfSignature } from '../http/credentialScope';
import type { ReceivedBody } from '../http/receiveBody';
import type { Reply } from '../http/reply';
import type { RequestTarget } from '../http/requestTarget';
import { partitionOf } from '../partition';
import { identityOf } from './callerIdentity';

/** The only version of the STS API (STS API reference). */
const apiVersion = '2011-06-15';
const namespace = `https://sts.amazonaws.com/doc/${apiVersion}/`;

/** Glacier has no operation here, and STS has all of its own here. */
export function isSts(method: string, { segments }: RequestTarget): boolean {
  return method === 'POST' && segments.length === 1 && segments[0] === '';
}

/**
 * Answers the one question of STS that who practises may have, GetCallerIdentity, in STS's own words (AWS query
 * protocol): a practice connection must not ask the real one.
 */
export function answerSts({
  request: { headers },
  body,
  account,
}: {
  readonly request: Pick<IncomingMessage, 'headers'>;
  readonly body: ReceivedBody;
  readonly account: string;
}): Reply {
  try {
    const region = regionOfSignature(headers.authorization, 'sts');
    const asked = new URLSearchParams(body.kind === 'document' ? body.bytes.toString('utf8') : '');
    if (asked.get('Version') !== apiVersion || asked.get('Action') !== 'GetCallerIdentity') {
      return refusal(
        400,
        'InvalidAction',
        'The local Glacier answers GetCallerIdentity of STS, nothing else.',
      );
    }
    const practised = readPracticeHeaders(headers, partitionOf(region));
    const identity = identityOf({ account, region, ...practised });
    if (identity === undefined) {
      return refusal(403, 'AccessDenied', 'Who does not sign, and a service, has no identity to tell.');
    }
    return {
      status: 200,
      xml: (requestId) =>
        document('GetCallerIdentityResponse', [
          '<GetCallerIdentityResult>',
          element('Arn', identity.arn),
          element('UserId', identity.userId),
          element('Account', identity.account),
          '</GetCallerIdentityResult>',
          `<ResponseMetadata>${element('RequestId', requestId)}</ResponseMetadata>`,
        ]),
    };
  } catch (error) {
    if (error instanceof GlacierFault) return refusal(error.status, queryCode(error.code), error.message);
    throw error;
  }
}

/** The query protocol has the same codes without the word at the end (STS API reference: Common Errors). */
function queryCode(code: string): string {
  return code.replace(/Exception$/, '');
}

function refusal(status: number, code: string, message: string): Reply {
  return {
    status,
    xml: (requestId) =>
      document('ErrorResponse', [
        `<Error>${element('Type', 'Sender')}${element('Code', code)}${element('Message', message)}</Error>`,
        element('RequestId', requestId),
      ]),
  };
}

function document(name: string, content: readonly string[]): string {
  return `<${name} xmlns="${namespace}">${content.join('')}</${name}>`;
}

function element(name: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${name}>${escaped}</${name}>`;
}
