import { createHash, type Hash } from 'node:crypto';

/** A leaf of the tree is the hash of this many bytes. */
const leafSize = 1024 * 1024;

/**
 * The SHA-256 tree hash, fed piece by piece (Glacier developer guide: Computing Checksums): hashes of 1 MiB leaves
 * are paired and hashed again until one is left; an odd one moves up unchanged.
 */
export class TreeHash {
  private readonly leaves: Buffer[] = [];
  private leaf: Hash = createHash('sha256');
  private room = leafSize;

  update(bytes: Buffer): this {
    let rest = bytes;
    while (rest.length > 0) {
      const piece = rest.subarray(0, this.room);
      this.leaf.update(piece);
      this.room -= piece.length;
      rest = rest.subarray(piece.length);
      if (this.room === 0) this.endLeaf();
    }
    return this;
  }

  /** Hexadecimal, lower case. Ends the computation. */
  digest(): string {
    if (this.room < leafSize || this.leaves.length === 0) this.endLeaf();
    let level = this.leaves;
    while (level.length > 1) level = pairUp(level);
    return level.map((hash) => hash.toString('hex')).join('');
  }

  private endLeaf(): void {
    this.leaves.push(this.leaf.digest());
    this.leaf = createHash('sha256');
    this.room = leafSize;
  }
}

function pairUp(level: readonly Buffer[]): Buffer[] {
  const above: Buffer[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const pair = level.slice(at, at + 2);
    const [only] = pair;
    above.push(pair.length === 1 && only ? only : createHash('sha256').update(Buffer.concat(pair)).digest());
  }
  return above;
}
