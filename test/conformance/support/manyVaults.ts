import { writeFile } from 'node:fs/promises';
import { defaultAccount } from '../../../src/localGlacier';
import { newVault, withVault, type GlacierState } from '../../../src/localGlacier/model';
import { encodeState } from '../../../src/localGlacier/state/stateCodec';
import { noLock, type VaultLock } from '../../../src/localGlacier/vaultLock';
import { region, retention } from './sdk';

export const states = ['none', 'inProgress', 'locked'] as const;

/** The state of the lock of each vault that `writeManyVaults` makes, by name. */
export type Expected = ReadonlyMap<string, (typeof states)[number]>;

/** Writes the state of a local Glacier with so many vaults, their locks in all states in turns. */
export async function writeManyVaults(stateFile: string, count: number): Promise<Expected> {
  const now = Date.now();
  const expected = new Map<string, (typeof states)[number]>();
  let state: GlacierState = { account: defaultAccount, seed: 'empty', clockAhead: 0, vaults: new Map() };
  for (let number = 0; number < count; number += 1) {
    const name = `archive-${String(number).padStart(4, '0')}`;
    const lockState = states[number % states.length] ?? 'none';
    expected.set(name, lockState);
    const lock: VaultLock =
      lockState === 'none'
        ? noLock
        : {
            state: lockState,
            policy: retention(name, 365),
            lockId: 'A'.repeat(24),
            created: now - 3_600_000,
          };
    state = withVault(state, { ...newVault(region, name, now - 7_200_000), lock });
  }
  await writeFile(stateFile, encodeState(state, now));
  return expected;
}
