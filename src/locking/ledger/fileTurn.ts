import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes } from 'node:fs/promises';
import os from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { claimed, processAlive, removeStaleClaim } from '../../processes';

/** Who has not said for longer than this that it still has its turn has it no more. */
const longestSilence = 60_000;
/** How often whoever has a turn says so; nothing is to be heard of a process that hangs or a computer that sleeps. */
const sayingSo = 5_000;
/** How long somebody may take from making the file to having written who it is. */
const longestNaming = 2_000;
/** Between two looks; spread, so that those who wait do not look all at once. */
const pause = () => 4 + Math.random() * 12;

/** Turns that this process has. A file that names this process with another token is of an earlier process. */
const held = new Set<string>();

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

/**
 * A right that one of all processes has at a time: a file that says who has it. Who died without giving it back does not
 * have it any more.
 *
 * It orders what several do, and protects nothing: where the file cannot be made, everybody goes on without.
 */
export class FileTurn {
  private readonly voice: NodeJS.Timeout;

  private constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly token: string,
  ) {
    this.voice = setInterval(() => void this.saySo(), sayingSo);
    this.voice.unref();
  }

  /**
   * Resolves with `taken` where somebody else has it for all that time, and with `impossible` where no file can be made.
   * Never rejects.
   *
   * @param patience Milliseconds.
   */
  static async take(file: string, patience: number): Promise<FileTurn | 'taken' | 'impossible'> {
    const token = randomUUID();
    const text = JSON.stringify({ pid: process.pid, host: os.hostname(), token } satisfies Holder);
    const deadline = performance.now() + patience;
    held.add(token);
    try {
      for (;;) {
        if (await written(file, text)) return new FileTurn(file, text, token);
        if (await isStale(file)) continue;
        if (performance.now() >= deadline) break;
        await wait(pause());
      }
    } catch {
      // A folder that cannot be written to: what that means is for whoever wanted the turn to find out, and to tell.
      held.delete(token);
      return 'impossible';
    }
    held.delete(token);
    return 'taken';
  }

  /** Never rejects: what is left lying is found to be nobody's by the next one. */
  async release(): Promise<void> {
    clearInterval(this.voice);
    held.delete(this.token);
    // Somebody who took it for stale has it now; then it is not this one's to remove.
    if ((await textOf(this.file)) === this.text) await rm(this.file, { force: true }).catch(() => undefined);
  }

  private async saySo(): Promise<void> {
    if ((await textOf(this.file)) !== this.text) return;
    const now = new Date();
    await utimes(this.file, now, now).catch(() => undefined);
  }
}

/** Creates the file; false where it is there already. */
const written = (file: string, text: string): Promise<boolean> => claimed(file, text, isBeingRemoved);

/** What Windows says, for a moment, of the name of a file that is just being removed. */
function isBeingRemoved(code: unknown): boolean {
  return process.platform === 'win32' && (code === 'EPERM' || code === 'EBUSY');
}

/** Whether the turn was nobody's; then it is free now, unless somebody else was faster. */
async function isStale(file: string): Promise<boolean> {
  const text = await textOf(file);
  if (text === undefined) return false;
  const age = await ageOf(file);
  if (age === undefined || !isLeft(holderIn(text), age)) return false;
  await removeStaleClaim(file, text, textOf, written);
  return true;
}

function isLeft(holder: Holder | undefined, age: number): boolean {
  if (holder === undefined) return age > longestNaming;
  if (age > longestSilence) return true;
  // Of a process on another machine that shares the folder nothing can be known but its age.
  if (holder.host !== os.hostname()) return false;
  return holder.pid === process.pid ? !held.has(holder.token) : !processAlive(holder.pid);
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    // Given back meanwhile, or not to be read: the deadline ends the waiting.
    return undefined;
  }
}

/** Milliseconds since the turn was taken, also if the clock was set back since. */
async function ageOf(file: string): Promise<number | undefined> {
  try {
    return Math.abs(Date.now() - (await stat(file)).mtimeMs);
  } catch {
    return undefined;
  }
}

function holderIn(text: string): Holder | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Half written: it names nobody yet.
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { pid, host, token } = value as Readonly<Record<string, unknown>>;
  if (typeof pid !== 'number' || !Number.isInteger(pid) || pid < 1) return undefined;
  return typeof host === 'string' && typeof token === 'string' ? { pid, host, token } : undefined;
}
