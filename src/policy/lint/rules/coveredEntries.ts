import type { StringNode } from '../../syntax/jsonNode';

export interface Entry {
  readonly node: StringNode;
}

export interface CoveredEntry extends Entry {
  /** The entry that says as much or more. */
  readonly by: StringNode;
}

/** So many entries that may cover others are compared with all: the cost grows with the length of the list alone. */
const mostCompared = 20;

/**
 * The entries of a list that change nothing because another one means as much or more. Of two that mean the same the
 * second is the one too many.
 * @param meaning equal for entries that mean the same
 * @param covers whether the first means all that the second means
 */
export function* coveredEntries<Each extends Entry>(
  entries: readonly Each[],
  meaning: (entry: Each) => unknown,
  covers: (outer: Each, inner: Each) => boolean,
): Iterable<CoveredEntry> {
  const firstOf = new Map<unknown, Each>();
  for (const entry of entries) if (!firstOf.has(meaning(entry))) firstOf.set(meaning(entry), entry);
  const broad = [...firstOf.values()]
    .filter(({ node }) => /[*?]/.test(node.value))
    .sort((a, b) => a.node.value.length - b.node.value.length)
    .slice(0, mostCompared);
  for (const entry of entries) {
    const same = firstOf.get(meaning(entry));
    const by =
      same === entry
        ? broad.find(
            (outer) =>
              outer !== entry &&
              covers(outer, entry) &&
              // Of two spellings of the same the one that stands first remains.
              (!covers(entry, outer) || outer.node.span.from < entry.node.span.from),
          )
        : same;
    if (by) yield { node: entry.node, by: by.node };
  }
}

/** What follows for the reader of an entry that changes nothing. */
export function isCovered({ value }: StringNode, by: StringNode): string {
  return value === by.value
    ? `"${value}" stands in this list already. Once locked, nobody can tidy it: remove it.`
    : `"${by.value}" covers "${value}": this entry changes nothing. Once locked, nobody can tidy it: remove it.`;
}
