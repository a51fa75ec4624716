import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { claimed, codeOf, processAlive, removeStaleClaim } from '../../processes';

/** Who uses a state file: a process, and the port it answers on for as long as it holds the lock. */
export interface Holder {
  readonly pid: number;
  readonly port: number;
}

/** Somebody uses the state file already. */
export class StateInUse extends Error {
  override readonly name = 'StateInUse';

  constructor(
    readonly holder: Holder,
    readonly lockFile: string,
  ) {
    super(`process ${holder.pid} uses it, on port ${holder.port}`);
  }
}

/** How long somebody may take from making a lock file to having written it. Milliseconds. */
const writingTime = 500;
const pause = 20;

/**
 * The lock files that this process has or is about to have, with its port. One that names this process and is not
 * among them is of an earlier process with the same ID.
 */
const held = new Map<string, number>();

/**
 * The right to use a state file, alone: a file beside it that says who has it. Who died without giving it back does
 * not have it any more: the process is gone, or nothing listens on its port. The port is asked because after a restart
 * of the machine another process may have the ID.
 */
export class StateLock {
  private constructor(
    private readonly file: string,
    private readonly text: string,
  ) {}

  /**
   * Rejects with StateInUse, or with the system's error where the lock file cannot be written.
   * @param stateFile not a link, so that all ways to the file lead to the same lock
   * @param port where this process listens already, and until the lock is released
   */
  static async acquire(stateFile: string, port: number): Promise<StateLock> {
    const file = `${stateFile}.lock`;
    const heldAt = held.get(file);
    if (heldAt !== undefined) throw new StateInUse({ pid: process.pid, port: heldAt }, file);
    held.set(file, port);
    try {
      return new StateLock(file, await acquired(file, port));
    } catch (error) {
      held.delete(file);
      throw error;
    }
  }

  async release(): Promise<void> {
    try {
      // Somebody who took it for stale has it now; then it is not this one's to remove.
      if ((await textOf(this.file)) === this.text) await rm(this.file, { force: true });
    } finally {
      held.delete(this.file);
    }
  }
}

/** Resolves with the text of the lock file that this process has made. */
async function acquired(file: string, port: number): Promise<string> {
  const text = JSON.stringify({ pid: process.pid, port, token: randomUUID() });
  while (!(await claimed(file, text))) {
    const found = await readWhole(file);
    if (found === undefined) continue;
    const holder = holderIn(found);
    if (holder && (await holds(holder))) throw new StateInUse(holder, file);
    await removeStaleClaim(file, found, textOf);
  }
  return text;
}

async function holds({ pid, port }: Holder): Promise<boolean> {
  return pid !== process.pid && processAlive(pid) && (await listens(port));
}

/** What the file says once its writer is done, or what is there after a time in which any writer is done. */
async function readWhole(file: string): Promise<string | undefined> {
  for (let waited = 0; ; waited += pause) {
    const found = await textOf(file);
    if (found === undefined || holderIn(found) || waited >= writingTime) return found;
    await wait(pause);
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function holderIn(text: string): Holder | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Half written, or written by no local Glacier: it names nobody.
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('port' in value))
    return undefined;
  const { pid, port } = value;
  if (typeof pid !== 'number' || !Number.isInteger(pid) || pid < 1) return undefined;
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  return { pid, port };
}

async function listens(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    // Only a refusal says that nobody listens; anything else leaves it open.
    socket.once('error', (error) => end(codeOf(error) !== 'ECONNREFUSED'));
  });
}
