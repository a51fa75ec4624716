import { open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { LocalGlacierError } from '../localGlacierError';
import type { GlacierState } from '../model';
import { codeOf, processAlive } from '../../processes';
import { decodeState, encodeState, type KeptState } from './stateCodec';
import { StateInUse, StateLock } from './stateLock';

/**
 * A file that holds the whole state. It is replaced, never changed: a crash at any moment leaves the old file or the
 * new one. A file that this process did not write or read last is never replaced.
 */
export class StateFile {
  private constructor(
    private readonly file: string,
    /** What the file was when it was last read or written; undefined while there is none. */
    private known: string | undefined,
  ) {}

  /**
   * Opens a state file and reads it, if it is there. Rejects with a LocalGlacierError (`stateFileUnusable`,
   * `stateFileDamaged`) and leaves the file alone.
   */
  static async open(file: string): Promise<{ stateFile: StateFile } & Partial<KeptState>> {
    let text: string | undefined;
    let target: string;
    let known: string | undefined;
    try {
      target = await resolveTarget(file);
      await removeLeftovers(target);
      known = await fingerprint(target);
      text = known === undefined ? undefined : await readFile(target, 'utf8');
    } catch (error) {
      throw unusable(file, 'be read', error);
    }
    return {
      stateFile: new StateFile(target, known),
      ...(text === undefined ? {} : decode(file, text)),
    };
  }

  /**
   * Writes the state beside the file, syncs it, puts it in the file's place and syncs the folder. Not to be called
   * again before it is done. Rejects with a LocalGlacierError (`stateFileUnusable`); the old file is then still there.
   */
  async write(state: GlacierState, timeSeen: number): Promise<void> {
    const temporary = temporaryName(this.file, process.pid);
    try {
      await writeDurably(temporary, encodeState(state, timeSeen));
      if ((await fingerprint(this.file)) !== this.known) {
        throw new Error('another program has changed the file');
      }
      await rename(temporary, this.file);
      this.known = await fingerprint(this.file);
      await syncFolder(path.dirname(this.file));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw unusable(this.file, 'be written', error);
    }
  }
}

/**
 * Takes a state file into use, so that no other local Glacier does until it is released. Rejects with a
 * LocalGlacierError (`stateFileInUse`, `stateFileUnusable`).
 * @param port where the local Glacier listens already, and until it has released the file
 */
export async function lockStateFile(file: string, port: number): Promise<StateLock> {
  let target: string;
  try {
    target = await resolveTarget(file);
  } catch (error) {
    throw unusable(file, 'be read', error);
  }
  try {
    return await StateLock.acquire(target, port);
  } catch (error) {
    if (!(error instanceof StateInUse)) throw unusable(file, 'be locked', error);
    const { holder, lockFile } = error;
    throw new LocalGlacierError(
      'stateFileInUse',
      `The state file ${file} is in use by the local Glacier at http://127.0.0.1:${holder.port} (process ${holder.pid}).`,
      `Use that one, or end it, or name another file. If it is no local Glacier, remove ${lockFile}.`,
      error,
    );
  }
}

function decode(file: string, text: string): KeptState {
  try {
    return decodeState(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LocalGlacierError(
      'stateFileDamaged',
      `The state file ${file} is not a state of a local Glacier: ${reason}.`,
      'It was left as it is. Name another file, or move this one away to start anew.',
      error,
    );
  }
}

/** The file itself where the name is a link, so that the link stays when the file is replaced. */
async function resolveTarget(file: string): Promise<string> {
  const absolute = path.resolve(file);
  try {
    return await realpath(absolute);
  } catch (error) {
    if (!isMissing(error)) throw error;
    return path.join(await realpath(path.dirname(absolute)), path.basename(absolute));
  }
}

/** What tells one version of a file from another; undefined where there is no file. */
async function fingerprint(file: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return [ino, size, mtimeNs].join(' ');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the new name durable. Windows has no way to sync a folder, and no need to. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function temporaryName(file: string, pid: number): string {
  return `${file}.${pid}.tmp`;
}

/** Removes what processes left that were killed while they wrote. */
async function removeLeftovers(file: string): Promise<void> {
  const folder = path.dirname(file);
  const prefix = `${path.basename(file)}.`;
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(prefix)
      ? /^(?:lock\.)?(\d+)\.tmp$/.exec(name.slice(prefix.length))?.[1]
      : undefined;
    if (pid !== undefined && !processAlive(Number(pid))) await rm(path.join(folder, name), { force: true });
  }
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function unusable(file: string, what: string, error: unknown): LocalGlacierError {
  const reason = error instanceof Error ? error.message : String(error);
  return new LocalGlacierError(
    'stateFileUnusable',
    `The state file ${file} cannot ${what}: ${reason}.`,
    'Check the path, its permissions and the free space, and that no other local Glacier uses the file.',
    error,
  );
}
