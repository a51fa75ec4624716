import { createHash } from 'node:crypto';

/**
 * How an entry is chained to what stands before it in the file. Hashes are SHA-256, in hex, of a line's bytes without
 * its end. Every line counts, also one that a crash has torn: what later entries name cannot be changed unnoticed.
 */
export type Links =
  /** The first entry of the chain: the hash of all bytes before it, which are the lines of an earlier version. */
  | { readonly begins: string }
  /**
   * `prev` is the line right before, as far as the writer could see. `also` are lines that nobody has named so far
   * because they were written at the same time as others, or torn.
   */
  | { readonly prev: string; readonly also?: readonly string[] };

/** How a line stands to the lines before it. */
export type Joint =
  /** The chain has not begun yet. */
  | 'before'
  | 'begins'
  | 'linked'
  /** Its writer had not seen the lines right before: two wrote at the same time. */
  | 'sameTime'
  /** It names nothing although the chain has begun: torn, or not written by this version. */
  | 'unlinked'
  /** It names something that does not stand before it, or leaves something out that its writer must have seen. */
  | 'broken';

/** A line that no later line names. Its identity counts, not its bytes: the same bytes may be there twice. */
interface Head {
  readonly hash: string;
}

/** SHA-256, in hex, of the bytes of a line. */
export function lineHash(line: Uint8Array): string {
  return createHash('sha256').update(line).digest('hex');
}

/**
 * The chain of a ledger, fed line by line from the first. Who writes and who verifies go by the same rule: an entry
 * names all lines that were not named before, as its writer saw the file. So whoever names a line vouches for
 * everything above it.
 */
export class LedgerChain {
  /** Lines that no later line names, in order. Several of the same bytes count as several. */
  private heads: readonly Head[] = [];
  /** What was unnamed right after each line, by the line's hash: what an entry that follows that line has to name. */
  private readonly headsAfter = new Map<string, readonly Head[]>();
  private readonly bytesBefore = createHash('sha256');
  private beginning: string | undefined;
  private last: Head | undefined;

  /** Takes in the next line of the file, without its end. */
  add(line: Buffer): { readonly hash: string; readonly joint: Joint } {
    const hash = lineHash(line);
    const links = linksOf(line);
    const joint = this.judge(links);
    if (joint === 'before') {
      this.bytesBefore.update(line).update('\n');
      return { hash, joint };
    }
    const head: Head = { hash };
    // After a break the chain is taken up again here, so that one change is told once.
    this.heads = joint === 'broken' ? [head] : [...this.without(links), head];
    this.headsAfter.set(hash, this.heads);
    this.beginning ??= this.hashBefore();
    this.last = head;
    return { hash, joint };
  }

  /** What the next entry has to carry. */
  next(): Links {
    if (this.last === undefined) return { begins: this.hashBefore() };
    const prev = this.last.hash;
    const also = this.heads.filter((head) => head !== this.last).map(({ hash }) => hash);
    return also.length === 0 ? { prev } : { prev, also };
  }

  private judge(links: Links | undefined): Joint {
    if (links === undefined) return this.last === undefined ? 'before' : 'unlinked';
    if ('begins' in links) {
      if (this.beginning !== undefined) return links.begins === this.beginning ? 'sameTime' : 'broken';
      return links.begins === this.hashBefore() ? 'begins' : 'broken';
    }
    const seen = this.headsAfter.get(links.prev)?.map(({ hash }) => hash);
    // In this order: also of lines that were written at the same time none can change its place.
    if (seen?.join() !== [...(links.also ?? []), links.prev].join()) return 'broken';
    return links.prev === this.last?.hash ? 'linked' : 'sameTime';
  }

  /** The heads without those that were named: a writer can name only what stood there when it looked. */
  private without(links: Links | undefined): readonly Head[] {
    const named = links === undefined || 'begins' in links ? [] : (this.headsAfter.get(links.prev) ?? []);
    return this.heads.filter((head) => !named.includes(head));
  }

  private hashBefore(): string {
    return this.bytesBefore.copy().digest('hex');
  }
}

/** The links that a line carries, whichever version wrote it; undefined for a line without, or that is no JSON. */
function linksOf(line: Buffer): Links | undefined {
  const ending = /[^\\]"(prev|begins)":"([0-9a-f]{64})"\}$/.exec(
    line.toString('latin1', Math.max(0, line.length - 100)),
  );
  const [, name, hash = ''] = ending ?? [];
  // As they are written: at the end. Reading a whole ledger as JSON only to find these takes five times as long.
  if (name !== undefined) return name === 'prev' ? { prev: hash } : { begins: hash };
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch {
    // Torn, or foreign: it names nothing, and the entry after it names it.
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { prev, also, begins } = value as Readonly<Record<string, unknown>>;
  if (typeof begins === 'string') return { begins };
  if (typeof prev !== 'string') return undefined;
  const others = Array.isArray(also) ? also.filter((each) => typeof each === 'string') : [];
  return { prev, also: others };
}
