import { startLocalGlacier, type LocalGlacier, type LocalGlacierOptions } from '../../../src/localGlacier';

/** A local Glacier of this test alone, with what the contract adds to Glacier's API. */
export interface TestedGlacier extends LocalGlacier {
  /** The practice clock, epoch milliseconds. */
  now(): Promise<number>;
  advance(seconds: number): Promise<number>;
  reset(): Promise<number>;
}

const running: LocalGlacier[] = [];

/** Starts one on a free port. Ends with the test that started it. */
export async function startTested(options: LocalGlacierOptions = {}): Promise<TestedGlacier> {
  const glacier = await startLocalGlacier({ port: 0, ...options });
  running.push(glacier);
  return { ...glacier, ...practiceOf(glacier.url) };
}

/** Closes what the test has started. */
export async function endTested(): Promise<void> {
  await Promise.all(running.splice(0).map(async (glacier) => glacier.close()));
}

/** The contract's extras of a local Glacier that runs anywhere on this machine. */
export function practiceOf(url: string): Pick<TestedGlacier, 'now' | 'advance' | 'reset'> {
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(url + path, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(await response.text());
    return Date.parse(((await response.json()) as { readonly now: string }).now);
  };
  return {
    now: async () => ask('GET', '/_practice/clock'),
    advance: async (seconds) => ask('POST', '/_practice/clock', { advanceSeconds: seconds }),
    reset: async () => ask('POST', '/_practice/reset'),
  };
}
