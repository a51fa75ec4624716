import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * How long it is remembered that something was told, in milliseconds. What is told is about locks, and no lock is in
 * progress for longer than a day.
 */
const remembered = 8 * 7 * 86_400_000;

/** What this class makes: the SHA-256 of what was told. Nothing else in the folder is ever removed. */
const ownName = /^[0-9a-f]{64}$/;

/** Decides who tells a person of something: one window of all those that would. */
export interface ToldOnce {
  /**
   * Whether it is for this window to tell. True for exactly one call with the same words among all processes that share
   * the folder, also over restarts; whoever gets it tells at once. Never rejects.
   *
   * Where the folder cannot be written to, true once in each process: told by every window is better than not at all.
   *
   * @param what Names what is told, for instance a lock by its ARN and creation time, and which message. It is kept as
   *   a hash only.
   */
  claim(what: string): Promise<boolean>;
}

/**
 * @param folder Its parent exists or can be made; made at the first claim, with a file of no content for each claim.
 * @param now This machine's clock, epoch milliseconds; only the age of files is told by it.
 */
export function toldOnce(folder: string, now: () => number = Date.now): ToldOnce {
  return new FolderOfTold(folder, now);
}

class FolderOfTold implements ToldOnce {
  /** What this process need not ask the folder for again. */
  private readonly settled = new Set<string>();
  private isSwept = false;

  constructor(
    private readonly folder: string,
    private readonly now: () => number,
  ) {}

  async claim(what: string): Promise<boolean> {
    const name = createHash('sha256').update(what).digest('hex');
    if (this.settled.has(name)) return false;
    this.settled.add(name);
    const isFirst = await this.create(name);
    await this.sweep();
    return isFirst;
  }

  /** Of all who create a file of one name the system lets one succeed. Nothing is written, so a full disk matters less. */
  private async create(name: string): Promise<boolean> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      const file = await open(path.join(this.folder, name), 'wx', 0o600);
      await file.close();
      return true;
    } catch (error) {
      // Any other failure says that nobody can claim anything here: then each window tells for itself.
      return !(error instanceof Error && 'code' in error && error.code === 'EEXIST');
    }
  }

  /** Clears away, once in the life of a window, what was told so long ago that it cannot come up again. */
  private async sweep(): Promise<void> {
    if (this.isSwept) return;
    this.isSwept = true;
    try {
      for (const name of await readdir(this.folder)) {
        const file = path.join(this.folder, name);
        if (ownName.test(name) && this.now() - (await stat(file)).mtimeMs > remembered) {
          await rm(file, { force: true });
        }
      }
    } catch {
      // Another window sweeps at the same time, or the folder cannot be read: it stays as it is until the next time.
    }
  }
}
