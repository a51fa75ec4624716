import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { cacheText, keptRegion } from './cachedRegion';
import { targetKey } from './gateways';
import type { Connection, RegionState } from './model';
import type { KeptRegion } from './regionVaults';

/** What earlier sessions read of vaults and locks, shown with its age until Glacier has answered. */
export interface VaultCache {
  /** Nothing where nothing was kept, or what was kept cannot be used; then the log says so. Never rejects. */
  load(connection: Connection, region: string): Promise<KeptRegion | undefined>;
  /**
   * Keeps a region that was listed to its end. Written behind; a failure goes to the log.
   *
   * @param asOf when that was, epoch milliseconds of this machine
   */
  save(state: RegionState, asOf: number): void;
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
const ownName = /^[0-9a-f]{32}-[0-9a-f]{32}\.(json|\d+\.tmp)$/;

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

  save(state: RegionState, asOf: number): void {
    if (!isKept(state.connection)) return;
    this.next(`The vaults of ${state.connection.name} in ${state.region} could not be kept.`, async () => {
      const file = this.fileOf(state.connection, state.region);
      const text = cacheText(state, asOf);
      if (text === undefined || Buffer.byteLength(text) > largestFile) await rm(file, { force: true });
      else await this.write(file, text);
    });
  }

  keepOnly(connections: readonly Connection[]): void {
    const regions = connections.flatMap((connection) =>
      connection.regions.map((region) => ({ connection, region })),
    );
    const kept = new Set(
      regions
        .filter(({ connection }) => isKept(connection))
        .map(({ connection, region }) => nameOf(connection, region)),
    );
    // As long as it is not known what its credentials come to, any of what was kept may be a connection's own.
    const beginnings = regions
      .filter(({ connection }) => isUndecided(connection))
      .map(({ connection, region }) => beginningOf(connection, region));
    this.next('What was kept of former connections could not be removed.', async () => {
      for (const name of await this.names()) {
        if (!ownName.test(name) || kept.has(name)) continue;
        if (beginnings.some((beginning) => name.startsWith(beginning))) continue;
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
    return path.join(this.folder, nameOf(connection, region));
  }
}

/** The region of the connection, and how it is reached now. */
function nameOf(connection: Connection, region: string): string {
  return `${beginningOf(connection, region)}-${hashOf(targetKey(connection, region))}.json`;
}

function beginningOf({ id, kind }: Connection, region: string): string {
  return hashOf(JSON.stringify([id, kind, region]));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** What the environment points to may be something else in the next window, under the same address. */
function isKept(connection: Connection): boolean {
  return connection.kind !== 'environment' && !isUndecided(connection);
}

/** The same profile may lead to another account by now. */
function isUndecided({ kind, credentialsDigest }: Connection): boolean {
  return kind === 'aws' && credentialsDigest === undefined;
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
