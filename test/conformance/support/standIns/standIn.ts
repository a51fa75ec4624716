import { startDisturbed, type Answer, type Seen } from '../disturbedGlacier';

/** A service on loopback that answers as the real one does. Ends with `endDisturbed`. */
export interface StandIn {
  readonly url: string;
  readonly seen: readonly Seen[];
}

export async function startStandIn(answer: (request: Seen) => Answer): Promise<StandIn> {
  const server = await startDisturbed();
  server.disturb = (request) => ({ kind: 'answer', ...answer(request) });
  return server;
}

export const json = (status: number, body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** Keys that a test finds again in the request that was signed with them. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Temporary credentials whose secrets carry the key's name, so that each can be looked for. */
export const temporary = (accessKeyId: string): Required<Keys> => ({
  accessKeyId,
  secretAccessKey: `secret-of-${accessKeyId}`,
  sessionToken: `token-of-${accessKeyId}`,
});

export const inAnHour = (): Date => new Date(Date.now() + 3_600_000);
