import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { FileTurn } from './fileTurn';
import type { Links } from './ledgerChain';
import { LedgerTail } from './ledgerTail';

const newline = 0x0a;

/** What was appended to the file since the last look. */
export interface Appended {
  /** Complete lines without their ends, and the number of the first of them, from 1. */
  readonly lines: readonly string[];
  readonly firstLine: number;
  /** True when the file is another one than before, so that all that was read from it is void. */
  readonly replaced: boolean;
}

/**
 * A file that is only ever appended to, line by line, by several processes at once: mode 0600 in a folder of mode 0700.
 * Each line is one write to a file opened for appending, so lines of two processes do not mix.
 */
export class LedgerFile {
  /** Bytes that were handed out as lines. */
  private consumed = 0;
  private lineCount = 0;
  private inode: bigint | undefined;
  private tail = new LedgerTail();

  constructor(
    readonly filePath: string,
    /** Tells whether a last line without an end is whole nevertheless. */
    private readonly isWhole: (line: string) => boolean,
  ) {}

  /**
   * Resolves when the line is on the disk, not merely in the system's memory. Rejects with the system's error, or
   * when only a part could be written; the next line then begins afresh.
   *
   * @param lineWith The line, with the links that chain it to those before it.
   * @param patience How long to wait for other processes that append, in milliseconds; then it is written all the same.
   */
  async append(lineWith: (links: Links) => string, patience: number): Promise<void> {
    await mkdir(path.dirname(this.filePath), { recursive: true, mode: 0o700 });
    // Who does not get it in time writes all the same, and the chain says that two wrote at the same time: a lock ID that
    // is not written down is worse than that.
    const turn = await FileTurn.take(`${this.filePath}.lock`, patience);
    try {
      await this.appendNow(lineWith);
    } catch (error) {
      // What is at the end of the file now has to be read anew.
      this.tail = new LedgerTail();
      throw error;
    } finally {
      if (typeof turn === 'object') await turn.release();
    }
  }

  private async appendNow(lineWith: (links: Links) => string): Promise<void> {
    const file = await open(this.filePath, 'a+', 0o600);
    try {
      const stats = await file.stat();
      const isOpenToOthers = stats.isFile() && (stats.mode & 0o077) !== 0;
      if (process.platform !== 'win32' && isOpenToOthers) await file.chmod(0o600);
      const { links, endsTorn, isNew } = await this.tail.readOn(file);
      const data = Buffer.from(`${endsTorn ? '\n' : ''}${lineWith(links)}\n`);
      const { bytesWritten } = await file.write(data);
      if (bytesWritten !== data.length) throw new Error('Only a part of the line could be written.');
      await file.sync();
      if (isNew) await this.syncFolder();
    } finally {
      await file.close();
    }
  }

  /**
   * Reads on from where the last call ended. Synchronous, because the state of a lock is rendered with its lock ID at
   * once: one `stat` when nothing was appended. A missing file has no lines. Throws the system's error for any other
   * failure.
   *
   * @param upTo Bytes of the file; no line is taken that does not end within them.
   */
  readAppended(upTo = Number.MAX_SAFE_INTEGER): Appended {
    let file: number;
    try {
      file = openSync(this.filePath, 'r');
    } catch (error) {
      if (!isMissing(error)) throw error;
      return this.startOver(undefined);
    }
    try {
      const { size, ino } = fstatSync(file, { bigint: true });
      const other = (this.inode !== undefined && ino !== this.inode) || size < BigInt(this.consumed);
      const replaced = other && this.startOver(ino).replaced;
      this.inode = ino;
      const firstLine = this.lineCount + 1;
      const lines = this.take(readFrom(file, this.consumed, Math.min(Number(size), upTo)));
      return { lines, firstLine, replaced };
    } finally {
      closeSync(file);
    }
  }

  /** In bytes; 0 for a file that is not there or not to be looked at: reading it says why. */
  size(): number {
    try {
      return statSync(this.filePath).size;
    } catch {
      return 0;
    }
  }

  private startOver(inode: bigint | undefined): Appended {
    const replaced = this.consumed > 0;
    this.consumed = 0;
    this.lineCount = 0;
    this.inode = inode;
    return { lines: [], firstLine: 1, replaced };
  }

  private take(bytes: Buffer): string[] {
    let at = bytes.lastIndexOf(newline) + 1;
    // At once: a ledger grows for ever, and one text is made faster than one for each line.
    const lines = bytes.toString('utf8', 0, at).split('\n');
    lines.pop();
    // A crash may have cut off nothing but the line's end. Anything less is left for a later look.
    const last = bytes.toString('utf8', at);
    if (last !== '' && this.isWhole(last)) {
      lines.push(last);
      at = bytes.length;
    }
    this.consumed += at;
    this.lineCount += lines.length;
    return lines;
  }

  /** A new file's name is durable only when its folder is. Windows knows no such thing. */
  private async syncFolder(): Promise<void> {
    if (process.platform === 'win32') return;
    const folder = await open(path.dirname(this.filePath), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

function readFrom(file: number, start: number, end: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, end - start));
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(file, bytes, filled, bytes.length - filled, start + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
