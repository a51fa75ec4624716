import type { FileHandle } from 'node:fs/promises';
import { LedgerChain, type Links } from './ledgerChain';
import { linesOf } from './linesOf';

/** The end of a ledger, as the next entry needs to know it. */
export interface Ending {
  readonly links: Links;
  /** The last line has no end: the next entry must begin a line of its own. */
  readonly endsTorn: boolean;
  readonly isNew: boolean;
}

/** Follows the chain of a ledger up to its end. The first time it reads the whole file, later only what came since. */
export class LedgerTail {
  /** Absent until the file was read: a start that writes nothing needs none. */
  private chain: LedgerChain | undefined;
  private consumed = 0;
  private inode: bigint | undefined;

  async readOn(file: FileHandle): Promise<Ending> {
    const { size, ino } = await file.stat({ bigint: true });
    if ((this.inode !== undefined && ino !== this.inode) || size < BigInt(this.consumed)) this.startOver();
    this.inode = ino;
    const bytes = await readFrom(file, this.consumed, Number(size));
    const { lines, rest } = linesOf(bytes);
    const chain = (this.chain ??= new LedgerChain());
    for (const line of lines) chain.add(line);
    this.consumed += bytes.length;
    const endsTorn = rest.length > 0;
    if (endsTorn) {
      chain.add(rest);
      // The end that the next entry puts before itself.
      this.consumed += 1;
    }
    return { links: chain.next(), endsTorn, isNew: size === 0n };
  }

  private startOver(): void {
    this.chain = undefined;
    this.consumed = 0;
  }
}

async function readFrom(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, end - start));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
