import type { CallerReading } from '../../glacier/gateway';
import { otherAccount } from '../lockProblems';
import type { Connection, Vault } from '../model';
import { failureInWords, idOfPlace } from './bulkPages';
import type { LeftOut } from './planBulk';

/** Who signs where a vault is; undefined where nobody was asked. */
export type ReadingOf = (vault: Vault) => CallerReading | undefined;

/**
 * Asks who signs, for each place of these vaults once.
 *
 * @param ask never rejects
 */
export async function askCallers(
  vaults: readonly Vault[],
  ask: (connection: Connection, region: string) => Promise<CallerReading>,
): Promise<ReadingOf> {
  const first = new Map(vaults.map((vault) => [idOfPlace(vault), vault]));
  const readings = new Map(
    await Promise.all(
      [...first].map(async ([id, { connection, region }]) => [id, await ask(connection, region)] as const),
    ),
  );
  return (vault) => readings.get(idOfPlace(vault));
}

/**
 * The account of whoever signs where a vault is, if it is another than the vault's. A local Glacier lets anybody in, and a
 * connection that names its account means the vaults of others.
 */
export function accountOfStranger(
  { connection, account }: Vault,
  reading: CallerReading | undefined,
): string | undefined {
  if (connection.practice || connection.account !== undefined || reading?.known !== true) return undefined;
  return reading.caller.account === account ? undefined : reading.caller.account;
}

/** Leaves out the vaults whose connection leads to another account by now: nothing may be sent there. */
export function leaveOutStrangers(
  vaults: readonly Vault[],
  readingOf: ReadingOf,
): { readonly vaults: readonly Vault[]; readonly leftOut: readonly LeftOut[] } {
  const own: Vault[] = [];
  const leftOut: LeftOut[] = [];
  for (const vault of vaults) {
    const account = accountOfStranger(vault, readingOf(vault));
    if (account === undefined) own.push(vault);
    else leftOut.push({ vault, why: failureInWords(otherAccount(vault, account)), details: [] });
  }
  return { vaults: own, leftOut };
}
