import type { IncomingMessage } from 'node:http';
import { accountOf } from './access/caller';
import { readPracticeHeaders } from './access/practiceHeaders';
import type { ConditionsKeeper } from './conditions';
import { GlacierFault } from './glacierFault';
import { regionOfSignature } from './http/credentialScope';
import { refuseSeveralHosts, refuseStrangers } from './http/localOnly';
import { receiveArchive, receiveDocument, type ReceivedBody } from './http/receiveBody';
import type { Reply } from './http/reply';
import { parseRequestTarget, type RequestTarget } from './http/requestTarget';
import { answerSts, isSts } from './identity/answerSts';
import type { GlacierState } from './model';
import { performOperation } from './operations/performOperation';
import { findRoute, type RoutedOperation } from './operations/routes';
import { partitionOf } from './partition';
import { performPractice, practiceSegment, type PracticeDesk } from './practice/practiceApi';
import type { StateStore } from './state/stateStore';

/** The only version of Glacier's API (developer guide: Common Request Headers). */
const apiVersion = '2012-06-01';

/** The parts that answer requests. */
export interface Glacier {
  readonly store: StateStore;
  readonly desk: PracticeDesk;
  readonly conditions: ConditionsKeeper;
}

/** A reply, and whether the request was read far enough for another one to follow on its connection. */
export interface Answer {
  readonly reply: Reply;
  readonly connection: 'keep' | 'close';
}

/**
 * Reads a request to its end and answers it. Rejects with a GlacierFault where Glacier refuses, and with the stream's
 * own error where the request ends too early.
 */
export async function answerRequest(request: IncomingMessage, glacier: Glacier): Promise<Answer> {
  const { method = '' } = request;
  const target = parsed(request.url ?? '');
  const route = target.ok ? findRoute(method, target.value.segments, target.value.query) : undefined;
  const body = await (route?.operation === 'UploadArchive'
    ? receiveArchive(request)
    : receiveDocument(request));
  const connection = body.kind === 'tooLarge' && !body.readToTheEnd ? 'close' : 'keep';
  const replyTo = async (): Promise<Reply> => {
    if (target.ok && target.value.segments[0] === practiceSegment)
      return await practice(method, target.value, body, glacier);
    if (target.ok && isSts(method, target.value))
      return answerSts({ request, body, account: glacier.store.current.account });
    return await operate(request, route, target, body, glacier);
  };
  try {
    refuseSeveralHosts(request.headersDistinct);
    refuseStrangers(request.headers);
    return { reply: await replyTo(), connection };
  } catch (error) {
    if (!(error instanceof GlacierFault)) throw error;
    return { reply: { status: error.status, body: error }, connection };
  }
}

async function practice(
  method: string,
  { segments }: RequestTarget,
  body: ReceivedBody,
  { store, desk }: Glacier,
): Promise<Reply> {
  return store.change((state) => {
    const { reply, ...change } = performPractice({ method, segments, body }, state, desk);
    return { result: reply, ...change };
  });
}

/** The checks that come before any vault is looked at, in Glacier's order as far as it is known. */
async function operate(
  request: IncomingMessage,
  route: RoutedOperation | undefined,
  target: ParsedTarget,
  body: ReceivedBody,
  { store, desk, conditions }: Glacier,
): Promise<Reply> {
  await conditions.meet();
  const { headers, method } = request;
  const region = regionOfSignature(headers.authorization);
  checkVersion(headers['x-amz-glacier-version']);
  if (!target.ok) throw target.fault;
  if (!route) throw new GlacierFault('BadRequest', 'The method and path are no operation of Glacier.');
  const { account } = store.current;
  const address = request.socket.remoteAddress ?? '127.0.0.1';
  const practised = readPracticeHeaders(headers, partitionOf(region));
  const caller = { account, region, address, userAgent: headers['user-agent'], ...practised };
  const named = route.account === '-' ? accountOf(caller) : route.account;
  if (named !== account) {
    throw new GlacierFault(
      'AccessDeniedException',
      `Access denied for account ID: ${named ?? route.account}`,
    );
  }
  const perform = (state: GlacierState) =>
    performOperation(
      route.operation,
      {
        account,
        region,
        now: desk.now(state),
        vaultName: route.vault,
        id: route.id ?? '',
        query: target.value.query,
        headers,
        body,
      },
      caller,
      state,
    );
  // A read needs no turn: what it sees is on disk already.
  if (method === 'GET') return perform(store.current).reply;
  return store.change((state) => {
    const { reply, ...change } = perform(state);
    return { result: reply, ...change };
  });
}

function checkVersion(version: string | string[] | undefined): void {
  if (version === undefined || version === '') {
    throw new GlacierFault('MissingParameterValueException', 'Required parameter missing: API version');
  }
  if (version !== apiVersion) {
    throw new GlacierFault('InvalidParameterValueException', `Invalid API version: ${String(version)}`);
  }
}

/**
 * A target that cannot be read is told of only after the body was read, for the client may still be sending it, and
 * after Authorization and version.
 */
type ParsedTarget =
  { readonly ok: true; readonly value: RequestTarget } | { readonly ok: false; readonly fault: GlacierFault };

function parsed(url: string): ParsedTarget {
  try {
    return { ok: true, value: parseRequestTarget(url) };
  } catch (error) {
    if (error instanceof GlacierFault) return { ok: false, fault: error };
    throw error;
  }
}
