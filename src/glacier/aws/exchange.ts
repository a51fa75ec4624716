import { mayHaveActed } from '../explainError';

/** What the HTTP exchange of one call tells beside the SDK's parsed answer. The last attempt counts. */
export interface Exchange {
  /** The `Date` header of the last reply, epoch milliseconds. */
  serverTime: number | undefined;
  /** `Date.now()` when the last reply arrived. */
  localTime: number | undefined;
  requestId: string | undefined;
  contentType: string | undefined;
  httpStatus: number | undefined;
  /** The lock ID in the head of the last reply: Glacier's answer to Initiate. */
  lockId: string | undefined;
  /** True once an attempt ended in a way that leaves open whether Glacier acted on it. */
  doubt: boolean;
  /** Requests sent so far. */
  attempts: number;
}

export function newExchange(): Exchange {
  return {
    serverTime: undefined,
    localTime: undefined,
    requestId: undefined,
    contentType: undefined,
    httpStatus: undefined,
    lockId: undefined,
    doubt: false,
    attempts: 0,
  };
}

/** The shape of the SDK's middleware at its `deserialize` step, as far as it is needed here. */
type Handler<Args, Result> = (args: Args) => Promise<Result>;

/**
 * A middleware around the SDK's parsing of each attempt's reply, inside its retries: notes the headers of every
 * reply, also of refusals, and whether an attempt was left in doubt.
 */
export function observing(exchange: Exchange) {
  return <Args, Result extends { readonly response: unknown }>(next: Handler<Args, Result>) =>
    async (args: Args): Promise<Result> => {
      exchange.attempts += 1;
      try {
        const result = await next(args);
        note(exchange, result.response);
        return result;
      } catch (error) {
        note(exchange, field(error, '$response'));
        exchange.doubt ||= mayHaveActed(error);
        throw error;
      }
    };
}

function note(exchange: Exchange, response: unknown): void {
  const headers = field(response, 'headers');
  if (headers === undefined) return;
  exchange.localTime = Date.now();
  exchange.serverTime = httpDate(field(headers, 'date'));
  const requestId = field(headers, 'x-amzn-requestid');
  exchange.requestId = typeof requestId === 'string' && requestId !== '' ? requestId : undefined;
  const contentType = field(headers, 'content-type');
  exchange.contentType = typeof contentType === 'string' ? contentType : undefined;
  const lockId = field(headers, 'x-amz-lock-id');
  exchange.lockId = typeof lockId === 'string' && lockId !== '' ? lockId : undefined;
  const status = field(response, 'statusCode');
  exchange.httpStatus = typeof status === 'number' ? status : undefined;
}

/** An HTTP date (RFC 9110, "Date/Time Formats"), in whole seconds; nonsense is the same as none. */
function httpDate(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value))
    return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
