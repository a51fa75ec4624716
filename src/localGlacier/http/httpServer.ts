import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { GlacierFault } from '../glacierFault';
import { faultReply, rawFaultReply, sendReply, type Reply } from './reply';

/** What the HTTP server asks of whoever answers. */
export interface Answering {
  /** Rejects with a GlacierFault to refuse; anything else it rejects with is a defect or a failing disk. */
  answer(request: IncomingMessage): Promise<{ readonly reply: Reply; readonly connection: 'keep' | 'close' }>;
  /** What log and report may call a request; its target stays out of both, for it may hold a lock ID. */
  nameOf(request: IncomingMessage): string;
  /** The practice clock, epoch milliseconds. */
  now(): number;
  /** Gets a line for each request and for each problem. */
  log(line: string): void;
  /** Gets what a person should know who did not ask for a log. */
  report(problem: string): void;
}

/** Generous for one person's tools, and an end to what a runaway script can open. */
export const maxConnections = 256;

/** Long session tokens and archive descriptions fit. Bytes. */
const maxHeaderSize = 64 * 1024;

/** How long a client may take, in milliseconds. */
export interface Patience {
  /** Until it has sent its headers. */
  readonly headers: number;
  /** Until it has sent its whole request: 4 GB over loopback included. */
  readonly request: number;
  /** How often is looked. */
  readonly look: number;
}

const usualPatience: Patience = { headers: 20_000, request: 10 * 60_000, look: 5_000 };

/** Longer than clients keep idle connections, so that it is the client who closes them. Milliseconds. */
const keepAliveTimeout = 60_000;

/** An HTTP server that answers everything, however malformed, with an error of Glacier's form, and goes on. */
export function createHttpServer(answering: Answering, patience: Patience = usualPatience): Server {
  const server = createServer(
    {
      maxHeaderSize,
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      keepAliveTimeout,
      connectionsCheckingInterval: patience.look,
      requireHostHeader: false,
    },
    (request, response) => answerInTheEnd(request, response, answering),
  );
  server.maxConnections = maxConnections;
  // Too many open files, for one: the connection is lost, the server is not. Whoever listens has a listener of its own.
  server.on('listening', () => server.on('error', (error) => answering.report(error.message)));
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    answerInTheEnd(request, response, answering);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const fault = faultOfUnreadable(error);
    answering.log(`unreadable request: ${error.code ?? error.message}: ${fault.status} ${fault.code}`);
    socket.end(rawFaultReply(fault, answering.now()));
  });
  return server;
}

/** A reply that cannot even be sent costs its connection and nothing else. */
function answerInTheEnd(request: IncomingMessage, response: ServerResponse, answering: Answering): void {
  respond(request, response, answering).catch((error: unknown) => {
    answering.report(`A reply could not be sent: ${error instanceof Error ? error.message : String(error)}`);
    response.destroy();
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answering: Answering,
): Promise<void> {
  const asked = answering.nameOf(request);
  response.on('error', (error) => answering.log(`${asked}: the reply was not delivered: ${error.message}`));
  let answered: { readonly reply: Reply; readonly connection: 'keep' | 'close' };
  try {
    answered = await answering.answer(request);
  } catch (error) {
    if (request.socket.destroyed || !request.complete) {
      answering.log(`${asked}: the client went away`);
      return;
    }
    answered = { reply: faultReply(asFault(error, asked, answering)), connection: 'keep' };
  }
  const requestId = sendReply(response, answered.reply, answering.now(), answered.connection);
  answering.log(`${asked}: ${answered.reply.status} ${requestId}`);
}

function asFault(error: unknown, asked: string, answering: Answering): GlacierFault {
  if (error instanceof GlacierFault) return error;
  const what = error instanceof Error ? error.message : String(error);
  answering.report(`${asked} failed: ${what}`);
  answering.log(error instanceof Error ? (error.stack ?? what) : what);
  return new GlacierFault('ServiceUnavailableException', `The local Glacier failed: ${what}`, error);
}

function faultOfUnreadable(error: NodeJS.ErrnoException): GlacierFault {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new GlacierFault('RequestTimeoutException', 'The request did not come to its end in time.', error);
  }
  return error.code === 'HPE_HEADER_OVERFLOW'
    ? new GlacierFault('BadRequest', `The headers are larger than ${maxHeaderSize} bytes.`, error)
    : new GlacierFault('BadRequest', 'The request is no HTTP that can be read.', error);
}
