import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** No snooze outlives its lock, and no lock in progress a day. */
const remembered = 14 * 86_400_000;

const ownName = /^[0-9a-f]{64}\.json$/;

/** Until when the reminders of which locks are put off, known to all windows. */
export interface Snoozes {
  /** As last read: Glacier's clock, epoch milliseconds. */
  until(identity: string): number | undefined;
  /** Reads what other windows wrote. Never rejects. */
  read(): Promise<void>;
  /** Puts off the reminders of a lock. Never rejects: what cannot be written counts in this window. */
  set(identity: string, until: number): Promise<void>;
}

/**
 * Snoozes in a folder, a file for each lock, so that a lock that was put off in one window is quiet in all of them, and
 * the reminder comes also if that window is closed by then.
 */
export function openSnoozes(folder: string, now: () => number = Date.now): Snoozes {
  const known = new Map<string, number>();
  /** What is not in the folder. */
  const unwritten = new Set<string>();
  return {
    until: (identity) => known.get(nameOf(identity)),
    async read() {
      for (const name of await namesIn(folder)) {
        const until = await untilIn(path.join(folder, name), now);
        if (until !== undefined && !unwritten.has(name)) known.set(name, until);
      }
    },
    async set(identity, until) {
      const name = nameOf(identity);
      known.set(name, until);
      unwritten.add(name);
      if (await write(folder, name, until)) unwritten.delete(name);
    },
  };
}

function nameOf(identity: string): string {
  return `${createHash('sha256').update(identity).digest('hex')}.json`;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => ownName.test(name));
  } catch {
    // Nobody has put anything off yet, or it cannot be read: then reminders come.
    return [];
  }
}

async function untilIn(file: string, now: () => number): Promise<number | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (now() - (await stat(file)).mtimeMs > remembered) await rm(file, { force: true });
    if (typeof value !== 'object' || value === null || !('until' in value)) return undefined;
    return typeof value.until === 'number' ? value.until : undefined;
  } catch {
    // Removed meanwhile, or not one of ours: as if nothing had been put off.
    return undefined;
  }
}

/** Written aside and renamed, so that nobody reads half of it. Returns whether it could be written. */
async function write(folder: string, name: string, until: number): Promise<boolean> {
  const aside = path.join(folder, `${name}.${randomUUID()}.tmp`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(aside, JSON.stringify({ until }), { mode: 0o600 });
    await rename(aside, path.join(folder, name));
    return true;
  } catch {
    // A storage that cannot be written to: this window keeps it in mind.
    await rm(aside, { force: true }).catch(() => undefined);
    return false;
  }
}
