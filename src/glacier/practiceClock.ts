/** How long a machine may take to answer on its own loopback address. */
const patience = 2_000;

/**
 * What answers at an address: a local Glacier, something else, or nothing. Nothing may be a local Glacier that is still
 * to be started, so it decides nothing. Never rejects.
 */
export async function probePractice(endpoint: string): Promise<'practice' | 'other' | 'silent'> {
  return (await askClock(endpoint)).answer;
}

/**
 * The clock of a local Glacier, epoch milliseconds, or undefined where no local Glacier answers. Never rejects.
 */
export async function readPracticeClock(endpoint: string): Promise<number | undefined> {
  const asked = await askClock(endpoint);
  return asked.answer === 'practice' ? asked.now : undefined;
}

type Asked =
  | { readonly answer: 'practice'; readonly now: number }
  | { readonly answer: 'other' }
  | { readonly answer: 'silent' };

async function askClock(endpoint: string): Promise<Asked> {
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) return { answer: 'other' };
  const signal = AbortSignal.timeout(patience);
  try {
    // A local Glacier sends nobody elsewhere: a redirection is an answer of something else.
    const response = await fetch(clockUrl(endpoint), { signal, redirect: 'manual' });
    const text = await response.text();
    const now = response.ok ? instantOf(parsed(text)) : undefined;
    return now === undefined ? { answer: 'other' } : { answer: 'practice', now };
  } catch (error) {
    return { answer: isForeignAnswer(error) ? 'other' : 'silent' };
  }
}

/** True when something answered that does not speak the expected protocol: no HTTP, TLS, or no TLS. */
function isForeignAnswer(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null) return false;
  // Not every version of the HTTP client behind `fetch` gives its parser's errors a code.
  if ('name' in cause && cause.name === 'HTTPParserError') return true;
  if (!('code' in cause)) return false;
  // The codes of Node's HTTP parser, and of OpenSSL on what is no TLS or no certificate that it trusts.
  return (
    typeof cause.code === 'string' &&
    /^(HPE_|EPROTO$|ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/.test(cause.code)
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON, so no local Glacier's answer.
    return undefined;
  }
}

/**
 * Moves a local Glacier's clock forward by whole seconds and resolves with its new time, epoch milliseconds. Rejects
 * with an Error that says what the local Glacier answered.
 */
export async function advancePracticeClock(endpoint: string, advanceSeconds: number): Promise<number> {
  const response = await fetch(clockUrl(endpoint), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ advanceSeconds }),
    signal: AbortSignal.timeout(patience),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`The local Glacier did not move its clock: ${response.status} ${text}`);
  }
  const now = instantOf(JSON.parse(text) as unknown);
  return now ?? Date.now();
}

/** Only an address of this machine can be a local Glacier. */
export function isLoopback(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { hostname } = new URL(endpoint);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function clockUrl(endpoint: string): string {
  return new URL('/_practice/clock', endpoint).href;
}

function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('now' in value) || typeof value.now !== 'string') {
    return undefined;
  }
  const instant = Date.parse(value.now);
  return Number.isNaN(instant) ? undefined : instant;
}
