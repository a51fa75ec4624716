import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { endDisturbed } from '../support/disturbedGlacier';
import { stepInWords, stepsOfRun, vaultsInWorld, type Step } from './randomRun/steps';
import { figuresOf, tallyInWords, writeFigures } from './randomRun/figures';
import { newTally, World, type Tally } from './randomRun/world';

/** VAULT_LOCK_FAULT_STEPS=100000 runs longer, VAULT_LOCK_FAULT_SEED=n begins elsewhere. */
const wanted = Number(process.env['VAULT_LOCK_FAULT_STEPS'] ?? '2000');
const firstSeed = Number(process.env['VAULT_LOCK_FAULT_SEED'] ?? '1');

describe('a long random run of operations, faults, restarts and clock moves', function () {
  this.timeout(3_600_000);
  const deadProcess = spawnSync(process.execPath, ['-e', '']).pid;

  const run = async (steps: readonly Step[], tally: Tally): Promise<void> => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'random-run-'));
    const world = await World.start(folder, vaultsInWorld, deadProcess, tally);
    try {
      for (const [index, step] of steps.entries()) {
        try {
          await world.step(step);
        } catch (cause) {
          throw new Error(`at step ${String(index + 1)}, ${stepInWords(step)}: ${textOf(cause)}`, { cause });
        }
      }
      await world.judgeAll();
    } finally {
      await world.end();
      endDisturbed();
      await rm(folder, { recursive: true, force: true });
    }
  };

  it(`keeps what is shown, the ledger and Glacier together over ${String(wanted)} steps`, async () => {
    const tally = newTally();
    for (const { seed, steps } of stepsOfRun(firstSeed, wanted)) {
      try {
        await run(steps, tally);
      } catch (cause) {
        const all = steps.map((step, index) => `${String(index + 1)}. ${stepInWords(step)}`).join('\n');
        throw new Error(`VAULT_LOCK_FAULT_SEED=${String(seed)} failed ${textOf(cause)}\n${all}`, { cause });
      }
    }
    process.stdout.write(`${tallyInWords(tally)}\n`);
    if (process.env['VAULT_LOCK_WRITE_GOLDEN'] === '1') writeFigures(figuresOf(tally, firstSeed));
  });
});

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
