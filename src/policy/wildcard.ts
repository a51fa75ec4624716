/** Stands for any run of characters, also an empty one. */
export const anyRun: unique symbol = Symbol('*');
/** Stands for exactly one character. */
export const anyOne: unique symbol = Symbol('?');

/** A literal character (one Unicode code point) or a wildcard. */
export type PatternPart = string | typeof anyRun | typeof anyOne;

/** Keeps wildcards apart from characters that merely look like one, such as those a policy variable brought in. */
export type Pattern = readonly PatternPart[];

type Segment = readonly (string | typeof anyOne)[];

/** Reads every `*` and `?` of a text as a wildcard. */
export function wildcardPattern(text: string): Pattern {
  const parts: PatternPart[] = [];
  for (const character of text) {
    parts.push(character === '*' ? anyRun : character === '?' ? anyOne : character);
  }
  return parts;
}

/** Whether a text has a wildcard in it. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Whether a pattern stands for every text: a star, or several, which mean the same. */
export function isMatchAll(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}

/** Whether the whole text matches the pattern, with case. In a pattern given as text every `*` and `?` is a wildcard. */
export function matchesWildcard(pattern: string | Pattern, text: string): boolean {
  // Most entries of a policy have no wildcard, and an effect view asks thousands of times.
  if (typeof pattern === 'string' && !hasWildcard(pattern)) return pattern === text;
  const parts = typeof pattern === 'string' ? wildcardPattern(pattern) : pattern;
  return matchesCharacters(parts, Array.from(text));
}

/** Does what `matchesWildcard` does for a pattern that is asked about many texts. */
export function wildcardMatcher(pattern: string): (text: string) => boolean {
  if (!hasWildcard(pattern)) return (text) => text === pattern;
  if (isMatchAll(pattern)) return () => true;
  const segments = pattern.split('*');
  if (segments.every(isPlainSegment)) return segmentMatcher(segments);
  const matches = charactersMatcher(wildcardPattern(pattern));
  return (text) => matches(charactersOf(text));
}

/** The values of a condition are asked about the same text one after the other. */
function charactersOf(text: string): readonly string[] {
  if (latest.text !== text) latest = { text, characters: Array.from(text) };
  return latest.characters;
}

let latest: { readonly text: string; readonly characters: readonly string[] } = { text: '', characters: [] };

/**
 * What the engine's own search may look for: it counts in UTF-16 units, which `?` and half characters do not, and tries
 * each start anew, which only for short texts costs no more than their length allows.
 */
function isPlainSegment(segment: string): boolean {
  return segment.length <= longestPlainSegment && !/[?\uD800-\uDFFF]/.test(segment);
}

const longestPlainSegment = 32;

/** Of plain segments, between two `*` each. The leftmost fit is as good as any. */
function segmentMatcher([first = '', ...others]: readonly string[]): (text: string) => boolean {
  const last = others.at(-1) ?? '';
  const between = others.slice(0, -1);
  return (text) => {
    const end = text.length - last.length;
    if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const segment of between) {
      const found = text.indexOf(segment, at);
      if (found < 0) return false;
      at = found + segment.length;
    }
    return at <= end;
  };
}

/**
 * Whether every text that matches the inner pattern matches the outer one, too. It may say no where only a closer look
 * would tell (`*?` and `?*` are the same), and never says yes wrongly.
 */
export function coversPattern(outer: Pattern, inner: Pattern): boolean {
  return matchesCharacters(outer, inner);
}

/**
 * The same as `matchesWildcard` for a text that is split into its characters (code points). Between two `*` the
 * leftmost fit is as good as any, so nothing is ever tried twice: each character is read once, twice at most where it
 * is also tried as the end. The characters may be wildcards themselves: a `*` then matches a `*` only, and a `?` either.
 */
export function matchesCharacters(pattern: Pattern, characters: Pattern): boolean {
  return charactersMatcher(pattern)(characters);
}

function charactersMatcher(pattern: Pattern): (characters: Pattern) => boolean {
  const [first = [], ...others] = splitAtRuns(pattern);
  const last = others.pop();
  if (!last) return (characters) => characters.length === first.length && fitsAt(characters, 0, first);
  const finders = others.filter(({ length }) => length > 0).map(firstFitFinder);
  return (characters) => {
    const end = characters.length - last.length;
    if (end < first.length || !fitsAt(characters, 0, first) || !fitsAt(characters, end, last)) return false;
    let at = first.length;
    for (const endOfFirstFit of finders) {
      const after = endOfFirstFit(characters, at, end);
      if (after === undefined) return false;
      at = after;
    }
    return true;
  };
}

/** What stands before, between and after the `*`: one segment more than there are `*`. */
function splitAtRuns(pattern: Pattern): Segment[] {
  let segment: (string | typeof anyOne)[] = [];
  const segments = [segment];
  for (const part of pattern) {
    if (part === anyRun) segments.push((segment = []));
    else segment.push(part);
  }
  return segments;
}

function fitsAt(characters: Pattern, start: number, segment: Segment): boolean {
  return segment.every((part, index) => {
    const here = characters[start + index];
    return part === anyOne ? here !== anyRun : part === here;
  });
}

/** Finds where the leftmost fit of a segment ends, among the characters from `start` to `end`. */
type FirstFitFinder = (characters: Pattern, start: number, end: number) => number | undefined;

/**
 * Finds the leftmost fit by the Shift-And method: bit i of `fits` says that the last i + 1 characters fit the
 * beginning of the segment. One pass whatever the text, with and without `?`, where trying each start again would
 * multiply the two lengths.
 */
function firstFitFinder(segment: Segment): FirstFitFinder {
  return segment.length <= longestForNumber ? numberFinder(segment) : bigintFinder(segment);
}

/** Bit operations on numbers have 32 bits, one of them for the sign. */
const longestForNumber = 31;

function numberFinder(segment: Segment): FirstFitFinder {
  const places = new Map<PatternPart, number>();
  segment.forEach((part, index) => places.set(part, (places.get(part) ?? 0) | (1 << index)));
  const anywhere = places.get(anyOne) ?? 0;
  const whole = 1 << (segment.length - 1);
  return (characters, start, end) => {
    let fits = 0;
    for (let at = start; at < end; at++) {
      const here = characters[at];
      if (here === undefined) return undefined;
      fits = ((fits << 1) | 1) & (here === anyRun ? 0 : (places.get(here) ?? 0) | anywhere);
      if (fits & whole) return at + 1;
    }
    return undefined;
  };
}

function bigintFinder(segment: Segment): FirstFitFinder {
  const places = new Map<PatternPart, bigint>();
  segment.forEach((part, index) => places.set(part, (places.get(part) ?? 0n) | (1n << BigInt(index))));
  const anywhere = places.get(anyOne) ?? 0n;
  const whole = 1n << BigInt(segment.length - 1);
  return (characters, start, end) => {
    if (end - start < segment.length) return undefined;
    let fits = 0n;
    for (let at = start; at < end; at++) {
      const here = characters[at];
      if (here === undefined) return undefined;
      fits = ((fits << 1n) | 1n) & (here === anyRun ? 0n : (places.get(here) ?? 0n) | anywhere);
      if (fits & whole) return at + 1;
    }
    return undefined;
  };
}
