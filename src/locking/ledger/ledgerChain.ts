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
  private heads: readonly string[] = [];
  /** What was unnamed right after each line, by the line's hash: what an entry that follows that line has to name. */
  private readonly headsAfter = new Map<string, readonly string[]>();
  private readonly bytesBefore = createHash('sha256');
  private beginning: string | undefined;
  private last: string | undefined;

  /** Takes in the next line of the file, without its end. */
  add(line: Uint8Array): { readonly hash: string; readonly joint: Joint } {
    const hash = lineHash(line);
    const links = linksOf(line);
    const joint = this.judge(links);
    if (joint === 'before') {
      this.bytesBefore.update(line).update('\n');
      return { hash, joint };
    }
    // After a break the chain is taken up again here, so that one change is told once.
    this.heads = joint === 'broken' ? [hash] : [...without(this.heads, namedBy(links)), hash];
    this.headsAfter.set(hash, this.heads);
    this.beginning ??= this.hashBefore();
    this.last = hash;
    return { hash, joint };
  }

  /** What the next entry has to carry. */
  next(): Links {
    const prev = this.last;
    if (prev === undefined) return { begins: this.hashBefore() };
    const also = without(this.heads, [prev]);
    return also.length === 0 ? { prev } : { prev, also };
  }

  private judge(links: Links | undefined): Joint {
    if (links === undefined) return this.last === undefined ? 'before' : 'unlinked';
    if ('begins' in links) {
      if (this.beginning !== undefined) return links.begins === this.beginning ? 'sameTime' : 'broken';
      return links.begins === this.hashBefore() ? 'begins' : 'broken';
    }
    const seen = this.headsAfter.get(links.prev);
    if (seen === undefined || !sameTexts(namedBy(links), seen)) return 'broken';
    return links.prev === this.last ? 'linked' : 'sameTime';
  }

  private hashBefore(): string {
    return this.bytesBefore.copy().digest('hex');
  }
}

function namedBy(links: Links | undefined): readonly string[] {
  if (links === undefined || 'begins' in links) return [];
  return [links.prev, ...(links.also ?? [])];
}

/** The links that a line carries, whichever version wrote it; undefined for a line without, or that is no JSON. */
function linksOf(line: Uint8Array): Links | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString('utf8'));
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

function without(texts: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...texts];
  for (const text of taken) {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

function sameTexts(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && without(some, others).length === 0;
}
