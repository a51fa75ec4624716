import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { cacheText, keptRegion } from './cachedRegion';
import { targetOf } from './gateways';
import type { Connection, RegionState } from './model';
import type { KeptRegion } from './regionVaults';

/** What earlier sessions read of vaults and locks, shown with its age until Glacier has answered. */
export interface VaultCache {
  /** Nothing where nothing was kept, or what was kept cannot be used; then the log says so. Never rejects. */
  load(connection: Connection, region: string): Promise<KeptRegion | undefined>;
  /** Keeps a region that was listed to its end. Written behind; a failure goes to the log. */
  save(state: RegionState): void;
  /**
   * Forgets what belongs to none of these connections: one that was removed, or is reached differently now. What is
   * reached as before is kept under whatever name.
   */
  keepOnly(connections: readonly Connection[]): void;
  /** Resolves when all that was asked for so far is done. */
  settled(): Promise<void>;
}

/** Bytes. A thousand vaults, which is as many as an account may have in a region, take a quarter of it. */
export const largestFile = 1024 * 1024;

/** What this makes; nothing else in the folder is ever removed. */
const ownName = /^[0-9a-f]{64}\.(json|\d+\.tmp)$/;

/**
 * A file for each region of each connection, named by a hash of how it is reached, so that nothing of one account is found
 * under another.
 *
 * @param folder Private to the user; made when something is kept.
 * @param log Told of files that cannot be used, read or written.
 */
export function createVaultCache(
  folder: string,
  log: (message: string, error?: unknown) => void,
): VaultCache {
  return new FolderOfRegions(folder, log);
}

class FolderOfRegions implements VaultCache {
  /** One thing after the other: what is removed must not be written again by one that was asked for before. */
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly log: (message: string, error?: unknown) => void,
  ) {}

  async load(connection: Connection, region: string): Promise<KeptRegion | undefined> {
    if (!isKept(connection)) return undefined;
    const file = this.fileOf(connection, region);
    try {
      const { size } = await stat(file);
      if (size > largestFile) throw new RangeError(`It has ${String(size)} bytes.`);
      return keptRegion(await readFile(file, 'utf8'), region);
    } catch (error) {
      if (isAbsent(error)) return undefined;
      this.log(`What was kept of ${connection.name} in ${region} cannot be used.`, error);
      return undefined;
    }
  }

  save(state: RegionState): void {
    if (!isKept(state.connection)) return;
    this.next(`The vaults of ${state.connection.name} in ${state.region} could not be kept.`, async () => {
      const file = this.fileOf(state.connection, state.region);
      const text = cacheText(state, Date.now());
      if (text === undefined || Buffer.byteLength(text) > largestFile) await rm(file, { force: true });
      else await this.write(file, text);
    });
  }

  keepOnly(connections: readonly Connection[]): void {
    const kept = new Set(
      connections
        .filter(isKept)
        .flatMap((connection) =>
          connection.regions.map((region) => path.basename(this.fileOf(connection, region))),
        ),
    );
    this.next('What was kept of former connections could not be removed.', async () => {
      for (const name of await this.names()) {
        if (kept.has(name) || !ownName.test(name)) continue;
        await rm(path.join(this.folder, name), { force: true });
      }
    });
  }

  settled(): Promise<void> {
    return this.last;
  }

  private next(otherwise: string, task: () => Promise<void>): void {
    this.last = this.last.then(task).catch((error: unknown) => this.log(otherwise, error));
  }

  private async names(): Promise<readonly string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if (isAbsent(error)) return [];
      throw error;
    }
  }

  /** Nobody ever reads half of it: not another window, and not the next one after a crash. */
  private async write(file: string, text: string): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const temporary = `${file.slice(0, -'.json'.length)}.${String(process.pid)}.tmp`;
    try {
      const handle = await open(temporary, 'w', 0o600);
      try {
        await handle.writeFile(text);
      } finally {
        await handle.close();
      }
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  private fileOf(connection: Connection, region: string): string {
    const { id, kind } = connection;
    const key = JSON.stringify([id, kind, targetOf(connection, region)]);
    return path.join(this.folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  }
}

/** What the environment points to may be something else in the next window, under the same address. */
function isKept({ kind }: Connection): boolean {
  return kind !== 'environment';
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
