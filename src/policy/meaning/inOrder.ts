/** Texts in the order of their code units, each once: for lists in which neither order nor repetition says anything. */
export function inOrder(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** The same for anything else; what reads the same as JSON is the same. */
export function inOrderAsJson<T>(items: readonly T[]): readonly T[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
