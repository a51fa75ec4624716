import assert from 'node:assert/strict';
import {
  CreateVaultCommand,
  GetVaultLockCommand,
  GlacierClient,
  GlacierServiceException,
  InitiateVaultLockCommand,
  UploadArchiveCommand,
} from '@aws-sdk/client-glacier';

export const account = '111122223333';
export const region = 'us-west-2';
export const dayInSeconds = 24 * 60 * 60;

const clients: GlacierClient[] = [];

/** An unmodified client of AWS's SDK, which sends each request once. */
export function clientOf(url: string, options: { readonly region?: string } = {}): GlacierClient {
  const client = new GlacierClient({
    endpoint: url,
    region: options.region ?? region,
    credentials: { accessKeyId: 'AKIDPRACTICE', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  clients.push(client);
  return client;
}

/** A client whose requests the local Glacier judges as those of somebody else, with these condition keys. */
export function clientAs(
  url: string,
  principal: string,
  context: Readonly<Record<string, string | null>>,
): GlacierClient {
  const key = JSON.stringify([url, principal, context]);
  const before = practising.get(key);
  if (before) return before;
  const client = clientOf(url);
  client.middlewareStack.add(
    (next) => async (args) => {
      const request = args.request as { headers: Record<string, string> };
      request.headers['x-practice-principal'] = principal;
      request.headers['x-practice-context'] = JSON.stringify(context);
      return next(args);
    },
    { step: 'build' },
  );
  practising.set(key, client);
  return client;
}

const practising = new Map<string, GlacierClient>();

export function endClients(): void {
  practising.clear();
  for (const client of clients.splice(0)) client.destroy();
}

export const vault = (vaultName: string) => ({ accountId: '-', vaultName });

export const arnOf = (name: string, inRegion = region) =>
  `arn:aws:glacier:${inRegion}:${account}:vaults/${name}`;

/** Keeps archives of a vault from deletion by anybody until they have an age in days. */
export function retention(name: string, days: number, more: object = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'retention',
        Effect: 'Deny',
        Principal: '*',
        Action: 'glacier:DeleteArchive',
        Resource: arnOf(name),
        Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': String(days) } },
        ...more,
      },
    ],
  });
}

export async function createVault(client: GlacierClient, name: string): Promise<void> {
  await client.send(new CreateVaultCommand(vault(name)));
}

/** Starts a lock and tells its ID. */
export async function initiate(client: GlacierClient, name: string, policy?: string): Promise<string> {
  const { lockId } = await client.send(
    new InitiateVaultLockCommand({ ...vault(name), policy: { Policy: policy ?? retention(name, 365) } }),
  );
  assert.ok(lockId);
  return lockId;
}

export async function lockOf(client: GlacierClient, name: string) {
  return client.send(new GetVaultLockCommand(vault(name)));
}

/** Uploads an archive, back-dated where a creation date is given, and tells its ID. */
export async function upload(
  client: GlacierClient,
  name: string,
  { created, body = 'archive' }: { readonly created?: number; readonly body?: string } = {},
): Promise<string> {
  const command = new UploadArchiveCommand({ ...vault(name), body });
  if (created !== undefined) {
    command.middlewareStack.add(
      (next) => async (args) => {
        const request = args.request as { headers: Record<string, string> };
        request.headers['x-practice-creation-date'] = new Date(created).toISOString();
        return next(args);
      },
      { step: 'build' },
    );
  }
  const { archiveId } = await client.send(command);
  assert.ok(archiveId);
  return archiveId;
}

/** How a call was refused, in short: `403 AccessDeniedException`. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await refusalOf(call);
  return `${error.$metadata.httpStatusCode ?? 0} ${error.name}`;
}

export async function refusalOf(call: Promise<unknown>): Promise<GlacierServiceException> {
  try {
    await call;
  } catch (error) {
    if (error instanceof GlacierServiceException) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'The call was not refused.' });
}

/** The status of a call that succeeds, or how it was refused. */
export async function outcome(
  call: Promise<{ readonly $metadata: { readonly httpStatusCode?: number | undefined } }>,
): Promise<string> {
  try {
    return String((await call).$metadata.httpStatusCode);
  } catch (error) {
    if (error instanceof GlacierServiceException)
      return `${error.$metadata.httpStatusCode ?? 0} ${error.name}`;
    throw error;
  }
}
