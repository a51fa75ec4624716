import { addAbortSignal, type Readable } from 'node:stream';
import type { GlacierClient } from '@aws-sdk/client-glacier';
import { SignatureV4 } from '@smithy/signature-v4';
import { CredentialFailure, credentialFailureCode } from '../credentialFailure';
import type { CallerReading, GatewayTarget } from '../gateway';
import { ownAddress } from './address';
import { callerEndpoint } from './callerEndpoint';
import { callerOf, refusalOf } from './callerReply';

/** Milliseconds that somebody may have to wait who is about to change something. */
const patience = 3_000;
/** Milliseconds until STS is asked again for credentials that it said nothing about. */
const rest = 5 * 60_000;
/** Bytes: a hundred times what STS says. */
const largestReply = 64 * 1024;

const tooSlow = `STS did not answer within ${String(patience / 1_000)} seconds`;
const question = 'Action=GetCallerIdentity&Version=2011-06-15';

/** What is known of the caller with this access key. */
interface Asked {
  readonly accessKeyId: string;
  readonly reading: CallerReading;
  /** `performance.now()` from which on it is asked again. */
  readonly until: number;
}

/**
 * Asks STS whose credentials a target signs with. GetCallerIdentity needs no permission and no policy of a user or role
 * can deny it (STS API reference), but a network without STS, or the policy of an endpoint or an organization, can.
 * Temporary credentials have an access key of their own each, so the answer is good as long as the key stays.
 */
export class CallerLookUp {
  private asked: Asked | undefined;
  private asking: Promise<CallerReading> | undefined;

  constructor(
    private readonly target: GatewayTarget,
    private readonly closing: AbortSignal,
  ) {}

  /**
   * Never rejects, and settles within three seconds after the credentials are there: getting them may take longer, a
   * credential process for example, and says nothing about STS.
   */
  async ask(client: GlacierClient): Promise<CallerReading> {
    this.asking ??= this.askWithCredentials(client).finally(() => (this.asking = undefined));
    return await this.asking;
  }

  private async askWithCredentials(client: GlacierClient): Promise<CallerReading> {
    try {
      await client.config.credentials();
    } catch (error) {
      return unknown(whyNot(error));
    }
    return await this.askInTime(client);
  }

  private async askInTime(client: GlacierClient): Promise<CallerReading> {
    const late = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<CallerReading>((resolve) => {
      timer = setTimeout(() => {
        resolve(unknown(tooSlow));
        late.abort();
      }, patience);
    });
    try {
      const signal = AbortSignal.any([this.closing, late.signal]);
      return await Promise.race([this.lookUp(client, signal), tooLate]);
    } catch (error) {
      return unknown(whyNot(error));
    } finally {
      clearTimeout(timer);
    }
  }

  private async lookUp(client: GlacierClient, signal: AbortSignal): Promise<CallerReading> {
    const { accessKeyId } = await client.config.credentials();
    const { asked } = this;
    if (asked?.accessKeyId === accessKeyId && performance.now() < asked.until) return asked.reading;
    const keep = (reading: CallerReading): CallerReading => {
      const until = reading.known ? Number.POSITIVE_INFINITY : performance.now() + rest;
      this.asked = { accessKeyId, reading, until };
      return reading;
    };
    // Kept before it is known: whoever gave up waiting need not wait again.
    keep(unknown(tooSlow));
    return keep(await this.send(client, signal));
  }

  private async send(client: GlacierClient, signal: AbortSignal): Promise<CallerReading> {
    const { region } = this.target;
    const place = callerEndpoint(this.target, await ownAddress(client, region), process.env);
    if (!place.ok) return unknown(place.why);
    try {
      const { status, text } = await post(client, place.url, region, signal);
      if (status !== 200) {
        const code = refusalOf(text);
        return unknown(`STS refused: ${code === undefined ? '' : `${code}, `}HTTP ${String(status)}`);
      }
      const caller = callerOf(text);
      return caller === undefined
        ? unknown('the answer of STS could not be understood')
        : { known: true, caller };
    } catch (error) {
      return unknown(signal.aborted ? tooSlow : `STS could not be reached: ${nameOf(error)}`);
    }
  }
}

function unknown(why: string): CallerReading {
  return { known: false, why };
}

/** A failed look-up of credentials goes by its own code: STS has nothing to do with it. */
function whyNot(error: unknown): string {
  return error instanceof CredentialFailure
    ? `there are no credentials: ${credentialFailureCode(error.details)}`
    : `STS could not be asked: ${nameOf(error)}`;
}

/** A code or a name; messages may quote what was sent. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** What the SDK's handler for Node answers with; the SDK leaves it without a type. */
interface Handled {
  readonly response: { readonly statusCode: number; readonly body: Readable };
}

/** Signs and sends the question the way the client's own requests go. */
async function post(
  { config }: GlacierClient,
  url: URL,
  region: string,
  abortSignal: AbortSignal,
): Promise<{ readonly status: number; readonly text: string }> {
  const signer = new SignatureV4({
    service: 'sts',
    region,
    credentials: config.credentials,
    sha256: config.sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      path: url.pathname,
      query: {},
      headers: {
        host: url.host,
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'content-length': String(question.length),
        'user-agent': 'glacier-vault-lock',
      },
      body: question,
    },
    { signingDate: new Date(Date.now() + config.systemClockOffset) },
  );
  const { response } = (await config.requestHandler.handle(signed, {
    abortSignal,
    requestTimeout: patience,
  })) as Handled;
  return { status: response.statusCode, text: await textOf(response.body, abortSignal) };
}

/** @param body as the SDK's handler for Node gives it; its signal counts until the headers are there only. */
async function textOf(body: Readable, signal: AbortSignal): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of addAbortSignal(signal, body) as AsyncIterable<Uint8Array>) {
    size += piece.length;
    if (size > largestReply) throw new RangeError('The reply is too large.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
