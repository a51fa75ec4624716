/** How long a machine may take to answer on its own loopback address. */
const patience = 2_000;

/**
 * The clock of a local Glacier, epoch milliseconds, or undefined where no local Glacier answers: this is also how one
 * is told from any other server. Never rejects.
 */
export async function readPracticeClock(endpoint: string): Promise<number | undefined> {
  try {
    const response = await fetch(clockUrl(endpoint), { signal: AbortSignal.timeout(patience) });
    return response.ok ? instantOf(await response.json()) : undefined;
  } catch {
    // Refused, timed out, or not JSON: whatever answers there is no local Glacier.
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
