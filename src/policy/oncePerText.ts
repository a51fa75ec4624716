/** Longer texts are rare, and each costs memory. */
const longestKept = 256;
/** More than one policy can hold of what is judged at all; if each text came anew, every rule would judge it anew. */
const mostKept = 16_000;

/**
 * Remembers what a pure function said about a text. A policy says the same over and over, in each statement and again
 * after each keystroke. What it keeps is bounded, and the answers are shared: they must not be changed.
 */
export function oncePerText<Result>(judge: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (text) => {
    if (text.length > longestKept) return judge(text);
    const before = known.get(text);
    if (before) return before.result;
    const result = judge(text);
    if (known.size >= mostKept) known.clear();
    known.set(text, { result });
    return result;
  };
}
