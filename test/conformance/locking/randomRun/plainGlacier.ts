import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { LockReading } from '../../../../src/glacier/gateway';
import { properHeaders } from '../../support/raw';

/** Asks a Glacier without the SDK: the oracle asks often, and shall not share its mistakes. */
export interface PlainGlacier {
  lockOf(name: string): Promise<LockReading>;
  end(): void;
}

interface WireLock {
  readonly Policy: string;
  readonly State: string;
  readonly CreationDate: string;
  readonly ExpirationDate: string | null;
}

export function askPlainly(url: string): PlainGlacier {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true });
  const get = (path: string) =>
    new Promise<{ readonly status: number | undefined; readonly body: string }>((resolve, reject) => {
      const sent = request({ hostname, port, path, agent, headers: properHeaders }, (response) => {
        text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
      });
      sent.on('error', reject).end();
    });
  return {
    async lockOf(name) {
      const { status, body } = await get(`/-/vaults/${name}/lock-policy`);
      if (status === 404) return { state: 'none' };
      if (status !== 200) throw new Error(`${String(status)} ${body}`);
      const { Policy: policy, State, CreationDate, ExpirationDate } = JSON.parse(body) as WireLock;
      const created = Date.parse(CreationDate);
      return State === 'Locked'
        ? { state: 'locked', policy, created }
        : { state: 'inProgress', policy, created, expires: Date.parse(String(ExpirationDate)) };
    },
    end: () => agent.destroy(),
  };
}
