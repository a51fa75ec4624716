import { createInterface } from 'node:readline';
import { LockReminders } from '../../../../src/locking/reminders/lockReminders';
import { openSnoozes } from '../../../../src/locking/reminders/snoozes';
import { toldOnce } from '../../../../src/locking/toldOnce';
import { practiceConnection, retention, vaultWith } from './samples';
import { isInProgress } from '../../../../src/locking/vaultStore';

/** What the window is to do now: how much time is left, and for how long to put off what it tells of. */
export interface RemindingStep {
  /** Milliseconds until the lock's expiry. */
  readonly left: number;
  readonly snooze?: number;
}

/** A window that watches one lock, as far as reminders go. Prints after each step what it told. */
async function main(): Promise<void> {
  const [folder = '', expires = ''] = process.argv.slice(2);
  const vault = vaultWith({
    state: 'inProgress',
    policy: retention('claims'),
    ...{ created: Number(expires) - 86_400_000, expires: Number(expires) },
    lockId: { held: true, lockId: 'L' },
  });
  let now = 0;
  const told: string[] = [];
  let snooze: number | undefined;
  let putting: Promise<void> | undefined;
  const reminders: LockReminders = new LockReminders({
    store: {
      inProgress: [vault].filter(isInProgress),
      ...{ vaults: [vault], regions: [] },
      find: () => vault,
      refreshVault: () => Promise.resolve(vault),
    },
    clock: { now: () => now },
    connections: { all: [practiceConnection] },
    ledgerLocks: { locks: [] },
    snoozes: openSnoozes(`${folder}/snoozes`),
    told: toldOnce(`${folder}/told`),
    times: () => [4, 1].map((hours) => hours * 3_600_000),
    turn: () => Promise.resolve(),
    tell: (due) => {
      told.push(...due.map(({ name }) => name));
      if (snooze !== undefined) putting = reminders.snooze(due, snooze);
    },
    log: (message, error) => process.stderr.write(`${message} ${String(error)}\n`),
    machineTime: () => now,
  });
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const step = JSON.parse(line) as RemindingStep;
    now = Number(expires) - step.left;
    snooze = step.snooze;
    await reminders.look();
    await putting;
    process.stdout.write(`${JSON.stringify(told.splice(0))}\n`);
  }
}

void main();
