import os from 'node:os';
import * as vscode from 'vscode';
import { version } from '../../../package.json';
import type { GlacierGateway, Reply } from '../../glacier/gateway';
import { GlacierError } from '../../glacier/glacierError';
import { readLedger } from '../../locking/ledger/readLedger';
import { createLimiter } from '../../locking/limiter';
import type { Connection, Vault } from '../../locking/model';
import type {
  LedgerSource,
  LockReadingSource,
  OtherReading,
  ReportSources,
  VaultSources,
} from '../../report';
import { Cancelled } from '../runCommand';
import type { Standing } from '../../editor/policyDrift';
import type { Services } from '../services';
import { failureOf } from './failureOf';
import { fileSource } from './fileSource';
import { testSource } from './testSource';
import type { ReportScope } from './vaultsToReport';

/** So many vaults are read at a time. */
const atATime = 6;

/**
 * Reads everything that a report tells, the locks anew from Glacier. What cannot be read becomes a reason in the report.
 * Throws Cancelled.
 */
export async function readSources(
  services: Services,
  { vaults, unlisted }: ReportScope,
): Promise<ReportSources> {
  const { l10n, ProgressLocation, window } = vscode;
  return await window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: l10n.t('Reading for the evidence report'),
      cancellable: true,
    },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const limited = createLimiter(atATime);
      const standingOf = await services.drift.allAfresh();
      let done = 0;
      const read = await Promise.all(
        vaults.map((vault) =>
          limited(async () => {
            const sources = await readVault(services, vault, standingOf, abort.signal);
            done += 1;
            progress.report({
              message: l10n.t('{0} of {1} vaults', done, vaults.length),
              increment: 100 / vaults.length,
            });
            return sources;
          }),
        ),
      );
      const ledger = await ledgerSource(services.ledgerFile);
      if (abort.signal.aborted) throw new Cancelled();
      return {
        tool: { name: 'Glacier Vault Lock', version },
        localTime: Date.now(),
        ...loggedIn(),
        vaults: read,
        unlisted: unlisted.flatMap(({ connection, region, error }) =>
          error === undefined ? [] : [{ connection, region, failure: failureOf(error) }],
        ),
        ledger,
      };
    },
  );
}

async function readVault(
  services: Services,
  vault: Vault,
  standingOf: (vault: Vault) => Standing,
  signal: AbortSignal,
): Promise<VaultSources> {
  const [{ reading, current }, tags, accessPolicy, connection] = await Promise.all([
    readLock(services, vault, signal),
    readOther(services, vault, (gateway) => gateway.listTagsForVault(vault.name, { signal })),
    readOther(services, vault, (gateway) => gateway.getVaultAccessPolicy(vault.name, { signal })),
    reachedAt(services, vault.connection),
  ]);
  const inForce = reading.read && reading.lock.state !== 'none' ? reading.lock.policy : undefined;
  // What is held against the files is the lock just read, whatever was known of it before.
  const standing = standingOf(current);
  return {
    vault: { ...vault, connection },
    reading,
    tags,
    accessPolicy,
    file: await fileSource(standing, current, inForce),
    tests:
      inForce === undefined
        ? { kind: 'notRun', reason: reading.read ? noPolicy : notKnown }
        : await testSource(standing.files, inForce),
  };
}

const noPolicy = 'No policy is in force, so there was nothing to run policy tests on.';
const notKnown = 'The policy in force is not known, so there was nothing to run policy tests on.';

/** The lock, and the vault with it; where it could not be read, as it was known before. */
async function readLock(
  { store }: Services,
  vault: Vault,
  signal: AbortSignal,
): Promise<{ readonly reading: LockReadingSource; readonly current: Vault }> {
  if (signal.aborted) throw new Cancelled();
  try {
    const current = await store.readLock(vault, { signal, several: true });
    const { lock } = current;
    const localTime = Date.now();
    if (lock.known === 'read')
      return {
        reading: {
          read: true,
          lock: lock.lock,
          requestId: lock.requestId,
          glacierTime: lock.readAt,
          localTime,
        },
        current,
      };
    throw new Error('The lock was not read.');
  } catch (error) {
    if (error instanceof GlacierError && error.code === 'Cancelled') throw new Cancelled();
    return {
      reading: { read: false, failure: failureOf(error), localTime: Date.now() },
      current: vault,
    };
  }
}

/** Reads something beside the lock: a report without it is still one, and says so. */
async function readOther<T>(
  { gateways, clock }: Services,
  { connection, region }: Vault,
  read: (gateway: GlacierGateway) => Promise<Reply<T>>,
): Promise<OtherReading<T>> {
  try {
    const { value, requestId, serverTime } = await read(await gateways.get(connection, region));
    return { read: true, value, requestId, glacierTime: serverTime ?? clock.now(connection.id) };
  } catch (error) {
    if (error instanceof GlacierError && error.code === 'Cancelled') throw new Cancelled();
    return { read: false, failure: failureOf(error) };
  }
}

/** The connection with the address of a practice Glacier, also of the built-in one, which has another one each time. */
async function reachedAt(services: Services, connection: Connection): Promise<Connection> {
  if (!connection.practice || connection.endpoint !== undefined) return connection;
  try {
    return { ...connection, endpoint: await services.practiceEndpoint(connection) };
  } catch {
    // Reading the lock fails for the same reason, and tells it.
    return connection;
  }
}

async function ledgerSource(path: string): Promise<LedgerSource> {
  try {
    return { read: true, path, verification: await readLedger(path) };
  } catch (error) {
    return { read: false, path, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Some systems know no name for the user of a process. */
function loggedIn(): { readonly user?: string; readonly host: string } {
  const host = os.hostname();
  try {
    return { user: os.userInfo().username, host };
  } catch {
    return { host };
  }
}
