import { composedText, composePolicy } from '../../../src/policy';
import { callGlacier } from './glacierApi';

/** So many requests are under way at a time. */
const atOnce = 8;

/**
 * Fills an empty local Glacier: of twelve vaults four have no lock, one is in progress, seven are locked, for seven, three
 * or ten years.
 */
export async function fillWithVaults(url: string, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, number) => number);
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let number = numbers.shift(); number !== undefined; number = numbers.shift())
        await fill(url, number);
    }),
  );
}

const kinds = ['ledger', 'claims', 'imaging', 'payroll', 'footage'];
const days = [2557, 1096, 3653];

async function fill(url: string, number: number): Promise<void> {
  const name = `${kinds[number % kinds.length] ?? ''}-${String(number).padStart(4, '0')}`;
  await send(url, 'PUT', name);
  const place = number % 12;
  if (place < 4) return;
  const policy = composedText(
    composePolicy({
      vaultArn: `arn:aws:glacier:us-west-2:111122223333:vaults/${name}`,
      retentionDays: days[number % days.length],
      keepVault: true,
    }),
  );
  const initiated = await send(url, 'POST', `${name}/lock-policy`, JSON.stringify({ Policy: policy }));
  const lockId = initiated.headers.get('x-amz-lock-id') ?? '';
  if (place > 4) await send(url, 'POST', `${name}/lock-policy/${lockId}`);
}

async function send(url: string, method: 'PUT' | 'POST', path: string, body?: string): Promise<Response> {
  const answer = await callGlacier(url, method, path, body);
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  return answer;
}
