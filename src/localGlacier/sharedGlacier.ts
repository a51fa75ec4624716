import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LocalGlacierError } from './localGlacierError';
import { processAlive } from '../processes';

/** The part of a running local Glacier that sharing needs. */
interface Running {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

type Start = (options: {
  readonly port: number;
  readonly stateFile: string;
  readonly seed: 'sample' | 'empty';
}) => Promise<Running>;

/** The dynamic ports (RFC 6335), less room for the few that are tried after the first. */
const firstPort = 49_152;
const ports = 16_000;
const candidates = 8;

/** How long a window that lost the race waits for the winner to say that it won. */
const patience = 2_000;
const pause = 50;

/**
 * One local Glacier for all windows of a machine. The first window that needs it runs it; the others find it at the
 * same port, and when the window that runs it is closed, the next one that needs it takes over with the state from
 * disk. The port decides who runs it, because only one process can have it.
 */
export class SharedGlacier {
  private own: Promise<Running> | undefined;

  /** `folder` holds the state and must be private to the user; all windows must name the same one. */
  constructor(
    private readonly folder: string,
    private readonly start: Start,
  ) {}

  /** Where the local Glacier answers; starts it here when nobody runs it. Rejects with a LocalGlacierError. */
  async url(): Promise<string> {
    if (this.own === undefined) {
      const running = await this.elsewhere();
      if (running !== undefined) return running;
    }
    // Two calls at once in one window must not race against each other.
    const own = (this.own ??= this.startHere());
    try {
      return (await own).url;
    } catch (error) {
      if (this.own === own) this.own = undefined;
      if (!(error instanceof JoinInstead)) throw error;
      return error.url;
    }
  }

  async close(): Promise<void> {
    const own = this.own;
    this.own = undefined;
    if (own === undefined) return;
    // A start that failed has been reported to whoever asked for it, and left nothing to close.
    const running = await own.catch(() => undefined);
    await running?.close();
  }

  /** Waits for one that is just ending: it has the state until everything is on disk. */
  private async startHere(): Promise<Running> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw unusable(`folder ${this.folder} of the local Glacier cannot be made`, error);
    }
    for (let waited = 0; ; waited += pause) {
      try {
        return await this.startOnFreePort();
      } catch (error) {
        const inUse = error instanceof LocalGlacierError && error.code === 'stateFileInUse';
        if (!inUse || waited >= patience) throw error;
      }
      await wait(pause);
      const running = await this.elsewhere();
      if (running !== undefined) throw new JoinInstead(running);
    }
  }

  private async startOnFreePort(): Promise<Running> {
    const first = createHash('sha256').update(path.resolve(this.folder)).digest().readUInt32BE() % ports;
    for (let attempt = 0; attempt < candidates; attempt += 1) {
      const port = firstPort + first + attempt;
      try {
        const running = await this.start({
          port,
          stateFile: path.join(this.folder, 'state.json'),
          seed: 'sample',
        });
        await this.announceOrClose(running);
        return running;
      } catch (error) {
        if (!(error instanceof LocalGlacierError) || error.code !== 'portTaken') throw error;
        const winner = await this.winnerAt(port);
        if (winner !== undefined) throw new JoinInstead(winner);
      }
    }
    throw new LocalGlacierError(
      'portTaken',
      `The local Glacier found none of the ports ${firstPort + first} to ${firstPort + first + candidates - 1} free.`,
      'End the programs that use them, or run "vault-lock serve" and connect to it.',
    );
  }

  /** One that nobody else can find would keep the state from whoever looks for it. */
  private async announceOrClose(running: Running): Promise<void> {
    try {
      await this.announce(running);
    } catch (error) {
      await running.close();
      await rm(this.temporaryFile, { force: true }).catch(() => undefined);
      throw unusable(`file ${this.ownerFile} cannot be written`, error);
    }
  }

  /** Says which process runs the local Glacier, written so that nobody reads half of it. */
  private async announce({ port }: Running): Promise<void> {
    await writeFile(this.temporaryFile, JSON.stringify({ port, pid: process.pid }), { mode: 0o600 });
    await rename(this.temporaryFile, this.ownerFile);
  }

  private get temporaryFile(): string {
    return path.join(this.folder, `owner.${process.pid}.json`);
  }

  private get ownerFile(): string {
    return path.join(this.folder, 'owner.json');
  }

  private async elsewhere(): Promise<string | undefined> {
    const owner = await this.owner();
    if (owner === undefined || owner.pid === process.pid || !processAlive(owner.pid)) return undefined;
    const url = `http://127.0.0.1:${owner.port}`;
    return (await answers(url)) ? url : undefined;
  }

  /** The window that has the port may not have announced itself yet; another program never will. */
  private async winnerAt(port: number): Promise<string | undefined> {
    if (!(await answers(`http://127.0.0.1:${port}`))) return undefined;
    for (let waited = 0; waited < patience; waited += pause) {
      const owner = await this.owner();
      if (owner?.port === port) {
        const url = await this.elsewhere();
        if (url !== undefined) return url;
      }
      await wait(pause);
    }
    return undefined;
  }

  private async owner(): Promise<{ readonly port: number; readonly pid: number } | undefined> {
    let value: unknown;
    try {
      value = JSON.parse(await readFile(this.ownerFile, 'utf8'));
    } catch {
      // Not there yet, or damaged: then nobody is known to run it.
      return undefined;
    }
    if (typeof value !== 'object' || value === null || !('port' in value) || !('pid' in value))
      return undefined;
    const { port, pid } = value;
    return typeof port === 'number' && typeof pid === 'number' ? { port, pid } : undefined;
  }
}

/** Another window won the race while this one was starting. */
class JoinInstead extends Error {
  constructor(readonly url: string) {
    super('Another window runs the local Glacier.');
  }
}

/** @param what begins a sentence after "The" */
function unusable(what: string, error: unknown): LocalGlacierError {
  const reason = error instanceof Error ? error.message : String(error);
  return new LocalGlacierError(
    'stateFileUnusable',
    `The ${what}: ${reason}.`,
    'Check its permissions and the free space.',
    error,
  );
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_practice/clock`, { signal: AbortSignal.timeout(patience) })).ok;
  } catch {
    // Refused or too slow: nothing that could be used answers there.
    return false;
  }
}
